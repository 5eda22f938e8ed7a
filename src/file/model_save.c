#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "file/model_file.h"
#include "file/model_tensor.h"
#include "file/weights.h"

/* The members with which both the metadata and the description begin. */
static void begin(sl_json_writer *writer, const sl_model *model, const sl_settings *settings) {
    sl_json_open(writer, NULL, '{');
    sl_json_put_number(writer, "format", SL_MODEL_FORMAT);
    sl_json_put_text(writer, "kind", sl_model_kind(model));
    sl_settings_put(writer, "settings", settings);
}

static void put_counters(sl_json_writer *writer, const sl_model *model) {
    sl_json_put_number(writer, "updates", model->updates);
    sl_json_put_number(writer, "tokens", model->tokens);
}

static void put_vocabulary(sl_json_writer *writer, const char *key,
                           const sl_vocabulary *vocabulary) {
    sl_json_open(writer, key, '[');
    for (size_t id = 0; id < sl_vocabulary_size(vocabulary); id++)
        sl_json_put_text(writer, NULL, sl_vocabulary_symbol(vocabulary, id));
    sl_json_close(writer, ']');
}

/* `training` is JSON, or NULL. */
static sl_status write_metadata(const sl_model *model, const sl_settings *settings,
                                const char *training, char **json, sl_error *error) {
    sl_json_writer writer = {0};
    begin(&writer, model, settings);
    put_vocabulary(&writer, "vocabulary", model->vocabulary);
    if (model->source) put_vocabulary(&writer, "source_vocabulary", model->source);
    put_counters(&writer, model);
    sl_weights_put_kept(model, &writer);
    if (training) sl_json_put_json(&writer, "training", training);
    sl_json_close(&writer, '}');
    return sl_json_take(&writer, json, error);
}

sl_status sl_model_write(const sl_model *model, const sl_settings *settings, const char *training,
                         sl_array *extra, size_t extra_count, void **bytes, size_t *size,
                         sl_error *error) {
    const sl_parameters *parameters = &model->parameters;
    size_t count = parameters->tensor_count;
    char *metadata = NULL;
    *bytes = NULL;
    *size = 0;
    sl_array *arrays = calloc(count + SL_MOST_BESIDE + extra_count, sizeof *arrays);
    if (!arrays) return sl_fail(error, SL_NO_MEMORY, "no memory to save a model");
    for (size_t i = 0; i < count; i++) {
        arrays[i].name = parameters->tensors[i].name;
        arrays[i].dimensions = sl_tensor_file_shape(&parameters->tensors[i], arrays[i].shape);
    }
    count += sl_weights_list(model, arrays + count);
    if (extra_count) memcpy(arrays + count, extra, extra_count * sizeof *extra);
    sl_status status = write_metadata(model, settings, training, &metadata, error);
    if (status == SL_OK)
        status = sl_safetensors_lay_out(arrays, count + extra_count, SL_MODEL_KEY, metadata, bytes,
                                        size, error);
    if (status == SL_OK) sl_weights_save(model, arrays);
    if (extra_count) memcpy(extra, arrays + count, extra_count * sizeof *extra);
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
    sl_json_open(writer, NULL, '{');
    sl_json_put_text(writer, "name", tensor->name);
    sl_array_describe(writer, dimensions, shape);
    sl_json_close(writer, '}');
}

sl_status sl_model_describe(const sl_model *model, char **json, sl_error *error) {
    sl_json_writer writer = {0};
    begin(&writer, model, &model->settings);
    sl_json_put_number(&writer, "parameters", (double)model->parameters.count);
    sl_json_put_number(&writer, "symbols", (double)sl_vocabulary_size(model->vocabulary));
    if (model->source)
        sl_json_put_number(&writer, "source_symbols", (double)sl_vocabulary_size(model->source));
    put_counters(&writer, model);
    sl_weights_put_kept(model, &writer);
    sl_json_open(&writer, "tensors", '[');
    for (size_t i = 0; i < model->parameters.tensor_count; i++)
        put_tensor(&writer, &model->parameters.tensors[i]);
    sl_json_close(&writer, ']');
    sl_json_close(&writer, '}');
    return sl_json_take(&writer, json, error);
}
