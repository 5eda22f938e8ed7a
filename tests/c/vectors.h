/* Parameters and gradients that PyTorch computed, in a model's own layout. */
#ifndef VECTORS_H
#define VECTORS_H

#include "models.h"

typedef struct vector_tensor {
    const char *name;
    size_t count;
    const double *values, *gradients; /* PyTorch's layout: (gates * out, in) */
} vector_tensor;

/* Sets every parameter of the model, whose tensors must be exactly these. Biases that PyTorch has
 * twice and the model once become their sum. */
void vectors_load(sl_model *model, const vector_tensor *tensors, size_t count);

/* Compares what both have of the gradients. */
void vectors_compare(const sl_model *model, const vector_tensor *tensors, size_t count,
                     sl_real *gradient);

/* PyTorch's own tolerances of float32. */
void vectors_near_forward(double actual, double expected);
void vectors_near_gradient(double actual, double expected);

/* The largest relative error that was let pass since the last call, of numbers above 1e-3. */
double vectors_worst(void);

#endif
