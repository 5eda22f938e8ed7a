/* GRU: R, Z = sigmoid(X W_x + H W_h + b), and
 *   reset before the product (Cho et al. 2014):  N = tanh(X W_xn + (R*H) W_hn + b_n)
 *   reset after it (cuDNN, PyTorch):             N = tanh(X W_xn + b_xn + R*(H W_hn + b_hn))
 *   update keeps (Cho, PyTorch):      H' = Z*H + (1-Z)*N
 *   update takes (Chung et al. 2014): H' = (1-Z)*H + Z*N
 * Ablations: without the reset gate R = 1; without the update gate H' = N. A gate that is held has
 * the value it is held at.
 * `inner` is R*H (before) or H W_hn + b_hn (after). */
#include <string.h>

#include "cell/cell.h"
#include "math/elementwise.h"
#include "math/lanes.h"
#include "math/sums.h"

enum { R = SL_GRU_R, Z = SL_GRU_Z, N = SL_GRU_N };

/* R, and in the variant "before" what it lets through of H. */
static void reset(const sl_layer *layer, const sl_tape *tape, const sl_step *at) {
    size_t n = sl_tape_block(tape);
    if (layer->active[R]) sl_layer_recur(layer, R, tape->batch, at->h, tape->stride, at->gate[R]);
    sl_vec constant = sl_splat(layer->constant[R]);
    for (size_t i = 0; i < n; i += SL_LANES) {
        sl_vec r = layer->active[R] ? sl_sigmoid(sl_load(at->gate[R] + i)) : constant;
        sl_store(at->gate[R] + i, r);
        if (!layer->reset_after) sl_store(at->inner + i, r * sl_load(at->h + i));
    }
}

/* The argument of the candidate's tanh. */
static void candidate(const sl_layer *layer, const sl_tape *tape, const sl_step *at) {
    size_t n = sl_tape_block(tape);
    if (!layer->reset_after) {
        sl_layer_recur(layer, N, tape->batch, at->inner, tape->stride, at->gate[N]);
        return;
    }
    sl_fill_rows(at->inner, tape->stride, tape->batch,
                 layer->b_h == SL_ABSENT ? NULL : layer->values + layer->b_h, layer->hidden);
    sl_layer_recur(layer, N, tape->batch, at->h, tape->stride, at->inner);
    for (size_t i = 0; i < n; i += SL_LANES)
        sl_store(at->gate[N] + i,
                 sl_load(at->gate[N] + i) + sl_load(at->gate[R] + i) * sl_load(at->inner + i));
}

/* The share of H that is kept. */
static inline sl_vec kept(const sl_layer *layer, sl_vec z) {
    if (layer->update_takes) return 1 - z;
    return z;
}

/* Z and H'. */
static void blend(const sl_layer *layer, const sl_tape *tape, const sl_step *at) {
    size_t n = sl_tape_block(tape);
    if (layer->active[Z]) sl_layer_recur(layer, Z, tape->batch, at->h, tape->stride, at->gate[Z]);
    sl_vec constant = sl_splat(layer->constant[Z]);
    for (size_t i = 0; i < n; i += SL_LANES) {
        sl_vec z = layer->active[Z] ? sl_sigmoid(sl_load(at->gate[Z] + i)) : constant;
        sl_vec candidate_state = sl_tanh(sl_load(at->gate[N] + i));
        sl_vec keep = kept(layer, z);
        sl_store(at->gate[Z] + i, z);
        sl_store(at->gate[N] + i, candidate_state);
        sl_store(at->h_next + i, keep * sl_load(at->h + i) + (1 - keep) * candidate_state);
    }
}

static void forward(const sl_layer *layer, sl_tape *tape) {
    for (size_t s = 0; s < tape->steps; s++) {
        sl_step at = sl_tape_step(tape, s);
        reset(layer, tape, &at);
        candidate(layer, tape, &at);
        blend(layer, tape, &at);
        sl_tape_keep(tape, s);
    }
}

