/* sluice.h: recurrent networks that learn a text, as a C library.
 *
 * This is the only header that a host includes. A program that learns a text and writes:
 *
 *     static bool learn_and_write(const char *book, size_t size, sl_error *error) {
 *         sl_text *text;
 *         sl_settings *settings;
 *         sl_model *model;
 *         sl_trainer *trainer;
 *         sl_generator *generator;
 *         const char *symbol;
 *         if (sl_text_create(NULL, "none", 0, &text, error) ||
 *             sl_text_append(text, book, size, error) || sl_text_finish(text, error) ||
 *             sl_settings_create(&settings, error) ||
 *             sl_settings_set(settings, "hidden", "128", error) ||
 *             sl_model_create(settings, sl_text_vocabulary(text), &model, error) ||
 *             sl_trainer_create(model, text, &trainer, error))
 *             return false;
 *         for (int update = 0; update < 500; update++)
 *             if (sl_trainer_step(trainer, error)) return false;
 *         if (sl_generator_create(model, 0.8, 0, 1, 1, &generator, error)) return false;
 *         for (int i = 0; i < 200; i++) {
 *             if (sl_generator_next(generator, &symbol, error)) return false;
 *             fputs(symbol, stdout);
 *         }
 *         return true;
 *     }
 *
 * These functions, with sl_model_save to keep what was learned, are all that a simple program
 * needs; their comments below begin with [first]. (A longer program also frees its handles.)
 *
 * Rules that hold for every function:
 * - A function that can fail returns an sl_status, which must not be ignored, and takes an
 * sl_error, which may be NULL. On failure it writes there what is wrong and what would be right,
 * sets every output handle to NULL, and leaves the handles it was given as they were before the
 * call.
 * - `X_create` makes a handle that the caller releases with `X_free`. `X_free(NULL)` does nothing.
 * - A handle keeps no reference to what it was made from, unless its comment says that it borrows
 *   that: then what it borrows must outlive it.
 * - What a function returns belongs to the handle it was asked of. JSON and files that a function
 *   writes to an output belong to the caller, who frees them with sl_release.
 * - Handles share no state but what they borrow: a model and all that borrows it, taken together,
 *   are used by one thread at a time, as is any other handle.
 * - Text is UTF-8. A symbol is one Unicode code point; of pairs of sentences, it is a token.
 * - Losses are in nats (natural logarithms) per symbol; perplexity is exp(loss).
 * - Equal seed, text and settings give equal bits on every host and every engine, except "fused"
 *   builds (see sl_engine), which agree among themselves.
 *
 * Any function that makes a handle or writes to an output can also fail with SL_NO_MEMORY.
 */
#ifndef SLUICE_H
#define SLUICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__wasm__)
#define SL_API __attribute__((used, visibility("default")))
#else
#define SL_API __attribute__((visibility("default")))
#endif
#define SL_CHECKED SL_API __attribute__((warn_unused_result))

/* ---- Library ----------------------------------------------------------------------------- */

typedef enum sl_status {
    SL_OK,
    SL_NO_MEMORY,        /* an allocation failed; the message says how much was needed */
    SL_BAD_SETTING,      /* a setting that does not exist, or a value out of its range */
    SL_BAD_TEXT,         /* empty, not UTF-8, binary, or with too many distinct symbols */
    SL_TEXT_TOO_SHORT,   /* fewer symbols than one update needs */
    SL_UNKNOWN_SYMBOL,   /* a prompt or a text with a symbol that the model never saw */
    SL_DIVERGED,         /* the loss or the gradient is not finite; the update was not applied */
    SL_BAD_FILE,         /* a model file that is truncated, altered, or of another kind */
    SL_MISUSE,           /* a call out of order: the host's mistake, not the user's */
    SL_OTHER_VOCABULARY, /* a text or pairs that are not encoded with the model's vocabulary */
    SL_STATUS_COUNT
} sl_status;

typedef struct sl_error {
    sl_status status;
    char message[252]; /* one UTF-8 sentence, NUL-terminated, without a full stop */
} sl_error;

/* Returns the status as a stable upper-case word, "BAD_SETTING" for SL_BAD_SETTING; never NULL. */
SL_API const char *sl_status_name(sl_status status);

/* Returns the version in package.json, such as "1.0.0". */
SL_API const char *sl_version(void);

/* Returns what this build computes with: "scalar", "simd", "relaxed" (wasm with fused
 * multiply-add), "native" or "native-fused", and after these "-256" or "-512" where vectors have
 * so many bits instead of 128. scalar, simd and native agree bit for bit; so do relaxed and
 * native-fused. */
SL_API const char *sl_engine(void);

/* Plain malloc and free, for hosts that must place bytes in the module's memory. */
SL_API void *sl_allocate(size_t bytes);
SL_API void sl_release(void *pointer);

/* ---- Settings ---------------------------------------------------------------------------- */

/* Everything that shapes a model and its training, by name. */
typedef struct sl_settings sl_settings;

