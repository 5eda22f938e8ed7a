/* A short text as ids of a vocabulary that must know every symbol, unless unknown ones are skipped.
 */
#ifndef SL_TEXT_PROMPT_H
#define SL_TEXT_PROMPT_H

#include "base/settings.h"
#include "text/vocabulary.h"

/* Encodes `size` bytes of UTF-8, normalized as `normalize` (SL_NORMALIZE_...) says, except that a
 * space at the end is kept: it comes before the next word. The caller frees *ids, (*count).
 * SL_UNKNOWN_SYMBOL names the symbol and its place, unless `skips` leaves such symbols out;
 * SL_BAD_TEXT; SL_NO_MEMORY. */
sl_status sl_prompt_encode(const sl_vocabulary *vocabulary, uint32_t normalize, bool skips,
                           const void *bytes, size_t size, uint16_t **ids, size_t *count,
                           sl_error *error);

#endif
