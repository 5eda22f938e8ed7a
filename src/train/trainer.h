/* Inside of sl_trainer.
 *
 * The rows of a batch fall into as many shards as the settings say. The gradient is the sum of the
 * shards' gradients in a fixed tree, ((0 + 1) + (2 + 3)): whoever computes which shard, the bits
 * are equal. */
#ifndef SL_TRAIN_TRAINER_H
#define SL_TRAIN_TRAINER_H

#include "train/learner.h"
#include "train/noise.h"
#include "train/optimizer.h"

enum { SL_TREE_LEVELS = 7 }; /* log2 of the most shards, and one */

struct sl_trainer {
    sl_settings settings;
    sl_learner *learner; /* owned */
    sl_optimizer optimizer;
    sl_real
        *gradient[SL_TREE_LEVELS]; /* flat; the sum is in [0]. Those that run together need one */
    sl_dropconnect dropconnect;    /* reserved if the setting is above 0 */
    /* The update under way, or none if `part_shards` is 0. */
    size_t part_first, part_shards; /* shards whose gradients gradient[0] adds up */
    double part_loss;
    sl_real *inbox; /* a part on its way to or from another replica: loss, gradient, states */
    double tokens, gradient_norm;
    double last_loss, last_tokens; /* of the last update: summed loss, symbols */
    double measured, stale; /* update of the last measurement told, and how many were no better */
    sl_arena arena;
};

/* Room for a loss, whose bits two reals hold. */
enum { SL_LOSS_REALS = 8 / sizeof(sl_real) };

/* Copies the states of shards [first, first + count) to or from a block, unless it is NULL; returns
 * their number. */
size_t sl_trainer_copy_states(const sl_trainer *trainer, size_t first, size_t count, sl_real *to,
                              const sl_real *from);

/* What another replica found out about the shards beside those of the update under way. */
typedef struct sl_part {
    const sl_real *loss, *gradient, *states;
    size_t from, count; /* what the gradient is of: parameters [from, from + count) */
} sl_part;

/* Adds it to the update under way. The later of the two parts may have no rows, and then no
 * gradient. */
void sl_trainer_join(sl_trainer *trainer, const sl_part *part);

/* Makes a trainer around a learner, which it owns from then on (also if it fails), with the
 * settings of the learner's model. */
sl_status sl_trainer_around(sl_learner *learner, sl_trainer **out, sl_error *error);

#endif
