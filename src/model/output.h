/* The ends of a pass: what a stack reads, and its output layer, from outputs to logits, their loss,
 * and back. */
#ifndef SL_MODEL_OUTPUT_H
#define SL_MODEL_OUTPUT_H

#include "model/model.h"

/* Room for passes over windows of up to T steps and B rows; whoever makes passes owns one. */
typedef struct sl_pass {
    const sl_model *model; /* borrowed */
    sl_run run;
    sl_embedded input; /* not of a stack that looks symbols up itself */
    sl_real *logits;   /* (T*B, V) of row stride logits_stride */
    size_t logits_stride;
    sl_real *scratch; /* for sums over rows; NULL without gradients */
} sl_pass;

/* With room for gradients that sum the rows of up to `shards` shards; 0: for none. */
void sl_pass_reserve(sl_pass *pass, const sl_model *model, size_t steps, size_t batch,
                     sl_dropout dropout, size_t shards, sl_arena *arena);

/* Draws what the chosen rows drop of the input and of the layers in the next run; does nothing
 * without dropout. */
void sl_pass_draw_masks(sl_pass *pass, sl_rows rows, sl_random *random);

/* The logits of the run's outputs. The model must be packed. */
void sl_output_forward(sl_pass *pass);

/* SL_DIVERGED if one of the logits is not finite. */
sl_status sl_output_check(const sl_pass *pass, sl_error *error);

/* Summed cross-entropy of the chosen rows' logits with targets y (T, B), in nats. These logits
 * become the gradient of scale times that. */
double sl_output_loss(sl_pass *pass, sl_rows rows, const uint16_t *y, sl_real scale);

/* After forward and loss: the gradient of the run's outputs. */
void sl_output_backward(sl_pass *pass);

/* After that: adds what the chosen rows contribute to the flat `gradient`, shard by shard. */
void sl_output_add_gradient(const sl_pass *pass, sl_rows rows, sl_real *gradient);

#endif
