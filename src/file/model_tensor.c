#include "file/model_tensor.h"

#include "base/error.h"

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

/* A block that is not stored is added to that of the tensor it folds into, or must be zeros. */
static sl_status fold_block(const sl_parameters *parameters, const sl_tensor *tensor, size_t gate,
                            const sl_array *array, sl_error *error) {
    sl_real *target = tensor->fold == SL_NO_FOLD
                          ? NULL
                          : sl_tensor_block(parameters, &parameters->tensors[tensor->fold], gate);
    for (size_t i = 0; i < block_size(tensor); i++) {
        float value = sl_array_get(array, file_index(tensor, gate, i));
        if (value == 0) continue; /* adding it would lose the sign of a zero */
        if (!target)
            return sl_fail(error, SL_BAD_FILE,
                           "block %zu of tensor \"%s\" must be zeros: the model that the settings "
                           "describe has no such weights",
                           gate + 1, array->name);
        target[i] += tensor->negated[gate] ? -value : value;
    }
    return SL_OK;
}

sl_status sl_tensor_load(const sl_parameters *parameters, const sl_tensor *tensor,
                         const sl_array *array, sl_error *error) {
    sl_status status = sl_array_check(array, error);
    for (size_t gate = 0; gate < tensor->gates && status == SL_OK; gate++) {
        sl_real *block = sl_tensor_block(parameters, tensor, gate);
        if (!block) status = fold_block(parameters, tensor, gate, array, error);
        for (size_t i = 0; block && i < block_size(tensor); i++) {
            float value = sl_array_get(array, file_index(tensor, gate, i));
            block[i] = tensor->negated[gate] ? -value : value;
        }
    }
    return status;
}

sl_status sl_parameters_load(const sl_parameters *parameters, const sl_safetensors *file,
                             sl_error *error) {
    sl_status status = SL_OK;
    for (size_t i = 0; i < parameters->tensor_count && status == SL_OK; i++) {
        const sl_tensor *tensor = &parameters->tensors[i];
        const sl_array *array = sl_safetensors_find(file, tensor->name);
        size_t shape[2], dimensions = sl_tensor_file_shape(tensor, shape);
        if (!array || !sl_array_is(array, dimensions, shape))
            return sl_fail(error, SL_BAD_FILE,
                           "tensor \"%s\" is missing or has another shape than the settings need",
                           tensor->name);
        status = sl_tensor_load(parameters, tensor, array, error);
    }
    return status;
}
