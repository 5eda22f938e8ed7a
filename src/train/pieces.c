/* The sum of many replicas, which each adds up in pieces of its own. */
#include <string.h>

#include "base/error.h"
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
    const sl_real *loss = rest;
    sl_part part = {loss, piece, loss + SL_LOSS_REALS, from / sizeof(sl_real),
                    (to - from) / sizeof(sl_real)};
    sl_trainer_join(trainer, &part);
    return SL_OK;
}
#endif
