/* The matrix kernel alone, as a wasm module per engine: what a training step could reach at most.
 * kernel.js drives it and holds the clock. */
#include <stdlib.h>

#include "math/gemm.h"
#include "sluice.h"

typedef struct product {
    size_t m, k, n, a_stride, c_stride;
    sl_real *a, *b, *packed, *c, *scratch;
} product;

SL_API product *kernel_create(size_t m, size_t k, size_t n);
SL_API void kernel_gemm(product *p, size_t repeats);
SL_API void kernel_outer(product *p, size_t repeats);

/* Aligned as an arena's memory is, in bytes. */
enum { ALIGNMENT = 64 };

static sl_real *room(size_t count) {
    size_t lines = (count * sizeof(sl_real) + ALIGNMENT - 1) / ALIGNMENT;
    return aligned_alloc(ALIGNMENT, lines * ALIGNMENT);
}

static sl_real *filled(size_t count, sl_real scale) {
    sl_real *values = room(count);
    for (size_t i = 0; values && i < count; i++) values[i] = scale * (sl_real)((int)(i % 7) - 3);
    return values;
}

/* Room for both products, its rows as far apart as those of the cells; NULL without memory. It
 * lives as long as its instance of the module. */
product *kernel_create(size_t m, size_t k, size_t n) {
    size_t rows = m > k ? m : k;
    product *p = malloc(sizeof *p);
    if (!p) return NULL;
    *p = (product){m, k, n, sl_row_stride(k), sl_row_stride(n), NULL, NULL, NULL, NULL, NULL};
    p->a = filled(m * p->a_stride, (sl_real)0.01);
    p->b = filled(rows * p->c_stride, (sl_real)0.01);
    p->packed = room(sl_packed_size(k, n));
    p->c = filled(rows * p->c_stride, 0);
    p->scratch = room(sl_outer_scratch(n));
    if (!p->a || !p->b || !p->packed || !p->c || !p->scratch) return NULL;
    sl_pack(k, n, p->b, p->c_stride, 1, p->packed);
    return p;
}

/* C (m, n) += A (m, k) B (k, n): one step of time. */
void kernel_gemm(product *p, size_t repeats) {
    for (; repeats; repeats--)
        sl_gemm(p->m, p->n, p->k, p->a, p->a_stride, p->packed, p->c, p->c_stride);
}

/* C (k, n) += A^T (k, m) B (m, n): the gradient of the weights, over m rows. */
void kernel_outer(product *p, size_t repeats) {
    for (; repeats; repeats--)
        sl_gemm_outer(p->k, p->n, sl_all_rows(1, p->m), p->a, p->a_stride, p->b, p->c_stride, p->c,
                      p->c_stride, p->scratch);
}
