/* Windows of a text: every symbol in its place, in both orders. The text is 0, 1, 2, ... */
#include "models.h"
#include "text/batches.h"

enum { MOST = 1000 };
static uint16_t ids[MOST];

static sl_settings settings_of(size_t batch, size_t steps, uint32_t order) {
    return (sl_settings){
        .batch = (uint32_t)batch, .steps = (uint32_t)steps, .order = order, .seed = 5};
}

static sl_batches take(size_t length, const sl_settings *settings, sl_arena *arena) {
    sl_batches batches;
    *arena = (sl_arena){0};
    sl_batches_reserve(&batches, ids, length, settings, arena);
    CHECK_STATUS(sl_arena_allocate(arena, "batches", NULL), SL_OK);
    sl_batches_reserve(&batches, ids, length, settings, arena);
    return batches;
}

/* Targets follow inputs, within rows and from row to row of the matrix. */
static void check_window(const uint16_t *x, const uint16_t *y, size_t batch, size_t steps) {
    for (size_t i = 0; i < batch * steps; i++) CHECK_INT(y[i], x[i] + 1);
    for (size_t i = batch; i < batch * steps; i++) CHECK_INT(x[i], x[i - batch] + 1);
}

static void sequential(size_t length, size_t batch, size_t steps) {
    sl_arena arena;
    sl_settings settings = settings_of(batch, steps, SL_ORDER_SEQUENTIAL);
    sl_batches batches = take(length, &settings, &arena);
    uint16_t x[MOST], y[MOST], last[MOST] = {0};
    size_t windows = 0;
    while (batches.epochs < 3) {
        bool fresh = sl_batches_advance(&batches);
        sl_batches_read(&batches, 0, batch, x, y);
        check_window(x, y, batch, steps);
        CHECK_INT(fresh, windows == 0);
        for (size_t i = 0; i < batch && !fresh; i++) CHECK_INT(x[i], last[i]);
        if (fresh) {
            CHECK(x[0] <= steps && x[0] + batch * steps < length);
            for (size_t i = 1; i < batch; i++) CHECK_INT(x[i] - x[i - 1], batches.column);
        }
        for (size_t i = 0; i < batch; i++) last[i] = y[(steps - 1) * batch + i];
        windows = batches.window == batches.windows ? 0 : windows + 1;
        if (!windows) CHECK(length - last[batch - 1] <= batch + steps + 1); /* nothing left over */
        sl_batches_finish(&batches);
    }
    sl_arena_free(&arena);
}

/* Every window of an epoch once, and all that there are but a remainder below a batch. */
static void shuffled(size_t length, size_t batch, size_t steps, uint32_t order) {
    sl_arena arena;
    sl_settings settings = settings_of(batch, steps, order);
    sl_batches batches = take(length, &settings, &arena);
    size_t stride = order == SL_ORDER_OVERLAPPING ? 1 : steps, updates = 0, first = MOST;
    uint16_t x[MOST], y[MOST];
    bool seen[MOST] = {false};
    for (; batches.epochs < 1; updates++) {
        CHECK(sl_batches_advance(&batches));
        sl_batches_read(&batches, 0, batch, x, y);
        check_window(x, y, batch, steps);
        for (size_t i = 0; i < batch; i++) {
            CHECK(!seen[x[i]] && y[(steps - 1) * batch + i] < length);
            seen[x[i]] = true;
            first = x[i] < first ? x[i] : first;
        }
        sl_batches_finish(&batches);
    }
    for (size_t i = 0; i < MOST; i++) CHECK(!seen[i] || (i - first) % stride == 0);
    size_t windows = (length - steps - 1 - batches.offset) / stride + 1;
    CHECK_INT(updates, windows / batch);
    CHECK(sl_batches_per_epoch(&settings, length) - updates <= steps);
    sl_arena_free(&arena);
}

/* A part of the rows is the same as those rows of the whole. */
static void parts(void) {
    sl_arena arena;
    sl_settings settings = settings_of(7, 5, SL_ORDER_SEQUENTIAL);
    sl_batches batches = take(500, &settings, &arena);
    uint16_t x[35], y[35], part_x[15], part_y[15];
    sl_batches_advance(&batches);
    sl_batches_read(&batches, 0, 7, x, y);
    sl_batches_read(&batches, 3, 3, part_x, part_y);
    for (size_t t = 0; t < 5; t++)
        for (size_t i = 0; i < 3; i++) {
            CHECK_INT(part_x[t * 3 + i], x[t * 7 + 3 + i]);
            CHECK_INT(part_y[t * 3 + i], y[t * 7 + 3 + i]);
        }
    sl_arena_free(&arena);
}

/* Counted by hand: 90 of 100 symbols are 4 columns of 22 and so 4 windows of 5, or 85 places for a
 * window to begin; 21 symbols are the fewest for one update; 90 pairs are 22 batches of 4 and a
 * rest. */
static void planned(void) {
    sl_settings settings = models_settings("batch=4 steps=5 validation=0.1");
    CHECK_INT(sl_settings_training_length(&settings, 100), 90);
    CHECK_INT(sl_settings_training_length(&settings, 9), 9);
    CHECK_REAL(sl_settings_updates_per_epoch(&settings, 100, false), 4);
    CHECK_REAL(sl_settings_updates_per_epoch(&settings, 100, true), 23);
    CHECK_REAL(sl_settings_updates_per_epoch(&settings, 23, false), 1);
    CHECK_REAL(sl_settings_updates_per_epoch(&settings, 22, false), 0);
    CHECK_REAL(sl_settings_updates_per_epoch(&settings, 0, false), 0);
    CHECK_REAL(sl_settings_updates_per_epoch(&settings, 0, true), 0);
    settings.order = SL_ORDER_OVERLAPPING;
    CHECK_REAL(sl_settings_updates_per_epoch(&settings, 100, false), 21);
    settings = models_settings("batch=1 steps=20 validation=0.1");
    CHECK_REAL(sl_settings_updates_per_epoch(&settings, 22, false), 0); /* 20 are trained on */
    CHECK_REAL(sl_settings_updates_per_epoch(&settings, 23, false), 1);
}

void batches_test(void) {
    planned();
    for (size_t i = 0; i < MOST; i++) ids[i] = (uint16_t)i;
    sequential(1000, 4, 10);
    sequential(997, 7, 13);
    sequential(22, 3, 7); /* exactly as long as must be */
    sequential(2, 1, 1);
    shuffled(1000, 4, 10, SL_ORDER_RANDOM);
    shuffled(997, 7, 13, SL_ORDER_RANDOM);
    shuffled(22, 3, 7, SL_ORDER_RANDOM);
    shuffled(300, 4, 10, SL_ORDER_OVERLAPPING);
    shuffled(97, 90, 3, SL_ORDER_OVERLAPPING);
    shuffled(10, 3, 7, SL_ORDER_OVERLAPPING); /* exactly as long as must be */
    parts();
}
