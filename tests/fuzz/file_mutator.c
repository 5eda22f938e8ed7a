/* How libFuzzer changes a model file: header and tensors each by itself, with the length in front
 * of the header put right. Otherwise nearly every input would end at its first eight bytes. */
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

size_t LLVMFuzzerMutate(uint8_t *bytes, size_t size, size_t most);
size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t size, size_t most, unsigned seed);

enum { LENGTH = 8 };

static size_t header_size(const uint8_t *bytes) {
    uint64_t size = 0;
    for (size_t i = LENGTH; i-- > 0;) size = size << 8 | bytes[i];
    return size < SIZE_MAX ? (size_t)size : SIZE_MAX;
}

static size_t mutate_header(uint8_t *bytes, size_t size, size_t most) {
    size_t header = header_size(bytes), tensors = size - LENGTH - header;
    size_t room = most - LENGTH - tensors;
    uint8_t *changed = malloc(room + 1);
    HOLDS(changed != NULL);
    memcpy(changed, bytes + LENGTH, header);
    size_t length = LLVMFuzzerMutate(changed, header, room);
    memmove(bytes + LENGTH + length, bytes + LENGTH + header, tensors);
    memcpy(bytes + LENGTH, changed, length);
    for (size_t i = 0; i < LENGTH; i++) bytes[i] = (uint8_t)((uint64_t)length >> 8 * i);
    free(changed);
    return LENGTH + length + tensors;
}

size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t size, size_t most, unsigned seed) {
    bool file = size > LENGTH && size <= most && header_size(bytes) <= size - LENGTH;
    if (!file || seed % 8 == 0) return LLVMFuzzerMutate(bytes, size, most);
    if (seed % 8 < 6) return mutate_header(bytes, size, most);
    size_t before = LENGTH + header_size(bytes);
    return before + LLVMFuzzerMutate(bytes + before, size - before, most - before);
}
