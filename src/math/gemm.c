#include "math/gemm.h"

#include <string.h>

/* Products go block by block, so that what is read again is near: a panel of B of one block's depth
 * in the first-level cache, BLOCK_ROWS rows of A of that depth in the second. Weights may come from
 * further away, and are read the faster the longer the runs: tests/bench, 32x1024x3072. */
enum { DEPTH = 1024, OUTER_DEPTH = 256, BLOCK_ROWS = 64, ROW_PANELS = 3 };

/* Rows of the largest tile: where a panel is two of 32 registers, sixteen sums; else eight. */
enum { ROWS = SL_WIDTH == 64 ? 8 : 4, SMALL = 4 };

size_t sl_row_stride(size_t n) {
    size_t line = 64 / sizeof(sl_real), lines = (n + line - 1) / line;
    return (lines == 2 ? lines : lines | 1) * line;
}

static size_t panels(size_t n) { return (n + SL_PANEL - 1) / SL_PANEL; }

size_t sl_packed_size(size_t k, size_t n) { return panels(n) * k * SL_PANEL; }

static size_t least(size_t a, size_t b) { return a < b ? a : b; }

/* `width`, a constant, is not always a whole number of vectors: a strip has ROWS. */
static inline __attribute__((always_inline)) void copy_run(size_t width, const sl_real *x,
                                                           sl_real *to) {
    if (width % SL_LANES == 0)
        for (size_t l = 0; l < width; l += SL_LANES) sl_store(to + l, sl_load(x + l));
    else
        memcpy(to, x, width * sizeof *x);
}

/* k rows of `width` columns side by side, of which those past `filled` are zeros. */
static inline __attribute__((always_inline)) void pack_rows(size_t width, size_t filled, size_t k,
                                                            const sl_real *x, size_t row,
                                                            size_t column, sl_real *packed) {
    if (filled == width && column == 1) {
        for (; k; k--, x += row, packed += width) copy_run(width, x, packed);
        return;
    }
    for (; k; k--, x += row, packed += width) {
        for (size_t l = 0; l < filled; l++) packed[l] = x[l * column];
        for (size_t l = filled; l < width; l++) packed[l] = 0;
    }
}

/* Packs columns of X, `width` at a time: rows [at, end) of those chosen, element (i, j) at
 * x[i * row + j * column]. */
static inline __attribute__((always_inline)) void pack(size_t width, sl_rows rows, size_t at,
                                                       size_t end, size_t n, const sl_real *x,
                                                       size_t row, size_t column, sl_real *packed) {
    size_t first = sl_rows_at(rows, at), begun = at % rows.count;
    for (size_t j = 0; j < n; j += width) {
        const sl_real *from = x + first * row + j * column;
        size_t left = rows.count - begun;
        for (size_t i = at, k; i < end; i += k, packed += k * width) {
            k = least(left, end - i); /* up to the end of the step */
            pack_rows(width, least(width, n - j), k, from, row, column, packed);
            from += (k + rows.batch - rows.count) * row;
            left = rows.count;
        }
    }
}

void sl_pack(size_t k, size_t n, const sl_real *b, size_t row, size_t column, sl_real *packed) {
    pack(SL_PANEL, sl_all_rows(1, k), 0, k, n, b, row, column, packed);
}

/* SMALL rows by one panel. Explicit variables: LLVM 14 keeps arrays of vectors in memory. */
static inline __attribute__((always_inline)) void small_tile(size_t k, const sl_real *a, size_t row,
                                                             size_t column, const sl_real *b,
                                                             sl_real *c, size_t ldc) {
    const sl_real *a0 = a, *a1 = a0 + row, *a2 = a1 + row, *a3 = a2 + row;
    sl_real *c0 = c, *c1 = c0 + ldc, *c2 = c1 + ldc, *c3 = c2 + ldc;
    sl_vec c00 = sl_load(c0), c01 = sl_load(c0 + SL_LANES);
    sl_vec c10 = sl_load(c1), c11 = sl_load(c1 + SL_LANES);
    sl_vec c20 = sl_load(c2), c21 = sl_load(c2 + SL_LANES);
    sl_vec c30 = sl_load(c3), c31 = sl_load(c3 + SL_LANES);
    for (; k; k--, b += SL_PANEL, a0 += column, a1 += column, a2 += column, a3 += column) {
        sl_vec b0 = sl_load(b), b1 = sl_load(b + SL_LANES);
        sl_vec x = sl_splat(*a0);
        c00 = sl_madd(x, b0, c00);
        c01 = sl_madd(x, b1, c01);
        x = sl_splat(*a1);
        c10 = sl_madd(x, b0, c10);
        c11 = sl_madd(x, b1, c11);
        x = sl_splat(*a2);
        c20 = sl_madd(x, b0, c20);
        c21 = sl_madd(x, b1, c21);
        x = sl_splat(*a3);
        c30 = sl_madd(x, b0, c30);
        c31 = sl_madd(x, b1, c31);
    }
    sl_store(c0, c00);
    sl_store(c0 + SL_LANES, c01);
    sl_store(c1, c10);
    sl_store(c1 + SL_LANES, c11);
    sl_store(c2, c20);
    sl_store(c2 + SL_LANES, c21);
    sl_store(c3, c30);
    sl_store(c3 + SL_LANES, c31);
}

