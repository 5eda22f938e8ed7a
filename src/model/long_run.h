/* A stack run over one sequence of any length, a stretch of steps at a time, in both directions.
 *
 * A direction that reads backwards begins at the end, so the layers run one after the other, each
 * over the whole sequence in one direction and then in the other. The outputs are those of an
 * sl_run over all steps at once; only they are kept, not what its tapes would hold. */
#ifndef SL_MODEL_LONG_RUN_H
#define SL_MODEL_LONG_RUN_H

#include "model/model.h"

typedef struct sl_long_run {
    const sl_recurrent *stack;       /* borrowed */
    sl_embedded input;               /* of one stretch, if the model has an embedding */
    size_t steps;                    /* of the sequence */
    size_t stride;                   /* of rows of D * H */
    size_t number, done;             /* the layer and direction that runs, and its finished steps */
    sl_tape tape[SL_MAX_DIRECTIONS]; /* of one stretch */
    sl_real *outputs[2];             /* (steps, D*H) of the even and the odd layers */
} sl_long_run;

/* Reserves room for a sequence of so many steps through a language model. */
void sl_long_run_reserve(sl_long_run *run, const sl_model *model, size_t steps, sl_arena *arena);

/* Runs the next stretch over the ids (steps), from zero states; returns false, and does nothing,
 * once all layers have run. The stack must be packed. */
bool sl_long_run_advance(sl_long_run *run, const uint16_t *ids);

/* The top layer's outputs (steps, D*H), of row stride run->stride, once all layers have run. */
const sl_real *sl_long_run_outputs(const sl_long_run *run);

#endif
