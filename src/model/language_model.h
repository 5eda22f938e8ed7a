/* A language model: symbol ids -> embedding, if it has one -> recurrent stack -> output layer ->
 * logits. */
#ifndef SL_MODEL_LANGUAGE_MODEL_H
#define SL_MODEL_LANGUAGE_MODEL_H

#include "model/output.h"

extern const sl_kind sl_language_model;

/* Runs the stack over symbols x (T, B) from the states set in pass->run, where it leaves outputs.
 * The model must be packed. */
void sl_language_run(sl_pass *pass, const uint16_t *x);

/* The same, and the logits. */
void sl_language_forward(sl_pass *pass, const uint16_t *x);

/* After forward and sl_output_loss. The gradient of the final states is what the tapes hold; see
 * sl_run_clear_state_gradient. */
void sl_language_backward(sl_pass *pass);

/* After that: adds what the chosen rows contribute to the flat `gradient`. */
void sl_language_add_gradient(const sl_pass *pass, sl_rows rows, const uint16_t *x,
                              sl_real *gradient);

#endif
