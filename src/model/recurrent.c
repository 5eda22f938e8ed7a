#include "model/recurrent.h"

#include <string.h>

#include "math/elementwise.h"
#include "math/gemm.h"
#include "math/lanes.h"

/* ---- Parameters ---------------------------------------------------------------------------- */

/* "_l0" or "_l0_reverse" after `kind`, as PyTorch names its tensors. */
static size_t declare(sl_parameters *parameters, const char *prefix, const char *kind, size_t l,
                      size_t d, sl_tensor tensor) {
    char suffix[SL_NAME_LENGTH] = {0};
    size_t n = strlen(kind);
    memcpy(suffix, kind, n);
    memcpy(suffix + n, d ? "_l0_reverse" : "_l0", d ? 12 : 4);
    suffix[n + 2] = (char)('0' + l);
    return sl_parameters_declare(parameters, prefix, suffix, tensor);
}

/* Offset of each stored block of a tensor that begins at `start`. */
static void note_blocks(size_t *offsets, size_t start, const sl_tensor *tensor) {
    for (size_t g = 0; g < tensor->gates; g++)
        if (tensor->stored[g]) {
            offsets[g] = start;
            start += tensor->rows * tensor->columns;
        }
}

static void declare_layer(sl_layer *layer, const sl_settings *settings, size_t l, size_t d,
                          const char *prefix, sl_parameters *parameters) {
    size_t hidden = layer->hidden;
    sl_tensor tensor = {.gates = layer->cell->gates,
                        .rows = layer->inputs,
                        .columns = hidden,
                        .transposed = true,
                        .fold = SL_NO_FOLD};
    memcpy(tensor.stored, layer->active, sizeof tensor.stored);
    tensor.negated[SL_GRU_Z] = settings->cell == SL_CELL_GRU && layer->update_takes;

    note_blocks(layer->w_x, parameters->count, &tensor);
    declare(parameters, prefix, ".weight_ih", l, d, tensor);
    tensor.rows = hidden;
    note_blocks(layer->w_h, parameters->count, &tensor);
    declare(parameters, prefix, ".weight_hh", l, d, tensor);
    if (!settings->bias) return;

    tensor.rows = 1;
    tensor.transposed = false;
    tensor.vector = true;
    note_blocks(layer->b_x, parameters->count, &tensor);
    tensor.fold = declare(parameters, prefix, ".bias_ih", l, d, tensor);
    memset(tensor.stored, 0, sizeof tensor.stored);
    if (layer->reset_after) {
        tensor.stored[SL_GRU_N] = true;
        layer->b_h = parameters->count;
    }
    declare(parameters, prefix, ".bias_hh", l, d, tensor);
}

void sl_recurrent_declare(sl_recurrent *stack, const sl_settings *settings, size_t inputs,
                          bool reads_ids, const char *prefix, sl_parameters *parameters,
                          sl_arena *arena) {
    size_t directions = settings->bidirectional ? 2 : 1;
    *stack = (sl_recurrent){.layers = settings->layers,
                            .directions = directions,
                            .count = settings->layers * directions,
                            .inputs = inputs,
                            .hidden = settings->hidden,
                            .reads_ids = reads_ids};
    for (size_t i = 0; i < stack->count; i++) {
        size_t l = i / directions;
        sl_layer *layer = &stack->layer[i];
        *layer = sl_layer_of(settings, l ? sl_recurrent_width(stack) : inputs);
        declare_layer(layer, settings, l, i % directions, prefix, parameters);
        sl_layer_reserve(layer, reads_ids && l == 0, arena);
    }
}

void sl_recurrent_use(sl_recurrent *stack, const sl_real *values) {
    for (size_t i = 0; i < stack->count; i++) stack->layer[i].values = values;
}

void sl_recurrent_pack(const sl_recurrent *stack, bool backward) {
    for (size_t i = 0; i < stack->count; i++) sl_layer_pack(&stack->layer[i], backward);
}

size_t sl_recurrent_width(const sl_recurrent *stack) { return stack->directions * stack->hidden; }

size_t sl_recurrent_parts(const sl_recurrent *stack) {
    return stack->layer[0].cell->memory ? SL_STATE_PARTS : 1;
}

/* ---- Runs ---------------------------------------------------------------------------------- */

