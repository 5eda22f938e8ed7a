#include "train/learn_on.h"

#include <string.h>

#include "base/scalar.h"
#include "math/elementwise.h"

static const double way_back = 0.005; /* share of the way home in each step */

void sl_learn_on_reserve(sl_learn_on *learning, const sl_model *model, sl_arena *arena) {
    size_t count = model->parameters.count;
    sl_pass_reserve(&learning->pass, model, SL_LEARN_WINDOW, 1, SL_NO_DROPOUT, 1, arena);
    learning->values = sl_arena_reals(arena, count);
    learning->gradient = sl_arena_reals(arena, count);
}

void sl_learn_on_begin(sl_learn_on *learning, const sl_real *values) {
    size_t count = learning->pass.model->parameters.count;
    memcpy(learning->values, values, count * sizeof *values);
}

double sl_learn_on_read(sl_learn_on *learning, sl_model *model, const uint16_t *ids, size_t count,
                        sl_real *states) {
    sl_run *run = &learning->pass.run;
    sl_model_read_own(model, learning->values);
    sl_run_shape(run, count, 1);
    sl_run_set_state(run, sl_run_rows(run), states);
    sl_language_forward(&learning->pass, ids);
    sl_run_get_state(run, sl_run_rows(run), states);
    return sl_output_loss(&learning->pass, sl_run_rows(run), ids + 1, (sl_real)(1 / (double)count));
}

/* Of the mean loss over what was read. */
static void find_gradient(sl_learn_on *learning, const uint16_t *ids) {
    sl_pass *pass = &learning->pass;
    memset(learning->gradient, 0, pass->model->parameters.count * sizeof *learning->gradient);
    sl_run_clear_state_gradient(&pass->run);
    sl_language_backward(pass);
    sl_language_add_gradient(pass, sl_run_rows(&pass->run), ids, learning->gradient);
}

bool sl_learn_on_step(sl_learn_on *learning, const uint16_t *ids, const sl_real *home) {
    size_t count = learning->pass.model->parameters.count;
    sl_real *values = learning->values;
    find_gradient(learning, ids);
    double norm = sl_sqrt(sl_square_sum(learning->gradient, count));
    if (!sl_is_finite(norm)) return false;
    bool longer = norm * learning->rate > learning->length;
    const sl_real rate = (sl_real)(longer ? learning->length / norm : learning->rate);
    const sl_real back = (sl_real)way_back;
    for (size_t i = 0; i < count; i += SL_LANES) {
        sl_vec value = sl_load(values + i);
        sl_vec step = back * (sl_load(home + i) - value) - rate * sl_load(learning->gradient + i);
        sl_store(values + i, value + step);
    }
    return true;
}