/* [first] All settings at their defaults. */
SL_CHECKED sl_status sl_settings_create(sl_settings **out, sl_error *error);
SL_API void sl_settings_free(sl_settings *settings);

/* [first] Sets one by name from its text form: "256", "0.5", "gru", "true". Names of earlier
 * versions are understood too. SL_BAD_SETTING names the setting and says what it takes. */
SL_CHECKED sl_status sl_settings_set(sl_settings *settings, const char *name, const char *value,
                                     sl_error *error);

/* Current values as a JSON object, {"cell":"gru","hidden":256,...}: every setting, in table order.
 */
SL_CHECKED sl_status sl_settings_json(const sl_settings *settings, char **json, sl_error *error);

/* The table of all settings as a JSON array, in the order in which help shows it:
 * {"name","group":"model"|"variants"|"training"|"translation","aliases":[...]? (earlier names),
 *  "kind":"choice"|"whole"|"real"|"flag","choices":[...]?,"min"?,"max"?,"default","help",
 *  "live" (whether it may change during training)}. */
SL_CHECKED sl_status sl_settings_table(char **json, sl_error *error);

/* Returns how many of `count` symbols, or of as many pairs, are trained on: the first ones. The
 * share `validation` at the end is held out. */
SL_API size_t sl_settings_training_length(const sl_settings *settings, size_t count);

/* Returns the updates in an epoch over a text of `count` symbols, or over `count` pairs, including
 * the held-out ones. 0 if a text is too short. An epoch that begins at another offset than 0 may
 * have fewer. */
SL_API double sl_settings_updates_per_epoch(const sl_settings *settings, size_t count, bool pairs);

/* ---- Text -------------------------------------------------------------------------------- */

/* A text as 16-bit symbol ids, and the vocabulary that names them. Id 0 is "<unk>". */
typedef struct sl_text sl_text;
typedef struct sl_vocabulary sl_vocabulary;

/* [first] An empty text. With `vocabulary` NULL it collects its own; otherwise it encodes with a
 * copy of the one given, and symbols outside it become id 0. `normalize` is "none" or "d2l" (as in
 * Dive into Deep Learning: every run of characters other than A-Z, a-z becomes one space; lines are
 * stripped, lower-cased and joined without separators). Keeps the first `max_tokens` symbols (0:
 * all); the vocabulary is that of the whole text, as in the book. SL_BAD_SETTING. */
SL_CHECKED sl_status sl_text_create(const sl_vocabulary *vocabulary, const char *normalize,
                                    size_t max_tokens, sl_text **out, sl_error *error);
SL_API void sl_text_free(sl_text *text);

/* [first] Adds the next `size` bytes; a code point may be split between calls. SL_BAD_TEXT (invalid
 * UTF-8 or a NUL byte: the message names the byte and its offset; the text can then only be freed);
 * SL_NO_MEMORY; SL_MISUSE after finish. */
SL_CHECKED sl_status sl_text_append(sl_text *text, const void *bytes, size_t size, sl_error *error);

/* [first] Ends the text: sorts its own vocabulary by code point and freezes it. SL_BAD_TEXT when it
 * is empty, cut off within a code point, or has over 65,535 distinct symbols. */
SL_CHECKED sl_status sl_text_finish(sl_text *text, sl_error *error);

/* A text made of the ids (count), vocabulary (copied) and fingerprint of another: its equal in
 * another instance of this library. SL_BAD_TEXT. */
SL_CHECKED sl_status sl_text_from_ids(const sl_vocabulary *vocabulary, const uint16_t *ids,
                                      size_t count, const char *fingerprint, sl_text **out,
                                      sl_error *error);

SL_API size_t sl_text_length(const sl_text *text);       /* symbols kept */
SL_API const uint16_t *sl_text_ids(const sl_text *text); /* (length) */

/* Returns how many lines of all that was read end in this way: a text that mixes them has more than
 * its writer sees. */
typedef enum sl_line_end { SL_LF, SL_CRLF, SL_CR, SL_LINE_ENDS } sl_line_end;
SL_API size_t sl_text_line_ends(const sl_text *text, sl_line_end kind);

/* Returns the 64-bit FNV-1a hash of the kept symbols' UTF-8 bytes (after normalization), as 16
 * lower-case hexadecimal digits. */
SL_API const char *sl_text_fingerprint(const sl_text *text);

/* [first] Returns the text's vocabulary, which the text owns. */
SL_API const sl_vocabulary *sl_text_vocabulary(const sl_text *text);

SL_API size_t sl_vocabulary_size(const sl_vocabulary *vocabulary);

/* Returns the symbol of an id as NUL-terminated UTF-8: "<unk>" for id 0, "" out of range. */
SL_API const char *sl_vocabulary_symbol(const sl_vocabulary *vocabulary, size_t id);

/* ---- Model ------------------------------------------------------------------------------- */

