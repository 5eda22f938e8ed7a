#include "train/trainer.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/scalar.h"
#include "math/elementwise.h"

static size_t part_reals(const sl_trainer *trainer, size_t first, size_t count);

/* ---- Making -------------------------------------------------------------------------------- */

static void build(void *owner) {
    sl_trainer *trainer = owner;
    sl_learner *learner = trainer->learner;
    size_t count = learner->model->parameters.count;
    sl_optimizer_reserve(&trainer->optimizer, trainer->settings.optimizer, count, &trainer->arena);
    size_t runs = trainer->settings.shards / learner->together;
    for (size_t i = 0; (size_t)1 << i <= runs; i++)
        trainer->gradient[i] = sl_arena_reals(&trainer->arena, count);
    if (trainer->settings.dropconnect > 0)
        sl_dropconnect_reserve(&trainer->dropconnect, count, &trainer->arena);
    learner->kind->reserve(learner, &trainer->arena);
    trainer->inbox =
        sl_arena_reals(&trainer->arena, part_reals(trainer, 0, trainer->settings.shards));
}

static sl_status make_room(sl_model *model, sl_error *error) {
    const sl_settings *settings = &model->settings;
    sl_status status = SL_OK;
    if (settings->average > 0) status = sl_model_make_room(model, &model->averaged, error);
    if (status == SL_OK && settings->keep == SL_KEEP_BEST)
        status = sl_model_make_room(model, &model->best, error);
    return status;
}

static sl_status check_keep(const sl_settings *settings, sl_error *error) {
    bool best = settings->keep == SL_KEEP_BEST;
    if (best && settings->validation == 0)
        return sl_fail(
            error, SL_BAD_SETTING,
            "keep best chooses by what is held out, and nothing is: set validation above "
            "0, such as 0.1");
    if (!best && settings->patience > 0)
        return sl_fail(error, SL_BAD_SETTING,
                       "patience %u waits for better weights, which only keep best looks for: set "
                       "keep to best, or patience to 0",
                       settings->patience);
    return SL_OK;
}

sl_status sl_trainer_around(sl_learner *learner, sl_trainer **out, sl_error *error) {
    *out = NULL;
    sl_trainer *trainer = calloc(1, sizeof *trainer);
    if (!trainer) {
        free(learner);
        return sl_fail(error, SL_NO_MEMORY, "no memory for training");
    }
    trainer->learner = learner;
    trainer->settings = learner->model->settings;
    learner->settings = &trainer->settings;
    sl_status status = sl_settings_check_schedule(learner->settings, error);
    if (status == SL_OK) status = sl_dropout_check(learner->settings, error);
    if (status == SL_OK) status = check_keep(learner->settings, error);
    if (status == SL_OK) status = make_room(learner->model, error);
    if (status == SL_OK)
        status = sl_arena_build(&trainer->arena, build, trainer, "training", error);
    if (status == SL_OK)
        *out = trainer;
    else
        sl_trainer_free(trainer);
    return status;
}

void sl_trainer_free(sl_trainer *trainer) {
    if (!trainer) return;
    free(trainer->learner);
    sl_arena_free(&trainer->arena);
    free(trainer);
}

/* ---- One update ---------------------------------------------------------------------------- */

/* The sum of what the shards lost, in the tree of their gradients. */
static double tree_loss(const double *loss, size_t count) {
    size_t half = count / 2;
    return half ? tree_loss(loss, half) + tree_loss(loss + half, half) : *loss;
}

/* Gradient of shards [first, first + count), a power of two, into gradient[level]; returns their
 * loss. */
static double tree_gradient(sl_trainer *trainer, size_t first, size_t count, size_t level) {
    sl_learner *learner = trainer->learner;
    sl_real **gradient = trainer->gradient;
    size_t parameters = learner->model->parameters.count, half = count / 2;
    if (count <= learner->together) {
        double loss[SL_MOST_SHARDS];
        memset(gradient[level], 0, parameters * sizeof **gradient);
        learner->kind->run(learner, first, count, trainer->optimizer.updates, gradient[level],
                           loss);
        return tree_loss(loss, count);
    }
    double loss = tree_gradient(trainer, first, half, level);
    if (!sl_learner_rows(learner, first + half)) return loss;
    loss += tree_gradient(trainer, first + half, half, level + 1);
    sl_add(gradient[level], gradient[level + 1], parameters);
    return loss;
}

static void begin(sl_trainer *trainer) {
    sl_learner *learner = trainer->learner;
    learner->kind->begin(learner);
    if (trainer->settings.dropconnect > 0)
        sl_dropconnect_pack(&trainer->dropconnect, learner->model, &trainer->settings,
                            trainer->optimizer.updates);
}