/* Of a layer's outputs. */
static double dropped_share(const sl_recurrent *stack, size_t l, sl_dropout dropout) {
    return l + 1 < stack->layers ? dropout.between : dropout.last;
}

void sl_run_reserve(sl_run *run, const sl_recurrent *stack, size_t steps, size_t batch,
                    sl_dropout dropout, bool backward, sl_arena *arena) {
    *run = (sl_run){.stack = stack,
                    .steps = steps,
                    .batch = batch,
                    .stride = sl_row_stride(sl_recurrent_width(stack)),
                    .dropout = dropout};
    size_t size = sl_reals_of(steps * batch, run->stride);
    for (size_t i = 0; i < stack->count; i++)
        sl_tape_reserve(&run->tape[i], &stack->layer[i], steps, batch, i % stack->directions == 1,
                        backward, arena);
    for (size_t l = 0; l < stack->layers; l++) {
        bool masked = dropped_share(stack, l, dropout) > 0,
             joined = masked || stack->directions > 1;
        if (joined) run->joined[l] = sl_arena_reals(arena, size);
        if (masked) run->mask[l] = sl_arena_reals(arena, size);
        if (backward)
            run->d_output[l] = joined ? sl_arena_reals(arena, size) : sl_run_tapes(run, l)->dh;
    }
}

void sl_run_shape(sl_run *run, size_t steps, size_t batch) {
    run->steps = steps;
    run->batch = batch;
    for (size_t i = 0; i < run->stack->count; i++) {
        run->tape[i].steps = steps;
        run->tape[i].batch = batch;
    }
}

void sl_run_limit(sl_run *run, const uint16_t *lengths) {
    for (size_t i = 0; i < run->stack->count; i++) run->tape[i].lengths = lengths;
}

sl_rows sl_run_rows(const sl_run *run) { return sl_all_rows(run->steps, run->batch); }

/* ---- States -------------------------------------------------------------------------------- */

size_t sl_recurrent_state_stride(const sl_recurrent *stack) {
    size_t line = 64 / sizeof(sl_real);
    return ((stack->hidden + line - 1) / line | 1) * line;
}

size_t sl_run_state_size(const sl_run *run) {
    const sl_recurrent *stack = run->stack;
    return stack->count * sl_recurrent_parts(stack) * run->batch * sl_recurrent_state_stride(stack);
}

/* Copies the chosen rows of what `which` finds in the tapes to the packed `states`. */
static void get_states(const sl_run *run, sl_rows rows, sl_real *states,
                       sl_real *(*which)(const sl_tape *, sl_real *)) {
    size_t stride = sl_recurrent_state_stride(run->stack), hidden = run->stack->hidden;
    for (size_t i = 0; i < run->stack->count; i++) {
        const sl_tape *tape = &run->tape[i];
        sl_real *parts[] = {tape->h, tape->c};
        for (size_t p = 0; p < sl_recurrent_parts(run->stack); p++, states += rows.count * stride)
            sl_copy_rows(states, stride, which(tape, parts[p]) + rows.first * tape->stride,
                         tape->stride, rows.count, hidden);
    }
}

void sl_run_get_first_state(const sl_run *run, sl_rows rows, sl_real *states) {
    get_states(run, rows, states, sl_tape_first);
}

void sl_run_get_state(const sl_run *run, sl_rows rows, sl_real *states) {
    get_states(run, rows, states, sl_tape_last);
}

void sl_run_set_state(sl_run *run, sl_rows rows, const sl_real *states) {
    size_t stride = sl_recurrent_state_stride(run->stack), hidden = run->stack->hidden, at = 0;
    for (size_t i = 0; i < run->stack->count; i++) {
        const sl_tape *tape = &run->tape[i];
        sl_real *parts[] = {tape->h, tape->c};
        for (size_t p = 0; p < sl_recurrent_parts(run->stack); p++, at += rows.count * stride) {
            sl_real *to = sl_tape_first(tape, parts[p]) + rows.first * tape->stride;
            if (states)
                sl_copy_rows(to, tape->stride, states + at, stride, rows.count, hidden);
            else
                sl_fill_rows(to, tape->stride, rows.count, NULL, tape->stride);
        }
    }
}

