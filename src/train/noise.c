#include "train/noise.h"

#include <string.h>

#include "math/elementwise.h"

void sl_drop_tokens(uint16_t *ids, sl_rows rows, double share, sl_random *random) {
    if (share == 0) return;
    uint32_t drop_below = sl_random_threshold(share);
    for (size_t i = 0; i < sl_rows_total(rows); i++)
        if (sl_random_bits(random) < drop_below) ids[sl_rows_at(rows, i)] = SL_UNKNOWN;
}

void sl_dropconnect_reserve(sl_dropconnect *drop, size_t count, sl_arena *arena) {
    drop->mask = sl_arena_reals(arena, count);
    drop->aside = sl_arena_reals(arena, count);
}

static void draw_layer(sl_real *mask, const sl_layer *layer, double share, sl_random *random) {
    sl_real keep = (sl_real)(1 / (1 - share));
    uint32_t drop_below = sl_random_threshold(share);
    for (size_t g = 0; g < layer->cell->gates; g++) {
        if (!layer->active[g]) continue;
        sl_real *weight = mask + layer->w_h[g];
        for (size_t i = 0; i < layer->hidden * layer->hidden; i++)
            weight[i] = sl_random_bits(random) < drop_below ? 0 : keep;
    }
}

static void draw(sl_real *mask, const sl_recurrent *stack, double share, sl_random *random) {
    for (size_t i = 0; i < stack->count; i++) draw_layer(mask, &stack->layer[i], share, random);
}

void sl_dropconnect_pack(sl_dropconnect *drop, sl_model *model, const sl_settings *settings,
                         uint64_t update) {
    size_t count = model->parameters.count;
    sl_real *values = model->parameters.values;
    double share = settings->dropconnect;
    uint64_t stream = (UINT64_C(1) << 62) + update; /* far from those that shards draw from */
    sl_random random = sl_random_from(settings->seed, stream);
    for (size_t i = 0; i < count; i++) drop->mask[i] = 1;
    draw(drop->mask, &model->stack, share, &random);
    if (model->encoder) draw(drop->mask, model->encoder, share, &random);

    memcpy(drop->aside, values, count * sizeof *values);
    sl_multiply(values, drop->mask, count);
    sl_model_touch(model);
    sl_model_read(model, SL_READ_TRAINED, true);
    sl_model_touch(model);
    memcpy(values, drop->aside, count * sizeof *values);
}
