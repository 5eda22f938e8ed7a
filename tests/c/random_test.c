/* The generator: moments, bounds, independence of streams, and the same draws on every host. */
#include "base/random.h"
#include "check.h"

#define DRAWS 200000

static void moments(void) {
    sl_random random = sl_random_from(1, 0);
    double mean = 0, square = 0, normal_mean = 0, normal_square = 0;
    for (int i = 0; i < DRAWS; i++) {
        double u = sl_random_uniform(&random), n = sl_random_normal(&random);
        CHECK(u >= 0 && u < 1);
        mean += u / DRAWS;
        square += u * u / DRAWS;
        normal_mean += n / DRAWS;
        normal_square += n * n / DRAWS;
    }
    CHECK_NEAR(mean, 0.5, 0.003);
    CHECK_NEAR(square, 1.0 / 3, 0.003);
    CHECK_NEAR(normal_mean, 0, 0.01);
    CHECK_NEAR(normal_square, 1, 0.02);
}

/* Chi-squared of 7 cells: above 22.5 once in a thousand. */
static void bounds(void) {
    sl_random random = sl_random_from(2, 0);
    double count[7] = {0}, chi = 0;
    for (int i = 0; i < DRAWS; i++) count[sl_random_below(&random, 7)]++;
    for (int i = 0; i < 7; i++) chi += (count[i] - DRAWS / 7.0) * (count[i] - DRAWS / 7.0);
    CHECK(chi / (DRAWS / 7.0) < 22.5);
    CHECK_INT(sl_random_below(&random, 1), 0);
}

static void streams(void) {
    int equal = 0;
    for (uint32_t seed = 0; seed < 100; seed++) {
        sl_random a = sl_random_from(seed, 0), b = sl_random_from(seed, 1),
                  c = sl_random_from(seed + 1, 0);
        uint32_t x = sl_random_bits(&a);
        equal += (x == sl_random_bits(&b)) + (x == sl_random_bits(&c));
    }
    CHECK(equal <= 1);
}

/* PCG32 by its definition (O'Neill 2014), written apart. */
static void definition(void) {
    sl_random random = sl_random_from(9, 3);
    uint64_t state = random.state;
    for (int i = 0; i < 1000; i++) {
        uint32_t word = (uint32_t)(((state >> 18) ^ state) >> 27), turn = (uint32_t)(state >> 59);
        for (uint32_t j = 0; j < turn; j++) word = word >> 1 | word << 31;
        CHECK_INT(sl_random_bits(&random), word);
        state = state * 6364136223846793005u + 1442695040888963407u;
    }
}

void random_test(void) {
    moments();
    bounds();
    streams();
    definition();
}
