/* The few functions of one double that the core needs, without libm: equal bits on every host. */
#ifndef SL_BASE_SCALAR_H
#define SL_BASE_SCALAR_H

#include <stdbool.h>
#include <stdint.h>

/* Natural logarithm, within 2 ulp; x > 0 and normal. */
double sl_log(double x);

/* e^x, within 2 ulp, for -700 <= x <= 700; clamped outside. */
double sl_exp(double x);

/* Cosine of pi * x for 0 <= x <= 1, to 1e-15. */
double sl_cos_pi(double x);

/* x^n by repeated squaring. */
double sl_power(double x, uint64_t n);

bool sl_is_finite(double x);

/* IEEE square root: an instruction everywhere, so exact everywhere. */
static inline double sl_sqrt(double x) { return __builtin_sqrt(x); }

#endif
