/* The vector type and what is computed in it: the only place that knows an instruction set.
 *
 * GCC's and Clang's vector extensions compile to WASM SIMD128, SSE2, AVX, AVX-512 and NEON, and
 * without any of them to scalar code with the same results: every operation here is exactly rounded
 * and done in one order, whatever the width. Only the fused multiply-add and the square root need
 * an intrinsic. */
#ifndef SL_MATH_LANES_H
#define SL_MATH_LANES_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/real.h"

#ifdef SL_DOUBLE
typedef int64_t sl_lane_int;
#else
typedef int32_t sl_lane_int;
#endif

/* Bytes of a vector, at most a cache line, to whole ones of which sl_row_stride fills every row. */
#ifndef SL_WIDTH
#define SL_WIDTH 16
#endif

enum { SL_LANES = SL_WIDTH / sizeof(sl_real) };

typedef sl_real sl_vec __attribute__((vector_size(SL_WIDTH), may_alias));
typedef sl_lane_int sl_mask __attribute__((vector_size(SL_WIDTH), may_alias));
typedef sl_real sl_loose_vec
    __attribute__((vector_size(SL_WIDTH), aligned(sizeof(sl_real)), may_alias));

static inline sl_vec sl_load(const sl_real *p) { return *(const sl_loose_vec *)p; }
static inline void sl_store(sl_real *p, sl_vec v) { *(sl_loose_vec *)p = v; }

/* x - 0 is x, bit for bit; x + 0 is not. */
static inline sl_vec sl_splat(sl_real x) { return x - (sl_vec){0}; }

/* a * b + c: rounded twice, or once in a fused build. */
#if !defined(SL_FUSED)
static inline sl_vec sl_madd(sl_vec a, sl_vec b, sl_vec c) { return a * b + c; }
#elif defined(__wasm__)
static inline sl_vec sl_madd(sl_vec a, sl_vec b, sl_vec c) {
    return __builtin_wasm_relaxed_madd_f32x4(a, b, c);
}
#else
#ifdef __clang__
#include <immintrin.h>
#if SL_WIDTH == 64
#define SL_NATIVE_MADD _mm512_fmadd_ps
#elif SL_WIDTH == 32
#define SL_NATIVE_MADD _mm256_fmadd_ps
#else
#define SL_NATIVE_MADD _mm_fmadd_ps
#endif
#else /* gcc takes longer over that header than over all the rest; this is what it calls */
#if SL_WIDTH == 64
#define SL_NATIVE_MADD(a, b, c) __builtin_ia32_vfmaddps512_mask(a, b, c, -1, 4)
#elif SL_WIDTH == 32
#define SL_NATIVE_MADD __builtin_ia32_vfmaddps256
#else
#define SL_NATIVE_MADD __builtin_ia32_vfmaddps
#endif
#endif
static inline sl_vec sl_madd(sl_vec a, sl_vec b, sl_vec c) { return SL_NATIVE_MADD(a, b, c); }
#endif

static inline sl_vec sl_select(sl_mask mask, sl_vec yes, sl_vec no) {
    return (sl_vec)(((sl_mask)yes & mask) | ((sl_mask)no & ~mask));
}

/* What adds lanes up keeps the sums of 128 bits at every width, so that no bit depends on it. */
typedef sl_real sl_sums __attribute__((vector_size(16), may_alias));

static inline sl_sums sl_add_lanes(sl_sums sums, sl_vec v) {
    sl_sums parts[SL_WIDTH / sizeof(sl_sums)];
    memcpy(parts, &v, sizeof v);
    for (size_t i = 0; i < SL_WIDTH / sizeof(sl_sums); i++) sums += parts[i];
    return sums;
}

/* From first to last. */
static inline sl_real sl_total(sl_sums sums) {
    sl_real total = sums[0];
    for (size_t i = 1; i < sizeof(sl_sums) / sizeof(sl_real); i++) total += sums[i];
    return total;
}

/* The square root of every lane; it is exactly rounded too. */
static inline sl_vec sl_root(sl_vec v) {
#ifdef __wasm_simd128__
    return __builtin_wasm_sqrt_f32x4(v);
#else
    for (int i = 0; i < SL_LANES; i++) v[i] = (sl_real)__builtin_sqrt((double)v[i]);
    return v;
#endif
}

static inline sl_vec sl_max(sl_vec a, sl_vec b) { return sl_select(a > b, a, b); }

