/* The harness of the C tests: checks that count, report file:line with both values, and go on.
 *
 * A file NAME_test.c defines `void NAME_test(void)` and has a line in the list of main.c. Tests use
 * no files and nothing of the system but stdout, so that the same sources run natively, under the
 * sanitizers, in double, and as wasm. */
#ifndef CHECK_H
#define CHECK_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sluice.h"

/* Each yields whether it held, so that a test can stop where going on makes no sense:
 *     if (!CHECK(pointer != NULL)) return;
 * `actual` comes first, what it should be second. */
#define CHECK(condition) check_true((condition), #condition, __FILE__, __LINE__)
#define CHECK_INT(actual, expected)                                                                \
    check_int((long long)(actual), (long long)(expected), #actual, __FILE__, __LINE__)
/* Equal, or both NaN. */
#define CHECK_REAL(actual, expected)                                                               \
    check_near((actual), (expected), 0, #actual, __FILE__, __LINE__)
/* |actual - expected| <= tolerance; false for a NaN on either side alone. */
#define CHECK_NEAR(actual, expected, tolerance)                                                    \
    check_near((actual), (expected), (tolerance), #actual, __FILE__, __LINE__)
#define CHECK_TEXT(actual, expected) check_text((actual), (expected), #actual, __FILE__, __LINE__)
#define CHECK_CONTAINS(text, part) check_contains((text), (part), #text, __FILE__, __LINE__)
#define CHECK_BYTES(actual, expected, size)                                                        \
    check_bytes((actual), (expected), (size), #actual, __FILE__, __LINE__)
#define CHECK_STATUS(call, expected) check_status((call), (expected), #call, __FILE__, __LINE__)

/* The call fails with this status, and its message (in `error`, an sl_error) contains the part. */
#define CHECK_FAILS(call, status, error, part)                                                     \
    check_fails((call), (status), (error).message, (part), #call, __FILE__, __LINE__)

bool check_true(bool condition, const char *what, const char *file, int line);
bool check_int(long long actual, long long expected, const char *what, const char *file, int line);
bool check_near(double actual, double expected, double tolerance, const char *what,
                const char *file, int line);
bool check_text(const char *actual, const char *expected, const char *what, const char *file,
                int line);
bool check_contains(const char *text, const char *part, const char *what, const char *file,
                    int line);
bool check_bytes(const void *actual, const void *expected, size_t size, const char *what,
                 const char *file, int line);
bool check_status(sl_status actual, sl_status expected, const char *what, const char *file,
                  int line);
bool check_fails(sl_status actual, sl_status expected, const char *message, const char *part,
                 const char *what, const char *file, int line);

/* Random numbers of the tests' own (xorshift64*), the same on every host. Seeding prints the seed.
 */
typedef struct check_random {
    uint64_t state;
} check_random;

check_random check_seed(const char *test, uint64_t seed);
uint32_t check_bits(check_random *random);
/* 0 to bound - 1. */
size_t check_below(check_random *random, size_t bound);
/* -1 <= x < 1. */
double check_uniform(check_random *random);

/* Counted over all tests; read by main.c. */
typedef struct check_counts {
    long checks, failures;
} check_counts;

check_counts check_so_far(void);

#endif
