/* 64-bit FNV-1a (Fowler, Noll and Vo), piece by piece. */
#ifndef SL_BASE_HASH_H
#define SL_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

#define SL_HASH_START UINT64_C(14695981039346656037)

static inline uint64_t sl_hash(uint64_t hash, const void *bytes, size_t size) {
    const unsigned char *at = bytes;
    for (size_t i = 0; i < size; i++) hash = (hash ^ at[i]) * UINT64_C(1099511628211);
    return hash;
}

#endif
