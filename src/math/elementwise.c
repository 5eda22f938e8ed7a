#include "math/elementwise.h"

#include <string.h>

#include "base/scalar.h"

void sl_fill_rows(sl_real *x, size_t stride, size_t rows, const sl_real *row, size_t n) {
    for (size_t i = 0; i < rows; i++, x += stride) {
        if (row)
            memcpy(x, row, n * sizeof *x);
        else
            memset(x, 0, n * sizeof *x);
    }
}

void sl_copy_rows(sl_real *y, size_t y_stride, const sl_real *x, size_t x_stride, size_t rows,
                  size_t n) {
    for (size_t i = 0; i < rows; i++) memcpy(y + i * y_stride, x + i * x_stride, n * sizeof *y);
}

void sl_add_rows(const sl_real *x, size_t stride, sl_rows rows, sl_real *sums, size_t n) {
    for (size_t i = 0; i < sl_rows_total(rows); i++)
        sl_add(sums, x + sl_rows_at(rows, i) * stride, n);
}

void sl_sum(sl_real *to, const sl_real *x, const sl_real *y, size_t n) {
    size_t i = 0;
    for (; i + SL_LANES <= n; i += SL_LANES) sl_store(to + i, sl_load(x + i) + sl_load(y + i));
    for (; i < n; i++) to[i] = x[i] + y[i];
}

void sl_add(sl_real *y, const sl_real *x, size_t n) { sl_sum(y, y, x, n); }

void sl_multiply(sl_real *y, const sl_real *x, size_t n) {
    size_t i = 0;
    for (; i + SL_LANES <= n; i += SL_LANES) sl_store(y + i, sl_load(y + i) * sl_load(x + i));
    for (; i < n; i++) y[i] *= x[i];
}

/* Four sums side by side: a single one would wait for each addition. */
double sl_square_sum(const sl_real *x, size_t n) {
    double sum[4] = {0};
    size_t i = 0;
    for (; i + 4 <= n; i += 4)
        for (size_t l = 0; l < 4; l++) sum[l] += (double)x[i + l] * (double)x[i + l];
    for (; i < n; i++) sum[i % 4] += (double)x[i] * (double)x[i];
    return (sum[0] + sum[1]) + (sum[2] + sum[3]);
}

size_t sl_largest(const sl_real *x, size_t n) {
    size_t best = 0;
    for (size_t i = 1; i < n; i++)
        if (x[i] > x[best]) best = i;
    return best;
}

static sl_real largest_of(const sl_real *x, size_t n) {
    sl_vec most = sl_load(x);
    for (size_t i = SL_LANES; i < n; i += SL_LANES) most = sl_max(sl_load(x + i), most);
    sl_real best = most[0];
    for (int i = 1; i < SL_LANES; i++) best = most[i] > best ? most[i] : best;
    return best;
}

sl_real sl_exponentiate(sl_real *logits, size_t n, sl_real *largest) {
    const sl_real never = (sl_real)-1e30; /* what fills the last vector weighs nothing */
    for (size_t i = n; i % SL_LANES; i++) logits[i] = never;
    *largest = largest_of(logits, n);
    sl_sums sums = {0};
    for (size_t i = 0; i < n; i += SL_LANES) {
        sl_vec e = sl_exp_negative(sl_load(logits + i) - *largest);
        sl_store(logits + i, e);
        sums = sl_add_lanes(sums, e);
    }
    return sl_total(sums);
}

double sl_cross_entropy(sl_real *logits, size_t n, size_t target, sl_real scale) {
    sl_real largest, chosen = logits[target];
    sl_real sum = sl_exponentiate(logits, n, &largest);
    sl_vec factor = sl_splat(scale / sum);
    for (size_t i = 0; i < n; i += SL_LANES) sl_store(logits + i, sl_load(logits + i) * factor);
    logits[target] -= scale;
    return sl_log((double)sum) + (double)largest - (double)chosen;
}
