/* Pairs of sentences, laid out for the encoder and the decoder. */
#ifndef SL_TRAIN_PAIR_BATCH_H
#define SL_TRAIN_PAIR_BATCH_H

#include "model/seq2seq.h"

/* Steps that sentence i takes: its tokens and <eos>, cut off at `most`. */
size_t sl_pair_steps(const sl_side *side, size_t i, size_t most);

/* The most steps that one of the sentences which[first .. first + count) takes; without `which`,
 * one of [first, first + count). */
size_t sl_longest_steps(const sl_side *side, const uint32_t *which, size_t first, size_t count,
                        size_t most);

/* Puts pairs which[0 .. rows) into the rows of both, padded to the longest of them, and shapes both
 * runs to that. Teacher forcing: the decoder's inputs are <bos> and the targets but the last. */
void sl_pairs_read(const sl_pairs *pairs, const uint32_t *which, size_t rows, size_t most,
                   sl_encoding *encoding, sl_decoding *decoding);

/* Whether model and pairs fit: SL_OTHER_VOCABULARY or SL_MISUSE if not. */
sl_status sl_pairs_check(const sl_pairs *pairs, const sl_model *model, sl_error *error);

#endif
