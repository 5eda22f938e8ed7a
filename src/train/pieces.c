/* The sum of many replicas, which each adds up in pieces of its own. */
#include <string.h>

#include "base/error.h"
#include "math/elementwise.h"
#include "train/trainer.h"

#ifndef __wasm__
/* Room for a loss, whose bits two reals hold. */
enum { LOSS_REALS = 8 / sizeof(sl_real) };

static size_t gradient_size(const sl_trainer *trainer) {
    return trainer->learner->model->parameters.count * sizeof(sl_real);
}

void *sl_trainer_gradient(sl_trainer *trainer, size_t *size) {
    *size = gradient_size(trainer);
    return trainer->gradient[0];
}

/* Copies the states of shards [first, first + count) to or from a block, unless it is NULL; returns
 * their number. */
static size_t copy_states(sl_trainer *trainer, size_t first, size_t count, sl_real *to,
                          const sl_real *from) {
    size_t total = 0;
    for (size_t s = first; s < first + count; s++) {
        size_t reals = 0;
        sl_real *states = trainer->learner->kind->states(trainer->learner, s, true, &reals);
        if (to && reals) memcpy(to + total, states, reals * sizeof *to);
        if (from && reals) memcpy(states, from + total, reals * sizeof *from);
        total += reals;
    }
    return total;
}

const void *sl_trainer_rest(sl_trainer *trainer, size_t *size) {
    sl_real *rest = trainer->inbox;
    memcpy(rest, &trainer->part_loss, sizeof trainer->part_loss);
    size_t states =
        copy_states(trainer, trainer->part_first, trainer->part_shards, rest + LOSS_REALS, NULL);
    *size = (LOSS_REALS + states) * sizeof *rest;
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
        size != (LOSS_REALS + copy_states(trainer, other, count, NULL, NULL)) * sizeof(sl_real))
        return sl_fail(error, SL_MISUSE, "%zu bytes are not the rest that is missing", size);
    double loss;
    memcpy(&loss, rest, sizeof loss);
    trainer->part_loss += loss;
    add_gradient(trainer, other, piece, from, to);
    copy_states(trainer, other, count, NULL, (const sl_real *)rest + LOSS_REALS);
    if (other < trainer->part_first) trainer->part_first = other;
    trainer->part_shards = 2 * count;
    return SL_OK;
}
#endif
