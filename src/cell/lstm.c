/* LSTM: I, F, O = sigmoid(X W_x + H W_h + b), G = tanh(...), C' = F*C + I*G, H' = O*tanh(C').
 * A gate that is held has the value it is held at. `inner` is tanh(C'). */
#include <string.h>

#include "cell/cell.h"
#include "math/lanes.h"

enum { I = SL_LSTM_I, F = SL_LSTM_F, G = SL_LSTM_G, O = SL_LSTM_O };

static inline sl_vec gate(const sl_layer *layer, const sl_step *at, size_t g, size_t k) {
    if (!layer->active[g]) return sl_splat(layer->constant[g]);
    return sl_sigmoid(sl_load(at->gate[g] + k));
}

static void step_forward(const sl_layer *layer, const sl_step *at, size_t n) {
    for (size_t k = 0; k < n; k += SL_LANES) {
        sl_vec i = gate(layer, at, I, k), f = gate(layer, at, F, k);
        sl_vec g = sl_tanh(sl_load(at->gate[G] + k));
        sl_vec o = gate(layer, at, O, k);
        sl_vec c = f * sl_load(at->c + k) + i * g;
        sl_vec tanh_c = sl_tanh(c);
        sl_store(at->gate[I] + k, i);
        sl_store(at->gate[F] + k, f);
        sl_store(at->gate[G] + k, g);
        sl_store(at->gate[O] + k, o);
        sl_store(at->c_next + k, c);
        sl_store(at->inner + k, tanh_c);
        sl_store(at->h_next + k, o * tanh_c);
    }
}

static void forward(const sl_layer *layer, sl_tape *tape) {
    for (size_t s = 0; s < tape->steps; s++) {
        sl_step at = sl_tape_step(tape, s);
        for (size_t g = I; g <= O; g++)
            if (layer->active[g])
                sl_layer_recur(layer, g, tape->batch, at.h, tape->stride, at.gate[g]);
        step_forward(layer, &at, sl_tape_block(tape));
        sl_tape_keep(tape, s);
    }
}

static void step_backward(const sl_step *at, const sl_tape *tape, size_t n) {
    for (size_t k = 0; k < n; k += SL_LANES) {
        sl_vec i = sl_load(at->gate[I] + k), f = sl_load(at->gate[F] + k);
        sl_vec g = sl_load(at->gate[G] + k), o = sl_load(at->gate[O] + k);
        sl_vec tanh_c = sl_load(at->inner + k);
        sl_vec dh = sl_load(at->dh + k) + sl_load(tape->dh_state + k);
        sl_vec dc = sl_load(tape->dc_state + k) + dh * o * (1 - tanh_c * tanh_c);
        sl_store(at->gate[I] + k, dc * g * (i * (1 - i)));
        sl_store(at->gate[F] + k, dc * sl_load(at->c + k) * (f * (1 - f)));
        sl_store(at->gate[G] + k, dc * i * (1 - g * g));
        sl_store(at->gate[O] + k, dh * tanh_c * (o * (1 - o)));
        sl_store(at->dh + k, dh);
        sl_store(at->inner + k, dc);
        sl_store(tape->dc_state + k, dc * f);
    }
}

static void backward(const sl_layer *layer, sl_tape *tape) {
    size_t n = sl_tape_block(tape);
    for (size_t s = tape->steps; s-- > 0;) {
        sl_step at = sl_tape_step(tape, s);
        sl_tape_set_aside(tape, s);
        step_backward(&at, tape, n);
        memset(tape->dh_state, 0, n * sizeof *tape->dh_state);
        for (size_t g = I; g <= O; g++)
            if (layer->active[g])
                sl_layer_recur_back(layer, g, tape->batch, at.gate[g], tape->stride,
                                    tape->dh_state);
        sl_tape_put_back(tape, s);
    }
}

const sl_cell sl_lstm = {.name = "lstm",
                         .gates = 4,
                         .memory = true,
                         .forward = forward,
                         .backward = backward,
                         .gate_names = {"i", "f", "g", "o"},
                         .gate_words = {"input", "forget", NULL, "output"}};
