/* An affine map, Y = X W + b, with its gradient: what turns outputs into logits and bridges states.
 *
 * Symbols: N rows, I in, O out; X (N, I), W (I, O), b (O), Y (N, O). */
#ifndef SL_MODEL_AFFINE_H
#define SL_MODEL_AFFINE_H

#include "math/rows.h"
#include "model/parameters.h"

enum { SL_AFFINE_TENSORS = 2 }; /* the most that one declares */

typedef struct sl_affine {
    size_t in, out;
    size_t weight, bias;             /* offsets; bias may be SL_ABSENT */
    const sl_parameters *parameters; /* borrowed */
    sl_real *packed, *packed_t;      /* for the forward product and, transposed, for backward */
} sl_affine;

/* Declares `prefix`.weight and, if `bias`, .bias, and reserves the packed copies. */
void sl_affine_declare(sl_affine *map, size_t in, size_t out, bool bias, const char *prefix,
                       sl_parameters *parameters, sl_arena *arena);

/* Packs the present weights; the transposed ones only if `backward`. */
void sl_affine_pack(const sl_affine *map, bool backward);

/* Y = X W + b. */
void sl_affine_forward(const sl_affine *map, size_t rows, const sl_real *x, size_t x_stride,
                       sl_real *y, size_t y_stride);

/* dX += dY W^T. */
void sl_affine_backward(const sl_affine *map, size_t rows, const sl_real *dy, size_t dy_stride,
                        sl_real *dx, size_t dx_stride);

/* Adds what the chosen rows contribute to the flat `gradient`, shard by shard. `scratch` holds
 * sl_sums_scratch(O, rows.shards) reals. */
void sl_affine_add_gradient(const sl_affine *map, sl_rows rows, const sl_real *x, size_t x_stride,
                            const sl_real *dy, size_t dy_stride, sl_real *gradient,
                            sl_real *scratch);

#endif