/* A language model, or a translation model (see Translation). */
typedef struct sl_model sl_model;

/* [first] A language model with freshly drawn parameters; copies settings and vocabulary.
 * SL_BAD_SETTING (dropout_input without an embedding). */
SL_CHECKED sl_status sl_model_create(const sl_settings *settings, const sl_vocabulary *vocabulary,
                                     sl_model **out, sl_error *error);
SL_API void sl_model_free(sl_model *model);

/* Returns "language" or "translation". */
SL_API const char *sl_model_kind(const sl_model *model);

/* Return what the model owns. */
SL_API const sl_settings *sl_model_settings(const sl_model *model);
SL_API const sl_vocabulary *sl_model_vocabulary(const sl_model *model);

/* Return the update of its training after which the model kept its best weights (0: it keeps none;
 * setting `keep`), and the loss that these have on the held-out part, which means nothing if it
 * keeps none. */
SL_API double sl_model_kept_update(const sl_model *model);
SL_API double sl_model_kept_loss(const sl_model *model);

/* Changes a training setting of the model, which is saved with it, and which trainers made from now
 * on begin with. An existing trainer keeps its own; see sl_trainer_set. SL_BAD_SETTING. */
SL_CHECKED sl_status sl_model_set(sl_model *model, const char *name, const char *value,
                                  sl_error *error);

/* [first] The model as a safetensors file. Equal models give equal bytes. Its tensors are the
 * weights that it is used with: the averaged ones (setting `average`), or the best (`keep`). Those
 * to train on from then stand beside them. */
SL_CHECKED sl_status sl_model_save(const sl_model *model, void **bytes, size_t *size,
                                   sl_error *error);

/* Reads such a file, strictly. SL_BAD_FILE says what is wrong with it. */
SL_CHECKED sl_status sl_model_load(const void *bytes, size_t size, sl_model **out, sl_error *error);

/* What a model file holds, as JSON: {"format","kind","settings","parameters","symbols",
 * "source_symbols" (of a translation model),"updates","tokens" (of all trainings so far),
 * "kept":{"update","loss"} (the update of its training after which the best weights were kept, and
 * their loss on the held-out part), "tensors":[{"name","dtype","shape"}]}. */
SL_CHECKED sl_status sl_model_describe(const sl_model *model, char **json, sl_error *error);

/* ---- Training ---------------------------------------------------------------------------- */

/* Backpropagation through time over windows of a text, clipping, and the update of the weights.
 * Allocates at creation only, in the model too: with the setting `average` the model has a running
 * mean of its weights beside them from the first update on. Evaluation, generation and all else
 * that uses a model reads that mean; training goes on from the weights themselves. */
typedef struct sl_trainer sl_trainer;

/* [first] Borrows the model, whose settings it copies, and the text, which must be encoded with the
 * model's vocabulary. SL_TEXT_TOO_SHORT says how many symbols there are and how many are needed;
 * SL_BAD_SETTING (a schedule without a horizon, keep best without a held-out part, patience without
 * keep best, dropout_input without an embedding); SL_OTHER_VOCABULARY; SL_MISUSE for a translation
 * model or an unfinished text. */
SL_CHECKED sl_status sl_trainer_create(sl_model *model, const sl_text *text, sl_trainer **out,
                                       sl_error *error);
SL_API void sl_trainer_free(sl_trainer *trainer);

/* [first] Makes one update. After SL_DIVERGED the model, the optimiser and the counters are as they
 * were before. */
SL_CHECKED sl_status sl_trainer_step(sl_trainer *trainer, sl_error *error);

/* Changes a live setting between two updates. SL_BAD_SETTING. */
SL_CHECKED sl_status sl_trainer_set(sl_trainer *trainer, const char *name, const char *value,
                                    sl_error *error);

SL_API double sl_trainer_updates(const sl_trainer *trainer); /* made since the start */
SL_API double sl_trainer_epochs(const sl_trainer *trainer);  /* whole passes finished */
SL_API double sl_trainer_tokens(const sl_trainer *trainer);  /* symbols predicted since the start */

/* Return the mean training loss of the last update, with the weights before it (NaN before the
 * first update of this trainer), and the norm of its gradient before clipping. */
SL_API double sl_trainer_loss(const sl_trainer *trainer);
SL_API double sl_trainer_gradient_norm(const sl_trainer *trainer);

/* One update taken apart. Borrows the trainer. */
typedef struct sl_dissection sl_dissection;

/* Makes one update, as sl_trainer_step does, and notes what it consisted of; sl_trainer_loss and
 * sl_trainer_gradient_norm tell its loss and the norm of its whole gradient. SL_DIVERGED. */
SL_CHECKED sl_status sl_dissection_create(sl_trainer *trainer, sl_dissection **out,
                                          sl_error *error);
SL_API void sl_dissection_free(sl_dissection *dissection);

/* Return what the setting "clip" multiplied the gradient by, 1 if it left it alone, and the
 * learning rate that the schedule gave the update. */
