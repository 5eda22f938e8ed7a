/* Arenas: what is counted is what is taken, aligned and zeroed; too much is refused, not wrapped.
 */
#include "base/arena.h"
#include "check.h"

typedef struct parts {
    unsigned char *bytes;
    sl_real *reals;
    double *doubles;
} parts;

static parts take(sl_arena *arena) {
    parts taken;
    taken.bytes = sl_arena_reserve(arena, 5, 1);
    taken.reals = sl_arena_reals(arena, 17);
    sl_arena_reserve(arena, 0, 8);
    taken.doubles = sl_arena_reserve(arena, 100, sizeof(double));
    return taken;
}

static void taking(void) {
    sl_arena arena = {0};
    parts counted = take(&arena);
    size_t bytes = arena.used;
    CHECK(!counted.bytes && !counted.reals && !counted.doubles);
    CHECK_STATUS(sl_arena_allocate(&arena, "it", NULL), SL_OK);
    CHECK_INT(arena.used, 0);
    parts taken = take(&arena);
    CHECK_INT(arena.used, bytes);
    CHECK_INT((uintptr_t)taken.bytes % 64, 0);
    CHECK_INT((uintptr_t)taken.reals % 64, 0);
    CHECK_INT((uintptr_t)taken.doubles % 64, 0);
    CHECK((unsigned char *)taken.reals >= taken.bytes + 5);
    CHECK((unsigned char *)taken.doubles >= (unsigned char *)(taken.reals + 17));
    CHECK((unsigned char *)(taken.doubles + 100) <= arena.base + bytes);
    size_t dirty = 0;
    for (size_t i = 0; i < bytes; i++) dirty += arena.base[i] != 0;
    CHECK_INT(dirty, 0);
    memset(arena.base, 1, bytes); /* the sanitizer sees whether all of it is there */
    sl_arena_free(&arena);
    CHECK(arena.base == NULL && arena.used == 0);
    sl_arena_free(&arena);
}

static void refuses(size_t count, size_t size, size_t times) {
    sl_arena arena = {0};
    sl_error error = {0};
    for (size_t i = 0; i < times; i++) sl_arena_reserve(&arena, count, size);
    CHECK_FAILS(sl_arena_allocate(&arena, "the model", &error), SL_NO_MEMORY, error,
                "the model needs ");
    CHECK_CONTAINS(error.message, " MB of memory, more than can be had");
    CHECK(arena.base == NULL);
    sl_arena_free(&arena);
}

void arena_test(void) {
    taking();
    refuses(SIZE_MAX / 4, 8, 1); /* the product wraps */
    refuses(SIZE_MAX, 1, 1);     /* the rounding wraps */
    refuses(SIZE_MAX / 8, 4, 3); /* the sum wraps */
}
