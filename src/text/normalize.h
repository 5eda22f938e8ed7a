/* How a text is prepared before it is cut into symbols, one code point at a time. */
#ifndef SL_TEXT_NORMALIZE_H
#define SL_TEXT_NORMALIZE_H

#include "base/settings.h"

/* {.kind = SL_NORMALIZE_...} to start with. */
typedef struct sl_normalizer {
    uint32_t kind;
    bool in_line; /* d2l: this line had a letter, */
    bool gap;     /* ... and something else after it, a space if another letter follows */
} sl_normalizer;

/* Reads one code point; writes the 0 to 2 that it becomes and returns how many. */
size_t sl_normalizer_feed(sl_normalizer *normalizer, uint32_t code, uint32_t out[2]);

#endif
