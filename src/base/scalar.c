#include "base/scalar.h"

#include <string.h>

static const double ln2_high = 6.93147180369123816490e-01; /* 33 bits: k * ln2_high is exact */
static const double ln2_low = 1.90821492927058770002e-10;

static uint64_t bits_of(double x) {
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

static double from_bits(uint64_t bits) {
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

/* x = 2^k * m with m in [sqrt(1/2), sqrt(2)); log m = 2 artanh(s), s = (m - 1) / (m + 1). */
double sl_log(double x) {
    uint64_t bits = bits_of(x);
    int k = (int)(bits >> 52) - 1023;
    double m = from_bits((bits & 0x000fffffffffffffu) | 0x3ff0000000000000u);
    if (m > 1.4142135623730951) {
        m *= 0.5;
        k++;
    }
    double s = (m - 1) / (m + 1), s2 = s * s, series = 0;
    for (int n = 23; n >= 3; n -= 2) series = (series + 1.0 / n) * s2;
    return k * ln2_high + (2 * s + (2 * s * series + k * ln2_low));
}

double sl_exp(double x) {
    if (!(x > -700)) x = x < 0 ? -700 : x;
    if (x > 700) x = 700;
    int k = (int)(x * 1.4426950408889634 + (x < 0 ? -0.5 : 0.5));
    double r = x - k * ln2_high - k * ln2_low, series = 0;
    for (int n = 14; n >= 1; n--) series = (series + 1) * r / n;
    return (1 + series) * from_bits((uint64_t)(k + 1023) << 52);
}

/* Taylor series about the nearer of 0 and 1/2 (as a sine), |argument| <= pi / 4. */
double sl_cos_pi(double x) {
    const double pi = 3.14159265358979323846;
    if (x > 0.5) return -sl_cos_pi(1 - x);
    double sum = 1;
    if (x <= 0.25) {
        double a = pi * x;
        for (int n = 18; n >= 2; n -= 2) sum = 1 - sum * a * a / (n * (n - 1));
        return sum;
    }
    double a = pi * (0.5 - x);
    for (int n = 19; n >= 3; n -= 2) sum = 1 - sum * a * a / (n * (n - 1));
    return sum * a;
}

double sl_power(double x, uint64_t n) {
    double result = 1;
    for (; n; n >>= 1, x *= x)
        if (n & 1) result *= x;
    return result;
}

bool sl_is_finite(double x) { return (bits_of(x) >> 52 & 0x7ff) != 0x7ff; }