#if SL_WIDTH == 64
/* ROWS rows by one panel. */
static inline __attribute__((always_inline)) void large_tile(size_t k, const sl_real *a, size_t row,
                                                             size_t column, const sl_real *b,
                                                             sl_real *c, size_t ldc) {
    sl_vec left[ROWS], right[ROWS];
    for (size_t i = 0; i < ROWS; i++) {
        left[i] = sl_load(c + i * ldc);
        right[i] = sl_load(c + i * ldc + SL_LANES);
    }
    for (; k; k--, b += SL_PANEL, a += column) {
        sl_vec b0 = sl_load(b), b1 = sl_load(b + SL_LANES);
        for (size_t i = 0; i < ROWS; i++) {
            sl_vec x = sl_splat(a[i * row]);
            left[i] = sl_madd(x, b0, left[i]);
            right[i] = sl_madd(x, b1, right[i]);
        }
    }
    for (size_t i = 0; i < ROWS; i++) {
        sl_store(c + i * ldc, left[i]);
        sl_store(c + i * ldc + SL_LANES, right[i]);
    }
}
#endif

/* `rows`, a constant, is ROWS or SMALL. */
static inline __attribute__((always_inline)) void tile(size_t rows, size_t k, const sl_real *a,
                                                       size_t row, size_t column, const sl_real *b,
                                                       sl_real *c, size_t ldc) {
#if SL_WIDTH == 64
    if (rows == ROWS) {
        large_tile(k, a, row, column, b, c, ldc);
        return;
    }
#endif
    (void)rows;
    small_tile(k, a, row, column, b, c, ldc);
}

/* One row by three panels, `apart` reals from each other. Not four, for as many sums as in a tile:
 * V8 loads all of a round before its first sum, and seventeen vectors do not fit sixteen registers.
 */
static inline __attribute__((always_inline)) void
row_tile(size_t k, const sl_real *a, size_t column, const sl_real *b, size_t apart, sl_real *c) {
    const sl_real *p0 = b, *p1 = p0 + apart, *p2 = p1 + apart;
    sl_vec c0 = sl_load(c), c1 = sl_load(c + SL_LANES);
    sl_vec c2 = sl_load(c + SL_PANEL), c3 = sl_load(c + SL_PANEL + SL_LANES);
    sl_vec c4 = sl_load(c + 2 * SL_PANEL), c5 = sl_load(c + 2 * SL_PANEL + SL_LANES);
    for (size_t i = 0; i < k * SL_PANEL; i += SL_PANEL, a += column) {
        sl_vec x = sl_splat(*a);
        c0 = sl_madd(x, sl_load(p0 + i), c0);
        c1 = sl_madd(x, sl_load(p0 + i + SL_LANES), c1);
        c2 = sl_madd(x, sl_load(p1 + i), c2);
        c3 = sl_madd(x, sl_load(p1 + i + SL_LANES), c3);
        c4 = sl_madd(x, sl_load(p2 + i), c4);
        c5 = sl_madd(x, sl_load(p2 + i + SL_LANES), c5);
    }
    sl_store(c, c0);
    sl_store(c + SL_LANES, c1);
    sl_store(c + SL_PANEL, c2);
    sl_store(c + SL_PANEL + SL_LANES, c3);
    sl_store(c + 2 * SL_PANEL, c4);
    sl_store(c + 2 * SL_PANEL + SL_LANES, c5);
}

static void copy_columns(size_t rows, size_t columns, const sl_real *from, size_t from_row,
                         sl_real *to, size_t to_row) {
    for (size_t i = 0; i < rows; i++)
        memcpy(to + i * to_row, from + i * from_row, columns * sizeof *to);
}

/* The panel at the right edge has fewer than SL_PANEL columns of C: work on a copy of the tile. */
static void edge_tile(size_t rows, size_t k, const sl_real *a, size_t row, size_t column,
                      const sl_real *b, sl_real *c, size_t ldc, size_t width) {
    sl_real copy[ROWS * SL_PANEL] = {0};
    copy_columns(rows, width, c, ldc, copy, SL_PANEL);
    if (rows == ROWS)
        tile(ROWS, k, a, row, column, b, copy, SL_PANEL);
    else
        tile(SMALL, k, a, row, column, b, copy, SL_PANEL);
    copy_columns(rows, width, copy, SL_PANEL, c, ldc);
}

