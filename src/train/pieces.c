/* The sum of many replicas, which each adds up in pieces of its own. */
#include <string.h>

#include "base/error.h"
#include "math/elementwise.h"
#include "train/trainer.h"

#ifndef __wasm__
static size_t gradient_size(const sl_trainer *trainer) {
    return trainer->learner->model->parameters.count * sizeof(sl_real);
}

void *sl_trainer_gradient(sl_trainer *trainer, size_t *size) {
    *size = gradient_size(trainer);
    return trainer->gradient[0];
}

const void *sl_trainer_rest(sl_trainer *trainer, size_t *size) {
    sl_real *rest = trainer->inbox;
    memcpy(rest, &trainer->part_loss, sizeof trainer->part_loss);
    size_t states = sl_trainer_copy_states(trainer, trainer->part_first, trainer->part_shards,
                                           rest + SL_LOSS_REALS, NULL);
    *size = (SL_LOSS_REALS + states) * sizeof *rest;
    return rest;
}

/* The later of the two parts may have no rows, and then no gradient. */
static void add_gradient(sl_trainer *trainer, size_t other, const void *piece, size_t from,
                         size_t to) {
    size_t first = trainer->part_first, last = other > first ? other : first;
    sl_real *own = trainer->gradient[0] + from / sizeof *own;
    if (sl_learner_rows(trainer->learner, last))
        sl_add(own, piece, (to - from) / sizeof *own);
    else if (last == first)
        memcpy(own, piece, to - from);
}

sl_status sl_trainer_add_piece(sl_trainer *trainer, const void *rest, size_t size,
                               const void *piece, size_t from, size_t to, sl_error *error) {
    size_t count = trainer->part_shards, other = trainer->part_first ^ count;
    bool fits = count && count < trainer->settings.shards && from <= to &&
                to <= gradient_size(trainer) && from % sizeof(sl_real) == 0 &&
                to % sizeof(sl_real) == 0;
    if (!fits ||
        size != (SL_LOSS_REALS + sl_trainer_copy_states(trainer, other, count, NULL, NULL)) *
                    sizeof(sl_real))
        return sl_fail(error, SL_MISUSE, "%zu bytes are not the rest that is missing", size);
    double loss;
    memcpy(&loss, rest, sizeof loss);
    trainer->part_loss += loss;
    add_gradient(trainer, other, piece, from, to);
    sl_trainer_copy_states(trainer, other, count, NULL, (const sl_real *)rest + SL_LOSS_REALS);
    if (other < trainer->part_first) trainer->part_first = other;
    trainer->part_shards = 2 * count;
    return SL_OK;
}
#endif
