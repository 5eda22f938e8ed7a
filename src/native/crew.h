/* Threads, or the ranks of a team, that share a training, each with a replica of the trainer: see
 * Replicas in sluice.h. */
#ifndef SL_NATIVE_CREW_H
#define SL_NATIVE_CREW_H

#include "native/material.h"

typedef struct sl_crew sl_crew;

/* Borrows the trainer, which is the first of `count` replicas, until it is freed; reads what it
 * trains on. With ranks, each is one replica. */
sl_outcome sl_crew_create(sl_trainer *trainer, const sl_material *material, size_t count,
                          sl_crew **out, sl_failure *failure);
void sl_crew_free(sl_crew *crew);

/* Makes one update of the trainer, with the bits and the failures of sl_trainer_step. SL_STOPPED if
 * it was given up to end. */
sl_outcome sl_crew_step(sl_crew *crew, sl_failure *failure);

#endif