static sl_status diverged(const sl_trainer *trainer, double loss, double norm, sl_error *error) {
    size_t update = (size_t)trainer->optimizer.updates + 1;
    double lr = trainer->settings.lr, clip = trainer->settings.clip;
    if (sl_is_finite(loss))
        return sl_fail(error, SL_DIVERGED,
                       "the gradient (norm %g) is too large for learning rate %g; update %zu was "
                       "not applied. Lower lr or set clip",
                       norm, lr, update);
    if (clip > 0)
        return sl_fail(error, SL_DIVERGED,
                       "the loss is no longer finite; update %zu was not applied. Lower the "
                       "learning rate (lr %g) or the clip (%g), then start again",
                       update, lr, clip);
    return sl_fail(error, SL_DIVERGED,
                   "the loss is no longer finite; update %zu was not applied. Lower the learning "
                   "rate (lr %g) or set clip, such as to 1, then start again",
                   update, lr);
}

static void count_update(sl_trainer *trainer, double norm) {
    sl_learner *learner = trainer->learner;
    trainer->gradient_norm = norm;
    trainer->tokens += learner->tokens;
    trainer->last_loss = trainer->part_loss;
    trainer->last_tokens = learner->tokens;
    learner->model->updates += 1;
    learner->model->tokens += learner->tokens;
}

/* Brings the weights beside the trained ones up to date: those of an earlier training are none of
 * this one. */
static void follow(sl_trainer *trainer) {
    sl_model *model = trainer->learner->model;
    const sl_parameters *parameters = &model->parameters;
    double decay = trainer->settings.average;
    model->averaged.there = decay > 0;
    if (trainer->measured == 0) model->best.there = false;
    if (decay > 0)
        sl_average_step(model->averaged.values, parameters->values, parameters->count, decay,
                        trainer->optimizer.updates);
}

/* Longest step that leaves finite weights finite with room to spare, and squares too. */
static const double longest_step = 1e18;

/* What the rule multiplies a gradient by at the most: moments keep it without the rate. */
static double reach(const sl_optimizer *optimizer, double rate) {
    bool keeps = optimizer->first || optimizer->second;
    return keeps && rate < 1 ? 1 : rate;
}

static void discard(sl_trainer *trainer, bool fresh) {
    if (trainer->part_shards) trainer->learner->kind->discard(trainer->learner, fresh);
    trainer->part_shards = 0;
}

sl_status sl_trainer_apply(sl_trainer *trainer, sl_error *error) {
    const sl_settings *settings = &trainer->settings;
    sl_learner *learner = trainer->learner;
    const sl_parameters *parameters = &learner->model->parameters;
    if (trainer->part_shards != settings->shards)
        return sl_fail(error, SL_MISUSE, "the gradient is that of %zu shards, not of all %u",
                       trainer->part_shards, settings->shards);
    if (settings->dropconnect > 0)
        sl_multiply(trainer->gradient[0], trainer->dropconnect.mask, parameters->count);
    double loss = trainer->part_loss;
    double norm = sl_sqrt(sl_square_sum(trainer->gradient[0], parameters->count));
    double scale = sl_clip_scale(norm, settings->clip);
    double rate = sl_scheduled_rate(settings, trainer->optimizer.updates);
    if (!sl_is_finite(loss) || !(norm * scale * reach(&trainer->optimizer, rate) < longest_step)) {
        discard(trainer, true);
        return diverged(trainer, loss, norm, error);
    }
    sl_optimizer_step(&trainer->optimizer, parameters->values, trainer->gradient[0], scale, rate);
    follow(trainer);
    learner->kind->finish(learner);
    trainer->part_shards = 0;
    count_update(trainer, norm);
    return SL_OK;
}

sl_status sl_trainer_step(sl_trainer *trainer, sl_error *error) {
    sl_status status = sl_trainer_accumulate(trainer, 0, trainer->settings.shards, error);
    return status == SL_OK ? sl_trainer_apply(trainer, error) : status;
}

/* ---- Replicas ------------------------------------------------------------------------------ */

static bool is_part(size_t first, size_t count, size_t shards) {
    return count && count <= shards && shards % count == 0 && first % count == 0 &&
           first <= shards - count;
}

size_t sl_trainer_shards(const sl_trainer *trainer) { return trainer->settings.shards; }

sl_status sl_trainer_accumulate(sl_trainer *trainer, size_t first, size_t count, sl_error *error) {
    if (!is_part(first, count, trainer->settings.shards) || trainer->part_shards)
        return sl_fail(error, SL_MISUSE, "%zu shards from %zu on are no part to begin with", count,
                       first);
    begin(trainer);
    trainer->part_loss = 0;
    if (sl_learner_rows(trainer->learner, first))
        trainer->part_loss = tree_gradient(trainer, first, count, 0);
    trainer->part_first = first;
    trainer->part_shards = count;
    return SL_OK;
}

void sl_trainer_discard(sl_trainer *trainer) { discard(trainer, false); }

