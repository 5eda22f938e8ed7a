/* What a host asks of the library as a whole. */
#include <stdlib.h>

#include "sluice.h"

const char *sl_version(void) { return SL_VERSION; }

/* Bits of the vectors, which the build says in bytes: see math/lanes.h. */
#if SL_WIDTH == 64
#define WIDTH "-512"
#elif SL_WIDTH == 32
#define WIDTH "-256"
#else
#define WIDTH ""
#endif

const char *sl_engine(void) {
#if defined(__wasm_relaxed_simd__)
    return "relaxed";
#elif defined(__wasm_simd128__)
    return "simd";
#elif defined(__wasm__)
    return "scalar";
#elif defined(SL_FUSED)
    return "native-fused" WIDTH;
#else
    return "native" WIDTH;
#endif
}

void *sl_allocate(size_t bytes) { return malloc(bytes > 0 ? bytes : 1); }

void sl_release(void *pointer) { free(pointer); }
