/* A choice of rows of a matrix (T*B, n): rows [first, first + count) of each of T steps, by time.
 *
 * The rows of a batch fall into shards, as equal as can be, the first ones larger: if there are
 * fewer rows than shards, the last shards have none. So do those of any run of shards. */
#ifndef SL_MATH_ROWS_H
#define SL_MATH_ROWS_H

#include <stddef.h>

typedef struct sl_rows {
    size_t steps, batch, first, count;
    size_t shards; /* that they fall into: a power of two */
} sl_rows;

static inline sl_rows sl_all_rows(size_t steps, size_t batch) {
    return (sl_rows){steps, batch, 0, batch, 1};
}

static inline size_t sl_rows_total(sl_rows rows) { return rows.steps * rows.count; }

/* Where the i-th of them is among all rows of the matrix. */
static inline size_t sl_rows_at(sl_rows rows, size_t i) {
    return i / rows.count * rows.batch + rows.first + i % rows.count;
}

static inline sl_rows sl_rows_in(sl_rows rows, size_t shards) {
    rows.shards = shards;
    return rows;
}

/* Of `batch` rows in so many shards: the first row of a shard, or `batch` for shard = shards. */
static inline size_t sl_shard_first(size_t batch, size_t shards, size_t shard) {
    size_t extra = batch % shards;
    return batch / shards * shard + (shard < extra ? shard : extra);
}

/* Rows of shards [first, first + count) of those that `rows` fall into. */
static inline sl_rows sl_rows_of_shards(sl_rows rows, size_t first, size_t count) {
    size_t begin = sl_shard_first(rows.count, rows.shards, first);
    size_t end = sl_shard_first(rows.count, rows.shards, first + count);
    return (sl_rows){rows.steps, rows.batch, rows.first + begin, end - begin, count};
}

#endif
