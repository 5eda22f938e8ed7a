/* Matrix products: C += A B, each element summed over k in order in one accumulator.
 *
 * That order makes scalar, SIMD of any width and native builds agree bit for bit. Matrices are
 * row-major with a row stride in reals. B comes packed in panels of SL_PANEL columns. */
#ifndef SL_MATH_GEMM_H
#define SL_MATH_GEMM_H

#include <stddef.h>

#include "math/lanes.h"
#include "math/rows.h"

enum { SL_PANEL = 2 * SL_LANES };

/* Row stride for rows of n reals: whole cache lines, and an odd number of them, so that walking
 * down a column does not fall on a few sets of the cache (0.76 of the kernel's rate otherwise). Two
 * stay two: a third would be half as much again to pass over. */
size_t sl_row_stride(size_t n);

/* Reals that a packed (k, n) matrix takes. */
size_t sl_packed_size(size_t k, size_t n);

/* Packs B (k, n), element (i, j) at b[i * row + j * column], panel after panel; the last one is
 * filled up with zeros. `column` > 1 packs a transposed matrix. */
void sl_pack(size_t k, size_t n, const sl_real *b, size_t row, size_t column, sl_real *packed);

/* C (m, n) += A (m, k) B (k, n), B packed. */
void sl_gemm(size_t m, size_t n, size_t k, const sl_real *a, size_t lda, const sl_real *packed,
             sl_real *c, size_t ldc);

/* C (m, n) += A^T B over the chosen rows of A (rows, m) and B (rows, n): the weight gradient.
 * `scratch` holds sl_outer_scratch(n) reals. */
void sl_gemm_outer(size_t m, size_t n, sl_rows rows, const sl_real *a, size_t lda, const sl_real *b,
                   size_t ldb, sl_real *c, size_t ldc, sl_real *scratch);
size_t sl_outer_scratch(size_t n);

/* The same sums in plain loops, A and B with any strides: what the kernels are tested against. */
void sl_gemm_reference(size_t m, size_t n, size_t k, const sl_real *a, size_t a_row,
                       size_t a_column, const sl_real *b, size_t b_row, size_t b_column, sl_real *c,
                       size_t ldc);

#endif