static void one_row(size_t n, size_t k, const sl_real *a, size_t column, const sl_real *b,
                    size_t apart, sl_real *c) {
    for (; n >= ROW_PANELS * SL_PANEL; n -= ROW_PANELS * SL_PANEL) {
        row_tile(k, a, column, b, apart, c);
        b += ROW_PANELS * apart;
        c += ROW_PANELS * SL_PANEL;
    }
    for (; n; b += apart) {
        size_t width = n < SL_PANEL ? n : SL_PANEL;
        sl_real copy[ROW_PANELS * SL_PANEL] = {0};
        memcpy(copy, c, width * sizeof *copy);
        row_tile(k, a, column, b, 0, copy); /* the others repeat this panel */
        memcpy(c, copy, width * sizeof *copy);
        n -= width;
        c += width;
    }
}

/* A as the kernel reads it: ROWS rows from at + s * strip on, element (i, l) of them at
 * [i * row + l * column]. */
typedef struct left {
    const sl_real *at;
    size_t strip, row, column;
} left;

static const sl_real *left_row(left a, size_t i) {
    return a.at + i / ROWS * a.strip + i % ROWS * a.row;
}

/* Rows [at, ...) of C by one panel, `rows` at a time, which is a constant; returns the first that
 * is left. `width` columns of C are there. */
static inline __attribute__((always_inline)) size_t tiles(size_t rows, size_t at, size_t m,
                                                          size_t k, left a, const sl_real *panel,
                                                          sl_real *c, size_t ldc, size_t width) {
    for (; at + rows <= m; at += rows)
        if (width >= SL_PANEL)
            tile(rows, k, left_row(a, at), a.row, a.column, panel, c + at * ldc, ldc);
        else
            edge_tile(rows, k, left_row(a, at), a.row, a.column, panel, c + at * ldc, ldc, width);
    return at;
}

/* One block of depth k of some rows of C. Panels of B are `apart` reals from each other. */
static inline __attribute__((always_inline)) void block(size_t m, size_t n, size_t k, left a,
                                                        const sl_real *b, size_t apart, sl_real *c,
                                                        size_t ldc) {
    size_t tiled = m - m % SMALL;
    const sl_real *panel = b;
    for (size_t j = 0; tiled && j < n; j += SL_PANEL, panel += apart) {
        size_t done = tiles(ROWS, 0, m, k, a, panel, c + j, ldc, n - j);
        if (ROWS > SMALL) tiles(SMALL, done, m, k, a, panel, c + j, ldc, n - j);
    }
    for (size_t i = tiled; i < m; i++)
        one_row(n, k, left_row(a, i), a.column, b, apart, c + i * ldc);
}

void sl_gemm(size_t m, size_t n, size_t k, const sl_real *a, size_t lda, const sl_real *packed,
             sl_real *c, size_t ldc) {
    for (size_t i = 0; i < m; i += BLOCK_ROWS)
        for (size_t at = 0; at < k; at += DEPTH)
            block(least(BLOCK_ROWS, m - i), n, least(DEPTH, k - at),
                  (left){a + i * lda + at, ROWS * lda, lda, 1}, packed + at * SL_PANEL,
                  k * SL_PANEL, c + i * ldc, ldc);
}

size_t sl_outer_scratch(size_t n) {
    return sl_packed_size(OUTER_DEPTH, n) + OUTER_DEPTH * BLOCK_ROWS;
}

void sl_gemm_outer(size_t m, size_t n, sl_rows rows, const sl_real *a, size_t lda, const sl_real *b,
                   size_t ldb, sl_real *c, size_t ldc, sl_real *scratch) {
    size_t total = sl_rows_total(rows), blocks = (total + OUTER_DEPTH - 1) / OUTER_DEPTH;
    sl_real *packed = scratch + sl_packed_size(OUTER_DEPTH, n);
    for (size_t l = 0; l < blocks; l++) {
        size_t at = total * l / blocks, end = total * (l + 1) / blocks, depth = end - at;
        pack(SL_PANEL, rows, at, end, n, b, ldb, 1, scratch);
        for (size_t i = 0; i < m; i += BLOCK_ROWS) {
            size_t height = least(BLOCK_ROWS, m - i);
            pack(ROWS, rows, at, end, height, a + i, lda, 1, packed);
            block(height, n, depth, (left){packed, ROWS * depth, 1, ROWS}, scratch,
                  depth * SL_PANEL, c + i * ldc, ldc);
        }
    }
}

static sl_real reference_madd(sl_real a, sl_real b, sl_real c) {
    return sl_madd(sl_splat(a), sl_splat(b), sl_splat(c))[0];
}

void sl_gemm_reference(size_t m, size_t n, size_t k, const sl_real *a, size_t a_row,
                       size_t a_column, const sl_real *b, size_t b_row, size_t b_column, sl_real *c,
                       size_t ldc) {
    for (size_t i = 0; i < m; i++)
        for (size_t j = 0; j < n; j++) {
            sl_real sum = c[i * ldc + j];
            for (size_t l = 0; l < k; l++)
                sum = reference_madd(a[i * a_row + l * a_column], b[l * b_row + j * b_column], sum);
            c[i * ldc + j] = sum;
        }
}
