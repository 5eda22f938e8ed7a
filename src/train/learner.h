/* What a trainer trains, seen from the trainer: a model and what it learns
 * from, which yield the gradient of one batch after another, in shards. */
#ifndef SL_TRAIN_LEARNER_H
#define SL_TRAIN_LEARNER_H

#include "model/model.h"
#include "text/batches.h"

typedef struct sl_learner sl_learner;

typedef struct sl_learner_kind {
    /* Reserves all memory; runs twice, see arena.h. */
    void (*reserve)(sl_learner *learner, sl_arena *arena);
    /* Moves on to the next batch and packs the weights; sets `batch` and `tokens`. */
    void (*begin)(sl_learner *learner);
    /* Runs shards [first, first + count), at most `together`, after `update` finished updates: adds
     * their part of the gradient of the mean loss over the batch's tokens to `gradient`, which is
     * zero, and sets each one's place in `loss` to its summed loss in nats. Can be repeated. */
    void (*run)(sl_learner *learner, size_t first, size_t count, uint64_t update, sl_real *gradient,
                double *loss);
    /* The update was applied: the next batch continues from what the shards left. */
    void (*finish)(sl_learner *learner);
    /* It was not: goes back to before `begin`. If `fresh`, the next batch does not continue from
     * the states of this one. */
    void (*discard)(sl_learner *learner, bool fresh);
    /* States that a shard continues from (`after` false) or leaves (true), *count reals; NULL if
     * there are none. */
    sl_real *(*states)(sl_learner *learner, size_t shard, bool after, size_t *count);
    /* Where the next batch begins. go_to returns false if the data have no such place; the caller
     * must then go to one that exists. */
    sl_place (*place)(const sl_learner *learner);
    bool (*go_to)(sl_learner *learner, const sl_place *place);
} sl_learner_kind;

/* The common part; a kind's own struct begins with it, in a block of its own for the trainer to
 * free.
 */
struct sl_learner {
    const sl_learner_kind *kind;
    sl_model *model;             /* borrowed */
    const sl_settings *settings; /* the trainer's */
    const char *fingerprint;     /* of what is learned, 16 hexadecimal digits, borrowed */
    size_t most; /* symbols or pairs that the text or table was to have at most; 0: no limit */
    size_t training_length; /* symbols or pairs trained on; the rest is held out */
    size_t batch;           /* rows of the present batch */
    size_t together;        /* the most shards that run at once: see sl_shards_together */
    double tokens;          /* symbols that the present batch predicts */
    double epochs;          /* whole passes finished */
};

/* How many shards best run at once. Every step reads all recurrent weights of a layer, however few
 * its rows. */
size_t sl_shards_together(const sl_settings *settings, const sl_layer *layer);

/* The first row of a shard in the present batch, and how many rows it has. */
size_t sl_learner_first(const sl_learner *learner, size_t shard);
size_t sl_learner_rows(const sl_learner *learner, size_t shard);

#endif
