/* A stack of recurrent layers, each in one or two directions, and its runs over sequences.
 *
 * Symbols as in cell.h; D directions. Layer 0 reads the input, layer l > 0 the outputs of layer
 * l - 1, D * H wide, after dropout. Layers and tapes lie flat: direction d of layer l is number
 * l * D + d. */
#ifndef SL_MODEL_RECURRENT_H
#define SL_MODEL_RECURRENT_H

#include "cell/cell.h"
#include "model/dropout.h"
#include "model/parameters.h"

enum { SL_MAX_LAYERS = 8, SL_MAX_DIRECTIONS = 2, SL_MAX_TAPES = SL_MAX_LAYERS * SL_MAX_DIRECTIONS };
enum { SL_LAYER_TENSORS = 4 }; /* the most that a layer declares in one direction */
enum { SL_STATE_H, SL_STATE_C, SL_STATE_PARTS };

typedef struct sl_recurrent {
    size_t layers, directions, count; /* count: layers * directions */
    size_t inputs, hidden;
    bool reads_ids; /* layer 0 looks symbols up instead of multiplying rows */
    sl_layer layer[SL_MAX_TAPES];
} sl_recurrent;

/* Declares its tensors, named `prefix`.weight_ih_l0 and so on, and notes their offsets. */
void sl_recurrent_declare(sl_recurrent *stack, const sl_settings *settings, size_t inputs,
                          bool reads_ids, const char *prefix, sl_parameters *parameters,
                          sl_arena *arena);

/* Tells the layers which flat parameter vector to read, once it has been reserved. */
void sl_recurrent_use(sl_recurrent *stack, const sl_real *values);

/* Packs the present weights; see sl_layer_pack. */
void sl_recurrent_pack(const sl_recurrent *stack, bool backward);

/* Holds a gate of one layer, or of SL_ALL_LAYERS, in every direction, at a value: whoever does so
 * has a stack of its own. See sl_generator_hold. */
sl_status sl_recurrent_hold(sl_recurrent *stack, const char *gate, size_t layer, double value,
                            sl_error *error);

size_t sl_recurrent_width(const sl_recurrent *stack); /* of its outputs: D * H */
size_t sl_recurrent_parts(const sl_recurrent *stack); /* of a state: H, and C in some cells */

/* What running a stack over T steps of B rows leaves behind, for the backward pass and for the next
 * window. */
typedef struct sl_run {
    const sl_recurrent *stack; /* borrowed */
    size_t steps, batch;       /* of the present run; at most those it was made for */
    size_t stride;             /* of rows of D * H */
    sl_dropout dropout;
    sl_tape tape[SL_MAX_TAPES];
    sl_real *joined[SL_MAX_LAYERS];   /* (T*B): both directions side by side, after dropout; NULL
                                         where the tape's own rows serve */
    sl_real *mask[SL_MAX_LAYERS];     /* (T*B): see dropout.h; sl_run_draw_masks */
    sl_real *d_output[SL_MAX_LAYERS]; /* (T*B): gradient of each layer's output */
} sl_run;

/* Reserves room for T steps of B rows; for the gradients only if `backward`. */
void sl_run_reserve(sl_run *run, const sl_recurrent *stack, size_t steps, size_t batch,
                    sl_dropout dropout, bool backward, sl_arena *arena);

/* Sets the shape of the next run, within the room reserved. */
void sl_run_shape(sl_run *run, size_t steps, size_t batch);

/* From now on row b of every layer runs for lengths[b] steps only (borrowed); NULL: for all. */
void sl_run_limit(sl_run *run, const uint16_t *lengths);

/* The tapes of a layer's directions. */
static inline const sl_tape *sl_run_tapes(const sl_run *run, size_t layer) {
    return &run->tape[layer * run->stack->directions];
}

sl_rows sl_run_rows(const sl_run *run); /* all of them, as one shard */

/* Reals from row to row of packed states: an odd number of cache lines. Training files of version 1
 * hold them so, whatever the stride of a tape. */
size_t sl_recurrent_state_stride(const sl_recurrent *stack);

/* Number of reals in the packed states (h, and c in cells that have one) of all layers and
 * directions.
 */
size_t sl_run_state_size(const sl_run *run);

/* Copy the chosen rows' states before the first or after the last step to `states`, or `states`
 * (zeros if NULL) to before the first. `states` has the size that a run of those rows has. */
void sl_run_get_first_state(const sl_run *run, sl_rows rows, sl_real *states);
void sl_run_get_state(const sl_run *run, sl_rows rows, sl_real *states);
void sl_run_set_state(sl_run *run, sl_rows rows, const sl_real *states);

/* Draws what the chosen rows drop in the next run; does nothing without dropout. */
void sl_run_draw_masks(sl_run *run, sl_rows rows, sl_random *random);

/* Runs the stack over `input` from the states set before. */
void sl_run_forward(sl_run *run, const sl_input *input);

/* The top layer's outputs (T*B, D*H), of row stride run->stride. */
const sl_real *sl_run_outputs(const sl_run *run);

/* Where the caller puts the gradient of the outputs before the backward pass; zeroed by forward. */
sl_real *sl_run_output_gradient(const sl_run *run);

/* Adds to the gradient `dx` of the input rows, unless NULL. The gradient of the final states is
 * read from, and that of the initial states left in, the tapes' dh_state and dc_state;
 * sl_run_clear_state_gradient sets them to zero. */
void sl_run_backward(sl_run *run, sl_real *dx, size_t dx_stride);
void sl_run_clear_state_gradient(sl_run *run);

/* After that: adds what the chosen rows contribute to the flat `gradient`, shard by shard. */
void sl_run_add_gradient(const sl_run *run, const sl_input *input, sl_rows rows, sl_real *gradient,
                         sl_real *scratch);

#endif
