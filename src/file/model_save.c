#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "file/model_file.h"
#include "file/model_tensor.h"

static void put_vocabulary(sl_json_writer *writer, const char *key,
                           const sl_vocabulary *vocabulary) {
    sl_json_key(writer, key);
    sl_json_open(writer, '[');
    for (size_t id = 0; id < sl_vocabulary_size(vocabulary); id++)
        sl_json_text(writer, sl_vocabulary_symbol(vocabulary, id));
    sl_json_close(writer, ']');
}

/* `settings` and `training` are JSON; `training` may be NULL. */
static sl_status write_metadata(const sl_model *model, const char *settings, const char *training,
                                char **json, sl_error *error) {
    sl_json_writer writer = {0};
    sl_json_open(&writer, '{');
    sl_json_put_number(&writer, "format", SL_MODEL_FORMAT);
    sl_json_put_text(&writer, "kind", sl_model_kind(model));
    sl_json_key(&writer, "settings");
    sl_json_raw(&writer, settings);
    put_vocabulary(&writer, "vocabulary", model->vocabulary);
    if (model->source) put_vocabulary(&writer, "source_vocabulary", model->source);
    sl_json_put_number(&writer, "updates", model->updates);
    sl_json_put_number(&writer, "tokens", model->tokens);
    if (training) {
        sl_json_key(&writer, "training");
        sl_json_raw(&writer, training);
    }
    sl_json_close(&writer, '}');
    return sl_json_take(&writer, json, error);
}

sl_status sl_model_write(const sl_model *model, const sl_settings *settings, const char *training,
                         sl_array *extra, size_t extra_count, void **bytes, size_t *size,
                         sl_error *error) {
    const sl_parameters *parameters = &model->parameters;
    size_t count = parameters->tensor_count;
    char *metadata = NULL, *settings_json = NULL;
    *bytes = NULL;
    *size = 0;
    sl_array *arrays = calloc(count + extra_count, sizeof *arrays);
    if (!arrays) return sl_fail(error, SL_NO_MEMORY, "no memory to save a model");
    for (size_t i = 0; i < count; i++) {
        arrays[i].name = parameters->tensors[i].name;
        arrays[i].dimensions = sl_tensor_file_shape(&parameters->tensors[i], arrays[i].shape);
    }
    if (extra_count) memcpy(arrays + count, extra, extra_count * sizeof *extra);
    sl_status status = sl_settings_json(settings, &settings_json, error);
    if (status == SL_OK) status = write_metadata(model, settings_json, training, &metadata, error);
    if (status == SL_OK)
        status = sl_safetensors_lay_out(arrays, count + extra_count, SL_MODEL_KEY, metadata, bytes,
                                        size, error);
    for (size_t i = 0; i < count && status == SL_OK; i++)
        sl_tensor_save(parameters, &parameters->tensors[i], &arrays[i]);
    if (extra_count) memcpy(extra, arrays + count, extra_count * sizeof *extra);
    free(settings_json);
    free(metadata);
    free(arrays);
    return status;
}

sl_status sl_model_save(const sl_model *model, void **bytes, size_t *size, sl_error *error) {
    return sl_model_write(model, &model->settings, NULL, NULL, 0, bytes, size, error);
}

/* ---- describing ---- */

static void put_tensor(sl_json_writer *writer, const sl_tensor *tensor) {
    size_t shape[2], dimensions = sl_tensor_file_shape(tensor, shape);
    sl_json_open(writer, '{');
    sl_json_put_text(writer, "name", tensor->name);
    sl_array_describe(writer, dimensions, shape);
    sl_json_close(writer, '}');
}

sl_status sl_model_describe(const sl_model *model, char **json, sl_error *error) {
    sl_json_writer writer = {0};
    char *settings;
    *json = NULL;
    sl_status status = sl_settings_json(&model->settings, &settings, error);
    if (status != SL_OK) return status;
    sl_json_open(&writer, '{');
    sl_json_put_number(&writer, "format", SL_MODEL_FORMAT);
    sl_json_put_text(&writer, "kind", sl_model_kind(model));
    sl_json_key(&writer, "settings");
    sl_json_raw(&writer, settings);
    free(settings);
    sl_json_put_number(&writer, "parameters", (double)model->parameters.count);
    sl_json_put_number(&writer, "symbols", (double)sl_vocabulary_size(model->vocabulary));
    if (model->source)
        sl_json_put_number(&writer, "source_symbols", (double)sl_vocabulary_size(model->source));
    sl_json_put_number(&writer, "updates", model->updates);
    sl_json_put_number(&writer, "tokens", model->tokens);
    sl_json_key(&writer, "tensors");
    sl_json_open(&writer, '[');
    for (size_t i = 0; i < model->parameters.tensor_count; i++)
        put_tensor(&writer, &model->parameters.tensors[i]);
    sl_json_close(&writer, ']');
    sl_json_close(&writer, '}');
    return sl_json_take(&writer, json, error);
}
