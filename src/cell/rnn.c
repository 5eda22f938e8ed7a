/* Vanilla RNN: H' = tanh(X W_xh + H W_hh + b_h). */
#include <string.h>

#include "cell/cell.h"
#include "math/lanes.h"

static void forward(const sl_layer *layer, sl_tape *tape) {
    size_t n = sl_tape_block(tape);
    for (size_t s = 0; s < tape->steps; s++) {
        sl_step at = sl_tape_step(tape, s);
        sl_layer_recur(layer, 0, tape->batch, at.h, tape->stride, at.gate[0]);
        for (size_t i = 0; i < n; i += SL_LANES)
            sl_store(at.h_next + i, sl_tanh(sl_load(at.gate[0] + i)));
        sl_tape_keep(tape, s);
    }
}

static void backward(const sl_layer *layer, sl_tape *tape) {
    size_t n = sl_tape_block(tape);
    for (size_t s = tape->steps; s-- > 0;) {
        sl_step at = sl_tape_step(tape, s);
        sl_tape_set_aside(tape, s);
        for (size_t i = 0; i < n; i += SL_LANES) {
            sl_vec h = sl_load(at.h_next + i);
            sl_vec dh = sl_load(at.dh + i) + sl_load(tape->dh_state + i);
            sl_store(at.dh + i, dh);
            sl_store(at.gate[0] + i, dh * (1 - h * h));
        }
        memset(tape->dh_state, 0, n * sizeof *tape->dh_state);
        sl_layer_recur_back(layer, 0, tape->batch, at.gate[0], tape->stride, tape->dh_state);
        sl_tape_put_back(tape, s);
    }
}

const sl_cell sl_rnn = {.name = "rnn", .gates = 1, .forward = forward, .backward = backward};