SL_API double sl_dissection_scale(const sl_dissection *dissection);
SL_API double sl_dissection_rate(const sl_dissection *dissection);

/* Return, of each tensor of the model file that holds parameters of its own, its name there, their
 * number, the norm of their gradient before clipping, and how far the update moved them. "" and 0
 * out of range. */
SL_API size_t sl_dissection_count(const sl_dissection *dissection);
SL_API const char *sl_dissection_name(const sl_dissection *dissection, size_t i);
SL_API size_t sl_dissection_parameters(const sl_dissection *dissection, size_t i);
SL_API double sl_dissection_gradient_norm(const sl_dissection *dissection, size_t i);
SL_API double sl_dissection_step(const sl_dissection *dissection, size_t i);

/* Keeping the best weights (setting "keep"): tells the trainer what loss the newest weights have on
 * the held-out part, or on a fixed share of it. The first loss, and each that is lower than all
 * before, makes the model keep a copy of these weights and use it from then on; training goes on
 * from the newest. A training that is resumed keeps the same as one that was never
 * interrupted if both measure after the same updates. A second loss for the same update is ignored,
 * as is any before the first update; so are all unless keep is best. */
SL_API void sl_trainer_measured(sl_trainer *trainer, double loss);
SL_API double sl_trainer_measured_at(const sl_trainer *trainer); /* update of the last; 0: none */

/* Returns whether as many measurements as the setting "patience" says were no better than the best:
 * time to stop. A training can go on all the same. */
SL_API bool sl_trainer_out_of_patience(const sl_trainer *trainer);

/* Returns how much of the text is trained on: [0, training) is, [training, length) is held out. */
SL_API size_t sl_trainer_training_length(const sl_trainer *trainer);

/* ---- Resuming ---------------------------------------------------------------------------- */

/* The trainer's model as a model file that also holds all that exact resuming needs: moments,
 * counters, generator state, place in the text, carried states, the text's fingerprint, and where
 * it was cut off (`max_tokens`, or the `most` pairs of a table). `notes` is any text of the host's,
 * kept in the file's metadata as training.notes; NULL is "". Equal trainings give equal bytes. */
SL_CHECKED sl_status sl_trainer_save(const sl_trainer *trainer, const char *notes, void **bytes,
                                     size_t *size, sl_error *error);

/* Brings a trainer, made with the settings and the text of the one that was saved, and its model to
 * where that one was. SL_BAD_TEXT if that was on another text; SL_BAD_FILE says what else does not
 * fit. */
SL_CHECKED sl_status sl_trainer_restore(sl_trainer *trainer, const void *bytes, size_t size,
                                        sl_error *error);

/* ---- Evaluation and baselines ------------------------------------------------------------ */

/* The mean loss over a stretch of text, computed in portions, with frozen weights or with some
 * that learn on while they read. */
typedef struct sl_evaluator sl_evaluator;

/* Borrows the model and the text, which must be encoded with the model's vocabulary. Runs symbols
 * [first, first + count) once, from a zero state that is carried to the end, and predicts every
 * symbol after the first. SL_TEXT_TOO_SHORT below two symbols; SL_OTHER_VOCABULARY; SL_MISUSE. */
SL_CHECKED sl_status sl_evaluator_create(sl_model *model, const sl_text *text, size_t first,
                                         size_t count, sl_evaluator **out, sl_error *error);
SL_API void sl_evaluator_free(sl_evaluator *evaluator);

/* The same with a copy of the weights that learns on ("dynamic evaluation", Krause et al. 2018):
 * after each 20 symbols it takes a step of `rate` times the gradient of their mean loss, but at
 * most of this length, and 0.005 of the way back to the model's weights, which stay as they are.
 * 0.2 is a good start for both. SL_BAD_SETTING (a rate outside (0, 1000], a length outside (0, 10],
 * a bidirectional model). */
SL_CHECKED sl_status sl_evaluator_create_learning(sl_model *model, const sl_text *text,
                                                  size_t first, size_t count, double rate,
                                                  double length, sl_evaluator **out,
                                                  sl_error *error);

/* SL_DIVERGED if learning on has gone astray: then nothing more is read. */
SL_CHECKED sl_status sl_evaluator_check(const sl_evaluator *evaluator, sl_error *error);

/* From now on reads with the newest weights of a training, as a measurement during it does, instead
 * of the best ones (setting "keep"). */
SL_API void sl_evaluator_read_newest(sl_evaluator *evaluator);

/* Runs about `symbols` more; returns true while some are left. Each call uses the weights of its
 * time: train nothing between calls for a frozen figure. */
SL_API bool sl_evaluator_advance(sl_evaluator *evaluator, size_t symbols);
SL_API double sl_evaluator_tokens(const sl_evaluator *evaluator); /* predicted so far */
SL_API double sl_evaluator_loss(const sl_evaluator *evaluator);   /* their mean */

