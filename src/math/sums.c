#include "math/sums.h"

#include <stdbool.h>
#include <string.h>

#include "base/settings.h"
#include "math/elementwise.h"

/* Several shards are summed tile by tile: then what one of them adds is still in the second-level
 * cache when it is added to the others'. Few symbols a tile: most shards have none of them. */
enum { SIDE = 256, TILE = SIDE * SIDE, SYMBOLS = 16 };
_Static_assert(SYMBOLS *SL_MOST_WIDTH <= TILE, "a tile must hold so many rows of an embedding");

static size_t least(size_t a, size_t b) { return a < b ? a : b; }

size_t sl_sums_scratch(size_t n, size_t shards) {
    size_t levels = 0;
    while ((size_t)1 << levels < shards) levels++;
    return sl_outer_scratch(levels ? least(n, SIDE) : n) + levels * TILE;
}

/* ---- The tree ------------------------------------------------------------------------------ */

typedef struct sum_tile {
    /* Adds what the rows of one shard contribute to a tile; false if nothing. */
    bool (*add)(const struct sum_tile *tile, sl_rows rows, sl_real *to, size_t stride);
    const sl_real *a, *b; /* what is summed, from the tile's first row and column on */
    size_t lda, ldb;
    const uint16_t *ids;
    size_t first; /* symbol of it */
    size_t height, width;
    sl_real *scratch;
} sum_tile;

static void clear(const sum_tile *tile, sl_real *at) {
    memset(at, 0, tile->height * tile->width * sizeof *at);
}

/* Adds up all shards of these rows. `levels` has a tile for each level of the tree below. */
static bool add_shards(const sum_tile *tile, sl_rows rows, sl_real *to, size_t stride,
                       sl_real *levels) {
    if (rows.shards == 1) return tile->add(tile, rows, to, stride);
    size_t half = rows.shards / 2;
    sl_rows later = sl_rows_of_shards(rows, half, half);
    bool some = add_shards(tile, sl_rows_of_shards(rows, 0, half), to, stride, levels);
    if (!later.count) return some;
    clear(tile, levels);
    if (!add_shards(tile, later, levels, tile->width, levels + TILE)) return some;
    for (size_t i = 0; i < tile->height; i++)
        sl_add(to + i * stride, levels + i * tile->width, tile->width);
    return true;
}

/* ---- What is summed ------------------------------------------------------------------------ */

static bool add_outer(const sum_tile *tile, sl_rows rows, sl_real *to, size_t stride) {
    sl_gemm_outer(tile->height, tile->width, rows, tile->a, tile->lda, tile->b, tile->ldb, to,
                  stride, tile->scratch);
    return true;
}

void sl_sum_outer(size_t m, size_t n, sl_rows rows, const sl_real *a, size_t lda, const sl_real *b,
                  size_t ldb, sl_real *c, sl_real *scratch) {
    size_t side = rows.shards > 1 ? SIDE : SIZE_MAX;
    sl_real *levels = scratch + sl_outer_scratch(least(n, side));
    for (size_t i = 0; i < m; i += least(side, m - i))
        for (size_t j = 0; j < n; j += least(side, n - j)) {
            sum_tile tile = {.add = add_outer,
                             .a = a + i,
                             .lda = lda,
                             .b = b + j,
                             .ldb = ldb,
                             .height = least(side, m - i),
                             .width = least(side, n - j),
                             .scratch = scratch};
            add_shards(&tile, rows, c + i * n + j, n, levels);
        }
}

static bool add_rows(const sum_tile *tile, sl_rows rows, sl_real *to, size_t stride) {
    (void)stride;
    sl_add_rows(tile->a, tile->lda, rows, to, tile->width);
    return true;
}

void sl_sum_rows(size_t n, sl_rows rows, const sl_real *x, size_t ldx, sl_real *sums,
                 sl_real *scratch) {
    for (size_t j = 0; j < n; j += least(TILE, n - j)) {
        sum_tile tile = {
            .add = add_rows, .a = x + j, .lda = ldx, .height = 1, .width = least(TILE, n - j)};
        add_shards(&tile, rows, sums + j, n, scratch);
    }
}

static bool add_by_id(const sum_tile *tile, sl_rows rows, sl_real *to, size_t stride) {
    bool some = false;
    for (size_t t = 0; t < rows.steps; t++)
        for (size_t b = 0; b < rows.count; b++) {
            size_t row = t * rows.batch + rows.first + b, symbol = tile->ids[row] - tile->first;
            if (symbol >= tile->height) continue; /* one before the first wraps round */
            sl_add(to + symbol * stride, tile->a + row * tile->lda, tile->width);
            some = true;
        }
    return some;
}

void sl_sum_by_id(size_t symbols, size_t n, sl_rows rows, const uint16_t *ids, const sl_real *x,
                  size_t ldx, sl_real *table, sl_real *scratch) {
    size_t height = rows.shards > 1 ? SYMBOLS : symbols;
    for (size_t first = 0; first < symbols; first += height) {
        sum_tile tile = {.add = add_by_id,
                         .a = x,
                         .lda = ldx,
                         .ids = ids,
                         .first = first,
                         .height = least(height, symbols - first),
                         .width = n};
        add_shards(&tile, rows, table + first * n, n, scratch);
    }
}
