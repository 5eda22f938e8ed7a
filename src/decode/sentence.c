#include "decode/sentence.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/scalar.h"
#include "math/elementwise.h"
#include "text/tokens.h"

/* ---- Opening ------------------------------------------------------------------------------- */

static void build(void *owner) {
    sl_sentence *sentence = owner;
    const sl_model *model = sentence->model;
    sl_arena *arena = &sentence->arena;
    sl_encoding_reserve(&sentence->encoding, model, sentence->source_steps, 1, SL_NO_DROPOUT, false,
                        arena);
    sl_decoding_reserve(&sentence->decoding, model, 1, sentence->width, SL_NO_DROPOUT, 0, arena);
    sentence->context = sl_arena_reals(arena, sentence->decoding.context_stride);
}

/* As pairs are read: a special token that is written out in a sentence is unknown. */
static uint16_t source_id(const sl_sentence *sentence, const sl_tokens *tokens, size_t i) {
    const sl_vocabulary *source = sentence->model->source;
    uint16_t id = sl_vocabulary_find(source, sl_token(tokens, i), sl_token_size(tokens, i));
    return id < SL_SPECIALS ? SL_UNKNOWN : id;
}

static void encode(sl_sentence *sentence, const sl_tokens *tokens) {
    size_t steps = sentence->source_steps;
    sl_encoding *encoding = &sentence->encoding;
    for (size_t i = 0; i < steps; i++)
        encoding->ids[i] = i < tokens->count ? source_id(sentence, tokens, i) : SL_EOS;
    encoding->lengths[0] = (uint16_t)steps;
    sl_model_pack(sentence->model, false);
    sl_run_shape(&sentence->decoding.pass.run, 1, 1);
    sl_encode(encoding, &sentence->decoding);
    memcpy(sentence->context, sentence->decoding.context,
           sentence->decoding.context_stride * sizeof *sentence->context);
}

static sl_status open_tokens(sl_sentence *sentence, const sl_tokens *tokens, sl_error *error) {
    if (!tokens->count) return sl_fail(error, SL_BAD_TEXT, "the sentence is empty");
    size_t steps = tokens->count + 1;
    sentence->source_steps = steps < sentence->steps ? steps : sentence->steps;
    sl_status status = sl_arena_build(&sentence->arena, build, sentence, "translating", error);
    if (status == SL_OK) encode(sentence, tokens);
    return status;
}

sl_status sl_sentence_open(sl_sentence *sentence, sl_model *model, const void *bytes, size_t size,
                           size_t width, sl_error *error) {
    *sentence = (sl_sentence){.model = model, .steps = model->settings.steps, .width = width};
    sl_tokens tokens = {.kind = model->settings.tokens};
    sl_status status = sl_model_expect(model, &sl_translation_model, "does not translate", error);
    if (status == SL_OK) status = sl_tokens_cut(&tokens, bytes, size, error);
    if (status == SL_OK) status = open_tokens(sentence, &tokens, error);
    sl_tokens_free(&tokens);
    return status;
}

void sl_sentence_close(sl_sentence *sentence) { sl_arena_free(&sentence->arena); }

/* ---- Stepping ------------------------------------------------------------------------------ */

static size_t blocks(const sl_sentence *sentence) {
    const sl_recurrent *stack = &sentence->model->stack;
    return stack->count * sl_recurrent_parts(stack);
}

static size_t row_size(const sl_sentence *sentence) {
    return sl_recurrent_state_stride(&sentence->model->stack);
}

size_t sl_sentence_state_size(const sl_sentence *sentence, size_t rows) {
    return blocks(sentence) * rows * row_size(sentence);
}

void sl_sentence_first_state(const sl_sentence *sentence, sl_real *state) {
    sl_run_get_first_state(&sentence->decoding.pass.run, sl_run_rows(&sentence->decoding.pass.run),
                           state);
}

void sl_sentence_select(const sl_sentence *sentence, const sl_real *from, size_t from_rows,
                        const uint32_t *parents, sl_real *to, size_t rows) {
    size_t size = row_size(sentence);
    for (size_t b = 0; b < blocks(sentence); b++)
        for (size_t i = 0; i < rows; i++)
            memcpy(to + (b * rows + i) * size, from + (b * from_rows + parents[i]) * size,
                   size * sizeof *to);
}

sl_real *sl_sentence_step(sl_sentence *sentence, const uint16_t *last, size_t rows,
                          sl_real *state) {
    sl_decoding *decoding = &sentence->decoding;
    sl_run *run = &decoding->pass.run;
    const sl_real never = (sl_real)-1e30;
    sl_run_shape(run, 1, rows);
    sl_run_set_state(run, sl_run_rows(run), state);
    memcpy(decoding->inputs, last, rows * sizeof *last);
    sl_copy_rows(decoding->context, decoding->context_stride, sentence->context, 0, rows,
                 decoding->context_stride);
    sl_decode(decoding);
    sl_run_get_state(run, sl_run_rows(run), state);
    for (size_t i = 0; i < rows; i++) {
        sl_real *logits = decoding->pass.logits + i * decoding->pass.logits_stride;
        logits[SL_UNKNOWN] = logits[SL_PAD] = logits[SL_BOS] = never;
    }
    return decoding->pass.logits;
}

double sl_log_sum(const sl_real *logits, size_t n) {
    double largest = (double)logits[0], sum = 0;
    for (size_t i = 0; i < n; i++) {
        if (!sl_is_finite((double)logits[i])) return (double)(logits[i] - logits[i]);
        if ((double)logits[i] > largest) largest = (double)logits[i];
    }
    for (size_t i = 0; i < n; i++) {
        double below = (double)logits[i] - largest;
        if (below > -700) sum += sl_exp(below);
    }
    return largest + sl_log(sum);
}

/* ---- Writing ------------------------------------------------------------------------------- */

double sl_beam_score(double log_probability, size_t length, double alpha) {
    return log_probability / sl_exp(alpha * sl_log((double)length));
}

static char *join(const sl_sentence *sentence, const uint16_t *ids, size_t count) {
    const sl_vocabulary *vocabulary = sentence->model->vocabulary;
    size_t size = 1, at = 0;
    for (size_t i = 0; i < count; i++) size += strlen(sl_vocabulary_symbol(vocabulary, ids[i])) + 1;
    char *text = malloc(size);
    if (!text) return NULL;
    for (size_t i = 0; i < count; i++) {
        const char *token = sl_vocabulary_symbol(vocabulary, ids[i]);
        if (i && sentence->model->settings.tokens == SL_TOKENS_WORD) text[at++] = ' ';
        memcpy(text + at, token, strlen(token));
        at += strlen(token);
    }
    text[at] = 0;
    return text;
}

void sl_sentence_write(const sl_sentence *sentence, sl_json_writer *writer, const uint16_t *ids,
                       size_t count, double log_probability, double alpha) {
    bool ended = count && ids[count - 1] == SL_EOS;
    char *text = join(sentence, ids, count - ended);
    if (!text) writer->failed = true;
    sl_json_put_text(writer, "text", text ? text : "");
    free(text);
    sl_json_put_number(writer, "log_probability", log_probability);
    sl_json_put_number(writer, "score", sl_beam_score(log_probability, count, alpha));
    sl_json_open(writer, "tokens", '[');
    for (size_t i = 0; i < count; i++)
        sl_json_put_text(writer, NULL, sl_vocabulary_symbol(sentence->model->vocabulary, ids[i]));
    sl_json_close(writer, ']');
}
