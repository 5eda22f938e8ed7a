#include "model/model.h"

#include <stdlib.h>

#include "base/error.h"

static sl_status fill(sl_model *model, const sl_vocabulary *vocabulary, const sl_vocabulary *source,
                      sl_error *error) {
    const sl_settings *settings = &model->settings;
    sl_status status = sl_vocabulary_copy(vocabulary, &model->vocabulary, error);
    if (status == SL_OK && model->kind->reads_source)
        status = sl_vocabulary_copy(source, &model->source, error);
    if (status == SL_OK)
        status = sl_arena_build(&model->arena, model->kind->build, model, "the model", error);
    if (status != SL_OK) return status;
    const sl_real *values = model->parameters.values;
    sl_recurrent_use(&model->stack, values);
    if (model->encoder) sl_recurrent_use(model->encoder, values);
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
    sl_arena_free(&model->arena);
    free(model);
}

sl_status sl_model_expect(const sl_model *model, const sl_kind *kind, const char *what,
                          sl_error *error) {
    if (model->kind == kind) return SL_OK;
    return sl_fail(error, SL_MISUSE, "a %s model %s", model->kind->name, what);
}

void sl_model_touch(sl_model *model) { model->packed = SL_PACKED_NONE; }

void sl_model_pack(sl_model *model, bool backward) {
    if (model->packed >= (backward ? SL_PACKED_BOTH : SL_PACKED_FORWARD)) return;
    sl_recurrent_pack(&model->stack, backward);
    sl_affine_pack(&model->output, backward);
    if (model->encoder) sl_recurrent_pack(model->encoder, backward);
    if (model->kind->pack) model->kind->pack(model, backward);
    model->packed = backward ? SL_PACKED_BOTH : SL_PACKED_FORWARD;
}

/* ---- Asking and changing ------------------------------------------------------------------- */

const char *sl_model_kind(const sl_model *model) { return model->kind->name; }
size_t sl_model_symbols(const sl_model *model) { return sl_vocabulary_size(model->vocabulary); }
const sl_settings *sl_model_settings(const sl_model *model) { return &model->settings; }
const sl_vocabulary *sl_model_vocabulary(const sl_model *model) { return model->vocabulary; }

sl_status sl_model_set(sl_model *model, const char *name, const char *value, sl_error *error) {
    return sl_settings_change(&model->settings, false, name, value, error);
}
