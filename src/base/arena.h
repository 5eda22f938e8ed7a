/* One block of memory from which a model or a trainer reserves everything, sized before the first
 * step.
 *
 * The same builder runs twice: first on an arena with `base` NULL, which only counts, then on one
 * that holds that many bytes. So the size can never disagree with the use. */
#ifndef SL_BASE_ARENA_H
#define SL_BASE_ARENA_H

#include "base/real.h"
#include "sluice.h"

typedef struct sl_arena {
    unsigned char *base; /* NULL while counting */
    size_t used;         /* bytes reserved, or counted */
} sl_arena;

/* Reals in so many rows; SIZE_MAX, which no arena has, where they could not be addressed. */
static inline size_t sl_reals_of(size_t rows, size_t stride) {
    return stride && rows > SIZE_MAX / stride ? SIZE_MAX : rows * stride;
}

/* Zeroed memory aligned to 64 bytes; NULL while counting. */
void *sl_arena_reserve(sl_arena *arena, size_t count, size_t size);
sl_real *sl_arena_reals(sl_arena *arena, size_t count);

/* After counting: obtains the memory and resets `used`. SL_NO_MEMORY says how many MB `what` needs.
 */
sl_status sl_arena_allocate(sl_arena *arena, const char *what, sl_error *error);

/* Counts, allocates and reserves: runs `build`, which reserves everything from the arena, on its
 * owner before and after sl_arena_allocate. */
sl_status sl_arena_build(sl_arena *arena, void (*build)(void *owner), void *owner, const char *what,
                         sl_error *error);
void sl_arena_free(sl_arena *arena);

#endif