#ifdef SL_DOUBLE
enum { SL_EXPONENT_BIAS = 1023, SL_MANTISSA_BITS = 52 };
#define SL_ROUND_SHIFT 6755399441055744.0 /* 1.5 * 2^52: adding it rounds to a whole number */
#define SL_LN2_HIGH 6.93147180369123816490e-01
#define SL_LN2_LOW 1.90821492927058770002e-10
#define SL_EXP_LOWEST (-746.0)
#define SL_EXPM1_LOWEST (-45.0)
static const sl_real sl_expm1_series[] = {
    1.0 / 6227020800, 1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880, 1.0 / 40320,
    1.0 / 5040,       1.0 / 720,       1.0 / 120,      1.0 / 24,      1.0 / 6,      0.5};
#else
enum { SL_EXPONENT_BIAS = 127, SL_MANTISSA_BITS = 23 };
#define SL_ROUND_SHIFT 12582912.0f /* 1.5 * 2^23 */
#define SL_LN2_HIGH 0.693359375f   /* 9 bits: k * SL_LN2_HIGH is exact */
#define SL_LN2_LOW (-2.12194440e-4f)
#define SL_EXP_LOWEST (-104.0f)
#define SL_EXPM1_LOWEST (-30.0f)
static const sl_real sl_expm1_series[] = {1.0f / 5040, 1.0f / 720, 1.0f / 120,
                                          1.0f / 24,   1.0f / 6,   0.5f};
#endif

/* x = k ln 2 + r, |r| <= ln 2 / 2; returns e^r - 1 by its Taylor series and leaves k. */
static inline sl_vec sl_reduced_expm1(sl_vec x, sl_mask *k) {
    const sl_vec shift = sl_splat(SL_ROUND_SHIFT);
    sl_vec shifted = sl_madd(x, sl_splat((sl_real)1.4426950408889634), shift);
    sl_vec whole = shifted - shift;
    *k = (sl_mask)shifted - (sl_mask)shift;
    sl_vec r = sl_madd(whole, sl_splat(-SL_LN2_HIGH), x);
    r = sl_madd(whole, sl_splat(-SL_LN2_LOW), r);
    sl_vec series = sl_splat(sl_expm1_series[0]);
    for (size_t i = 1; i < sizeof sl_expm1_series / sizeof *sl_expm1_series; i++)
        series = sl_madd(series, r, sl_splat(sl_expm1_series[i]));
    return sl_madd(series, r * r, r);
}

static inline sl_vec sl_power_of_two(sl_mask k) {
    return (sl_vec)((k + SL_EXPONENT_BIAS) << SL_MANTISSA_BITS);
}

/* e^x for x <= 0, down into the subnormals. NaN stays NaN. */
static inline sl_vec sl_exp_negative(sl_vec x) {
    const sl_vec lowest = sl_splat(SL_EXP_LOWEST);
    sl_mask k;
    sl_vec p = sl_reduced_expm1(sl_select(x < lowest, lowest, x), &k);
    sl_mask half = k >> 1; /* in two factors: 2^k itself may be subnormal */
    return (p + 1) * sl_power_of_two(half) * sl_power_of_two(k - half);
}

static inline sl_vec sl_negative_magnitude(sl_vec x) { return sl_select(x > 0, -x, x); }

/* 1 / (1 + e^-x), from e^-|x| so that neither end overflows. Within 4 ulp. */
static inline sl_vec sl_sigmoid(sl_vec x) {
    sl_vec e = sl_exp_negative(sl_negative_magnitude(x));
    return sl_select(x < 0, e, sl_splat(1)) / (1 + e);
}

/* tanh |x| = -m / (m + 2) with m = e^(-2|x|) - 1, which keeps its precision near 0. Within 4 ulp.
 */
static inline sl_vec sl_tanh(sl_vec x) {
    const sl_vec lowest = sl_splat(SL_EXPM1_LOWEST);
    sl_vec y = 2 * sl_negative_magnitude(x);
    sl_mask k;
    sl_vec p = sl_reduced_expm1(sl_select(y < lowest, lowest, y), &k);
    sl_vec scale = sl_power_of_two(k);
    sl_vec m = sl_madd(scale, p, scale - 1);
    sl_vec t = m / (m + 2);
    return sl_select(x > 0, -t, t);
}

#endif
