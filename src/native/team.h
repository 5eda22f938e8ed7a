/* The ranks that share a training, each with a replica of the trainer: see Replicas in
 * sluice.h. Rank 0 trains; the others serve it, and have everything from it. */
#ifndef SL_NATIVE_TEAM_H
#define SL_NATIVE_TEAM_H

#include "native/material.h"

typedef struct sl_team sl_team;

/* On all ranks, before anything else: whether all compute the same. Fails on all if it does on
 * one. */
sl_outcome sl_team_meet(sl_failure *failure);

/* On rank 0: sends the others what they need. Borrows the trainer until it is freed. */
sl_outcome sl_team_create(sl_trainer *trainer, const sl_material *material, sl_team **out,
                          sl_failure *failure);
void sl_team_free(sl_team *team);

/* Makes one update of the trainer on all ranks. SL_STOPPED if it is given up because it is time to
 * end and a rank stays away. */
sl_outcome sl_team_step(sl_team *team, sl_failure *failure);

/* On the others: serves until rank 0 dismisses them. */
void sl_team_serve(void);
void sl_team_dismiss(void);

#endif
