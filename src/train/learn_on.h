/* Learning on while reading ("dynamic evaluation"; Krause et al. 2018, arXiv:1709.07432): after
 * each few symbols a copy of the weights takes a step down the gradient of the loss that these
 * symbols had, and a little of the way back to where it began. Every symbol is predicted before it
 * is learned from, and the model keeps its weights. */
#ifndef SL_TRAIN_LEARN_ON_H
#define SL_TRAIN_LEARN_ON_H

#include "model/language_model.h"

enum { SL_LEARN_WINDOW = 20 }; /* symbols between two steps */

typedef struct sl_learn_on {
    sl_pass pass;
    sl_real *values, *gradient; /* flat; values: the weights that learn */
    double rate, length;        /* a step is rate times the gradient, and at most so long */
} sl_learn_on;

void sl_learn_on_reserve(sl_learn_on *learning, const sl_model *model, sl_arena *arena);

/* Begins with these weights of the model. */
void sl_learn_on_begin(sl_learn_on *learning, const sl_real *values);

/* Predicts symbols 1 to `count` of `ids` from 0 to `count` - 1, from the packed `states` of one
 * row, which it leaves behind, and returns their summed loss in nats. */
double sl_learn_on_read(sl_learn_on *learning, sl_model *model, const uint16_t *ids, size_t count,
                        sl_real *states);

/* After that: learns from them; `home` are the weights it began with. Returns false if the gradient
 * is not finite; then no weight has changed. */
bool sl_learn_on_step(sl_learn_on *learning, const uint16_t *ids, const sl_real *home);

#endif
