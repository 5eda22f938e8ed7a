#include "train/learner.h"

/* A product with few rows spends itself on reading the weights. Those that the second-level cache
 * holds are read fast, and few rows leave room there for the states of their steps; more of them
 * come from further away, and are worth some rows. */
size_t sl_shards_together(const sl_settings *settings, const sl_layer *layer) {
    enum { WEIGHTS_NEAR = 1 << 18, ROWS_NEAR = 8, ROWS_FAR = 32 };
    bool near = layer->cell->gates * layer->hidden * layer->hidden <= WEIGHTS_NEAR;
    size_t together = 1, enough = near ? ROWS_NEAR : ROWS_FAR;
    while (together < settings->shards && together * settings->batch < enough * settings->shards)
        together *= 2;
    return together;
}

size_t sl_learner_first(const sl_learner *learner, size_t shard) {
    return sl_shard_first(learner->batch, learner->settings->shards, shard);
}

size_t sl_learner_rows(const sl_learner *learner, size_t shard) {
    return sl_learner_first(learner, shard + 1) - sl_learner_first(learner, shard);
}