/* Baselines: n-gram models of every order up to a limit, built from one count. Predictions are
 * interpolated by Witten-Bell smoothing down to the uniform distribution over the whole vocabulary,
 * <unk> included: the same outcomes that a model's softmax has. */
typedef struct sl_ngram sl_ngram;

/* Counts symbols [first, first + count) of the text; order is 1 to 8. Needs 28 to 56 bytes for each
 * distinct n-gram, and up to 84 while it counts. SL_BAD_SETTING; SL_TEXT_TOO_SHORT with fewer
 * symbols than the order; SL_MISUSE outside the text, or if that is unfinished. */
SL_CHECKED sl_status sl_ngram_create(const sl_text *text, size_t first, size_t count, size_t order,
                                     sl_ngram **out, sl_error *error);
SL_API void sl_ngram_free(sl_ngram *ngram);

/* Mean loss over symbols [first, first + count), each after the first predicted from the order - 1
 * before it, or from as many as the stretch has: the predictions that sl_evaluator makes. Order 0
 * is uniform. The text must be encoded with the vocabulary of the text that was counted.
 * SL_BAD_SETTING above the order counted; SL_TEXT_TOO_SHORT below two symbols; SL_OTHER_VOCABULARY;
 * SL_MISUSE. */
SL_CHECKED sl_status sl_ngram_loss(const sl_ngram *ngram, const sl_text *text, size_t first,
                                   size_t count, size_t order, double *loss, sl_error *error);

/* Returns the mean loss over the counted symbols themselves by maximum likelihood: pure memorizing,
 * without smoothing. Symbols with fewer than order - 1 before them are left out. Order 0 is
 * uniform; NaN above the order counted. */
SL_API double sl_ngram_training_loss(const sl_ngram *ngram, size_t order);

/* ---- Generation -------------------------------------------------------------------------- */

/* A stream of symbols drawn from a model, with a hidden state of its own: it disturbs neither
 * training nor other generators, and draws each symbol from the weights of that moment. */
typedef struct sl_generator sl_generator;

/* [first] Borrows the model. Temperature 0 is greedy (the most likely symbol); top_k 0 and top_p 1
 * are off. <unk> is never drawn. SL_BAD_SETTING; SL_MISUSE for a translation model. */
SL_CHECKED sl_status sl_generator_create(sl_model *model, double temperature, size_t top_k,
                                         double top_p, uint32_t seed, sl_generator **out,
                                         sl_error *error);
SL_API void sl_generator_free(sl_generator *generator);

#define SL_ALL_LAYERS SIZE_MAX

/* From now on holds a gate at a value from 0 to 1: symbols are read by the cell's formulas with
 * that gate replaced, in one layer (counted from 0) or in SL_ALL_LAYERS, and in every direction.
 * Gates go by their letter or word: "r" or "reset" and "z" or "update" of a GRU; "i" or "input",
 * "f" or "forget" and "o" or "output" of an LSTM. The model stays as it is, and so does the state
 * reached. SL_BAD_SETTING (a gate or a layer that the model does not have, another value). */
SL_CHECKED sl_status sl_generator_hold(sl_generator *generator, const char *gate, size_t layer,
                                       double value, sl_error *error);

/* A generator in the same place, with the same random numbers before it; borrows the same model. */
SL_CHECKED sl_status sl_generator_clone(const sl_generator *generator, sl_generator **out,
                                        sl_error *error);

/* Change how the next symbols are drawn. Penalty: the logits of symbols that were read or drawn
 * before are divided by it where positive and multiplied where negative (Keskar et al. 2019); 1 to
 * 100, 1 is off. SL_BAD_SETTING. */
SL_CHECKED sl_status sl_generator_set_sampling(sl_generator *generator, double temperature,
                                               size_t top_k, double top_p, sl_error *error);
SL_CHECKED sl_status sl_generator_penalize(sl_generator *generator, double penalty,
                                           sl_error *error);

/* From now on prompts may have symbols that the model does not know, which are left out. */
SL_API void sl_generator_skip_unknown(sl_generator *generator, bool skips);

/* Reads a prompt into the state, normalized as the model's text was. SL_UNKNOWN_SYMBOL names the
 * symbol and its place, and then nothing was read; SL_BAD_TEXT; SL_NO_MEMORY. */
SL_CHECKED sl_status sl_generator_prompt(sl_generator *generator, const void *bytes, size_t size,
                                         sl_error *error);

/* [first] Draws the next symbol: NUL-terminated UTF-8, owned by the model. SL_DIVERGED when the
 * model's weights are not finite. */
SL_CHECKED sl_status sl_generator_next(sl_generator *generator, const char **symbol,
                                       sl_error *error);

/* Returns the probability that the model gave the symbol drawn last, whatever the sampling made of
 * it; 0 if the last one was not drawn. */
SL_API double sl_generator_probability(sl_generator *generator);

/* The model's probabilities for the next symbol, by id, owned by the generator until it is used
 * again. The generator stays where it is. SL_DIVERGED. */