/* ---- Forward ------------------------------------------------------------------------------- */

void sl_run_draw_masks(sl_run *run, sl_rows rows, sl_random *random) {
    for (size_t l = 0; l < run->stack->layers; l++)
        if (run->mask[l])
            sl_mask_draw(run->mask[l], run->stride, sl_recurrent_width(run->stack), rows,
                         dropped_share(run->stack, l, run->dropout), run->dropout.locked, random);
}

/* Puts the outputs of both directions side by side. */
static void join(const sl_run *run, size_t l) {
    size_t hidden = run->stack->hidden;
    for (size_t d = 0; d < run->stack->directions; d++) {
        const sl_tape *tape = sl_run_tapes(run, l) + d;
        sl_copy_rows(run->joined[l] + d * hidden, run->stride, sl_tape_outputs(tape), tape->stride,
                     run->steps * run->batch, hidden);
    }
}

static const sl_real *outputs_of(const sl_run *run, size_t l) {
    return run->joined[l] ? run->joined[l] : sl_tape_outputs(sl_run_tapes(run, l));
}

static sl_input input_of(const sl_run *run, size_t l, const sl_input *input) {
    if (l == 0) return *input;
    return (sl_input){.rows = outputs_of(run, l - 1), .stride = run->stride};
}

void sl_run_forward(sl_run *run, const sl_input *input) {
    const sl_recurrent *stack = run->stack;
    size_t size = run->steps * run->batch * run->stride, directions = stack->directions;
    for (size_t l = 0; l < stack->layers; l++) {
        sl_input in = input_of(run, l, input);
        for (size_t i = l * directions; i < (l + 1) * directions; i++)
            sl_layer_forward(&stack->layer[i], &run->tape[i], &in);
        if (run->joined[l]) join(run, l);
        if (run->mask[l]) sl_multiply(run->joined[l], run->mask[l], size);
        if (run->d_output[l]) memset(run->d_output[l], 0, size * sizeof(sl_real));
    }
}

const sl_real *sl_run_outputs(const sl_run *run) { return outputs_of(run, run->stack->layers - 1); }

/* ---- Backward ------------------------------------------------------------------------------ */

sl_real *sl_run_output_gradient(const sl_run *run) { return run->d_output[run->stack->layers - 1]; }

/* Gives each direction its columns of the output gradient. */
static void split(const sl_run *run, size_t l) {
    size_t hidden = run->stack->hidden;
    for (size_t d = 0; d < run->stack->directions; d++) {
        const sl_tape *tape = sl_run_tapes(run, l) + d;
        sl_copy_rows(tape->dh, tape->stride, run->d_output[l] + d * hidden, run->stride,
                     run->steps * run->batch, hidden);
    }
}

void sl_run_backward(sl_run *run, sl_real *dx, size_t dx_stride) {
    const sl_recurrent *stack = run->stack;
    size_t directions = stack->directions;
    for (size_t l = stack->layers; l-- > 0;) {
        if (run->mask[l])
            sl_multiply(run->d_output[l], run->mask[l], run->steps * run->batch * run->stride);
        if (run->joined[l]) split(run, l);
        sl_real *d_input = l ? run->d_output[l - 1] : dx;
        size_t d_stride = l ? run->stride : dx_stride;
        for (size_t i = l * directions; i < (l + 1) * directions; i++)
            sl_layer_backward(&stack->layer[i], &run->tape[i], d_input, d_stride);
    }
}

void sl_run_add_gradient(const sl_run *run, const sl_input *input, sl_rows rows, sl_real *gradient,
                         sl_real *scratch) {
    const sl_recurrent *stack = run->stack;
    for (size_t i = 0; i < stack->count; i++) {
        sl_input in = input_of(run, i / stack->directions, input);
        sl_layer_add_gradient(&stack->layer[i], &run->tape[i], &in, rows, gradient, scratch);
    }
}

void sl_run_clear_state_gradient(sl_run *run) {
    for (size_t i = 0; i < run->stack->count; i++) {
        sl_tape *tape = &run->tape[i];
        memset(tape->dh_state, 0, sl_tape_block(tape) * sizeof(sl_real));
        if (tape->dc_state) memset(tape->dc_state, 0, sl_tape_block(tape) * sizeof(sl_real));
    }
}
