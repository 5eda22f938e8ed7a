#include "file/model_tensor.h"

#include "base/error.h"
#include "base/scalar.h"

static size_t block_size(const sl_tensor *tensor) { return tensor->rows * tensor->columns; }

size_t sl_tensor_file_shape(const sl_tensor *tensor, size_t shape[2]) {
    bool across = tensor->transposed || tensor->vector;
    shape[0] = tensor->gates * (across ? tensor->columns : tensor->rows);
    shape[1] = across ? tensor->rows : tensor->columns;
    return tensor->vector ? 1 : 2;
}

/* Where element i of a block, row by row as in the model, is in the file. */
static size_t file_index(const sl_tensor *tensor, size_t gate, size_t i) {
    size_t row = i / tensor->columns, column = i % tensor->columns;
    size_t within = tensor->transposed ? column * tensor->rows + row : i;
    return gate * block_size(tensor) + within;
}

void sl_tensor_save(const sl_parameters *parameters, const sl_tensor *tensor,
                    const sl_array *array) {
    for (size_t gate = 0; gate < tensor->gates; gate++) {
        const sl_real *block = sl_tensor_block(parameters, tensor, gate);
        for (size_t i = 0; block && i < block_size(tensor); i++) {
            sl_real value = tensor->negated[gate] ? -block[i] : block[i];
            sl_array_set(array, file_index(tensor, gate, i), (float)value);
        }
    }
}

/* ---- Loading ------------------------------------------------------------------------------- */

/* Element i of a block, as the model has it. */
static float element(const sl_tensor *tensor, size_t gate, const sl_array *array, size_t i) {
    float value = sl_array_get(array, file_index(tensor, gate, i));
    return tensor->negated[gate] ? -value : value;
}

static sl_status check_array(const sl_tensor *tensor, const sl_safetensors *file, sl_error *error) {
    const sl_array *array = sl_safetensors_find(file, tensor->name);
    size_t shape[2], dimensions = sl_tensor_file_shape(tensor, shape);
    if (!array || !sl_array_is(array, dimensions, shape))
        return sl_fail(error, SL_BAD_FILE,
                       "tensor \"%s\" is missing or has another shape than the settings need",
                       tensor->name);
    return sl_array_check(array, error);
}

/* The tensor whose block takes up one that is not stored; NULL if none does. */
static const sl_tensor *fold_target(const sl_parameters *parameters, const sl_tensor *tensor,
                                    size_t gate) {
    if (tensor->fold == SL_NO_FOLD) return NULL;
    const sl_tensor *target = &parameters->tensors[tensor->fold];
    return target->stored[gate] ? target : NULL;
}

/* Where the model has no place for a block, it must be zeros; where another block takes it up,
 * their sum must be a number. */
static sl_status check_fold(const sl_parameters *parameters, const sl_tensor *tensor, size_t gate,
                            const sl_safetensors *file, sl_error *error) {
    const sl_array *array = sl_safetensors_find(file, tensor->name);
    const sl_tensor *target = fold_target(parameters, tensor, gate);
    const sl_array *other = target ? sl_safetensors_find(file, target->name) : NULL;
    for (size_t i = 0; i < block_size(tensor); i++) {
        float value = element(tensor, gate, array, i);
        if (value == 0) continue;
        if (!target)
            return sl_fail(error, SL_BAD_FILE,
                           "block %zu of tensor \"%s\" must be zeros: the model that the settings "
                           "describe has no such weights",
                           gate + 1, array->name);
        float sum = value + element(target, gate, other, i);
        if (!sl_is_finite((double)sum))
            return sl_fail(error, SL_BAD_FILE,
                           "tensors \"%s\" and \"%s\" add up to a number that is not finite",
                           other->name, array->name);
    }
    return SL_OK;
}

static sl_status check(const sl_parameters *parameters, const sl_safetensors *file,
                       sl_error *error) {
    sl_status status = SL_OK;
    for (size_t i = 0; i < parameters->tensor_count && status == SL_OK; i++)
        status = check_array(&parameters->tensors[i], file, error);
    for (size_t i = 0; i < parameters->tensor_count; i++) {
        const sl_tensor *tensor = &parameters->tensors[i];
        for (size_t gate = 0; gate < tensor->gates && status == SL_OK; gate++)
            if (!tensor->stored[gate]) status = check_fold(parameters, tensor, gate, file, error);
    }
    return status;
}

static void load_block(const sl_parameters *parameters, const sl_tensor *tensor, size_t gate,
                       const sl_array *array) {
    sl_real *block = sl_tensor_block(parameters, tensor, gate);
    const sl_tensor *target = block ? NULL : fold_target(parameters, tensor, gate);
    sl_real *sums = target ? sl_tensor_block(parameters, target, gate) : NULL;
    for (size_t i = 0; i < block_size(tensor); i++) {
        float value = element(tensor, gate, array, i);
        if (block)
            block[i] = value;
        else if (sums && value != 0) /* adding a zero would lose the sign of one */
            sums[i] += value;
    }
}

sl_status sl_parameters_load(const sl_parameters *parameters, const sl_safetensors *file,
                             sl_error *error) {
    sl_status status = check(parameters, file, error);
    if (status != SL_OK) return status;
    for (size_t i = 0; i < parameters->tensor_count; i++) {
        const sl_tensor *tensor = &parameters->tensors[i];
        const sl_array *array = sl_safetensors_find(file, tensor->name);
        for (size_t gate = 0; gate < tensor->gates; gate++)
            load_block(parameters, tensor, gate, array);
    }
    return SL_OK;
}
