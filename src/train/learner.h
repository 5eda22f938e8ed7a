/* What a trainer trains, seen from the trainer: something with parameters that yields the gradient
 * of one batch after another, in shards. A language model on a text is one, a translator on pairs
 * another. */
#ifndef SL_TRAIN_LEARNER_H
#define SL_TRAIN_LEARNER_H

#include "base/arena.h"
#include "base/settings.h"
#include "text/batches.h"

enum { SL_SHARDS = 4 };

/* Rows of a batch that fall to a shard, and the first of them: as equal as can be, the first shards
 * larger. */
static inline size_t sl_shard_rows(size_t batch, size_t shard) {
    return batch / SL_SHARDS + (shard < batch % SL_SHARDS);
}
static inline size_t sl_shard_first(size_t batch, size_t shard) {
    size_t extra = batch % SL_SHARDS;
    return batch / SL_SHARDS * shard + (shard < extra ? shard : extra);
}

typedef struct sl_learner sl_learner;

typedef struct sl_learner_kind {
    /* Reserves all memory; runs twice, see arena.h. */
    void (*reserve)(sl_learner *learner, sl_arena *arena);
    /* Moves on to the next batch and readies the weights; sets `batch` and `tokens`. */
    void (*begin)(sl_learner *learner);
    /* Runs shards [first, first + count), at most `together`; `update` finished ones went before.
     * Can be repeated. */
    void (*run)(sl_learner *learner, size_t first, size_t count, uint64_t update);
    /* Of a shard among those that ran last: sets `gradient` to its part of the gradient of the mean
     * loss over the batch's tokens, and returns its summed loss in nats. */
    double (*shard)(sl_learner *learner, size_t shard, sl_real *gradient);
    /* The update was applied: what the shards left is what the next batch goes on from. */
    void (*finish)(sl_learner *learner);
    /* It was not: goes back to before `begin`. */
    void (*retreat)(sl_learner *learner);
    /* It never will be with these states: the next batch begins with fresh ones. */
    void (*refresh)(sl_learner *learner);
    /* States that the next batch goes on from, *count reals; NULL if there are none. */
    sl_real *(*kept)(sl_learner *learner, size_t shard, size_t *count);
    /* Where the next batch begins; go_to is false if there is no such place. */
    sl_place (*place)(const sl_learner *learner);
    bool (*go_to)(sl_learner *learner, const sl_place *place);
    /* States that a shard of the present batch leaves, *count reals; NULL if it leaves none. */
    sl_real *(*states)(sl_learner *learner, size_t shard, size_t *count);
    void (*free)(sl_learner *learner);
} sl_learner_kind;

/* The common part; a kind's own struct begins with it. */
struct sl_learner {
    const sl_learner_kind *kind;
    const sl_settings *settings; /* the trainer's */
    sl_model *model;             /* borrowed */
    sl_real *values;             /* its flat parameters */
    size_t count;
    const char *fingerprint; /* of what is learned, 16 hexadecimal digits, borrowed */
    size_t batch;            /* rows of the present batch */
    size_t together;         /* the most shards that run at once: a power of two */
    double tokens;           /* symbols it predicts */
    double epochs;           /* whole passes finished */
    double updates_per_epoch;
    double *model_updates, *model_tokens; /* the model's counters */
};

#endif
