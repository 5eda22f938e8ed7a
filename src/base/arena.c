#include "base/arena.h"

#include <stdlib.h>

#include "base/error.h"

enum { ALIGNMENT = 64 }; /* a cache line, and more than any vector needs */

/* Whole multiples of the alignment; SIZE_MAX when that cannot be addressed, so that the later
 * allocation fails instead of being too small. */
static size_t bytes_for(size_t count, size_t size) {
    if (size != 0 && count > (SIZE_MAX - ALIGNMENT) / size) return SIZE_MAX;
    return (count * size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

void *sl_arena_reserve(sl_arena *arena, size_t count, size_t size) {
    size_t bytes = bytes_for(count, size);
    void *place = arena->base == NULL ? NULL : arena->base + arena->used;
    arena->used = bytes > SIZE_MAX - arena->used ? SIZE_MAX : arena->used + bytes;
    return place;
}

sl_real *sl_arena_reals(sl_arena *arena, size_t count) {
    return sl_arena_reserve(arena, count, sizeof(sl_real));
}

/* calloc leaves fresh pages untouched, so that memory which a text never reaches costs nothing; it
 * does not align, hence the step from its block to `base`, kept in the byte before. */
sl_status sl_arena_allocate(sl_arena *arena, const char *what, sl_error *error) {
    size_t bytes = arena->used;
    unsigned char *block = bytes > SIZE_MAX - ALIGNMENT ? NULL : calloc(bytes + ALIGNMENT, 1);
    if (block == NULL)
        return sl_fail(error, SL_NO_MEMORY, "%s needs %zu MB of memory, more than can be had", what,
                       bytes / 1000000 + 1);
    size_t step = ALIGNMENT - (uintptr_t)block % ALIGNMENT;
    arena->base = block + step;
    arena->base[-1] = (unsigned char)step;
    arena->used = 0;
    return SL_OK;
}

sl_status sl_arena_build(sl_arena *arena, void (*build)(void *owner), void *owner, const char *what,
                         sl_error *error) {
    build(owner);
    sl_status status = sl_arena_allocate(arena, what, error);
    if (status == SL_OK) build(owner);
    return status;
}

void sl_arena_free(sl_arena *arena) {
    if (arena->base != NULL) free(arena->base - arena->base[-1]);
    *arena = (sl_arena){0};
}
