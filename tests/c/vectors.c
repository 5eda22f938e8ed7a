#include "vectors.h"

static const vector_tensor *find(const vector_tensor *tensors, size_t count, const char *name) {
    for (size_t i = 0; i < count; i++)
        if (!strcmp(tensors[i].name, name)) return &tensors[i];
    return NULL;
}

/* Place in PyTorch's layout of element (row, column) of a block stored as (in, out). */
static size_t place(const sl_tensor *tensor, size_t gate, size_t row, size_t column) {
    if (tensor->vector) return gate * tensor->columns + column;
    if (!tensor->transposed) return row * tensor->columns + column;
    return (gate * tensor->columns + column) * tensor->rows + row;
}

static double sign_of(const sl_tensor *tensor, size_t gate) {
    return tensor->negated[gate] ? -1 : 1;
}

/* Biases that PyTorch has twice and this model once are their sum. */
static void add_values(sl_model *model, const sl_tensor *tensor, const vector_tensor *vector) {
    const sl_parameters *parameters = &model->parameters;
    for (size_t g = 0; g < tensor->gates; g++) {
        const sl_tensor *target = tensor;
        if (!tensor->stored[g] && tensor->fold != SL_NO_FOLD)
            target = &parameters->tensors[tensor->fold];
        sl_real *block = sl_tensor_block(parameters, target, g);
        for (size_t i = 0; block && i < tensor->rows * tensor->columns; i++)
            block[i] +=
                (sl_real)(sign_of(target, g) *
                          vector
                              ->values[place(tensor, g, i / tensor->columns, i % tensor->columns)]);
    }
}

void vectors_load(sl_model *model, const vector_tensor *tensors, size_t count) {
    const sl_parameters *parameters = &model->parameters;
    memset(parameters->values, 0, parameters->count * sizeof(sl_real));
    CHECK_INT(parameters->tensor_count, count);
    for (size_t i = 0; i < parameters->tensor_count; i++) {
        const vector_tensor *vector = find(tensors, count, parameters->tensors[i].name);
        if (CHECK(vector != NULL)) add_values(model, &parameters->tensors[i], vector);
    }
    sl_model_touch(model);
    sl_model_pack(model, true);
}

static double worst;

static void near(double actual, double expected, double rtol) {
    double size = fabs(expected), error = fabs(actual - expected);
    CHECK_NEAR(actual, expected, rtol * size + 1e-5);
    if (size > 1e-3 && error > worst * size) worst = error / size;
}

void vectors_near_forward(double actual, double expected) { near(actual, expected, 1.3e-6); }
void vectors_near_gradient(double actual, double expected) { near(actual, expected, 1e-4); }

double vectors_worst(void) {
    double largest = worst;
    worst = 0;
    return largest;
}

void vectors_compare(const sl_model *model, const vector_tensor *tensors, size_t count,
                     sl_real *gradient) {
    sl_parameters gradients = model->parameters;
    gradients.values = gradient;
    for (size_t t = 0; t < gradients.tensor_count; t++) {
        const sl_tensor *tensor = &gradients.tensors[t];
        const vector_tensor *vector = find(tensors, count, tensor->name);
        for (size_t g = 0; vector && g < tensor->gates; g++) {
            const sl_real *block = sl_tensor_block(&gradients, tensor, g);
            for (size_t i = 0; block && i < tensor->rows * tensor->columns; i++)
                vectors_near_gradient(
                    sign_of(tensor, g) * (double)block[i],
                    vector->gradients[place(tensor, g, i / tensor->columns, i % tensor->columns)]);
        }
    }
}
