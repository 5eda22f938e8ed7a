/* exp, sigmoid, tanh, log and the softmax against libm in double. */
#include "base/scalar.h"
#include "check.h"
#include "math/elementwise.h"

/* Distance in units of the last place of the exact result, subnormals included. */
static double ulps(double actual, double exact) {
#ifdef SL_DOUBLE
    const int digits = 53, lowest = -1074;
#else
    const int digits = 24, lowest = -149;
#endif
    int exponent;
    frexp(exact, &exponent);
    int place = exponent - digits;
    return fabs(actual - exact) / ldexp(1, place > lowest ? place : lowest);
}

static double worst;

static void compare(double actual, double exact) {
    double error = ulps(actual, exact);
    if (!(error <= worst)) worst = error;
}

static void lane_functions(double x) {
    sl_vec v = sl_splat((sl_real)x);
    double rounded = (double)v[0], magnitude = fabs(rounded);
    compare((double)sl_tanh(v)[0], tanh(rounded));
    compare((double)sl_sigmoid(v)[0],
            rounded < 0 ? exp(rounded) / (1 + exp(rounded)) : 1 / (1 + exp(-rounded)));
    compare((double)sl_exp_negative(-sl_splat((sl_real)magnitude))[0], exp(-magnitude));
}

static void whole_range(void) {
    worst = 0;
    for (double x = 1e-30; x < 1e30; x *= 1.001) {
        lane_functions(x);
        lane_functions(-x);
    }
    for (double x = -110; x <= 110; x += 0.00371) lane_functions(x);
    lane_functions(0);
    if (!CHECK(worst <= 4)) printf("  worst error %g ulp\n", worst);
}

static void special_values(void) {
    sl_vec nan = sl_splat((sl_real)NAN);
    CHECK(isnan((double)sl_tanh(nan)[0]));
    CHECK(isnan((double)sl_sigmoid(nan)[0]));
    CHECK(isnan((double)sl_exp_negative(nan)[0]));
    CHECK_REAL((double)sl_tanh(sl_splat((sl_real)INFINITY))[0], 1);
    CHECK_REAL((double)sl_tanh(sl_splat((sl_real)-INFINITY))[0], -1);
    CHECK_REAL((double)sl_sigmoid(sl_splat((sl_real)INFINITY))[0], 1);
    CHECK_REAL((double)sl_sigmoid(sl_splat((sl_real)-INFINITY))[0], 0);
    CHECK_REAL((double)sl_sigmoid(sl_splat(0))[0], 0.5);
}

static void scalars(void) {
    for (double x = 1e-300; x < 1e300; x *= 1.37)
        CHECK_NEAR(sl_log(x), log(x), 4e-16 * fabs(log(x)) + 1e-16);
    for (double x = 0.5; x < 2; x += 0.00013) CHECK_NEAR(sl_log(x), log(x), 1e-15 * fabs(log(x)));
    for (double x = -690; x < 690; x += 1.7) CHECK_NEAR(sl_exp(x), exp(x), 1e-15 * exp(x));
    for (double x = 0; x <= 1; x += 1.0 / 512) CHECK_NEAR(sl_cos_pi(x), cos(acos(-1) * x), 1e-15);
    CHECK_NEAR(sl_power(0.999, 1000), pow(0.999, 1000), 1e-13);
    CHECK_REAL(sl_power(0.9, 0), 1);
    CHECK(sl_is_finite(-1e308) && !sl_is_finite(INFINITY) && !sl_is_finite(NAN));
}

/* Loss and gradient of one row against the definition in double. */
static void softmax_row(size_t n, size_t target, check_random *random) {
    sl_real row[64] = {0};
    double logits[64] = {0}, sum = 0;
    for (size_t i = 0; i < n; i++) {
        row[i] = (sl_real)(20 * check_uniform(random));
        logits[i] = (double)row[i];
        sum += exp(logits[i]);
    }
    double loss = sl_cross_entropy(row, n, target, (sl_real)0.25);
    CHECK_NEAR(loss, log(sum) - logits[target], 1e-5);
    for (size_t i = 0; i < n; i++)
        CHECK_NEAR((double)row[i], 0.25 * (exp(logits[i]) / sum - (i == target)), 1e-7);
}

static void sums(check_random *random) {
    sl_real x[5 * 16], total[7] = {0};
    double expected[7] = {0}, squares = 0;
    for (size_t i = 0; i < 5 * 16; i++) x[i] = (sl_real)check_uniform(random);
    for (size_t i = 0; i < 5; i++)
        for (size_t j = 0; j < 7; j++) expected[j] += (double)x[i * 16 + j];
    for (size_t i = 0; i < 5 * 16; i++) squares += (double)x[i] * (double)x[i];
    sl_add_rows(x, 16, sl_all_rows(1, 5), total, 7);
    for (size_t j = 0; j < 7; j++) CHECK_NEAR((double)total[j], expected[j], 1e-6);
    sl_real some[7] = {0}; /* rows 1 and 2 of each step, of which there is one */
    sl_add_rows(x, 16, (sl_rows){.steps = 1, .batch = 5, .first = 1, .count = 2}, some, 7);
    for (size_t j = 0; j < 7; j++)
        CHECK_NEAR((double)some[j], (double)x[16 + j] + (double)x[32 + j], 1e-6);
    CHECK_NEAR(sl_square_sum(x, 5 * 16), squares, 1e-12);
}

void elementwise_test(void) {
    check_random random = check_seed("elementwise", 11);
    whole_range();
    special_values();
    scalars();
    for (size_t n = 2; n < 48; n++) softmax_row(n, n / 2, &random);
    sums(&random);
}
