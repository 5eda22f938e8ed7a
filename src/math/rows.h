/* A choice of rows of a matrix (T*B, n): rows [first, first + count) of each of T steps, by time.
 */
#ifndef SL_MATH_ROWS_H
#define SL_MATH_ROWS_H

#include <stddef.h>

typedef struct sl_rows {
    size_t steps, batch, first, count;
} sl_rows;

static inline sl_rows sl_all_rows(size_t steps, size_t batch) {
    return (sl_rows){steps, batch, 0, batch};
}

static inline size_t sl_rows_total(sl_rows rows) { return rows.steps * rows.count; }

/* Where the i-th of them is among all rows of the matrix. */
static inline size_t sl_rows_at(sl_rows rows, size_t i) {
    return i / rows.count * rows.batch + rows.first + i % rows.count;
}

#endif
