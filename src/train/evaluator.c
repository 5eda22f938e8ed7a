/* sl_evaluator: the loss along a text, of frozen weights or of such that learn on. */
#include <stdlib.h>

#include "base/error.h"
#include "base/scalar.h"
#include "math/elementwise.h"
#include "math/gemm.h"
#include "model/language_model.h"
#include "model/long_run.h"
#include "text/text.h"
#include "train/learn_on.h"

enum { CHUNK = 64 }; /* symbols at a time; any number gives the same loss */

/* Learning on has gone astray when it does far worse than blind guessing, on some symbols at least.
 */
enum { ASTRAY = 2, ENOUGH = 200 };

struct sl_evaluator {
    sl_model *model;
    const uint16_t *ids, *end; /* next symbol to predict from, and one past the last */
    sl_pass pass;              /* of a model that reads forward alone, with its states */
    sl_real *states;
    sl_reading reading;
    bool learns, astray; /* learns: reads with `learning` instead of `pass` */
    sl_learn_on learning;
    bool both; /* the model reads backwards, too: */
    sl_long_run run;
    const uint16_t *first; /* symbol that it reads */
    sl_real *logits;       /* (CHUNK, V), of row stride logits_stride */
    size_t logits_stride;
    double loss_sum, tokens;
    sl_arena arena;
};

static void build_both(sl_evaluator *evaluator) {
    const sl_model *model = evaluator->model;
    size_t steps = (size_t)(evaluator->end - evaluator->first) - 1;
    evaluator->logits_stride = sl_row_stride(model->output.out);
    evaluator->logits = sl_arena_reals(&evaluator->arena, CHUNK * evaluator->logits_stride);
    sl_long_run_reserve(&evaluator->run, model, steps, &evaluator->arena);
}

static void build(void *owner) {
    sl_evaluator *evaluator = owner;
    sl_arena *arena = &evaluator->arena;
    if (evaluator->both) {
        build_both(evaluator);
        return;
    }
    const sl_run *run = evaluator->learns ? &evaluator->learning.pass.run : &evaluator->pass.run;
    if (evaluator->learns)
        sl_learn_on_reserve(&evaluator->learning, evaluator->model, arena);
    else
        sl_pass_reserve(&evaluator->pass, evaluator->model, CHUNK, 1, SL_NO_DROPOUT, 0, arena);
    evaluator->states = sl_arena_reals(arena, sl_run_state_size(run));
}

/* SL_NO_MEMORY names what can be made smaller: the text. */
static sl_status take_memory(sl_evaluator *evaluator, size_t count, sl_error *error) {
    sl_error why = {0};
    sl_status status = sl_arena_build(&evaluator->arena, build, evaluator, "the evaluation", &why);
    if (status == SL_OK) return SL_OK;
    return sl_fail(error, status,
                   evaluator->both
                       ? "a model of both directions reads a text as a whole, and this one has %zu "
                         "symbols: %s. Give it a shorter one"
                       : "a text of %zu symbols: %s",
                   count, why.message);
}

/* `learning` says how to learn on; NULL: not at all. */
static sl_status create(sl_model *model, const sl_text *text, size_t first, size_t count,
                        const sl_learn_on *learning, sl_evaluator **out, sl_error *error) {
    *out = NULL;
    sl_status status = sl_text_check_stretch(text, first, count, error);
    if (status == SL_OK)
        status = sl_model_expect(model, &sl_language_model, "is not evaluated on a text", error);
    if (status != SL_OK) return status;
    if (count < 2)
        return sl_fail(error, SL_TEXT_TOO_SHORT,
                       "the text has %zu symbol%s; evaluating takes at least 2", count,
                       count == 1 ? "" : "s");
    status = sl_vocabulary_expect(sl_text_vocabulary(text), model->vocabulary, "the text is",
                                  "the model's", error);
    if (status != SL_OK) return status;
    sl_evaluator *evaluator = calloc(1, sizeof *evaluator);
    if (!evaluator) return sl_fail(error, SL_NO_MEMORY, "no memory for an evaluation");
    evaluator->model = model;
    evaluator->reading = SL_READ_KEPT;
    evaluator->both = model->settings.bidirectional;
    evaluator->learns = learning != NULL;
    if (learning) evaluator->learning = *learning;
    evaluator->first = evaluator->ids = sl_text_ids(text) + first;
    evaluator->end = evaluator->ids + count;
    status = take_memory(evaluator, count, error);
    if (status == SL_OK)
        *out = evaluator;
    else
        sl_evaluator_free(evaluator);
    return status;
}

sl_status sl_evaluator_create(sl_model *model, const sl_text *text, size_t first, size_t count,
                              sl_evaluator **out, sl_error *error) {
    return create(model, text, first, count, NULL, out, error);
}

static sl_status check_range(const char *name, double value, double most, sl_error *error) {
    if (value > 0 && value <= most) return SL_OK;
    return sl_fail(error, SL_BAD_SETTING,
                   "learning on takes a %s above 0 and at most %g, such as 0.2, not %g", name, most,
                   value);
}

