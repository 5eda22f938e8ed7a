/* Drawing a symbol from logits. */
#ifndef SL_DECODE_SAMPLE_H
#define SL_DECODE_SAMPLE_H

#include "base/random.h"
#include "math/lanes.h"
#include "sluice.h"

typedef struct sl_sampling {
    double temperature; /* 0: the most likely symbol */
    size_t top_k;       /* keep so many of the most likely symbols; 0: all */
    double top_p; /* keep the fewest most likely symbols that together have this share; 1: all */
} sl_sampling;

/* SL_BAD_SETTING unless the temperature is from 0 to 100 and top-p above 0 and at most 1. */
sl_status sl_sampling_check(const sl_sampling *sampling, sl_error *error);

/* Draws an id in [1, n): id 0, <unk>, is left out. `logits` (n), padded to sl_row_stride, are used
 * up; `order` (n) is scratch. Ties go to the smaller id. */
size_t sl_sample(sl_real *logits, size_t n, const sl_sampling *sampling, sl_random *random,
                 uint32_t *order);

#endif
