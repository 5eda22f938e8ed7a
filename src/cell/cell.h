/* One recurrent layer in one direction over a whole sequence, forward and backward.
 *
 * A cell is a row of a table: how many gates, and a pair of functions over a tape. Everything that
 * cells share (the input projection and its gradients, the walk along the sequence) is in layer.c
 * and tape.c; a cell's own file holds its recurrence and nothing else.
 *
 * Symbols: T steps, B rows, I inputs, H hidden units, G gates. Row-vector convention, X (B, I),
 * H (B, H), W_x (I, H), W_h (H, H) per gate. Rows are padded to sl_row_stride; the padding of every
 * hidden state is zero and stays zero. */
#ifndef SL_CELL_CELL_H
#define SL_CELL_CELL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/settings.h"
#include "math/rows.h"

enum { SL_MAX_GATES = 4 };

/* ---- Tape: what a forward pass leaves for the backward pass ------------------------------- */

typedef struct sl_tape {
    size_t steps, batch; /* of the present run; at most those it was made for */
    size_t stride;       /* of all rows */
    bool reverse;        /* runs from the last step to the first */
    const uint16_t
        *lengths; /* (B): a row keeps its state in steps t >= its length; NULL: none does */
    sl_real *gate[SL_MAX_GATES]; /* (T*B): input projection -> activation -> gradient of the
                                    argument */
    sl_real *inner; /* (T*B): one more activation, cell by cell; after the backward pass of
                       a cell with a memory, gradient of each C */
    sl_real *h, *c; /* ((T+1)*B): the state before the first step, then after each; the
                       other way round when reverse. c only in cells with a memory */
    sl_real *dh;    /* (T*B): gradient of each output; after the backward pass, of each H:
                       that, and what later steps add */
    sl_real *dh_state, *dc_state; /* (B): gradient of the state, carried backwards */
    sl_real *work;                /* (B) */
    sl_real *dh_aside, *dc_aside; /* (B): state gradients of rows past their length */
} sl_tape;

/* The rows of one step. */
typedef struct sl_step {
    sl_real *gate[SL_MAX_GATES], *inner;
    sl_real *h, *c;           /* before the step */
    sl_real *h_next, *c_next; /* after it */
    sl_real *dh;
} sl_step;

struct sl_layer;

/* Reserves room for T steps of B rows from the arena; the gradient part only if `backward`. */
void sl_tape_reserve(sl_tape *tape, const struct sl_layer *layer, size_t steps, size_t batch,
                     bool reverse, bool backward, sl_arena *arena);

/* The s-th step in the order of the run. */
sl_step sl_tape_step(const sl_tape *tape, size_t s);

/* For sequences of unequal length. After step s forward: rows past their length keep their state.
 * Round step s backward: their state gradient is set aside, so that the step adds nothing, and put
 * back. All three do nothing without lengths. */
void sl_tape_keep(const sl_tape *tape, size_t s);
void sl_tape_set_aside(const sl_tape *tape, size_t s);
void sl_tape_put_back(const sl_tape *tape, size_t s);

size_t sl_tape_block(const sl_tape *tape);                    /* reals in one step's rows */
sl_real *sl_tape_first(const sl_tape *tape, sl_real *states); /* block before the first step */
sl_real *sl_tape_last(const sl_tape *tape, sl_real *states);  /* block after the last step */
sl_real *sl_tape_before(const sl_tape *tape,
                        sl_real *states);                     /* (T*B): before each step, by time */
sl_real *sl_tape_after(const sl_tape *tape, sl_real *states); /* (T*B): after each step, by time */
sl_real *sl_tape_outputs(const sl_tape *tape); /* (T*B): H after each step, by time */

/* ---- Layer: weights and shapes ------------------------------------------------------------- */

