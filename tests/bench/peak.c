/* The most that one core does in vectors of WIDTH bytes: peak MILLISECONDS prints GFLOP/s, a
 * multiply-add counting as two. Compiled with contraction the multiply-adds are fused, without they
 * are separate: hosts.mjs says how.
 *
 * Twelve independent sums hide the latencies of both (4 cycles fused, 6 separate, 2 units each),
 * and with the factors still fit the 16 registers of SSE. */
#define _POSIX_C_SOURCE 199309L
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#ifndef WIDTH
#define WIDTH 16
#endif
typedef float vec __attribute__((vector_size(WIDTH)));

enum { SUMS = 12, LANES = WIDTH / sizeof(float), ROUNDS = 100000 };

/* Of this core's time, whatever else has some of it. */
static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* Sums that go to b / (1 - a): neither overflow nor denormals, which would be slower. */
static vec multiply_add(vec a, vec b) {
    /* each from elsewhere: of equal sums the compiler keeps one */
    vec c0 = a, c1 = a + 1, c2 = a + 2, c3 = a + 3, c4 = a + 4, c5 = a + 5;
    vec c6 = a + 6, c7 = a + 7, c8 = a + 8, c9 = a + 9, c10 = a + 10, c11 = a + 11;
    for (int i = 0; i < ROUNDS; i++) {
        c0 = c0 * a + b;
        c1 = c1 * a + b;
        c2 = c2 * a + b;
        c3 = c3 * a + b;
        c4 = c4 * a + b;
        c5 = c5 * a + b;
        c6 = c6 * a + b;
        c7 = c7 * a + b;
        c8 = c8 * a + b;
        c9 = c9 * a + b;
        c10 = c10 * a + b;
        c11 = c11 * a + b;
    }
    return c0 + c1 + c2 + c3 + c4 + c5 + c6 + c7 + c8 + c9 + c10 + c11;
}

int main(int argc, char **argv) {
    double wanted = argc > 1 ? 1e-3 * strtod(argv[1], NULL) : 0.2;
    /* volatile: known only when it runs */
    volatile float factor = 0.5f, term = 0.25f;
    vec a = factor - (vec){0}, b = term - (vec){0}, sum = {0};
    double calls = 0, start = seconds(), now;
    do {
        sum += multiply_add(a, b);
        calls++;
        now = seconds();
    } while (now - start < wanted);
    volatile float kept = sum[0];
    (void)kept;
    printf("%.3f\n", 2.0 * SUMS * LANES * ROUNDS * calls / (now - start) / 1e9);
    return 0;
}
