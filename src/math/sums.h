/* Sums over rows that fall into shards: those of a shard from first to last, then the shards' sums
 * in a fixed tree, ((0 + 1) + (2 + 3)). So the bits are equal whether shards are summed here at
 * once or one by one in different places.
 *
 * Each adds to its target; with several shards, that must hold zeros. */
#ifndef SL_MATH_SUMS_H
#define SL_MATH_SUMS_H

#include <stdint.h>

#include "math/gemm.h"

/* Reals of scratch that sums of this width take over rows of so many shards. */
size_t sl_sums_scratch(size_t n, size_t shards);

/* C (m, n) += A^T B over rows of A (rows, m) and B (rows, n): the gradient of weights. */
void sl_sum_outer(size_t m, size_t n, sl_rows rows, const sl_real *a, size_t lda, const sl_real *b,
                  size_t ldb, sl_real *c, sl_real *scratch);

/* sums (n) += rows of X: the gradient of biases. */
void sl_sum_rows(size_t n, sl_rows rows, const sl_real *x, size_t ldx, sl_real *sums,
                 sl_real *scratch);

/* Row ids[i] of the table (symbols, n) += row i of X: the gradient of what is looked up. Scratch of
 * any width does, as these sums take only its tiles; n is at most SL_MOST_WIDTH. */
void sl_sum_by_id(size_t symbols, size_t n, sl_rows rows, const uint16_t *ids, const sl_real *x,
                  size_t ldx, sl_real *table, sl_real *scratch);

#endif
