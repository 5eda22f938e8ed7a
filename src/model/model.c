#include "model/model.h"

#include <stdlib.h>

#include "base/error.h"

/* Passes read these from now on. */
static void use(sl_model *model, const sl_real *values) {
    model->parameters.active = values;
    sl_recurrent_use(&model->stack, values);
    if (model->encoder) sl_recurrent_use(model->encoder, values);
    sl_model_touch(model);
}

static sl_status fill(sl_model *model, const sl_vocabulary *vocabulary, const sl_vocabulary *source,
                      sl_error *error) {
    const sl_settings *settings = &model->settings;
    sl_status status = sl_vocabulary_copy(vocabulary, &model->vocabulary, error);
    if (status == SL_OK && model->kind->reads_source)
        status = sl_vocabulary_copy(source, &model->source, error);
    if (status == SL_OK)
        status = sl_arena_build(&model->arena, model->kind->build, model, "the model", error);
    if (status != SL_OK) return status;
    use(model, model->parameters.values);
    sl_parameters_draw(&model->parameters, settings->init, settings->hidden, settings->seed);
    return SL_OK;
}

sl_status sl_model_make(const sl_kind *kind, const sl_settings *settings,
                        const sl_vocabulary *vocabulary, const sl_vocabulary *source,
                        sl_model **out, sl_error *error) {
    *out = NULL;
    sl_model *model = calloc(1, kind->size);
    if (!model) return sl_fail(error, SL_NO_MEMORY, "no memory for a model");
    model->kind = kind;
    model->settings = *settings;
    if (!settings->embedding) model->settings.embedding = kind->usual_embedding;
    sl_status status = fill(model, vocabulary, source, error);
    if (status == SL_OK)
        *out = model;
    else
        sl_model_free(model);
    return status;
}

void sl_model_free(sl_model *model) {
    if (!model) return;
    sl_vocabulary_free(model->vocabulary);
    sl_vocabulary_free(model->source);
    sl_arena_free(&model->averaged.arena);
    sl_arena_free(&model->best.arena);
    sl_arena_free(&model->arena);
    free(model);
}

sl_status sl_model_expect(const sl_model *model, const sl_kind *kind, const char *what,
                          sl_error *error) {
    if (model->kind == kind) return SL_OK;
    return sl_fail(error, SL_MISUSE, "a %s model %s", model->kind->name, what);
}

void sl_model_touch(sl_model *model) { model->packed = SL_PACKED_NONE; }

static void pack(sl_model *model, const sl_real *values, bool backward) {
    if (model->parameters.active != values) use(model, values);
    if (model->packed >= (backward ? SL_PACKED_BOTH : SL_PACKED_FORWARD)) return;
    sl_recurrent_pack(&model->stack, backward);
    sl_affine_pack(&model->output, backward);
    if (model->encoder) sl_recurrent_pack(model->encoder, backward);
    if (model->kind->pack) model->kind->pack(model, backward);
    model->packed = backward ? SL_PACKED_BOTH : SL_PACKED_FORWARD;
}

void sl_model_read(sl_model *model, sl_reading reading, bool backward) {
    pack(model, sl_model_values(model, reading), backward);
}

void sl_model_read_own(sl_model *model, const sl_real *values) {
    sl_model_touch(model);
    pack(model, values, true);
}

void sl_model_pack(sl_model *model, bool backward) { sl_model_read(model, SL_READ_KEPT, backward); }

/* ---- Weights beside the trained ones ------------------------------------------------------- */

typedef struct room {
    sl_weights *weights;
    size_t count;
} room;

static void reserve_room(void *owner) {
    const room *made = owner;
    made->weights->values = sl_arena_reals(&made->weights->arena, made->count);
}

sl_status sl_model_make_room(const sl_model *model, sl_weights *weights, sl_error *error) {
    room made = {weights, model->parameters.count};
    if (weights->values) return SL_OK;
    return sl_arena_build(&weights->arena, reserve_room, &made, "a second set of weights", error);
}

const sl_real *sl_model_values(const sl_model *model, sl_reading reading) {
    if (reading == SL_READ_KEPT && model->best.there) return model->best.values;
    if (reading != SL_READ_TRAINED && model->averaged.there) return model->averaged.values;
    return model->parameters.values;
}

/* ---- Asking and changing ------------------------------------------------------------------- */

const char *sl_model_kind(const sl_model *model) { return model->kind->name; }
size_t sl_model_symbols(const sl_model *model) { return sl_vocabulary_size(model->vocabulary); }
const sl_settings *sl_model_settings(const sl_model *model) { return &model->settings; }
const sl_vocabulary *sl_model_vocabulary(const sl_model *model) { return model->vocabulary; }

double sl_model_kept_update(const sl_model *model) {
    return model->best.there ? model->best_update : 0;
}

double sl_model_kept_loss(const sl_model *model) { return model->best_loss; }

sl_status sl_model_set(sl_model *model, const char *name, const char *value, sl_error *error) {
    return sl_settings_change(&model->settings, false, name, value, error);
}
