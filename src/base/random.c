#include "base/random.h"

#include "base/scalar.h"

static const uint64_t multiplier = 6364136223846793005u;
static const uint64_t increment = 1442695040888963407u;

/* Finaliser of SplitMix64: spreads neighbouring seeds and streams over the whole state. */
static uint64_t mix(uint64_t x) {
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

sl_random sl_random_from(uint32_t seed, uint64_t stream) {
    return (sl_random){mix(mix(seed + 0x9e3779b97f4a7c15u) + stream)};
}

uint32_t sl_random_bits(sl_random *random) {
    uint64_t old = random->state;
    random->state = old * multiplier + increment;
    uint32_t word = (uint32_t)(((old >> 18) ^ old) >> 27);
    uint32_t turn = (uint32_t)(old >> 59);
    return (word >> turn) | (word << ((32 - turn) & 31));
}

uint32_t sl_random_threshold(double share) { return (uint32_t)(share * 4294967296.0); }

uint32_t sl_random_below(sl_random *random, uint32_t bound) {
    uint32_t reject = (0u - bound) % bound; /* 2^32 mod bound */
    uint32_t word;
    do word = sl_random_bits(random);
    while (word < reject);
    return word % bound;
}

void sl_random_order(sl_random *random, uint32_t *order, size_t count) {
    for (size_t i = 0; i < count; i++) order[i] = (uint32_t)i;
    for (size_t i = count; i > 1; i--) {
        size_t j = sl_random_below(random, (uint32_t)i);
        uint32_t swap = order[i - 1];
        order[i - 1] = order[j];
        order[j] = swap;
    }
}

double sl_random_uniform(sl_random *random) {
    uint64_t high = sl_random_bits(random) >> 5;
    uint64_t low = sl_random_bits(random) >> 6;
    return (double)((high << 26) | low) * (1.0 / 9007199254740992.0);
}

double sl_random_normal(sl_random *random) {
    double u, s;
    do {
        u = 2 * sl_random_uniform(random) - 1;
        double v = 2 * sl_random_uniform(random) - 1;
        s = u * u + v * v;
    } while (s >= 1 || s == 0);
    return u * sl_sqrt(-2 * sl_log(s) / s);
}
