#include "train/text_learner.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "text/text.h"
#include "train/noise.h"
#include "train/trainer.h"

static size_t state_size(const sl_text_learner *learner, size_t shard) {
    const sl_run *run = &learner->pass.run;
    return sl_run_state_size(run) / run->batch * sl_learner_rows(&learner->base, shard);
}

static void reserve(sl_learner *base, sl_arena *arena) {
    sl_text_learner *learner = (sl_text_learner *)base;
    const sl_settings *settings = base->settings;
    size_t steps = settings->steps, rows = sl_learner_first(base, base->together);
    sl_batches_reserve(&learner->batches, sl_text_ids(learner->text), base->training_length,
                       settings, arena);
    sl_pass_reserve(&learner->pass, base->model, steps, rows, sl_dropout_of(settings),
                    base->together, arena);
    learner->x = sl_arena_reserve(arena, steps * rows, sizeof *learner->x);
    learner->y = sl_arena_reserve(arena, steps * rows, sizeof *learner->y);
    for (size_t i = 0; i < 2; i++)
        for (size_t s = 0; s < settings->shards; s++)
            learner->carried[i][s] = sl_arena_reals(arena, state_size(learner, s));
}

static void begin(sl_learner *base) {
    sl_text_learner *learner = (sl_text_learner *)base;
    sl_model_read(base->model, SL_READ_TRAINED, true);
    learner->before = learner->batches;
    learner->fresh = sl_batches_advance(&learner->batches);
}

/* From the shards' carried states. */
static void run(sl_learner *base, size_t first, size_t count, uint64_t update, sl_real *gradient,
                double *loss) {
    sl_text_learner *learner = (sl_text_learner *)base;
    const sl_settings *settings = base->settings;
    sl_pass *pass = &learner->pass;
    size_t from = sl_learner_first(base, first);
    sl_rows all = sl_rows_in(
        sl_all_rows(settings->steps, sl_learner_first(base, first + count) - from), count);

    sl_batches_read(&learner->batches, from, all.count, learner->x, learner->y);
    sl_run_shape(&pass->run, all.steps, all.count);
    for (size_t s = 0; s < count; s++) {
        sl_rows rows = sl_rows_of_shards(all, s, 1);
        uint64_t stream = 2 + update * settings->shards + first + s;
        sl_random random = sl_random_from(settings->seed, stream);
        sl_pass_draw_masks(pass, rows, &random);
        sl_drop_tokens(learner->x, rows, settings->token_dropout, &random);
        sl_run_set_state(&pass->run, rows,
                         learner->fresh ? NULL : learner->carried[learner->now][first + s]);
    }
    sl_language_forward(pass, learner->x);
    for (size_t s = 0; s < count; s++) {
        sl_rows rows = sl_rows_of_shards(all, s, 1);
        sl_run_get_state(&pass->run, rows, learner->carried[!learner->now][first + s]);
        loss[s] = sl_output_loss(pass, rows, learner->y, (sl_real)(1 / base->tokens));
    }
    sl_run_clear_state_gradient(&pass->run);
    sl_language_backward(pass);
    sl_language_add_gradient(pass, all, learner->x, gradient);
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
    if (status == SL_OK) status = sl_text_check_stretch(text, 0, length, error);
    if (status != SL_OK) return status;
    status = sl_vocabulary_expect(sl_text_vocabulary(text), model->vocabulary, "the text is",
                                  "the model's", error);
    if (status != SL_OK) return status;
    if (training < least)
        return sl_fail(error, SL_TEXT_TOO_SHORT,
                       "the text is too short: %zu symbol%s to train on, but batch %u and steps %u "
                       "need at least %zu; use a longer text or a smaller batch or fewer steps",
                       training, training == 1 ? "" : "s", settings->batch, settings->steps, least);
    if (settings->validation > 0 && length - training < 2)
        return sl_fail(error, SL_TEXT_TOO_SHORT,
                       "the held-out part has %zu symbol%s, but predicting takes at least 2; use a "
                       "longer text "
                       "or set validation to 0",
                       length - training, length - training == 1 ? "" : "s");
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
                                 .together = sl_shards_together(settings, &model->stack.layer[0]),
                                 .tokens = (double)window,
                                 .fingerprint = sl_text_fingerprint(text),
                                 .most = sl_text_most(text),
                                 .training_length = training};
    learner->text = text;
    return sl_trainer_around(&learner->base, out, error);
}
