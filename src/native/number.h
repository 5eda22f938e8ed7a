/* Numbers as JavaScript writes and reads them: events, notes and messages are the same in both
 * hosts. */
#ifndef SL_NATIVE_NUMBER_H
#define SL_NATIVE_NUMBER_H

#include <stdbool.h>

enum { SL_SHOWN = 40 };

/* Each fills `out` (SL_SHOWN bytes) and returns it: the shortest form that reads back as the same
 * number; with three decimals; with two digits; a whole number with commas between its thousands.
 */
const char *sl_show(double number, char *out);
const char *sl_show_fixed(double number, char *out);
const char *sl_show_rough(double number, char *out);
const char *sl_show_grouped(double number, char *out);

/* "5", "+.5", "1e-3" and the like, and nothing around them. */
bool sl_read_number(const char *text, double *number);

#endif
