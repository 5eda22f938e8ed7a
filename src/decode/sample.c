#include "decode/sample.h"

#include "base/error.h"
#include "math/elementwise.h"

sl_status sl_sampling_check(const sl_sampling *sampling, sl_error *error) {
    double temperature = sampling->temperature, top_p = sampling->top_p;
    if (!(temperature >= 0 && temperature <= 100))
        return sl_fail(error, SL_BAD_SETTING, "temperature must be from 0 to 100, not %g",
                       temperature);
    if (!(top_p > 0 && top_p <= 1))
        return sl_fail(error, SL_BAD_SETTING, "top-p must be above 0 and at most 1, not %g", top_p);
    return SL_OK;
}

/* Below this temperature, whose inverse nears the end of a float's range, the likeliest is drawn.
 */
#define COLD 1e-30

static size_t greedy(const sl_real *logits, size_t n) { return 1 + sl_largest(logits + 1, n - 1); }

/* Whether symbol a comes after b: less likely, or as likely with a larger id. */
static bool after(const sl_real *weights, uint32_t a, uint32_t b) {
    return weights[a] < weights[b] || (!(weights[a] > weights[b]) && a > b);
}

/* Heap with the symbol that comes first on top. */
static void sift(uint32_t *heap, size_t n, size_t i, const sl_real *weights) {
    for (size_t child; (child = 2 * i + 1) < n; i = child) {
        if (child + 1 < n && after(weights, heap[child], heap[child + 1])) child++;
        if (!after(weights, heap[i], heap[child])) return;
        uint32_t swap = heap[i];
        heap[i] = heap[child];
        heap[child] = swap;
    }
}

/* Takes symbols off the heap, likeliest first, while top-k and top-p allow; sets the others'
 * weights to zero. */
static void truncate(sl_real *weights, size_t n, const sl_sampling *sampling, uint32_t *heap) {
    size_t left = n - 1, most = sampling->top_k ? sampling->top_k : left;
    double sum = 0, share = 0;
    for (size_t i = 0; i < left; i++) {
        heap[i] = (uint32_t)i + 1;
        sum += (double)weights[i + 1];
    }
    for (size_t i = left / 2; i-- > 0;) sift(heap, left, i, weights);
    while (left && most-- && share < sampling->top_p * sum) {
        share += (double)weights[heap[0]];
        heap[0] = heap[--left];
        sift(heap, left, 0, weights);
    }
    for (size_t i = 0; i < left; i++) weights[heap[i]] = 0;
}

static size_t draw(const sl_real *weights, size_t n, sl_random *random) {
    double sum = 0;
    for (size_t i = 1; i < n; i++) sum += (double)weights[i];
    double point = sl_random_uniform(random) * sum;
    size_t last = 1;
    for (size_t i = 1; i < n; i++) {
        if (!(weights[i] > 0)) continue;
        last = i;
        point -= (double)weights[i];
        if (point < 0) break;
    }
    return last;
}

size_t sl_sample(sl_real *logits, size_t n, const sl_sampling *sampling, sl_random *random,
                 uint32_t *order) {
    sl_real largest;
    if (sampling->temperature < COLD || n <= 2) return greedy(logits, n);
    sl_real best = logits[greedy(logits, n)], cool = (sl_real)(1 / sampling->temperature);
    logits[0] = (sl_real)-1e30;
    for (size_t i = 1; i < n; i++) logits[i] = (logits[i] - best) * cool;
    sl_exponentiate(logits, n, &largest);
    if (sampling->top_k || sampling->top_p < 1) truncate(logits, n, sampling, order);
    return draw(logits, n, random);
}
