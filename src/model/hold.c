/* Gates held at a value: what a layer then does is what it does without a gate that an ablation
 * removed. */
#include <string.h>

#include "base/error.h"
#include "model/recurrent.h"

/* The gate of this letter or word; SL_MAX_GATES if the cell has none. */
static size_t find(const sl_cell *cell, const char *gate) {
    for (size_t g = 0; g < SL_MAX_GATES; g++)
        if (cell->gate_words[g] &&
            (!strcmp(gate, cell->gate_names[g]) || !strcmp(gate, cell->gate_words[g])))
            return g;
    return SL_MAX_GATES;
}

static sl_status no_such_gate(const char *gate, sl_error *error) {
    return sl_fail(
        error, SL_BAD_SETTING,
        "\"%s\" is no gate of this model: a gru has r (reset) and z (update), an lstm has "
        "i (input), f (forget) and o (output), an rnn has none",
        gate);
}

static sl_status check(const sl_recurrent *stack, size_t g, size_t layer, double value,
                       sl_error *error) {
    const sl_cell *cell = stack->layer[0].cell;
    if (stack->layer[0].w_h[g] == SL_ABSENT)
        return sl_fail(error, SL_BAD_SETTING,
                       "this model has no %s gate to hold: its setting gates left it out",
                       cell->gate_words[g]);
    if (layer != SL_ALL_LAYERS && layer >= stack->layers)
        return sl_fail(error, SL_BAD_SETTING,
                       "there is no layer %zu whose %s gate could be held: the last one is %zu",
                       layer, cell->gate_words[g], stack->layers - 1);
    if (!(value >= 0 && value <= 1))
        return sl_fail(error, SL_BAD_SETTING,
                       "the %s gate can be held at a value from 0 to 1, not at %g",
                       cell->gate_words[g], value);
    return SL_OK;
}

sl_status sl_recurrent_hold(sl_recurrent *stack, const char *gate, size_t layer, double value,
                            sl_error *error) {
    size_t g = find(stack->layer[0].cell, gate);
    if (g == SL_MAX_GATES) return no_such_gate(gate, error);
    sl_status status = check(stack, g, layer, value, error);
    if (status != SL_OK) return status;
    for (size_t i = 0; i < stack->count; i++) {
        if (layer != SL_ALL_LAYERS && layer != i / stack->directions) continue;
        stack->layer[i].active[g] = false;
        stack->layer[i].constant[g] = (sl_real)value;
    }
    return SL_OK;
}
