/* What several tests need: small models, made directly from settings. */
#ifndef MODELS_H
#define MODELS_H

#include "check.h"
#include "model/language_model.h"
#include "model/seq2seq.h"

/* A vocabulary of <unk> and `count` - 1 letters from 'a' on. */
sl_vocabulary *models_vocabulary(size_t count);

/* Settings from "name=value name=value"; fails the test on a bad one. */
sl_settings models_settings(const char *assignments);

/* A model for `symbols` symbols. */
sl_model *models_create(const char *assignments, size_t symbols);

/* A random text of `symbols` - 1 letters from 'a' on, each of which occurs. */
sl_text *models_text(size_t length, size_t symbols);

/* How many of a text's symbols are <unk>. */
size_t models_unknown(const sl_text *text);

/* A fresh model that is trained on such a text. */
typedef struct models_training {
    sl_text *text;
    sl_model *model;
    sl_trainer *trainer;
} models_training;

models_training models_begin(const char *assignments, size_t length, size_t symbols);
void models_end(models_training *training);

/* A pass with gradients over windows of this shape, in memory of its own. */
typedef struct models_pass {
    sl_pass pass;
    sl_arena arena;
} models_pass;

models_pass models_take_pass(const sl_model *model, size_t steps, size_t batch);
models_pass models_take_dropping(const sl_model *model, size_t steps, size_t batch,
                                 sl_dropout dropout);

/* A finished table from lines "source TAB target". */
sl_pairs *models_pairs(const char *assignments, const char *lines);

/* A translation model; or one for vocabularies of these sizes, which have no special tokens. */
sl_model *models_translation(const char *assignments, const sl_pairs *pairs);
sl_model *models_translation_of(const char *assignments, size_t source, size_t target);

/* Room for encoding and decoding with gradients, in memory of its own. */
typedef struct models_coding {
    sl_encoding encoding;
    sl_decoding decoding;
    sl_arena arena;
} models_coding;

models_coding models_take_coding(const sl_model *model, size_t source_steps, size_t target_steps,
                                 size_t batch, sl_dropout dropout);

/* Fills the present shape of both from rows of token ids that end with their length: <pad> after
 * it, and <bos> before the targets as the decoder's inputs. */
typedef struct models_sentence {
    const uint16_t *source, *target;
    size_t source_length, target_length;
} models_sentence;

void models_lay(models_coding *coding, size_t source_steps, size_t target_steps,
                const models_sentence *sentences, size_t rows);

/* Runs encoder and decoder; the logits are left. */
void models_translate(sl_model *model, models_coding *coding);

/* Every parameter drawn uniformly from -bound to bound. */
void models_shake(sl_model *model, double bound, check_random *random);

/* Fourth-order central difference of loss(problem) in one of its arguments. */
double models_difference(double (*loss)(void *problem), void *problem, sl_real *argument);

/* |a - b| over the larger of both, or over 1e-5 if that is more. */
double models_relative_error(double a, double b);

#endif
