#include "train/text_learner.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "text/text.h"
#include "train/noise.h"
#include "train/trainer.h"

static size_t state_size(const sl_text_learner *learner, size_t shard) {
    const sl_run *run = &learner->pass.run;
    return sl_run_state_size(run) / run->batch * sl_shard_rows(learner->base.batch, shard);
}

static void reserve(sl_learner *base, sl_arena *arena) {
    sl_text_learner *learner = (sl_text_learner *)base;
    const sl_settings *settings = base->settings;
    size_t steps = settings->steps, rows = sl_shard_first(settings->batch, base->together);
    sl_batches_reserve(&learner->batches, sl_text_ids(learner->text), base->training_length,
                       settings, arena);
    sl_pass_reserve(&learner->pass, base->model, steps, rows, sl_dropout_of(settings), true, arena);
    learner->x = sl_arena_reserve(arena, steps * rows, sizeof *learner->x);
    learner->y = sl_arena_reserve(arena, steps * rows, sizeof *learner->y);
    for (size_t i = 0; i < 2 * SL_SHARDS; i++)
        learner->carried[i / SL_SHARDS][i % SL_SHARDS] =
            sl_arena_reals(arena, state_size(learner, i % SL_SHARDS));
}

static void begin(sl_learner *base) {
    sl_text_learner *learner = (sl_text_learner *)base;
    sl_model_read(base->model, SL_READ_TRAINED, true);
    learner->before = learner->batches;
    learner->fresh = sl_batches_advance(&learner->batches);
}

/* Every step of time reads all recurrent weights of a layer, however few its rows. What the
 * second-level cache holds is read fast, and better leaves room there for a shard's states; more of
 * it comes from further away, and is worth some rows. */
static size_t shards_together(const sl_settings *settings, const sl_layer *layer) {
    enum { WEIGHTS_NEAR = 1 << 18, ROWS_ENOUGH = 32 };
    size_t shards = 1, rows = settings->batch / SL_SHARDS;
    if (layer->cell->gates * layer->hidden * layer->hidden <= WEIGHTS_NEAR) return 1;
    while (shards < SL_SHARDS && shards * rows < ROWS_ENOUGH) shards *= 2;
    return shards;
}

/* The rows of a shard among those that run together. */
static sl_rows rows_of(const sl_text_learner *learner, size_t shard) {
    const sl_run *run = &learner->pass.run;
    size_t batch = learner->base.batch;
    return (sl_rows){run->steps, run->batch, sl_shard_first(batch, shard) - learner->first,
                     sl_shard_rows(batch, shard)};
}

/* From the shards' carried states. */
static void run(sl_learner *base, size_t first, size_t count, uint64_t update) {
    sl_text_learner *learner = (sl_text_learner *)base;
    sl_pass *pass = &learner->pass;
    size_t end = sl_shard_first(base->batch, first + count);
    learner->first = sl_shard_first(base->batch, first);
    size_t rows = end - learner->first;

    sl_batches_read(&learner->batches, learner->first, rows, learner->x, learner->y);
    sl_run_shape(&pass->run, base->settings->steps, rows);
    for (size_t s = first; s < first + count; s++) {
        sl_random random = sl_random_from(base->settings->seed, 2 + update * SL_SHARDS + s);
        sl_pass_draw_masks(pass, rows_of(learner, s), &random);
        sl_drop_tokens(learner->x, rows_of(learner, s), base->settings->token_dropout, &random);
        sl_run_set_state(&pass->run, rows_of(learner, s),
                         learner->fresh ? NULL : learner->carried[learner->now][s]);
    }
    sl_language_forward(pass, learner->x);
    for (size_t s = first; s < first + count; s++) {
        sl_run_get_state(&pass->run, rows_of(learner, s), learner->carried[!learner->now][s]);
        learner->loss[s] =
            sl_output_loss(pass, rows_of(learner, s), learner->y, (sl_real)(1 / base->tokens));
    }
    sl_run_clear_state_gradient(&pass->run);
    sl_language_backward(pass);
}

