/* What this build computes, in few bytes: equal ones arrive at equal bits, whatever the width of
 * their vectors. */
#ifndef SL_NATIVE_FINGERPRINT_H
#define SL_NATIVE_FINGERPRINT_H

#include <stdbool.h>
#include <stdint.h>

typedef struct sl_fingerprint {
    char version[32], engine[32];
    uint64_t bits; /* of a small training, as a file: settings, format and arithmetic */
} sl_fingerprint;

sl_fingerprint sl_fingerprint_own(void);
bool sl_fingerprint_equals(const sl_fingerprint *one, const sl_fingerprint *other);

#endif
