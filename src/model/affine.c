#include "model/affine.h"

#include "cell/cell.h"
#include "math/elementwise.h"
#include "math/sums.h"

void sl_affine_declare(sl_affine *map, size_t in, size_t out, bool bias, const char *prefix,
                       sl_parameters *parameters, sl_arena *arena) {
    *map = (sl_affine){.in = in,
                       .out = out,
                       .weight = parameters->count,
                       .bias = SL_ABSENT,
                       .parameters = parameters,
                       .packed = sl_arena_reals(arena, sl_packed_size(in, out)),
                       .packed_t = sl_arena_reals(arena, sl_packed_size(out, in))};
    sl_tensor tensor = {.gates = 1,
                        .rows = in,
                        .columns = out,
                        .transposed = true,
                        .stored = {true},
                        .fold = SL_NO_FOLD};
    sl_parameters_declare(parameters, prefix, ".weight", tensor);
    if (!bias) return;
    tensor.rows = 1;
    tensor.transposed = false;
    tensor.vector = true;
    map->bias = parameters->count;
    sl_parameters_declare(parameters, prefix, ".bias", tensor);
}

void sl_affine_pack(const sl_affine *map, bool backward) {
    const sl_real *weight = map->parameters->active + map->weight;
    sl_pack(map->in, map->out, weight, map->out, 1, map->packed);
    if (backward) sl_pack(map->out, map->in, weight, 1, map->out, map->packed_t);
}

void sl_affine_forward(const sl_affine *map, size_t rows, const sl_real *x, size_t x_stride,
                       sl_real *y, size_t y_stride) {
    const sl_real *bias = map->bias == SL_ABSENT ? NULL : map->parameters->active + map->bias;
    sl_fill_rows(y, y_stride, rows, bias, map->out);
    sl_gemm(rows, map->out, map->in, x, x_stride, map->packed, y, y_stride);
}

void sl_affine_backward(const sl_affine *map, size_t rows, const sl_real *dy, size_t dy_stride,
                        sl_real *dx, size_t dx_stride) {
    sl_gemm(rows, map->in, map->out, dy, dy_stride, map->packed_t, dx, dx_stride);
}

void sl_affine_add_gradient(const sl_affine *map, sl_rows rows, const sl_real *x, size_t x_stride,
                            const sl_real *dy, size_t dy_stride, sl_real *gradient,
                            sl_real *scratch) {
    sl_sum_outer(map->in, map->out, rows, x, x_stride, dy, dy_stride, gradient + map->weight,
                 scratch);
    if (map->bias != SL_ABSENT)
        sl_sum_rows(map->out, rows, dy, dy_stride, gradient + map->bias, scratch);
}
