/* From a gradient to new parameters: global-norm clip, schedule, update rule, mean. One loop each
 * over the flat vectors. Constants are PyTorch's defaults, momentum 0.9. */
#ifndef SL_TRAIN_OPTIMIZER_H
#define SL_TRAIN_OPTIMIZER_H

#include "base/arena.h"
#include "base/settings.h"

typedef struct sl_optimizer {
    uint32_t kind;
    size_t count;
    sl_real *first, *second; /* moments, (count) each; NULL where the rule has none */
    uint64_t updates;
} sl_optimizer;

void sl_optimizer_reserve(sl_optimizer *optimizer, uint32_t kind, size_t count, sl_arena *arena);

/* One update of `values` along `gradient` times `scale`, at learning rate `lr`. Reads and writes
 * whole vectors: both come from an arena, whose blocks have room for the last. */
void sl_optimizer_step(sl_optimizer *optimizer, sl_real *values, const sl_real *gradient,
                       double scale, double lr);

/* Takes the values that an update has left into their running mean, of which it keeps the share
 * `decay`. The mean is that of the values so far, without what it was before the first update: a
 * zero that grows into a mean, divided by 1 - decay^updates, is the same. */
void sl_average_step(sl_real *average, const sl_real *values, size_t count, double decay,
                     uint64_t updates);

/* What a gradient of this norm is multiplied by so that its norm is at most `clip` (0: off). */
double sl_clip_scale(double norm, double clip);

/* Learning rate of the update that follows `updates` finished ones: linear warm-up from 0, then
 * constant; cosine from lr to 0 over the horizon; or steps, a tenth of it from one half of the
 * horizon on and a hundredth from three quarters on. */
double sl_scheduled_rate(const sl_settings *settings, uint64_t updates);

#endif