size_t sl_trainer_copy_states(const sl_trainer *trainer, size_t first, size_t count, sl_real *to,
                              const sl_real *from) {
    size_t total = 0;
    for (size_t s = first; s < first + count; s++) {
        size_t reals = 0;
        sl_real *states = trainer->learner->kind->states(trainer->learner, s, true, &reals);
        if (to && reals) memcpy(to + total, states, reals * sizeof *to);
        if (from && reals) memcpy(states, from + total, reals * sizeof *from);
        total += reals;
    }
    return total;
}

/* Reals of a part of these shards. */
static size_t part_reals(const sl_trainer *trainer, size_t first, size_t count) {
    return SL_LOSS_REALS + trainer->learner->model->parameters.count +
           sl_trainer_copy_states(trainer, first, count, NULL, NULL);
}

const void *sl_trainer_partial(sl_trainer *trainer, size_t *size) {
    size_t parameters = trainer->learner->model->parameters.count;
    sl_real *part = trainer->inbox;
    memcpy(part, &trainer->part_loss, sizeof trainer->part_loss);
    memcpy(part + SL_LOSS_REALS, trainer->gradient[0], parameters * sizeof *part);
    sl_trainer_copy_states(trainer, trainer->part_first, trainer->part_shards,
                           part + SL_LOSS_REALS + parameters, NULL);
    *size = part_reals(trainer, trainer->part_first, trainer->part_shards) * sizeof *part;
    return part;
}

void *sl_trainer_inbox(sl_trainer *trainer) { return trainer->inbox; }

void sl_trainer_join(sl_trainer *trainer, const sl_part *part) {
    size_t count = trainer->part_shards, first = trainer->part_first, other = first ^ count;
    size_t last = other > first ? other : first;
    sl_real *own = trainer->gradient[0] + part->from;
    double loss;
    memcpy(&loss, part->loss, sizeof loss);
    trainer->part_loss += loss;
    if (sl_learner_rows(trainer->learner, last))
        sl_add(own, part->gradient, part->count);
    else if (last == first)
        memcpy(own, part->gradient, part->count * sizeof *own);
    sl_trainer_copy_states(trainer, other, count, NULL, part->states);
    if (other < first) trainer->part_first = other;
    trainer->part_shards = 2 * count;
}

sl_status sl_trainer_add_partial(sl_trainer *trainer, size_t size, sl_error *error) {
    size_t count = trainer->part_shards, other = trainer->part_first ^ count;
    size_t parameters = trainer->learner->model->parameters.count;
    if (!count || count == trainer->settings.shards ||
        size != part_reals(trainer, other, count) * sizeof(sl_real))
        return sl_fail(error, SL_MISUSE, "%zu bytes are not the part that is missing", size);
    const sl_real *gradient = trainer->inbox + SL_LOSS_REALS;
    sl_part part = {trainer->inbox, gradient, gradient + parameters, 0, parameters};
    sl_trainer_join(trainer, &part);
    return SL_OK;
}

/* ---- Keeping the best ---------------------------------------------------------------------- */

static void keep_newest(sl_model *model, double update, double loss) {
    size_t count = model->parameters.count;
    memcpy(model->best.values, sl_model_values(model, SL_READ_NEWEST),
           count * sizeof *model->best.values);
    model->best.there = true;
    model->best_update = update;
    model->best_loss = loss;
    sl_model_touch(model);
}

void sl_trainer_measured(sl_trainer *trainer, double loss) {
    sl_model *model = trainer->learner->model;
    double update = sl_trainer_updates(trainer);
    if (trainer->settings.keep != SL_KEEP_BEST || update == trainer->measured) return;
    bool first = trainer->measured == 0 || !model->best.there;
    trainer->measured = update;
    trainer->stale += 1;
    if (!sl_is_finite(loss) || !(first || loss < model->best_loss)) return;
    trainer->stale = 0;
    keep_newest(model, update, loss);
}

double sl_trainer_measured_at(const sl_trainer *trainer) { return trainer->measured; }

bool sl_trainer_out_of_patience(const sl_trainer *trainer) {
    double patience = trainer->settings.patience;
    return patience > 0 && trainer->stale >= patience;
}

/* ---- Asking and changing ------------------------------------------------------------------- */

sl_status sl_trainer_set(sl_trainer *trainer, const char *name, const char *value,
                         sl_error *error) {
    return sl_settings_change(&trainer->settings, true, name, value, error);
}

double sl_trainer_updates(const sl_trainer *trainer) { return (double)trainer->optimizer.updates; }
double sl_trainer_epochs(const sl_trainer *trainer) { return trainer->learner->epochs; }
double sl_trainer_tokens(const sl_trainer *trainer) { return trainer->tokens; }
double sl_trainer_gradient_norm(const sl_trainer *trainer) { return trainer->gradient_norm; }
size_t sl_trainer_training_length(const sl_trainer *trainer) {
    return trainer->learner->training_length;
}

double sl_trainer_loss(const sl_trainer *trainer) {
    return trainer->last_loss / trainer->last_tokens; /* NaN before the first */
}