typedef struct sl_cell {
    const char *name;
    size_t gates;
    bool memory; /* has a state C beside H */
    void (*forward)(const struct sl_layer *layer, sl_tape *tape);
    /* From tape->dh and the state gradients of the end: gate buffers become the gradients of the
     * gates' arguments, tape->dh that of each H, state gradients become those of the start. */
    void (*backward)(const struct sl_layer *layer, sl_tape *tape);
    /* After that: adds the W_h gradients of the chosen rows; see sl_layer_add_gradient. NULL where
     * each is H^T times the gate's. */
    void (*add_gradient)(const struct sl_layer *layer, const sl_tape *tape, sl_rows rows,
                         sl_real *gradient, sl_real *scratch);
    const char *gate_names[SL_MAX_GATES]; /* NULL where the activation is H itself */
    const char *gate_words[SL_MAX_GATES]; /* NULL of a candidate, which is no gate */
} sl_cell;

extern const sl_cell sl_rnn, sl_gru, sl_lstm;

enum { SL_GRU_R, SL_GRU_Z, SL_GRU_N };
enum { SL_LSTM_I, SL_LSTM_F, SL_LSTM_G, SL_LSTM_O };

#define SL_ABSENT SIZE_MAX /* an offset of what this variant does not have */

typedef struct sl_layer {
    const sl_cell *cell;
    size_t inputs, hidden;
    bool reset_after, update_takes; /* of a GRU */
    bool active[SL_MAX_GATES];      /* a gate that an ablation removes, or that is held, is not */
    sl_real constant[SL_MAX_GATES]; /* its activation then */

    /* offsets into the flat vectors; biases may be SL_ABSENT */
    size_t w_x[SL_MAX_GATES], w_h[SL_MAX_GATES], b_x[SL_MAX_GATES];
    size_t b_h; /* of the candidate alone, reset after */

    const sl_real *values;                                      /* the flat parameter vector */
    sl_real *packed_x[SL_MAX_GATES], *packed_h[SL_MAX_GATES];   /* for the forward products */
    sl_real *packed_xt[SL_MAX_GATES], *packed_ht[SL_MAX_GATES]; /* transposed, for backward */
} sl_layer;

/* What a layer reads: symbol ids (T*B), or rows (T*B, I). */
typedef struct sl_input {
    const uint16_t *ids;
    const sl_real *rows;
    size_t stride;
} sl_input;

/* Cell, ablations and biases as the settings say; offsets are the caller's to set. */
sl_layer sl_layer_of(const sl_settings *settings, size_t inputs);

/* Room for the packed weights. A layer that reads ids needs no packed W_x. */
void sl_layer_reserve(sl_layer *layer, bool reads_ids, sl_arena *arena);

/* Packs the present weights, once per update; the transposed ones only if `backward`. */
void sl_layer_pack(const sl_layer *layer, bool backward);

/* Runs the sequence: tape->h from the state in its first block. */
void sl_layer_forward(const sl_layer *layer, sl_tape *tape, const sl_input *input);

/* Backward through the sequence. Adds to the input gradient `dx` (T*B, I) of row stride
 * `dx_stride`, unless NULL. */
void sl_layer_backward(const sl_layer *layer, sl_tape *tape, sl_real *dx, size_t dx_stride);

/* After that: adds what the chosen rows contribute to the flat `gradient`. `scratch` holds
 * sl_sums_scratch(H, rows.shards) reals, and sums.h says how shards are summed. */
void sl_layer_add_gradient(const sl_layer *layer, const sl_tape *tape, const sl_input *input,
                           sl_rows rows, sl_real *gradient, sl_real *scratch);

/* H_part (B) += A (B, H) W_h[gate], and the same with the transposed matrix. */
void sl_layer_recur(const sl_layer *layer, size_t gate, size_t batch, const sl_real *a,
                    size_t stride, sl_real *out);
void sl_layer_recur_back(const sl_layer *layer, size_t gate, size_t batch, const sl_real *a,
                         size_t stride, sl_real *out);

/* dW_h[gate] += A^T D over the chosen rows. */
void sl_layer_add_recurrent_gradient(const sl_layer *layer, size_t gate, const sl_tape *tape,
                                     sl_rows rows, const sl_real *a, const sl_real *d,
                                     sl_real *gradient, sl_real *scratch);

#endif
