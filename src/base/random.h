/* Reproducible randomness: PCG32 (O'Neill 2014, XSH-RR output), the same draws on every host. */
#ifndef SL_BASE_RANDOM_H
#define SL_BASE_RANDOM_H

#include <stddef.h>
#include <stdint.h>

typedef struct sl_random {
    uint64_t state;
} sl_random;

/* A generator for (seed, stream): different streams of one seed are unrelated. */
sl_random sl_random_from(uint32_t seed, uint64_t stream);

uint32_t sl_random_bits(sl_random *random);

/* What sl_random_bits is below with this probability, 0 <= share < 1. */
uint32_t sl_random_threshold(double share);

/* Uniform whole number in [0, bound), without bias; bound >= 1. */
uint32_t sl_random_below(sl_random *random, uint32_t bound);

/* order (count) becomes the numbers below `count`, shuffled (Fisher and Yates): the same for the
 * same state of the generator, whatever was there. */
void sl_random_order(sl_random *random, uint32_t *order, size_t count);

/* Uniform in [0, 1) with 53 random bits. */
double sl_random_uniform(sl_random *random);

/* Standard normal, by Marsaglia's polar method (one of the pair is thrown away). */
double sl_random_normal(sl_random *random);

#endif
