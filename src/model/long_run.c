#include "model/long_run.h"

#include <string.h>

#include "math/gemm.h"

enum { STRETCH = 64 }; /* steps; any number gives the same outputs */

void sl_long_run_reserve(sl_long_run *run, const sl_model *model, size_t steps, sl_arena *arena) {
    const sl_recurrent *stack = &model->stack;
    *run = (sl_long_run){
        .stack = stack, .steps = steps, .stride = sl_row_stride(sl_recurrent_width(stack))};
    if (!stack->reads_ids)
        sl_embedded_reserve(&run->input, &model->embedding, stack->inputs, STRETCH, 1,
                            SL_NO_DROPOUT, false, arena);
    for (size_t d = 0; d < stack->directions; d++)
        sl_tape_reserve(&run->tape[d], &stack->layer[0], STRETCH, 1, d == 1, false, arena);
    for (size_t i = 0; i < 2 && i < stack->layers; i++)
        run->outputs[i] = sl_arena_reserve(arena, steps, run->stride * sizeof(sl_real));
}

static size_t layer_of(const sl_long_run *run) { return run->number / run->stack->directions; }

static sl_tape *tape_of(sl_long_run *run) {
    return &run->tape[run->number % run->stack->directions];
}

/* The first step, by time, of the next `count`. */
static size_t place_of(const sl_long_run *run, bool reverse, size_t count) {
    return reverse ? run->steps - run->done - count : run->done;
}

/* Shapes the tape to so many steps; it goes on from the state that its last ones left. */
static void shape(const sl_long_run *run, sl_tape *tape, size_t count) {
    sl_tape next = *tape;
    next.steps = count;
    sl_real *parts[] = {tape->h, tape->c};
    size_t size = sl_tape_block(tape) * sizeof(sl_real);
    for (size_t i = 0; i < sl_recurrent_parts(run->stack); i++) {
        sl_real *first = sl_tape_first(&next, parts[i]);
        if (run->done)
            memmove(first, sl_tape_last(tape, parts[i]), size);
        else
            memset(first, 0, size);
    }
    *tape = next;
}

/* What the layer reads in `count` steps from this one on. */
static sl_input input_at(sl_long_run *run, const uint16_t *ids, size_t step, size_t count) {
    size_t layer = layer_of(run);
    if (layer)
        return (sl_input){.rows = run->outputs[(layer - 1) % 2] + step * run->stride,
                          .stride = run->stride};
    if (run->stack->reads_ids) return (sl_input){.ids = ids + step};
    sl_embedded_look_up(&run->input, ids + step, count);
    return sl_embedded_input(&run->input);
}

static void keep_outputs(const sl_long_run *run, const sl_tape *tape, size_t step) {
    size_t hidden = run->stack->hidden;
    sl_real *to = run->outputs[layer_of(run) % 2] + step * run->stride + tape->reverse * hidden;
    const sl_real *from = sl_tape_outputs(tape);
    for (size_t i = 0; i < tape->steps; i++)
        memcpy(to + i * run->stride, from + i * tape->stride, hidden * sizeof *to);
}

bool sl_long_run_advance(sl_long_run *run, const uint16_t *ids) {
    if (run->number == run->stack->count) return false;
    sl_tape *tape = tape_of(run);
    size_t left = run->steps - run->done, count = left < STRETCH ? left : STRETCH;
    size_t step = place_of(run, tape->reverse, count);
    sl_input input = input_at(run, ids, step, count);
    shape(run, tape, count);
    sl_layer_forward(&run->stack->layer[run->number], tape, &input);
    keep_outputs(run, tape, step);
    run->done += count;
    if (run->done == run->steps) {
        run->number++;
        run->done = 0;
    }
    return true;
}

const sl_real *sl_long_run_outputs(const sl_long_run *run) {
    return run->outputs[(run->stack->layers - 1) % 2];
}