sl_status sl_evaluator_create_learning(sl_model *model, const sl_text *text, size_t first,
                                       size_t count, double rate, double length, sl_evaluator **out,
                                       sl_error *error) {
    *out = NULL;
    sl_status status = check_range("rate", rate, 1000, error);
    if (status == SL_OK) status = check_range("length", length, 10, error);
    if (status != SL_OK) return status;
    if (model->settings.bidirectional)
        return sl_fail(error, SL_BAD_SETTING,
                       "a model of both directions reads a text as a whole, so it cannot learn on "
                       "while it reads; only one that reads forward alone can");
    sl_learn_on learning = {.rate = rate, .length = length};
    return create(model, text, first, count, &learning, out, error);
}

void sl_evaluator_free(sl_evaluator *evaluator) {
    if (!evaluator) return;
    sl_arena_free(&evaluator->arena);
    free(evaluator);
}

void sl_evaluator_read_newest(sl_evaluator *evaluator) { evaluator->reading = SL_READ_NEWEST; }

/* Predicts symbols 1 to `count` from 0 to `count` - 1. */
static void run_chunk(sl_evaluator *evaluator, size_t count) {
    sl_pass *pass = &evaluator->pass;
    sl_run_shape(&pass->run, count, 1);
    sl_run_set_state(&pass->run, sl_run_rows(&pass->run), evaluator->states);
    sl_language_forward(pass, evaluator->ids);
    sl_run_get_state(&pass->run, sl_run_rows(&pass->run), evaluator->states);
    evaluator->loss_sum += sl_output_loss(pass, sl_run_rows(&pass->run), evaluator->ids + 1, 1);
}

/* The same from outputs that are there already. */
static void predict_chunk(sl_evaluator *evaluator, size_t count) {
    const sl_long_run *run = &evaluator->run;
    const sl_affine *output = &evaluator->model->output;
    size_t step = (size_t)(evaluator->ids - evaluator->first), stride = evaluator->logits_stride;
    sl_affine_forward(output, count, sl_long_run_outputs(run) + step * run->stride, run->stride,
                      evaluator->logits, stride);
    for (size_t i = 0; i < count; i++)
        evaluator->loss_sum +=
            sl_cross_entropy(evaluator->logits + i * stride, output->out, evaluator->ids[i + 1], 1);
}

static void count_read(sl_evaluator *evaluator, size_t count) {
    evaluator->ids += count;
    evaluator->tokens += (double)count;
}

static bool is_astray(const sl_evaluator *evaluator) {
    double mean = evaluator->loss_sum / evaluator->tokens;
    double blind = sl_log((double)sl_model_symbols(evaluator->model));
    return !sl_is_finite(mean) || (evaluator->tokens >= ENOUGH && mean > ASTRAY * blind);
}

/* One window; returns true while some are left. */
static bool learn(sl_evaluator *evaluator) {
    sl_model *model = evaluator->model;
    const sl_real *home = sl_model_values(model, evaluator->reading);
    sl_learn_on *learning = &evaluator->learning;
    const uint16_t *ids = evaluator->ids;
    size_t left = (size_t)(evaluator->end - ids) - 1;
    size_t count = left < SL_LEARN_WINDOW ? left : SL_LEARN_WINDOW;
    if (!count || evaluator->astray) return false;
    if (evaluator->tokens == 0) sl_learn_on_begin(learning, home);
    evaluator->loss_sum += sl_learn_on_read(learning, model, ids, count, evaluator->states);
    count_read(evaluator, count);
    evaluator->astray = is_astray(evaluator);
    if (!evaluator->astray && count < left)
        evaluator->astray = !sl_learn_on_step(learning, ids, home);
    sl_model_touch(model);
    return count < left && !evaluator->astray;
}

static bool learn_some(sl_evaluator *evaluator, size_t symbols) {
    bool more = true;
    for (size_t done = 0; more && done < symbols; done += SL_LEARN_WINDOW) more = learn(evaluator);
    return more;
}

bool sl_evaluator_advance(sl_evaluator *evaluator, size_t symbols) {
    if (evaluator->learns) return learn_some(evaluator, symbols);
    sl_model_read(evaluator->model, evaluator->reading, false);
    for (size_t done = 0; done < symbols; done += CHUNK) {
        size_t left = (size_t)(evaluator->end - evaluator->ids) - 1;
        if (!left) return false;
        if (evaluator->both && sl_long_run_advance(&evaluator->run, evaluator->first)) continue;
        size_t count = left < CHUNK ? left : CHUNK;
        if (evaluator->both)
            predict_chunk(evaluator, count);
        else
            run_chunk(evaluator, count);
        count_read(evaluator, count);
    }
    return evaluator->end - evaluator->ids > 1;
}

sl_status sl_evaluator_check(const sl_evaluator *evaluator, sl_error *error) {
    if (!evaluator->astray) return SL_OK;
    return sl_fail(
        error, SL_DIVERGED,
        "learning on has gone astray: after %g symbols its loss is far worse than that "
        "of guessing blindly. Give it a smaller length than %g or a smaller rate than %g",
        evaluator->tokens, evaluator->learning.length, evaluator->learning.rate);
}

double sl_evaluator_tokens(const sl_evaluator *evaluator) { return evaluator->tokens; }
double sl_evaluator_loss(const sl_evaluator *evaluator) {
    return evaluator->loss_sum / evaluator->tokens;
}
