#include <string.h>

#include "cell/cell.h"
#include "math/gemm.h"

void sl_tape_reserve(sl_tape *tape, const sl_layer *layer, size_t steps, size_t batch, bool reverse,
                     bool backward, sl_arena *arena) {
    size_t stride = sl_row_stride(layer->hidden), block = batch * stride;
    bool memory = layer->cell->memory;
    *tape = (sl_tape){.steps = steps, .batch = batch, .stride = stride, .reverse = reverse};
    for (size_t g = 0; g < layer->cell->gates; g++)
        tape->gate[g] = sl_arena_reals(arena, sl_reals_of(steps, block));
    tape->inner = sl_arena_reals(arena, sl_reals_of(steps, block));
    tape->h = sl_arena_reals(arena, sl_reals_of(steps + 1, block));
    if (memory) tape->c = sl_arena_reals(arena, sl_reals_of(steps + 1, block));
    if (!backward) return;
    tape->dh = sl_arena_reals(arena, sl_reals_of(steps, block));
    tape->dh_state = sl_arena_reals(arena, block);
    if (memory) tape->dc_state = sl_arena_reals(arena, block);
    tape->work = sl_arena_reals(arena, block);
    tape->dh_aside = sl_arena_reals(arena, block);
    if (memory) tape->dc_aside = sl_arena_reals(arena, block);
}

size_t sl_tape_block(const sl_tape *tape) { return tape->batch * tape->stride; }

static sl_real *offset(sl_real *base, size_t reals) { return base ? base + reals : NULL; }

static size_t time_of(const sl_tape *tape, size_t s) {
    return tape->reverse ? tape->steps - 1 - s : s;
}

sl_step sl_tape_step(const sl_tape *tape, size_t s) {
    size_t block = sl_tape_block(tape);
    size_t t = time_of(tape, s);
    size_t before = t + tape->reverse, after = t + !tape->reverse;
    sl_step step = {.inner = tape->inner + t * block,
                    .h = tape->h + before * block,
                    .h_next = tape->h + after * block,
                    .c = offset(tape->c, before * block),
                    .c_next = offset(tape->c, after * block),
                    .dh = offset(tape->dh, t * block)};
    for (size_t g = 0; g < SL_MAX_GATES; g++) step.gate[g] = offset(tape->gate[g], t * block);
    return step;
}

sl_real *sl_tape_first(const sl_tape *tape, sl_real *states) {
    return offset(states, tape->reverse ? tape->steps * sl_tape_block(tape) : 0);
}

sl_real *sl_tape_last(const sl_tape *tape, sl_real *states) {
    return offset(states, tape->reverse ? 0 : tape->steps * sl_tape_block(tape));
}

sl_real *sl_tape_before(const sl_tape *tape, sl_real *states) {
    return states + (tape->reverse ? sl_tape_block(tape) : 0);
}

sl_real *sl_tape_after(const sl_tape *tape, sl_real *states) {
    return offset(states, tape->reverse ? 0 : sl_tape_block(tape));
}

sl_real *sl_tape_outputs(const sl_tape *tape) { return sl_tape_after(tape, tape->h); }

static void copy_row(const sl_tape *tape, size_t row, sl_real *to, const sl_real *from) {
    if (to) memcpy(to + row * tape->stride, from + row * tape->stride, tape->stride * sizeof *to);
}

static void clear_row(const sl_tape *tape, size_t row, sl_real *x) {
    if (x) memset(x + row * tape->stride, 0, tape->stride * sizeof *x);
}

void sl_tape_keep(const sl_tape *tape, size_t s) {
    if (!tape->lengths) return;
    sl_step at = sl_tape_step(tape, s);
    for (size_t row = 0; row < tape->batch; row++)
        if (time_of(tape, s) >= tape->lengths[row]) {
            copy_row(tape, row, at.h_next, at.h);
            copy_row(tape, row, at.c_next, at.c);
        }
}

void sl_tape_set_aside(const sl_tape *tape, size_t s) {
    if (!tape->lengths) return;
    sl_step at = sl_tape_step(tape, s);
    for (size_t row = 0; row < tape->batch; row++)
        if (time_of(tape, s) >= tape->lengths[row]) {
            copy_row(tape, row, tape->dh_aside, tape->dh_state);
            copy_row(tape, row, tape->dc_aside, tape->dc_state);
            clear_row(tape, row, tape->dh_state);
            clear_row(tape, row, tape->dc_state);
            clear_row(tape, row, at.dh); /* an output past the end is nobody's */
        }
}

void sl_tape_put_back(const sl_tape *tape, size_t s) {
    if (!tape->lengths) return;
    for (size_t row = 0; row < tape->batch; row++)
        if (time_of(tape, s) >= tape->lengths[row]) {
            copy_row(tape, row, tape->dh_state, tape->dh_aside);
            copy_row(tape, row, tape->dc_state, tape->dc_aside);
        }
}
