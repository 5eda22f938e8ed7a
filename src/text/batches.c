#include "text/batches.h"

/* Between the starts of two windows that may come in any order. */
static size_t stride_of(const sl_settings *settings) {
    return settings->order == SL_ORDER_OVERLAPPING ? 1 : settings->steps;
}

static size_t windows_in(size_t length, size_t steps, size_t stride) {
    return (length - 1 - steps) / stride + 1;
}

size_t sl_batches_least(const sl_settings *settings) {
    return (settings->batch - 1) * stride_of(settings) + settings->steps + 1;
}

size_t sl_batches_per_epoch(const sl_settings *settings, size_t length) {
    return windows_in(length, settings->steps, stride_of(settings)) / settings->batch;
}

void sl_batches_reserve(sl_batches *batches, const uint16_t *ids, size_t length,
                        const sl_settings *settings, sl_arena *arena) {
    size_t stride = stride_of(settings);
    bool shuffled = settings->order != SL_ORDER_SEQUENTIAL;
    *batches = (sl_batches){.ids = ids,
                            .length = length,
                            .batch = settings->batch,
                            .steps = settings->steps,
                            .stride = shuffled ? stride : 0,
                            .slack = length - sl_batches_least(settings),
                            .random = sl_random_from(settings->seed, 1)};
    size_t windows = windows_in(length, settings->steps, stride);
    if (shuffled) batches->order = sl_arena_reserve(arena, windows, sizeof(uint32_t));
}

static void begin_epoch(sl_batches *batches) {
    batches->epoch_random = batches->random;
    size_t steps = batches->steps, most = batches->slack < steps ? batches->slack : steps;
    batches->offset = sl_random_below(&batches->random, (uint32_t)most + 1);
    batches->window = 0;
    size_t usable = batches->length - batches->offset;
    if (batches->stride) {
        size_t count = windows_in(usable, steps, batches->stride);
        sl_random_order(&batches->random, batches->order, count);
        batches->windows = count / batches->batch;
    } else {
        batches->column = (usable - 1) / batches->batch;
        batches->windows = batches->column / steps;
    }
}

bool sl_batches_advance(sl_batches *batches) {
    bool begins = batches->window == batches->windows;
    if (begins) begin_epoch(batches);
    batches->window++;
    return begins || batches->stride;
}

static const uint16_t *window_of(const sl_batches *batches, size_t row) {
    size_t index = batches->window - 1, stride = batches->stride;
    const uint16_t *start = batches->ids + batches->offset;
    if (stride) return start + batches->order[index * batches->batch + row] * stride;
    return start + row * batches->column + index * batches->steps;
}

void sl_batches_read(const sl_batches *batches, size_t first, size_t rows, uint16_t *x,
                     uint16_t *y) {
    for (size_t i = 0; i < rows; i++) {
        const uint16_t *window = window_of(batches, first + i);
        for (size_t t = 0; t < batches->steps; t++) {
            x[t * rows + i] = window[t];
            y[t * rows + i] = window[t + 1];
        }
    }
}

sl_place sl_batches_place(const sl_batches *batches) {
    bool between = batches->window == batches->windows;
    return (sl_place){.random = between ? batches->random.state : batches->epoch_random.state,
                      .window = between ? 0 : batches->window,
                      .epochs = batches->epochs};
}

bool sl_batches_go_to(sl_batches *batches, const sl_place *place) {
    batches->random.state = place->random;
    batches->epochs = place->epochs;
    batches->windows = batches->window = 0;
    if (!place->window) return true;
    begin_epoch(batches);
    batches->window = place->window;
    return place->window <= batches->windows;
}

void sl_batches_finish(sl_batches *batches) {
    if (batches->window == batches->windows) batches->epochs++;
}
