/* One source sentence, encoded and ready to be decoded a step at a time by several hypotheses. */
#ifndef SL_DECODE_SENTENCE_H
#define SL_DECODE_SENTENCE_H

#include "base/json.h"
#include "model/seq2seq.h"

typedef struct sl_sentence {
    sl_model *model;
    size_t steps, width; /* most target tokens; most hypotheses at a time */
    size_t source_steps;
    sl_encoding encoding;
    sl_decoding decoding;
    sl_real *context; /* (H): what every input is joined with */
    sl_arena arena;
} sl_sentence;

/* Encodes `size` bytes of UTF-8, cut up as the model's pairs were; unknown tokens become <unk>. The
 * decoder is left before its first step with one row. Release with sl_sentence_close, also after a
 * failure. SL_BAD_TEXT (empty, not UTF-8), SL_NO_MEMORY, SL_MISUSE (a language model). */
sl_status sl_sentence_open(sl_sentence *sentence, sl_model *model, const void *bytes, size_t size,
                           size_t width, sl_error *error);
void sl_sentence_close(sl_sentence *sentence);

/* Reals in the decoder's state for `rows` hypotheses. */
size_t sl_sentence_state_size(const sl_sentence *sentence, size_t rows);

/* The state before the first step, of one row. */
void sl_sentence_first_state(const sl_sentence *sentence, sl_real *state);

/* Row i of `to` becomes row parents[i] of `from`, which has from_rows. */
void sl_sentence_select(const sl_sentence *sentence, const sl_real *from, size_t from_rows,
                        const uint32_t *parents, sl_real *to, size_t rows);

/* One step of `rows` hypotheses that end in `last` (rows): moves their states on and leaves logits
 * (rows, V), of row stride decoding.pass.logits_stride. <unk>, <pad> and <bos> are made
 * impossible. */
sl_real *sl_sentence_step(sl_sentence *sentence, const uint16_t *last, size_t rows, sl_real *state);

/* log sum e^logit over the V logits of a row; NaN if one of them is not finite. */
double sl_log_sum(const sl_real *logits, size_t n);

/* Writes the members "text", "log_probability", "score" and "tokens" of one translation. `ids` may
 * end in <eos>, which text leaves out. */
void sl_sentence_write(const sl_sentence *sentence, sl_json_writer *writer, const uint16_t *ids,
                       size_t count, double log_probability, double alpha);

/* log P / L^alpha. */
double sl_beam_score(double log_probability, size_t length, double alpha);

#endif