static double shard_gradient(sl_learner *base, size_t shard, sl_real *gradient) {
    sl_text_learner *learner = (sl_text_learner *)base;
    memset(gradient, 0, base->model->parameters.count * sizeof *gradient);
    sl_language_add_gradient(&learner->pass, rows_of(learner, shard), learner->x, gradient);
    return learner->loss[shard];
}

static void finish(sl_learner *base) {
    sl_text_learner *learner = (sl_text_learner *)base;
    sl_model_touch(base->model);
    sl_batches_finish(&learner->batches);
    learner->now = !learner->now;
    base->epochs = learner->batches.epochs;
}

/* What begins from fresh states is a new epoch. */
static void discard(sl_learner *base, bool fresh) {
    sl_text_learner *learner = (sl_text_learner *)base;
    learner->batches = learner->before;
    if (fresh) learner->batches.window = learner->batches.windows;
}

static sl_real *states(sl_learner *base, size_t shard, bool after, size_t *count) {
    sl_text_learner *learner = (sl_text_learner *)base;
    *count = state_size(learner, shard);
    return learner->carried[after ? !learner->now : learner->now][shard];
}

static sl_place place(const sl_learner *base) {
    return sl_batches_place(&((const sl_text_learner *)base)->batches);
}

static bool go_to(sl_learner *base, const sl_place *there) {
    sl_text_learner *learner = (sl_text_learner *)base;
    if (!sl_batches_go_to(&learner->batches, there)) return false;
    base->epochs = there->epochs;
    return true;
}

static const sl_learner_kind text_learner = {.reserve = reserve,
                                             .begin = begin,
                                             .run = run,
                                             .shard = shard_gradient,
                                             .finish = finish,
                                             .discard = discard,
                                             .states = states,
                                             .place = place,
                                             .go_to = go_to};

static sl_status check_text(const sl_model *model, const sl_text *text, size_t training,
                            sl_error *error) {
    const sl_settings *settings = &model->settings;
    size_t length = sl_text_length(text), least = sl_batches_least(settings);
    sl_status status =
        sl_model_expect(model, &sl_language_model, "learns pairs, not a text", error);
    if (status != SL_OK) return status;
    if (!sl_vocabulary_equal(sl_text_vocabulary(text), model->vocabulary))
        return sl_fail(error, SL_MISUSE, "the text is not encoded with the model's vocabulary");
    if (training < least)
        return sl_fail(
            error, SL_TEXT_TOO_SHORT,
            "the text is too short: %zu to train on, but batch %u and steps %u need at least "
            "%zu symbols; use a longer text or a smaller batch or fewer steps",
            training, settings->batch, settings->steps, least);
    if (settings->validation > 0 && length - training < 2)
        return sl_fail(
            error, SL_TEXT_TOO_SHORT,
            "the held-out part has %zu symbols, but predicting takes at least 2; use a longer text "
            "or set validation to 0",
            length - training);
    return SL_OK;
}

sl_status sl_trainer_create(sl_model *model, const sl_text *text, sl_trainer **out,
                            sl_error *error) {
    const sl_settings *settings = &model->settings;
    *out = NULL;
    size_t length = sl_text_length(text);
    size_t training = sl_settings_training_length(settings, length);
    sl_status status = check_text(model, text, training, error);
    if (status != SL_OK) return status;
    sl_text_learner *learner = calloc(1, sizeof *learner);
    if (!learner) return sl_fail(error, SL_NO_MEMORY, "no memory for training");
    size_t batch = settings->batch, window = batch * settings->steps;
    learner->base = (sl_learner){.kind = &text_learner,
                                 .model = model,
                                 .batch = batch,
                                 .together = shards_together(settings, &model->stack.layer[0]),
                                 .tokens = (double)window,
                                 .fingerprint = sl_text_fingerprint(text),
                                 .most = sl_text_most(text),
                                 .training_length = training};
    learner->text = text;
    return sl_trainer_around(&learner->base, out, error);
}
