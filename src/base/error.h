/* Filling in an sl_error. */
#ifndef SL_BASE_ERROR_H
#define SL_BASE_ERROR_H

#include "sluice.h"

/* Formats the message into `error` (which may be NULL) and returns `status`, so that a failing
 * function ends with `return sl_fail(...)`. Knows %s, %c, %d (int), %u (unsigned), %zu, %g (double,
 * 6 significant digits) and %%; a message that does not fit is cut at a code point. No stdio. */
sl_status sl_fail(sl_error *error, sl_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
