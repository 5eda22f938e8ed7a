/* What every target has: libFuzzer calls the first for each input, and aborts count as findings. */
#ifndef FUZZ_H
#define FUZZ_H

#include <stdlib.h>
#include <string.h>

#include "sluice.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* What must hold for every input. Unlike assert, no build leaves it out. */
#define HOLDS(condition) ((condition) ? (void)0 : abort())

#endif
