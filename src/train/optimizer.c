#include "train/optimizer.h"

#include <string.h>

#include "base/scalar.h"
#include "math/lanes.h"

static const double momentum = 0.9;
static const double rmsprop_decay = 0.99;
static const double adam_first = 0.9, adam_second = 0.999, weight_decay = 0.01;
static const sl_real epsilon = (sl_real)1e-8;

void sl_optimizer_reserve(sl_optimizer *optimizer, uint32_t kind, size_t count, sl_arena *arena) {
    *optimizer = (sl_optimizer){.kind = kind, .count = count};
    bool adam = kind == SL_OPTIMIZER_ADAM || kind == SL_OPTIMIZER_ADAMW;
    if (adam || kind == SL_OPTIMIZER_MOMENTUM) optimizer->first = sl_arena_reals(arena, count);
    if (adam || kind == SL_OPTIMIZER_RMSPROP) optimizer->second = sl_arena_reals(arena, count);
}

static void sgd(size_t n, sl_real *w, const sl_real *g, sl_real rate) {
    for (size_t i = 0; i < n; i += SL_LANES)
        sl_store(w + i, sl_load(w + i) - rate * sl_load(g + i));
}

static void heavy_ball(size_t n, sl_real *w, const sl_real *g, sl_real scale, sl_real *velocity,
                       sl_real rate) {
    const sl_real keep = (sl_real)momentum;
    for (size_t i = 0; i < n; i += SL_LANES) {
        sl_vec v = keep * sl_load(velocity + i) + scale * sl_load(g + i);
        sl_store(velocity + i, v);
        sl_store(w + i, sl_load(w + i) - rate * v);
    }
}

static void rmsprop(size_t n, sl_real *w, const sl_real *g, sl_real scale, sl_real *square,
                    sl_real rate) {
    const sl_real keep = (sl_real)rmsprop_decay, take = (sl_real)(1 - rmsprop_decay);
    for (size_t i = 0; i < n; i += SL_LANES) {
        sl_vec d = scale * sl_load(g + i);
        sl_vec s = keep * sl_load(square + i) + take * (d * d);
        sl_store(square + i, s);
        sl_store(w + i, sl_load(w + i) - rate * (d / (sl_root(s) + epsilon)));
    }
}

/* Kingma and Ba 2015; `shrink` below 1 is AdamW's decoupled decay (Loshchilov and Hutter 2019). */
static void adam(sl_optimizer *optimizer, sl_real *w, const sl_real *g, sl_real scale, double lr,
                 sl_real shrink) {
    const sl_real keep1 = (sl_real)adam_first, take1 = (sl_real)(1 - adam_first);
    const sl_real keep2 = (sl_real)adam_second, take2 = (sl_real)(1 - adam_second);
    const sl_real rate = (sl_real)(lr / (1 - sl_power(adam_first, optimizer->updates)));
    const sl_real unbias = (sl_real)(1 / sl_sqrt(1 - sl_power(adam_second, optimizer->updates)));
    for (size_t i = 0; i < optimizer->count; i += SL_LANES) {
        sl_real *first = optimizer->first + i, *second = optimizer->second + i;
        sl_vec d = scale * sl_load(g + i);
        sl_vec m = keep1 * sl_load(first) + take1 * d;
        sl_vec v = keep2 * sl_load(second) + take2 * (d * d);
        sl_store(first, m);
        sl_store(second, v);
        sl_store(w + i, shrink * sl_load(w + i) - rate * (m / (sl_root(v) * unbias + epsilon)));
    }
}

void sl_optimizer_step(sl_optimizer *optimizer, sl_real *values, const sl_real *gradient,
                       double scale, double lr) {
    size_t n = optimizer->count;
    sl_real factor = (sl_real)scale, rate = (sl_real)lr;
    optimizer->updates++;
    switch (optimizer->kind) {
    case SL_OPTIMIZER_MOMENTUM:
        heavy_ball(n, values, gradient, factor, optimizer->first, rate);
        break;
    case SL_OPTIMIZER_RMSPROP: rmsprop(n, values, gradient, factor, optimizer->second, rate); break;
    case SL_OPTIMIZER_ADAM: adam(optimizer, values, gradient, factor, lr, 1); break;
    case SL_OPTIMIZER_ADAMW:
        adam(optimizer, values, gradient, factor, lr, (sl_real)(1 - lr * weight_decay));
        break;
    default: sgd(n, values, gradient, (sl_real)(lr * scale));
    }
}

void sl_average_step(sl_real *average, const sl_real *values, size_t count, double decay,
                     uint64_t updates) {
    const sl_real take = (sl_real)((1 - decay) / (1 - sl_power(decay, updates)));
    if (updates == 1) {
        memcpy(average, values, count * sizeof *average);
        return;
    }
    for (size_t i = 0; i < count; i += SL_LANES) {
        sl_vec mean = sl_load(average + i);
        sl_store(average + i, mean + take * (sl_load(values + i) - mean));
    }
}

double sl_clip_scale(double norm, double clip) { return clip > 0 && norm > clip ? clip / norm : 1; }

double sl_scheduled_rate(const sl_settings *settings, uint64_t updates) {
    double lr = settings->lr, done = (double)updates, warmup = settings->warmup;
    if (done < warmup) return lr * (done + 1) / warmup;
    double span = (double)settings->horizon - warmup;
    if (settings->schedule == SL_SCHEDULE_CONSTANT || span <= 0) return lr;
    double part = (done - warmup) / span;
    if (part > 1) part = 1;
    if (settings->schedule == SL_SCHEDULE_COSINE) return lr * 0.5 * (1 + sl_cos_pi(part));
    return part < 0.5 ? lr : part < 0.75 ? lr * 0.1 : lr * 0.01;
}
