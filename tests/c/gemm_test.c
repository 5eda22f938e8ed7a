/* The packed kernels against the plain loops, bit for bit, with sentinels round the output. */
#include "check.h"
#include "math/gemm.h"

enum { GUARD = 16 };
static const sl_real sentinel = (sl_real)-12345.5;

typedef struct matrices {
    size_t m, n, k;
    sl_real *a, *b, *c, *expected, *packed;
    size_t c_size, ldc;
} matrices;

static sl_real *reals(size_t n) { return calloc(n, sizeof(sl_real)); }

static void fill(sl_real *x, size_t n, check_random *random) {
    for (size_t i = 0; i < n; i++) x[i] = (sl_real)check_uniform(random);
}

static matrices make(size_t m, size_t n, size_t k, check_random *random) {
    matrices x = {.m = m, .n = n, .k = k, .ldc = n + 3};
    size_t scratch = sl_outer_scratch(n), packed = sl_packed_size(k, n);
    x.c_size = m * x.ldc + 2 * GUARD;
    x.a = reals(m * k);
    x.b = reals(k * n);
    x.c = reals(x.c_size);
    x.expected = reals(x.c_size);
    x.packed = reals(scratch > packed ? scratch : packed);
    fill(x.a, m * k, random);
    fill(x.b, k * n, random);
    for (size_t i = 0; i < x.c_size; i++) x.c[i] = x.expected[i] = sentinel;
    for (size_t i = 0; i < m; i++)
        for (size_t j = 0; j < n; j++)
            x.c[GUARD + i * x.ldc + j] = x.expected[GUARD + i * x.ldc + j] =
                (sl_real)check_uniform(random);
    return x;
}

static void finish(matrices *x) {
    free(x->a);
    free(x->b);
    free(x->c);
    free(x->expected);
    free(x->packed);
}

static bool same(const matrices *x) {
    return memcmp(x->c, x->expected, x->c_size * sizeof *x->c) == 0;
}

static void expect(const char *what, const matrices *x) {
    if (!CHECK(same(x))) printf("  %s, m %zu, n %zu, k %zu\n", what, x->m, x->n, x->k);
}

static void product(size_t m, size_t n, size_t k, check_random *random) {
    matrices x = make(m, n, k, random);
    sl_gemm_reference(m, n, k, x.a, k, 1, x.b, n, 1, x.expected + GUARD, x.ldc);
    sl_pack(k, n, x.b, n, 1, x.packed);
    sl_gemm(m, n, k, x.a, k, x.packed, x.c + GUARD, x.ldc);
    expect("A B", &x);
    finish(&x);
}

static void product_with_transposed(size_t m, size_t n, size_t k, check_random *random) {
    matrices x = make(m, n, k, random);
    sl_gemm_reference(m, n, k, x.a, k, 1, x.b, 1, k, x.expected + GUARD, x.ldc);
    sl_pack(k, n, x.b, 1, k, x.packed);
    sl_gemm(m, n, k, x.a, k, x.packed, x.c + GUARD, x.ldc);
    expect("A B^T", &x);
    finish(&x);
}

static void outer(size_t m, size_t n, size_t k, check_random *random) {
    matrices x = make(m, n, k, random);
    sl_gemm_reference(m, n, k, x.a, 1, m, x.b, n, 1, x.expected + GUARD, x.ldc);
    sl_gemm_outer(m, n, sl_all_rows(1, k), x.a, m, x.b, n, x.c + GUARD, x.ldc, x.packed);
    expect("A^T B", &x);
    finish(&x);
}

/* Over some rows of each of several steps, which the reference finds side by side. */
static void outer_of_rows(sl_rows rows, check_random *random) {
    enum { M = 9, N = 13 };
    size_t total = sl_rows_total(rows), all = rows.steps * rows.batch;
    matrices x = make(M, N, total, random);
    sl_real *a = reals(all * M), *b = reals(all * N);
    fill(a, all * M, random);
    fill(b, all * N, random);
    for (size_t t = 0; t < rows.steps; t++)
        for (size_t i = 0; i < rows.count; i++) {
            size_t from = t * rows.batch + rows.first + i, to = t * rows.count + i;
            memcpy(x.a + to * M, a + from * M, M * sizeof *a);
            memcpy(x.b + to * N, b + from * N, N * sizeof *b);
        }
    sl_gemm_reference(M, N, total, x.a, 1, M, x.b, N, 1, x.expected + GUARD, x.ldc);
    sl_gemm_outer(M, N, rows, a, M, b, N, x.c + GUARD, x.ldc, x.packed);
    expect("A^T B of some rows", &x);
    free(a);
    free(b);
    finish(&x);
}

static void all_three(size_t m, size_t n, size_t k, check_random *random) {
    product(m, n, k, random);
    product_with_transposed(m, n, k, random);
    outer(m, n, k, random);
}

static void reference_by_hand(void) {
    const sl_real a[] = {1, 2, 3, 4, 5, 6}, b[] = {7, 8, 9, 10, 11, 12};
    sl_real c[] = {1, 1, 1, 1};
    sl_gemm_reference(2, 2, 3, a, 3, 1, b, 2, 1, c, 2);
    CHECK_REAL(c[0], 59);
    CHECK_REAL(c[1], 65);
    CHECK_REAL(c[2], 140);
    CHECK_REAL(c[3], 155);
}

static void strides(void) {
    for (size_t n = 1; n < 3000; n++) {
        size_t bytes = sl_row_stride(n) * sizeof(sl_real);
        CHECK(sl_row_stride(n) >= n && bytes % 64 == 0 && (bytes / 64 % 2 == 1 || bytes / 64 == 2));
    }
}

void gemm_test(void) {
    check_random random = check_seed("gemm", 7);
    reference_by_hand();
    strides();
    for (size_t m = 1; m <= 9; m++)
        for (size_t n = 1; n <= 25; n++)
            for (size_t k = 1; k <= 67; k++) all_three(m, n, k, &random);
    for (size_t first = 0; first < 5; first++)
        for (size_t count = 1; first + count <= 5; count++)
            outer_of_rows((sl_rows){131, 5, first, count, 1}, &random);
    all_three(257, 263, 269, &random);
    all_three(263, 1, 257, &random);
    all_three(1, 269, 263, &random);
}
