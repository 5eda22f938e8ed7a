/* What a host asks of the library as a whole. */
#include <stdlib.h>

#include "sluice.h"

const char *sl_version(void) { return "0.1.0"; }

const char *sl_engine(void) {
#if defined(__wasm_relaxed_simd__)
    return "relaxed";
#elif defined(__wasm_simd128__)
    return "simd";
#elif defined(__wasm__)
    return "scalar";
#elif defined(SL_FUSED)
    return "native-fused";
#else
    return "native";
#endif
}

void *sl_allocate(size_t bytes) { return malloc(bytes > 0 ? bytes : 1); }

void sl_release(void *pointer) { free(pointer); }
