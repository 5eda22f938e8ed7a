/* A finished table as ids, for its equal in another instance of this library: every sentence,
 * source and target in turn, ends with the id of <eos>, which no token of a table has. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "text/pairs.h"

static uint16_t *put_sentence(const sl_side *side, size_t i, uint16_t *to) {
    size_t length = sl_side_length(side, i);
    memcpy(to, sl_side_ids(side, i), length * sizeof *to);
    to[length] = SL_EOS;
    return to + length + 1;
}

sl_status sl_pairs_ids(const sl_pairs *pairs, void **ids, size_t *size, sl_error *error) {
    *ids = NULL;
    *size = 0;
    if (!pairs->finished) return sl_fail(error, SL_MISUSE, "the table of pairs is not finished");
    size_t bytes = (pairs->source.length + pairs->target.length + 2 * pairs->count) * 2;
    uint16_t *to = *ids = malloc(bytes);
    if (!to) return sl_fail(error, SL_NO_MEMORY, "no memory for a copy of the pairs");
    for (size_t i = 0; i < pairs->count; i++) {
        to = put_sentence(&pairs->source, i, to);
        to = put_sentence(&pairs->target, i, to);
    }
    *size = bytes;
    return SL_OK;
}

static sl_status check_ids(const sl_pairs *pairs, const uint16_t *ids, size_t count,
                           sl_error *error) {
    size_t sentences = 0;
    for (size_t i = 0; i < count; i++) {
        const sl_side *side = sentences % 2 ? &pairs->target : &pairs->source;
        bool is_token = ids[i] == SL_UNKNOWN || ids[i] >= SL_SPECIALS;
        if (ids[i] == SL_EOS)
            sentences++;
        else if (!is_token || ids[i] >= sl_vocabulary_size(side->vocabulary))
            return sl_fail(error, SL_BAD_TEXT, "id %u is no token of the model", (unsigned)ids[i]);
    }
    if (sentences && sentences % 2 == 0 && ids[count - 1] == SL_EOS) return SL_OK;
    return sl_fail(error, SL_BAD_TEXT, "these ids are no whole pairs of sentences");
}

static bool reserve(sl_side *side, size_t ids, size_t sentences) {
    side->ids = malloc((ids ? ids : 1) * sizeof *side->ids);
    side->start = calloc(sentences + 1, sizeof *side->start);
    return side->ids && side->start;
}

/* Takes ids that are checked. */
static sl_status take_ids(sl_pairs *pairs, const uint16_t *ids, size_t count, sl_error *error) {
    size_t ends = 0;
    for (size_t i = 0; i < count; i++) ends += ids[i] == SL_EOS;
    if (!reserve(&pairs->source, count, ends / 2) || !reserve(&pairs->target, count, ends / 2))
        return sl_fail(error, SL_NO_MEMORY, "no memory for a copy of the pairs");
    sl_side *side = &pairs->source, *next = &pairs->target;
    for (size_t i = 0; i < count; i++) {
        if (ids[i] != SL_EOS) {
            side->ids[side->length++] = ids[i];
            continue;
        }
        side->start[pairs->count + 1] = side->length;
        if (side == &pairs->target) pairs->count++;
        sl_side *done = side;
        side = next;
        next = done;
    }
    return SL_OK;
}

sl_status sl_pairs_of_ids(const sl_vocabulary *source, const sl_vocabulary *target,
                          const uint16_t *ids, size_t count, sl_pairs **out, sl_error *error) {
    *out = NULL;
    sl_pairs *pairs = calloc(1, sizeof *pairs);
    if (!pairs) return sl_fail(error, SL_NO_MEMORY, "no memory for a copy of the pairs");
    sl_status status = sl_vocabulary_copy(source, &pairs->source.vocabulary, error);
    if (status == SL_OK) status = sl_vocabulary_copy(target, &pairs->target.vocabulary, error);
    if (status == SL_OK) status = check_ids(pairs, ids, count, error);
    if (status == SL_OK) status = take_ids(pairs, ids, count, error);
    if (status != SL_OK) {
        sl_pairs_free(pairs);
        return status;
    }
    sl_pairs_end(pairs);
    *out = pairs;
    return SL_OK;
}
