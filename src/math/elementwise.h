/* Passes over rows and flat vectors: bias, softmax with its loss, sums. */
#ifndef SL_MATH_ELEMENTWISE_H
#define SL_MATH_ELEMENTWISE_H

#include <stddef.h>
#include <stdint.h>

#include "math/lanes.h"
#include "math/rows.h"

/* Every row (n) of X (rows, n) becomes `row`, or zeros if `row` is NULL. */
void sl_fill_rows(sl_real *x, size_t stride, size_t rows, const sl_real *row, size_t n);

/* The first n places of every row of Y become those of X. */
void sl_copy_rows(sl_real *y, size_t y_stride, const sl_real *x, size_t x_stride, size_t rows,
                  size_t n);

/* sums (n) += the chosen rows of X, from first to last. */
void sl_add_rows(const sl_real *x, size_t stride, sl_rows rows, sl_real *sums, size_t n);

/* to (n) = x (n) + y (n), of which either may be `to` itself. */
void sl_sum(sl_real *to, const sl_real *x, const sl_real *y, size_t n);

/* y (n) += x (n). */
void sl_add(sl_real *y, const sl_real *x, size_t n);

/* y (n) *= x (n). */
void sl_multiply(sl_real *y, const sl_real *x, size_t n);

/* Sum of squares of x (n), in double. */
double sl_square_sum(const sl_real *x, size_t n);

/* Where the largest of x (n) is, the first of equals; 0 if n is 0. */
size_t sl_largest(const sl_real *x, size_t n);

/* Turns the logits of one row (n) into e^(logit - largest) and returns their sum; `largest` is left
 * there. Reads and writes whole vectors: the row has sl_row_stride(n) places. */
sl_real sl_exponentiate(sl_real *logits, size_t n, sl_real *largest);

/* Cross-entropy of one row of logits (n) with the symbol `target`, in nats: log sum e^logit -
 * logit[target]. The row becomes the gradient of scale * loss: scale * (softmax - one-hot). */
double sl_cross_entropy(sl_real *logits, size_t n, size_t target, sl_real scale);

#endif