/* dZ and dN take the place of Z and N; the state gradient becomes its share through the blend. */
static void blend_back(const sl_layer *layer, const sl_tape *tape, const sl_step *at) {
    size_t n = sl_tape_block(tape);
    sl_vec sign = sl_splat(layer->update_takes ? -1 : 1);
    for (size_t i = 0; i < n; i += SL_LANES) {
        sl_vec z = sl_load(at->gate[Z] + i), c = sl_load(at->gate[N] + i);
        sl_vec keep = kept(layer, z);
        sl_vec dh = sl_load(at->dh + i) + sl_load(tape->dh_state + i);
        sl_vec d_keep = dh * (sl_load(at->h + i) - c);
        sl_store(at->gate[Z] + i, sign * d_keep * (z * (1 - z)));
        sl_store(at->gate[N] + i, dh * (1 - keep) * (1 - c * c));
        sl_store(at->dh + i, dh);
        sl_store(tape->dh_state + i, dh * keep);
    }
}

/* Through inner = R*H. */
static void reset_before_back(const sl_layer *layer, const sl_tape *tape, const sl_step *at) {
    size_t n = sl_tape_block(tape);
    memset(tape->work, 0, n * sizeof *tape->work);
    sl_layer_recur_back(layer, N, tape->batch, at->gate[N], tape->stride, tape->work);
    for (size_t i = 0; i < n; i += SL_LANES) {
        sl_vec r = sl_load(at->gate[R] + i), d = sl_load(tape->work + i);
        sl_store(at->gate[R] + i, d * sl_load(at->h + i) * (r * (1 - r)));
        sl_store(tape->dh_state + i, sl_load(tape->dh_state + i) + d * r);
    }
}

/* Through R * inner with inner = H W_hn + b_hn, whose gradient takes its place. */
static void reset_after_back(const sl_layer *layer, const sl_tape *tape, const sl_step *at) {
    size_t n = sl_tape_block(tape);
    for (size_t i = 0; i < n; i += SL_LANES) {
        sl_vec r = sl_load(at->gate[R] + i), d = sl_load(at->gate[N] + i);
        sl_store(at->gate[R] + i, d * sl_load(at->inner + i) * (r * (1 - r)));
        sl_store(at->inner + i, d * r);
    }
    sl_layer_recur_back(layer, N, tape->batch, at->inner, tape->stride, tape->dh_state);
}

static void backward(const sl_layer *layer, sl_tape *tape) {
    for (size_t s = tape->steps; s-- > 0;) {
        sl_step at = sl_tape_step(tape, s);
        sl_tape_set_aside(tape, s);
        blend_back(layer, tape, &at);
        if (layer->reset_after)
            reset_after_back(layer, tape, &at);
        else
            reset_before_back(layer, tape, &at);
        for (size_t g = R; g <= Z; g++)
            if (layer->active[g])
                sl_layer_recur_back(layer, g, tape->batch, at.gate[g], tape->stride,
                                    tape->dh_state);
        sl_tape_put_back(tape, s);
    }
}

/* Of R and Z from H; of the candidate from `inner`, which is R*H before the product, and after it
 * holds its gradient. */
static void add_gradient(const sl_layer *layer, const sl_tape *tape, sl_rows rows,
                         sl_real *gradient, sl_real *scratch) {
    const sl_real *h = sl_tape_before(tape, tape->h);
    for (size_t g = R; g <= Z; g++)
        if (layer->active[g])
            sl_layer_add_recurrent_gradient(layer, g, tape, rows, h, tape->gate[g], gradient,
                                            scratch);
    const sl_real *source = layer->reset_after ? h : tape->inner;
    const sl_real *d = layer->reset_after ? tape->inner : tape->gate[N];
    sl_layer_add_recurrent_gradient(layer, N, tape, rows, source, d, gradient, scratch);
    if (layer->b_h != SL_ABSENT)
        sl_sum_rows(layer->hidden, rows, tape->inner, tape->stride, gradient + layer->b_h, scratch);
}

const sl_cell sl_gru = {.name = "gru",
                        .gates = 3,
                        .forward = forward,
                        .backward = backward,
                        .add_gradient = add_gradient,
                        .gate_names = {"r", "z", "n"},
                        .gate_words = {"reset", "update"}};