SL_CHECKED sl_status sl_generator_probabilities(sl_generator *generator,
                                                const float **probabilities, sl_error *error);

/* ---- Pairs ------------------------------------------------------------------------------- */

/* A table of sentences and their translations, with a vocabulary for each column. Ids 0 to 3 are
 * <unk>, <pad>, <bos>, <eos>. */
typedef struct sl_pairs sl_pairs;

/* An empty table that cuts sentences as the settings `tokens` and `minimum` say, and keeps the
 * first `most` pairs (0: all). */
SL_CHECKED sl_status sl_pairs_create(const sl_settings *settings, size_t most, sl_pairs **out,
                                     sl_error *error);
SL_API void sl_pairs_free(sl_pairs *pairs);

/* Adds the next bytes of lines "source TAB target [TAB ignored ...]", which end with LF, CR LF or
 * CR (and with any number of CR before an LF); a line may be split between calls, lines of blanks
 * are skipped. SL_BAD_TEXT names the line (the table can then only be freed); SL_NO_MEMORY;
 * SL_MISUSE after finish. */
SL_CHECKED sl_status sl_pairs_append(sl_pairs *pairs, const void *bytes, size_t size,
                                     sl_error *error);

/* Ends the table and freezes the vocabularies: tokens in the order of their bytes, rare ones as
 * <unk>. SL_BAD_TEXT when it is empty, or all tokens of a column are rare. */
SL_CHECKED sl_status sl_pairs_finish(sl_pairs *pairs, sl_error *error);

/* The same, but encoded with copies of a translation model's vocabularies, to train that model
 * further or to measure it: tokens outside them become <unk>. SL_MISUSE for a language model. */
SL_CHECKED sl_status sl_pairs_finish_for(sl_pairs *pairs, const sl_model *model, sl_error *error);

/* Returns a block with a finished table as ids: of every pair the source and the target, each
 * followed by that of <eos>. `size` is in bytes. */
SL_CHECKED sl_status sl_pairs_ids(const sl_pairs *pairs, void **ids, size_t *size, sl_error *error);

/* A table made of such ids (count) for a model with the vocabularies of the other table: its equal
 * in another instance of this library, but for the sentences as they were read. SL_BAD_TEXT;
 * SL_MISUSE for a language model. */
SL_CHECKED sl_status sl_pairs_from_ids(const sl_model *model, const uint16_t *ids, size_t count,
                                       sl_pairs **out, sl_error *error);

SL_API size_t sl_pairs_count(const sl_pairs *pairs);
SL_API const sl_vocabulary *sl_pairs_vocabulary(const sl_pairs *pairs, bool target);

/* Returns sentence i of a column as it was read: NUL-terminated UTF-8, "" out of range. */
SL_API const char *sl_pairs_sentence(const sl_pairs *pairs, size_t i, bool target);

/* Return, of a column of a finished table, its tokens without <eos>, how many of them are <unk>,
 * and how many of its sentences have more than `steps` tokens, <eos> counted: a model with that
 * setting cuts them off there. */
SL_API size_t sl_pairs_length(const sl_pairs *pairs, bool target);
SL_API size_t sl_pairs_unknown(const sl_pairs *pairs, bool target);
SL_API size_t sl_pairs_longer(const sl_pairs *pairs, size_t steps, bool target);

/* Cuts one sentence into tokens as a table does whose setting `tokens` is "word" or "char", and
 * writes them as a JSON array of strings. SL_BAD_SETTING; SL_BAD_TEXT (not UTF-8, or a NUL). */
SL_CHECKED sl_status sl_pairs_cut(const char *tokens, const void *bytes, size_t size, char **json,
                                  sl_error *error);

/* ---- Translation ------------------------------------------------------------------------- */

/* A sequence-to-sequence model with the vocabularies of the pairs: an sl_model that is saved,
 * loaded, described and freed as any other, and trained by an sl_trainer. Functions for texts
 * refuse it with SL_MISUSE. SL_MISUSE if the pairs are not finished. */
SL_CHECKED sl_status sl_model_create_translation(const sl_settings *settings, const sl_pairs *pairs,
                                                 sl_model **out, sl_error *error);

/* Borrows the model, whose settings it copies, and the pairs. Trains on all but the last
 * `validation` share of them, shuffled in each epoch; a sentence is cut off at `steps` tokens,
 * <eos> counted. Its loss is in nats per true target token. SL_TEXT_TOO_SHORT; SL_BAD_SETTING;
 * SL_OTHER_VOCABULARY; SL_MISUSE. */
SL_CHECKED sl_status sl_trainer_create_pairs(sl_model *model, const sl_pairs *pairs,
                                             sl_trainer **out, sl_error *error);

/* Mean loss over pairs [first, first + count) with frozen weights and the true previous tokens, in
 * nats per true target token, <eos> counted. SL_OTHER_VOCABULARY; SL_MISUSE. */
