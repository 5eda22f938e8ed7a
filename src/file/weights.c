#include "file/weights.h"

#include "base/error.h"
#include "file/model_tensor.h"

static const char trained_name[] = "training.weights", averaged_name[] = "training.average";

/* The model's table of tensors over other weights. */
static sl_parameters table_over(const sl_model *model, const sl_real *values) {
    sl_parameters parameters = model->parameters;
    parameters.values = (sl_real *)values;
    return parameters;
}

/* A vector that stands beside the tensors. */
typedef struct beside {
    const char *name;
    const sl_real *values;
} beside;

static size_t list(const sl_model *model, beside *listed) {
    size_t count = 0;
    if (model->averaged.there || model->best.there)
        listed[count++] = (beside){trained_name, model->parameters.values};
    if (model->averaged.there && model->best.there)
        listed[count++] = (beside){averaged_name, model->averaged.values};
    return count;
}

size_t sl_weights_list(const sl_model *model, sl_array *arrays) {
    beside listed[SL_MOST_BESIDE];
    size_t count = list(model, listed);
    for (size_t i = 0; i < count; i++)
        arrays[i] =
            (sl_array){.name = listed[i].name, .dimensions = 1, .shape = {model->parameters.count}};
    return count;
}

static void save_flat(const sl_real *values, size_t count, const sl_array *array) {
    for (size_t i = 0; i < count; i++) sl_array_set(array, i, (float)values[i]);
}

static void load_flat(sl_real *values, size_t count, const sl_array *array) {
    for (size_t i = 0; i < count; i++) values[i] = (sl_real)sl_array_get(array, i);
}

void sl_weights_save(const sl_model *model, const sl_array *arrays) {
    const sl_parameters used = table_over(model, sl_model_values(model, SL_READ_KEPT));
    beside listed[SL_MOST_BESIDE];
    size_t count = list(model, listed);
    for (size_t i = 0; i < used.tensor_count; i++)
        sl_tensor_save(&used, &used.tensors[i], &arrays[i]);
    for (size_t i = 0; i < count; i++)
        save_flat(listed[i].values, used.count, &arrays[used.tensor_count + i]);
}

void sl_weights_put_kept(const sl_model *model, sl_json_writer *writer) {
    if (!model->best.there) return;
    sl_json_open(writer, "kept", '{');
    sl_json_put_number(writer, "update", model->best_update);
    sl_json_put_number(writer, "loss", model->best_loss);
    sl_json_close(writer, '}');
}

/* ---- Loading ------------------------------------------------------------------------------- */

/* What a file has; NULL where it has none. */
typedef struct found {
    const sl_json_value *kept;
    const sl_array *trained, *averaged;
    double update, loss; /* of what is kept */
} found;

static found look(const sl_safetensors *file, const sl_json_value *metadata) {
    return (found){.kept = sl_json_member(metadata, "kept"),
                   .trained = sl_safetensors_find(file, trained_name),
                   .averaged = sl_safetensors_find(file, averaged_name)};
}

static sl_status check_flat(const sl_model *model, const sl_array *array, sl_error *error) {
    size_t count = model->parameters.count;
    if (sl_array_is(array, 1, &count)) return sl_array_check(array, error);
    return sl_fail(error, SL_BAD_FILE, "tensor \"%s\" is not of %zu numbers, as this model needs",
                   array->name, count);
}

/* The account of the best weights, which never stand alone. */
static sl_status read_kept(found *there, sl_error *error) {
    if (!there->kept && !there->averaged) return SL_OK;
    const sl_json_value *loss = sl_json_member(there->kept, "loss");
    if (there->trained && sl_json_count(sl_json_member(there->kept, "update"), &there->update) &&
        loss && loss->kind == SL_JSON_NUMBER) {
        there->loss = loss->number;
        return SL_OK;
    }
    return sl_fail(error, SL_BAD_FILE,
                   "the file's account of the weights that it keeps is incomplete");
}

static sl_status prepare(sl_model *model, found *there, sl_error *error) {
    bool averaged = there->averaged || (there->trained && !there->kept);
    sl_status status = read_kept(there, error);
    if (status == SL_OK && there->trained) status = check_flat(model, there->trained, error);
    if (status == SL_OK && there->averaged) status = check_flat(model, there->averaged, error);
    if (status == SL_OK && averaged) status = sl_model_make_room(model, &model->averaged, error);
    if (status == SL_OK && there->kept) status = sl_model_make_room(model, &model->best, error);
    return status;
}

bool sl_weights_averaged(const sl_safetensors *file, const sl_json_value *metadata) {
    found there = look(file, metadata);
    return there.averaged || (there.trained && !there.kept);
}

sl_status sl_weights_load(sl_model *model, const sl_safetensors *file,
                          const sl_json_value *metadata, sl_error *error) {
    const sl_parameters *parameters = &model->parameters;
    found there = look(file, metadata);
    sl_status status = prepare(model, &there, error);
    if (status != SL_OK) return status;
    sl_parameters used = table_over(model, there.kept      ? model->best.values
                                           : there.trained ? model->averaged.values
                                                           : parameters->values);
    status = sl_parameters_load(&used, file, error);
    if (status != SL_OK) return status;
    if (there.trained) load_flat(parameters->values, parameters->count, there.trained);
    if (there.averaged) load_flat(model->averaged.values, parameters->count, there.averaged);
    model->averaged.there = sl_weights_averaged(file, metadata);
    model->best.there = there.kept != NULL;
    model->best_update = there.update;
    model->best_loss = there.loss;
    sl_model_touch(model);
    return SL_OK;
}
