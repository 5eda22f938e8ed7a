/* sl_evaluator: the loss of frozen weights along a text. */
#include <stdlib.h>

#include "base/error.h"
#include "model/language_model.h"
#include "text/text.h"

enum { CHUNK = 64 }; /* symbols a run; any number gives the same loss in one direction */

struct sl_evaluator {
    sl_model *model;
    const uint16_t *ids, *end; /* next symbol to read, and one past the last */
    sl_pass pass;
    sl_real *states;
    double loss_sum, tokens;
    sl_arena arena;
};

static void build(void *owner) {
    sl_evaluator *evaluator = owner;
    sl_arena *arena = &evaluator->arena;
    sl_pass_reserve(&evaluator->pass, evaluator->model, CHUNK, 1, SL_NO_DROPOUT, false, arena);
    evaluator->states = sl_arena_reals(arena, sl_run_state_size(&evaluator->pass.run));
}

sl_status sl_evaluator_create(sl_model *model, const sl_text *text, size_t first, size_t count,
                              sl_evaluator **out, sl_error *error) {
    *out = NULL;
    sl_status status = sl_text_check_stretch(text, first, count, error);
    if (status == SL_OK)
        status = sl_model_expect(model, &sl_language_model, "is not evaluated on a text", error);
    if (status != SL_OK) return status;
    if (count < 2)
        return sl_fail(error, SL_TEXT_TOO_SHORT,
                       "the text has %zu symbol; evaluating takes at least 2", count);
    if (!sl_vocabulary_equal(sl_text_vocabulary(text), model->vocabulary))
        return sl_fail(error, SL_MISUSE, "the text is not encoded with the model's vocabulary");
    sl_evaluator *evaluator = calloc(1, sizeof *evaluator);
    if (!evaluator) return sl_fail(error, SL_NO_MEMORY, "no memory for an evaluation");
    evaluator->model = model;
    evaluator->ids = sl_text_ids(text) + first;
    evaluator->end = evaluator->ids + count;
    status = sl_arena_build(&evaluator->arena, build, evaluator, "the evaluation", error);
    if (status == SL_OK)
        *out = evaluator;
    else
        sl_evaluator_free(evaluator);
    return status;
}

void sl_evaluator_free(sl_evaluator *evaluator) {
    if (!evaluator) return;
    sl_arena_free(&evaluator->arena);
    free(evaluator);
}

/* Predicts symbols 1 to `count` from 0 to `count` - 1. */
static void run_chunk(sl_evaluator *evaluator, size_t count) {
    sl_pass *pass = &evaluator->pass;
    sl_run_shape(&pass->run, count, 1);
    sl_run_set_state(&pass->run, sl_run_rows(&pass->run), evaluator->states);
    sl_language_forward(pass, evaluator->ids);
    sl_run_get_state(&pass->run, sl_run_rows(&pass->run), evaluator->states);
    evaluator->loss_sum += sl_output_loss(pass, sl_run_rows(&pass->run), evaluator->ids + 1, 1);
}

bool sl_evaluator_advance(sl_evaluator *evaluator, size_t symbols) {
    sl_model_pack(evaluator->model, false);
    for (size_t done = 0; done < symbols; done += CHUNK) {
        size_t left = (size_t)(evaluator->end - evaluator->ids) - 1;
        if (!left) return false;
        size_t count = left < CHUNK ? left : CHUNK;
        run_chunk(evaluator, count);
        evaluator->ids += count;
        evaluator->tokens += (double)count;
    }
    return evaluator->end - evaluator->ids > 1;
}

double sl_evaluator_tokens(const sl_evaluator *evaluator) { return evaluator->tokens; }
double sl_evaluator_loss(const sl_evaluator *evaluator) {
    return evaluator->loss_sum / evaluator->tokens;
}