SL_CHECKED sl_status sl_pairs_loss(sl_model *model, const sl_pairs *pairs, size_t first,
                                   size_t count, double *loss, sl_error *error);

/* The same with the newest weights of a training; see sl_evaluator_read_newest. */
SL_CHECKED sl_status sl_pairs_newest_loss(sl_model *model, const sl_pairs *pairs, size_t first,
                                          size_t count, double *loss, sl_error *error);

/* Returns the number of tokens in that mean; 0 if the table has no such pairs. */
SL_API double sl_pairs_tokens(const sl_model *model, const sl_pairs *pairs, size_t first,
                              size_t count);

/* Translates one sentence by beam search. Each step keeps the `width` most likely continuations of
 * all hypotheses; those that end in <eos>, or after `steps` tokens, are finished. The best has the
 * highest log P / L^alpha, with L its tokens, <eos> included. Width 1 is greedy search. <unk>,
 * <pad> and <bos> are left out, and P is the product of the probabilities of the others. As JSON:
 * {"text","log_probability","score","tokens",
 *  "hypotheses":[{"text","log_probability","score","tokens"}...] (best first),
 *  "tree":[{"parent" (index or -1),"token","step","log_probability","score","finished"}...]}.
 * SL_BAD_SETTING; SL_BAD_TEXT; SL_DIVERGED; SL_MISUSE. */
SL_CHECKED sl_status sl_translate(sl_model *model, const void *sentence, size_t size, size_t width,
                                  double alpha, char **json, sl_error *error);

/* Draws one translation at random; in the same form without "tree" and "hypotheses". Temperature 0
 * is greedy. */
SL_CHECKED sl_status sl_translate_sample(sl_model *model, const void *sentence, size_t size,
                                         double temperature, uint32_t seed, char **json,
                                         sl_error *error);

/* ---- BLEU -------------------------------------------------------------------------------- */

/* Corpus BLEU-4 (Papineni 2002) as sacreBLEU computes it with "tokenize none" and "smooth none",
 * from 0 to 1. Sentences are NUL-terminated UTF-8 with spaces between tokens; tokens are compared
 * as bytes.
 */
typedef struct sl_bleu sl_bleu;

/* A corpus without sentences. */
SL_CHECKED sl_status sl_bleu_create(sl_bleu **out, sl_error *error);
SL_API void sl_bleu_free(sl_bleu *bleu);

/* Adds a sentence and its references, at least one. The reference whose length is closest to the
 * hypothesis's counts, the shorter of two equally close. SL_MISUSE; SL_NO_MEMORY. */
SL_CHECKED sl_status sl_bleu_add(sl_bleu *bleu, const char *hypothesis,
                                 const char *const *references, size_t reference_count,
                                 sl_error *error);

/* Returns the score of everything added; 0 when no n-gram of some length is correct, so also for a
 * corpus whose sentences are all shorter than four tokens. */
SL_API double sl_bleu_score(const sl_bleu *bleu);

/* Dive into Deep Learning's score of that name, for one sentence and one reference:
 *     exp(min(0, 1 - reference length / hypothesis length)) * p_1^(1/2) * p_2^(1/4) ... p_k^(1/2^k)
 * where p_n is the correct share of the hypothesis's n-grams, each counted at most as often as the
 * reference has it. An n above the hypothesis's length is left out of the product (as in the book's
 * later edition: there is nothing to be right or wrong); an empty hypothesis scores 0. k is 1 to 8.
 * SL_BAD_SETTING; SL_NO_MEMORY. */
SL_CHECKED sl_status sl_bleu_book(const char *hypothesis, const char *reference, size_t k,
                                  double *score, sl_error *error);

/* ---- Looking inside ---------------------------------------------------------------------- */

/* What a model does along a text, and what its predictions rely on. T symbols, V in the vocabulary,
 * H hidden units. All arrays are dense, row after row, owned by the inspection, and stay where they
 * are until it is freed. */
typedef struct sl_inspection sl_inspection;

/* Borrows the model. Reads a text of 1 to 4,096 symbols from a zero state, normalized as the
 * model's text was, and keeps every activation. SL_UNKNOWN_SYMBOL names the symbol and its place;
 * SL_BAD_TEXT (empty, too long, not UTF-8); SL_DIVERGED when the model's weights are not finite;
 * SL_MISUSE for a translation model. */
SL_CHECKED sl_status sl_inspection_create(sl_model *model, const void *bytes, size_t size,
                                          sl_inspection **out, sl_error *error);
SL_API void sl_inspection_free(sl_inspection *inspection);

/* Reads the text again with a gate held, as sl_generator_hold says; later attributions take it as
 * the constant that it then is. SL_BAD_SETTING; SL_DIVERGED. */
SL_CHECKED sl_status sl_inspection_hold(sl_inspection *inspection, const char *gate, size_t layer,
                                        double value, sl_error *error);

