/* Sums over shards against the same sums one shard after the other, added in the tree. */
#include "check.h"
#include "math/elementwise.h"
#include "math/sums.h"

enum { T = 3, SYMBOLS = 37, MOST_ROWS = 40, M = 259, N = 300 };

typedef struct problem {
    sl_real *x, *y; /* (T * MOST_ROWS, M), (T * MOST_ROWS, N) */
    uint16_t ids[T * MOST_ROWS];
    sl_real *scratch;
} problem;

static sl_real *draw(size_t count, check_random *random) {
    sl_real *made = malloc(count * sizeof *made);
    for (size_t i = 0; i < count; i++) made[i] = (sl_real)check_uniform(random);
    return made;
}

enum { OUTER, ROWS, BY_ID, KINDS };
static const size_t sizes[KINDS] = {M * N, N, SYMBOLS *N};

static void sum(const problem *p, int kind, sl_rows rows, sl_real *to) {
    if (kind == OUTER)
        sl_sum_outer(M, N, rows, p->x, M, p->y, N, to, p->scratch);
    else if (kind == ROWS)
        sl_sum_rows(N, rows, p->y, N, to, p->scratch);
    else
        sl_sum_by_id(SYMBOLS, N, rows, p->ids, p->y, N, to, p->scratch);
}

/* Rows of one shard, by a plain loop in double: what is summed at all. */
static void plain(const problem *p, int kind, sl_rows rows, double *to) {
    for (size_t t = 0; t < rows.steps; t++)
        for (size_t b = rows.first; b < rows.first + rows.count; b++) {
            size_t row = t * rows.batch + b;
            for (size_t j = 0; j < N; j++) {
                double y = (double)p->y[row * N + j];
                if (kind == ROWS) to[j] += y;
                if (kind == BY_ID) to[p->ids[row] * N + j] += y;
                for (size_t i = 0; kind == OUTER && i < M; i++)
                    to[i * N + j] += (double)p->x[row * M + i] * y;
            }
        }
}

/* The caller frees it. */
static sl_real *tree(const problem *p, int kind, sl_rows rows) {
    size_t half = rows.shards / 2;
    if (!half) {
        sl_real *alone = calloc(sizes[kind], sizeof *alone);
        sum(p, kind, rows, alone);
        return alone;
    }
    sl_real *first = tree(p, kind, sl_rows_of_shards(rows, 0, half));
    sl_real *later = tree(p, kind, sl_rows_of_shards(rows, half, half));
    sl_add(first, later, sizes[kind]);
    free(later);
    return first;
}

static void at_once(const problem *p, int kind, sl_rows rows) {
    sl_real *made = calloc(sizes[kind], sizeof *made), *expected = tree(p, kind, rows);
    double *right = calloc(sizes[kind], sizeof *right);
    sum(p, kind, rows, made);
    plain(p, kind, rows, right);
    if (!CHECK_BYTES(made, expected, sizes[kind] * sizeof *made))
        printf("  kind %d, %zu rows, %zu shards\n", kind, rows.count, rows.shards);
    for (size_t i = 0; i < sizes[kind]; i += 7) CHECK_NEAR((double)made[i], right[i], 1e-4);
    free(made);
    free(expected);
    free(right);
}

/* Every row is in one shard, in order, and no shard has two rows more than another. */
static void division(size_t count, size_t shards) {
    sl_rows all = {T, MOST_ROWS, 2, count, shards};
    size_t next = 2, before = SIZE_MAX;
    for (size_t s = 0; s < shards; s++) {
        sl_rows one = sl_rows_of_shards(all, s, 1);
        sl_rows half = sl_rows_of_shards(all, s / 2 * 2, shards > 1 ? 2 : 1);
        sl_rows again = sl_rows_of_shards(half, s % 2, 1);
        CHECK_INT(one.first, next);
        CHECK_INT(again.first, one.first);
        CHECK_INT(again.count, one.count);
        CHECK(one.count == count / shards || one.count == count / shards + 1);
        CHECK(one.count <= before);
        next += before = one.count;
    }
    CHECK_INT(next, 2 + count);
}

void sums_test(void) {
    check_random random = check_seed("sums", 6);
    problem p = {.x = draw(T * MOST_ROWS * M, &random), .y = draw(T * MOST_ROWS * N, &random)};
    for (size_t i = 0; i < T * MOST_ROWS; i++) p.ids[i] = (uint16_t)check_below(&random, SYMBOLS);
    for (size_t shards = 1; shards <= 64; shards *= 4) {
        p.scratch = malloc(sl_sums_scratch(N, shards) * sizeof *p.scratch);
        for (size_t count = 1; count < MOST_ROWS; count += 12) {
            division(count, shards);
            for (int kind = 0; kind < KINDS; kind++)
                at_once(&p, kind, (sl_rows){T, MOST_ROWS, 1, count, shards});
        }
        free(p.scratch);
    }
    free(p.x);
    free(p.y);
}
