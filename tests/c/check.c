#include "check.h"

/* A broken loop must not bury the first, telling failures under millions of others. */
enum { MOST_REPORTS = 40 };

static check_counts counts;

static bool count(bool held) {
    counts.checks++;
    if (!held) counts.failures++;
    return held;
}

static bool reporting(const char *file, int line) {
    if (counts.failures == MOST_REPORTS + 1) printf("(further failures are only counted)\n");
    if (counts.failures > MOST_REPORTS) return false;
    printf("%s:%d: ", file, line);
    return true;
}

bool check_true(bool condition, const char *what, const char *file, int line) {
    if (!count(condition) && reporting(file, line)) printf("not so: %s\n", what);
    return condition;
}

bool check_int(long long actual, long long expected, const char *what, const char *file, int line) {
    bool held = count(actual == expected);
    if (!held && reporting(file, line)) printf("%s is %lld, not %lld\n", what, actual, expected);
    return held;
}

bool check_near(double actual, double expected, double tolerance, const char *what,
                const char *file, int line) {
    bool held = actual == expected || (isnan(actual) && isnan(expected)) ||
                fabs(actual - expected) <= tolerance;
    if (!count(held) && reporting(file, line))
        printf("%s is %.17g, not %.17g (tolerance %g)\n", what, actual, expected, tolerance);
    return held;
}

bool check_text(const char *actual, const char *expected, const char *what, const char *file,
                int line) {
    bool held = count(actual != NULL && strcmp(actual, expected) == 0);
    if (!held && reporting(file, line))
        printf("%s is\n    \"%s\", not\n    \"%s\"\n", what, actual ? actual : "(NULL)", expected);
    return held;
}

bool check_contains(const char *text, const char *part, const char *what, const char *file,
                    int line) {
    bool held = count(text != NULL && strstr(text, part) != NULL);
    if (!held && reporting(file, line))
        printf("%s is\n    \"%s\", without\n    \"%s\"\n", what, text ? text : "(NULL)", part);
    return held;
}

bool check_bytes(const void *actual, const void *expected, size_t size, const char *what,
                 const char *file, int line) {
    const unsigned char *a = actual, *b = expected;
    size_t i = 0;
    while (i < size && a[i] == b[i]) i++;
    if (!count(i == size) && reporting(file, line))
        printf("%s: byte %zu of %zu is 0x%02x, not 0x%02x\n", what, i, size, a[i], b[i]);
    return i == size;
}

bool check_status(sl_status actual, sl_status expected, const char *what, const char *file,
                  int line) {
    bool held = count(actual == expected);
    if (!held && reporting(file, line))
        printf("%s gives %s, not %s\n", what, sl_status_name(actual), sl_status_name(expected));
    return held;
}

check_counts check_so_far(void) { return counts; }

check_random check_seed(const char *test, uint64_t seed) {
    printf("%s: seed %llu\n", test, (unsigned long long)seed);
    /* one multiplication spreads small seeds; the state may be anything but 0 */
    return (check_random){(seed + 1) * 0x9e3779b97f4a7c15u | 1};
}

uint32_t check_bits(check_random *random) {
    uint64_t x = random->state;
    x ^= x >> 12;
    x ^= x << 25;
    x ^= x >> 27;
    random->state = x;
    return (uint32_t)((x * 0x2545f4914f6cdd1du) >> 32);
}

size_t check_below(check_random *random, size_t bound) {
    return (size_t)(((uint64_t)check_bits(random) * bound) >> 32);
}

double check_uniform(check_random *random) { return check_bits(random) / 2147483648.0 - 1; }

bool check_fails(sl_status actual, sl_status expected, const char *message, const char *part,
                 const char *what, const char *file, int line) {
    return check_status(actual, expected, what, file, line) &&
           check_contains(message, part, what, file, line);
}
