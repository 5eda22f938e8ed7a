#include "file/weights.h"

#include "base/error.h"
#include "file/model_tensor.h"

static const char trained_name[] = "training.weights";

/* The model's table of tensors over other weights. */
static sl_parameters table_over(const sl_model *model, const sl_real *values) {
    sl_parameters parameters = model->parameters;
    parameters.values = (sl_real *)values;
    return parameters;
}

size_t sl_weights_list(const sl_model *model, sl_array *arrays) {
    if (!model->averaged.there) return 0;
    arrays[0] =
        (sl_array){.name = trained_name, .dimensions = 1, .shape = {model->parameters.count}};
    return 1;
}

static void save_flat(const sl_real *values, size_t count, const sl_array *array) {
    for (size_t i = 0; i < count; i++) sl_array_set(array, i, (float)values[i]);
}

static void load_flat(sl_real *values, size_t count, const sl_array *array) {
    for (size_t i = 0; i < count; i++) values[i] = (sl_real)sl_array_get(array, i);
}

void sl_weights_save(const sl_model *model, const sl_array *arrays) {
    const sl_parameters used = table_over(model, sl_model_values(model, SL_READ_NEWEST));
    for (size_t i = 0; i < used.tensor_count; i++)
        sl_tensor_save(&used, &used.tensors[i], &arrays[i]);
    if (model->averaged.there)
        save_flat(model->parameters.values, used.count, &arrays[used.tensor_count]);
}

static sl_status check_flat(const sl_model *model, const sl_array *array, sl_error *error) {
    size_t count = model->parameters.count;
    if (sl_array_is(array, 1, &count)) return sl_array_check(array, error);
    return sl_fail(error, SL_BAD_FILE, "tensor \"%s\" is not of %zu numbers, as this model needs",
                   array->name, count);
}

bool sl_weights_averaged(const sl_safetensors *file) {
    return sl_safetensors_find(file, trained_name) != NULL;
}

sl_status sl_weights_load(sl_model *model, const sl_safetensors *file, sl_error *error) {
    const sl_parameters *parameters = &model->parameters;
    const sl_array *trained = sl_safetensors_find(file, trained_name);
    sl_status status = trained ? check_flat(model, trained, error) : SL_OK;
    if (status == SL_OK && trained) status = sl_model_make_room(model, &model->averaged, error);
    if (status != SL_OK) return status;
    sl_parameters used = table_over(model, trained ? model->averaged.values : parameters->values);
    status = sl_parameters_load(&used, file, error);
    if (status != SL_OK) return status;
    if (trained) load_flat(parameters->values, parameters->count, trained);
    model->averaged.there = trained != NULL;
    sl_model_touch(model);
    return SL_OK;
}
