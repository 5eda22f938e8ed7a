#include "train/pair_batch.h"

#include <string.h>

#include "base/error.h"

size_t sl_pair_steps(const sl_side *side, size_t i, size_t most) {
    size_t steps = sl_side_length(side, i) + 1;
    return steps < most ? steps : most;
}

size_t sl_longest_steps(const sl_side *side, const uint32_t *which, size_t first, size_t count,
                        size_t most) {
    size_t longest = 1;
    for (size_t i = first; i < first + count; i++) {
        size_t steps = sl_pair_steps(side, which ? which[i] : i, most);
        if (steps > longest) longest = steps;
    }
    return longest;
}

/* Writes a sentence down column `row` of ids (steps, rows): its tokens, <eos>, then <pad>. */
static void write_sentence(const sl_side *side, size_t i, uint16_t *ids, size_t steps, size_t rows,
                           size_t row) {
    size_t length = sl_side_length(side, i);
    const uint16_t *tokens = sl_side_ids(side, i);
    for (size_t t = 0; t < steps; t++)
        ids[t * rows + row] = t < length ? tokens[t] : t == length ? SL_EOS : SL_PAD;
}

void sl_pairs_read(const sl_pairs *pairs, const uint32_t *which, size_t rows, size_t most,
                   sl_encoding *encoding, sl_decoding *decoding) {
    size_t source_steps = sl_longest_steps(&pairs->source, which, 0, rows, most);
    size_t target_steps = sl_longest_steps(&pairs->target, which, 0, rows, most);
    sl_run_shape(&encoding->run, source_steps, rows);
    sl_run_shape(&decoding->pass.run, target_steps, rows);
    for (size_t i = 0; i < rows; i++) {
        write_sentence(&pairs->source, which[i], encoding->ids, source_steps, rows, i);
        write_sentence(&pairs->target, which[i], decoding->targets, target_steps, rows, i);
        encoding->lengths[i] = (uint16_t)sl_pair_steps(&pairs->source, which[i], most);
        decoding->lengths[i] = (uint16_t)sl_pair_steps(&pairs->target, which[i], most);
        decoding->inputs[i] = SL_BOS;
    }
    memcpy(decoding->inputs + rows, decoding->targets,
           (target_steps - 1) * rows * sizeof *decoding->inputs);
}

sl_status sl_pairs_finish_for(sl_pairs *pairs, const sl_model *model, sl_error *error) {
    sl_status status =
        sl_model_expect(model, &sl_translation_model, "knows no pairs of sentences", error);
    if (status != SL_OK) return status;
    return sl_pairs_finish_with(pairs, model->source, model->vocabulary, error);
}

sl_status sl_pairs_from_ids(const sl_model *model, const uint16_t *ids, size_t count,
                            sl_pairs **out, sl_error *error) {
    *out = NULL;
    sl_status status =
        sl_model_expect(model, &sl_translation_model, "knows no pairs of sentences", error);
    if (status != SL_OK) return status;
    return sl_pairs_of_ids(model->source, model->vocabulary, ids, count, out, error);
}

sl_status sl_pairs_check(const sl_pairs *pairs, const sl_model *model, sl_error *error) {
    sl_status status =
        sl_model_expect(model, &sl_translation_model, "knows no pairs of sentences", error);
    if (status != SL_OK) return status;
    if (!pairs->finished) return sl_fail(error, SL_MISUSE, "the table of pairs is not finished");
    status = sl_vocabulary_expect(pairs->source.vocabulary, model->source, "the sources are",
                                  "the model's", error);
    if (status != SL_OK) return status;
    return sl_vocabulary_expect(pairs->target.vocabulary, model->vocabulary, "the targets are",
                                "the model's", error);
}
