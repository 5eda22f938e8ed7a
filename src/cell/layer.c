#include <string.h>

#include "cell/cell.h"
#include "math/elementwise.h"
#include "math/sums.h"

sl_layer sl_layer_of(const sl_settings *settings, size_t inputs) {
    static const sl_cell *const cells[] = {
        [SL_CELL_RNN] = &sl_rnn, [SL_CELL_GRU] = &sl_gru, [SL_CELL_LSTM] = &sl_lstm};
    sl_layer layer = {.cell = cells[settings->cell],
                      .inputs = inputs,
                      .hidden = settings->hidden,
                      .b_h = SL_ABSENT};
    for (size_t g = 0; g < SL_MAX_GATES; g++) {
        layer.active[g] = g < layer.cell->gates;
        layer.w_x[g] = layer.w_h[g] = layer.b_x[g] = SL_ABSENT;
    }
    if (settings->cell != SL_CELL_GRU) return layer;
    layer.reset_after = settings->reset == SL_RESET_AFTER;
    layer.update_takes = settings->update == SL_UPDATE_TAKES;
    layer.active[SL_GRU_R] = settings->gates != SL_GATES_UPDATE;
    layer.active[SL_GRU_Z] = settings->gates != SL_GATES_RESET;
    layer.constant[SL_GRU_R] = 1;
    layer.constant[SL_GRU_Z] = layer.update_takes ? 1 : 0;
    return layer;
}

void sl_layer_reserve(sl_layer *layer, bool reads_ids, sl_arena *arena) {
    size_t inputs = layer->inputs, hidden = layer->hidden;
    for (size_t g = 0; g < SL_MAX_GATES; g++) {
        if (!layer->active[g]) continue;
        layer->packed_h[g] = sl_arena_reals(arena, sl_packed_size(hidden, hidden));
        layer->packed_ht[g] = sl_arena_reals(arena, sl_packed_size(hidden, hidden));
        if (reads_ids) continue;
        layer->packed_x[g] = sl_arena_reals(arena, sl_packed_size(inputs, hidden));
        layer->packed_xt[g] = sl_arena_reals(arena, sl_packed_size(hidden, inputs));
    }
}

/* A dense W (in, out) as both operands: X W, and D W^T. */
static void pack_both(size_t in, size_t out, const sl_real *w, sl_real *packed, sl_real *transposed,
                      bool backward) {
    sl_pack(in, out, w, out, 1, packed);
    if (backward) sl_pack(out, in, w, 1, out, transposed);
}

void sl_layer_pack(const sl_layer *layer, bool backward) {
    size_t inputs = layer->inputs, hidden = layer->hidden;
    for (size_t g = 0; g < SL_MAX_GATES; g++) {
        if (!layer->active[g]) continue;
        pack_both(hidden, hidden, layer->values + layer->w_h[g], layer->packed_h[g],
                  layer->packed_ht[g], backward);
        if (layer->packed_x[g])
            pack_both(inputs, hidden, layer->values + layer->w_x[g], layer->packed_x[g],
                      layer->packed_xt[g], backward);
    }
}

/* A one-hot row times W_x is a row of W_x. */
static void look_up(const sl_layer *layer, const sl_tape *tape, const uint16_t *ids,
                    const sl_real *table, const sl_real *bias, sl_real *out) {
    size_t n = layer->hidden;
    for (size_t i = 0; i < tape->steps * tape->batch; i++, out += tape->stride) {
        const sl_real *row = table + ids[i] * n;
        if (bias)
            sl_sum(out, row, bias, n);
        else
            memcpy(out, row, n * sizeof *out);
    }
}

static void project(const sl_layer *layer, size_t gate, const sl_tape *tape,
                    const sl_input *input) {
    size_t rows = tape->steps * tape->batch, b = layer->b_x[gate];
    const sl_real *bias = b == SL_ABSENT ? NULL : layer->values + b;
    sl_real *out = tape->gate[gate];
    if (input->ids) {
        look_up(layer, tape, input->ids, layer->values + layer->w_x[gate], bias, out);
        return;
    }
    sl_fill_rows(out, tape->stride, rows, bias, layer->hidden);
    sl_gemm(rows, layer->hidden, layer->inputs, input->rows, input->stride, layer->packed_x[gate],
            out, tape->stride);
}

void sl_layer_forward(const sl_layer *layer, sl_tape *tape, const sl_input *input) {
    for (size_t g = 0; g < SL_MAX_GATES; g++)
        if (layer->active[g]) project(layer, g, tape, input);
    layer->cell->forward(layer, tape);
}

void sl_layer_backward(const sl_layer *layer, sl_tape *tape, sl_real *dx, size_t dx_stride) {
    layer->cell->backward(layer, tape);
    for (size_t g = 0; dx && g < SL_MAX_GATES; g++)
        if (layer->active[g])
            sl_gemm(tape->steps * tape->batch, layer->inputs, layer->hidden, tape->gate[g],
                    tape->stride, layer->packed_xt[g], dx, dx_stride);
}

static void add_input_gradient(const sl_layer *layer, size_t gate, const sl_tape *tape,
                               const sl_input *input, sl_rows rows, sl_real *gradient,
                               sl_real *scratch) {
    size_t n = layer->hidden;
    const sl_real *d = tape->gate[gate];
    sl_real *dw = gradient + layer->w_x[gate];
    if (layer->b_x[gate] != SL_ABSENT)
        sl_sum_rows(n, rows, d, tape->stride, gradient + layer->b_x[gate], scratch);
    if (input->ids)
        sl_sum_by_id(layer->inputs, n, rows, input->ids, d, tape->stride, dw, scratch);
    else
        sl_sum_outer(layer->inputs, n, rows, input->rows, input->stride, d, tape->stride, dw,
                     scratch);
}

void sl_layer_add_gradient(const sl_layer *layer, const sl_tape *tape, const sl_input *input,
                           sl_rows rows, sl_real *gradient, sl_real *scratch) {
    const sl_real *h = sl_tape_before(tape, tape->h);
    if (layer->cell->add_gradient) layer->cell->add_gradient(layer, tape, rows, gradient, scratch);
    for (size_t g = 0; g < SL_MAX_GATES; g++) {
        if (!layer->active[g]) continue;
        add_input_gradient(layer, g, tape, input, rows, gradient, scratch);
        if (!layer->cell->add_gradient)
            sl_layer_add_recurrent_gradient(layer, g, tape, rows, h, tape->gate[g], gradient,
                                            scratch);
    }
}

void sl_layer_recur(const sl_layer *layer, size_t gate, size_t batch, const sl_real *a,
                    size_t stride, sl_real *out) {
    sl_gemm(batch, layer->hidden, layer->hidden, a, stride, layer->packed_h[gate], out, stride);
}

void sl_layer_recur_back(const sl_layer *layer, size_t gate, size_t batch, const sl_real *a,
                         size_t stride, sl_real *out) {
    sl_gemm(batch, layer->hidden, layer->hidden, a, stride, layer->packed_ht[gate], out, stride);
}

void sl_layer_add_recurrent_gradient(const sl_layer *layer, size_t gate, const sl_tape *tape,
                                     sl_rows rows, const sl_real *a, const sl_real *d,
                                     sl_real *gradient, sl_real *scratch) {
    size_t n = layer->hidden;
    sl_sum_outer(n, n, rows, a, tape->stride, d, tape->stride, gradient + layer->w_h[gate],
                 scratch);
}
