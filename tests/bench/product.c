/* The matrix kernel natively: product M K N MILLISECONDS prints GFLOP/s, a multiply-add counting as
 * two; as wide and as fused as it is compiled. */
#define _POSIX_C_SOURCE 199309L
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "kernel.c"

/* Of this core's time, whatever else has some of it. */
static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

int main(int argc, char **argv) {
    enum { REPEATS = 20 };
    if (argc < 5) return 2;
    size_t m = strtoul(argv[1], NULL, 10), k = strtoul(argv[2], NULL, 10);
    size_t n = strtoul(argv[3], NULL, 10);
    double wanted = 1e-3 * strtod(argv[4], NULL), calls = 0;
    product *p = kernel_create(m, k, n);
    if (!p) return 1;
    kernel_gemm(p, REPEATS); /* for caches, and the processor's clock */
    double start = seconds(), now;
    do {
        kernel_gemm(p, REPEATS);
        calls += REPEATS;
        now = seconds();
    } while (now - start < wanted);
    printf("%.3f\n", 2.0 * (double)m * (double)k * (double)n * calls / (now - start) / 1e9);
    return 0;
}
