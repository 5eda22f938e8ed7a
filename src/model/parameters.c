#include "model/parameters.h"

#include "base/random.h"
#include "base/scalar.h"
#include "base/settings.h"

void sl_parameters_begin(sl_parameters *parameters, size_t most_tensors, sl_arena *arena) {
    *parameters = (sl_parameters){0};
    parameters->tensors = sl_arena_reserve(arena, most_tensors, sizeof *parameters->tensors);
}

void sl_parameters_reserve(sl_parameters *parameters, sl_arena *arena) {
    parameters->active = parameters->values = sl_arena_reals(arena, parameters->count);
}

static size_t append(char *name, size_t at, const char *part) {
    while (*part && at < SL_NAME_LENGTH - 1) name[at++] = *part++;
    name[at] = 0;
    return at;
}

size_t sl_parameters_declare(sl_parameters *parameters, const char *prefix, const char *suffix,
                             sl_tensor tensor) {
    size_t blocks = 0;
    for (size_t g = 0; g < tensor.gates; g++) blocks += tensor.stored[g];
    append(tensor.name, append(tensor.name, 0, prefix), suffix);
    tensor.offset = parameters->count;
    parameters->count += blocks * tensor.rows * tensor.columns;
    if (parameters->tensors) parameters->tensors[parameters->tensor_count] = tensor;
    return parameters->tensor_count++;
}

sl_real *sl_tensor_block(const sl_parameters *parameters, const sl_tensor *tensor, size_t gate) {
    if (!tensor->stored[gate]) return NULL;
    size_t before = 0;
    for (size_t g = 0; g < gate; g++) before += tensor->stored[g];
    return parameters->values + tensor->offset + before * tensor->rows * tensor->columns;
}

static double draw(sl_random *random, uint32_t init, double bound) {
    if (init == SL_INIT_D2L) return 0.01 * sl_random_normal(random);
    return bound * (2 * sl_random_uniform(random) - 1);
}

void sl_parameters_draw(sl_parameters *parameters, uint32_t init, size_t hidden, uint32_t seed) {
    sl_random random = sl_random_from(seed, 0);
    for (size_t i = 0; i < parameters->tensor_count; i++) {
        const sl_tensor *tensor = &parameters->tensors[i];
        if (tensor->vector && init != SL_INIT_PYTORCH) continue; /* arena memory is zeros */
        double fan = (double)(tensor->rows + tensor->columns);
        double bound = init == SL_INIT_PYTORCH ? 1 / sl_sqrt((double)hidden) : sl_sqrt(6 / fan);
        for (size_t g = 0; g < tensor->gates; g++) {
            sl_real *block = sl_tensor_block(parameters, tensor, g);
            for (size_t j = 0; block && j < tensor->rows * tensor->columns; j++)
                block[j] = (sl_real)draw(&random, init, bound);
        }
    }
}