SL_API size_t sl_inspection_length(const sl_inspection *inspection);       /* T */
SL_API const uint16_t *sl_inspection_ids(const sl_inspection *inspection); /* (T) */

/* Return the gates: "r", "z", "n" of a GRU; "i", "f", "g", "o" of an LSTM; an RNN has none. "" out
 * of range. */
SL_API size_t sl_inspection_gate_count(const sl_inspection *inspection);
SL_API const char *sl_inspection_gate_name(const sl_inspection *inspection, size_t gate);

/* Returns what a layer did in one direction; direction 1 reads from the end. `what` is
 * - the name of a gate (T, H): its activation; a gate that an ablation removes, or that is held,
 * shows its constant;
 * - "hidden" or, of an LSTM, "memory" (T, H): the state after each symbol;
 * - "hidden gradient" or "memory gradient" (T): see sl_inspection_input_gradient.
 * NULL for what the model does not have. */
SL_API const float *sl_inspection_layer(const sl_inspection *inspection, size_t layer,
                                        size_t direction, const char *what);

/* Returns (T, V): at each position, the probability of each symbol to come next. */
SL_API const float *sl_inspection_distribution(const sl_inspection *inspection);

/* Returns (T - 1): -log2 of the probability, at each position, of the symbol that did come next; in
 * bits. */
SL_API const float *sl_inspection_surprise(const sl_inspection *inspection);

/* Computes the gradient of one position's loss (in nats, predicting symbol position + 1) with
 * respect to every state and input, with the weights of this moment; the arrays above stay as they
 * are. SL_MISUSE when nothing follows the position; SL_DIVERGED. */
SL_CHECKED sl_status sl_inspection_attribute(sl_inspection *inspection, size_t position,
                                             sl_error *error);

/* Returns (T): Euclidean norms of the last attribution's gradient (zeros before the first) with
 * respect to each symbol as a one-hot row. Those with respect to each hidden state H and each
 * memory C are arrays of a layer, see sl_inspection_layer. A gradient counts every path from there
 * to the loss: that of C includes the path through its own H. In one direction, all after the
 * position are zero. */
SL_API const float *sl_inspection_input_gradient(const sl_inspection *inspection);

/* ---- Replicas ---------------------------------------------------------------------------- */

/* Replicas are trainers made alike, in separate instances of this library, that share the work of
 * each update. The batch is divided into as many shards as the setting of that name says, whose
 * gradients are added in a fixed tree, so that any number of replicas arrives at the bits of
 * sl_trainer_step. Their number is a power of two, and at most that of the shards; each accumulates
 * an equal share: of 4 shards all, or 2 (from shard 0 or 2 on), or 1. Then replicas exchange
 * partial sums, each with the one whose shards complete its own, until all have the whole sum, and
 * each applies it. */

/* Returns the number of shards of each batch. */
SL_API size_t sl_trainer_shards(const sl_trainer *trainer);

/* Begins an update: moves to the next batch and adds up the gradients of shards [first, first +
 * count). SL_MISUSE. */
SL_CHECKED sl_status sl_trainer_accumulate(sl_trainer *trainer, size_t first, size_t count,
                                           sl_error *error);

/* Returns the present sum as bytes for another replica; they last until the next call. */
SL_API const void *sl_trainer_partial(sl_trainer *trainer, size_t *size);

/* Returns where to put another replica's bytes before sl_trainer_add_partial adds them. */
SL_API void *sl_trainer_inbox(sl_trainer *trainer);
SL_CHECKED sl_status sl_trainer_add_partial(sl_trainer *trainer, size_t size, sl_error *error);

#ifndef __wasm__
/* Many replicas send less if each adds up a piece of the gradient only: of the piece that both have
 * in common, one goes on with the first half, its partner with the other, and sends what it does
 * not go on with. In the end each has a piece of the whole sum, and they send each other those,
 * back up the tree. */

/* Returns the present sum in place, and its bytes. */
SL_API void *sl_trainer_gradient(sl_trainer *trainer, size_t *size);
/* Returns what else belongs to the present sum, its loss and the states; it lasts until the next
 * call. */
SL_API const void *sl_trainer_rest(sl_trainer *trainer, size_t *size);
/* Adds the rest of the replica whose shards complete this one's, and bytes [from, to) of its
 * gradient; outside these, this one's gradient is no sum of anything any more. SL_MISUSE. */
SL_CHECKED sl_status sl_trainer_add_piece(sl_trainer *trainer, const void *rest, size_t size,
                                          const void *piece, size_t from, size_t to,
                                          sl_error *error);
#endif

/* Ends the update: clips the whole sum and updates the weights; see sl_trainer_step. SL_DIVERGED;
 * SL_MISUSE if a part is missing. */
SL_CHECKED sl_status sl_trainer_apply(sl_trainer *trainer, sl_error *error);

/* Gives the update up; the next one repeats it. */
SL_API void sl_trainer_discard(sl_trainer *trainer);

#ifdef __cplusplus
}
#endif
#endif
