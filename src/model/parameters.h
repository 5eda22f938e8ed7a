/* All parameters of a model in one flat vector, with a table of named tensors over it.
 *
 * Clip, optimiser, reduction, save and load are each one loop. Matrices are stored (in, out), as in
 * the row-vector convention of Dive into Deep Learning, a gate at a time: gates * rows * columns.
 * The file holds PyTorch's (gates * out, in): the table says what each tensor is called there and
 * how to get from one to the other. */
#ifndef SL_MODEL_PARAMETERS_H
#define SL_MODEL_PARAMETERS_H

#include "base/arena.h"

enum { SL_NAME_LENGTH = 48, SL_GATES = 4 };

typedef struct sl_tensor {
    char name[SL_NAME_LENGTH]; /* PyTorch's: "rnn.weight_ih_l0", "linear.bias", ... */
    size_t gates;           /* stacked blocks, 1 to SL_GATES, in PyTorch's order (r z n, i f g o) */
    size_t rows, columns;   /* of a block as stored here: (in, out); a bias is (1, out) */
    size_t offset;          /* of the first stored block in the flat vector, in reals */
    bool transposed;        /* in the file a block is (out, in): every matrix but embeddings */
    bool vector;            /* in the file it has one dimension, gates * columns: every bias */
    bool stored[SL_GATES];  /* block b has a place here; otherwise it is zeros in the file, ... */
    size_t fold;            /* ... and on loading is added to block b of this tensor (an earlier
                               row of the table), or must be zeros if SL_NO_FOLD */
    bool negated[SL_GATES]; /* block b has the opposite sign in the file (a GRU whose Z takes) */
} sl_tensor;

#define SL_NO_FOLD SIZE_MAX

typedef struct sl_parameters {
    sl_real *values;       /* (count): those that training changes */
    const sl_real *active; /* (count): those that passes read, `values` or others in their place;
                              see sl_model_pack */
    size_t count;
    sl_tensor *tensors; /* (tensor_count) */
    size_t tensor_count;
} sl_parameters;

/* Room for the table; `values` is taken by sl_parameters_reserve once all tensors are declared.
 * Both leave NULL while the arena counts. */
void sl_parameters_begin(sl_parameters *parameters, size_t most_tensors, sl_arena *arena);
void sl_parameters_reserve(sl_parameters *parameters, sl_arena *arena);

/* Appends a tensor, whose offset it sets, and returns its place in the table. */
size_t sl_parameters_declare(sl_parameters *parameters, const char *prefix, const char *suffix,
                             sl_tensor tensor);

/* Draws every parameter as the setting `init` says: "d2l" N(0, 0.01^2) and zero biases; "pytorch"
 * U(-1/sqrt(H), 1/sqrt(H)) for all; "xavier" U(+-sqrt(6 / (in + out))) and zero biases. */
void sl_parameters_draw(sl_parameters *parameters, uint32_t init, size_t hidden, uint32_t seed);

/* Where block `gate` of a tensor begins in the flat vector; NULL if it is not stored. */
sl_real *sl_tensor_block(const sl_parameters *parameters, const sl_tensor *tensor, size_t gate);

#endif
