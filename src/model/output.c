#include "model/output.h"

#include "base/error.h"
#include "base/scalar.h"
#include "math/elementwise.h"
#include "math/sums.h"

void sl_pass_reserve(sl_pass *pass, const sl_model *model, size_t steps, size_t batch,
                     sl_dropout dropout, size_t shards, sl_arena *arena) {
    size_t out = model->output.out, hidden = model->stack.hidden;
    bool backward = shards > 0;
    *pass = (sl_pass){.model = model, .logits_stride = sl_row_stride(out)};
    sl_run_reserve(&pass->run, &model->stack, steps, batch, dropout, backward, arena);
    if (!model->stack.reads_ids)
        sl_embedded_reserve(&pass->input, &model->embedding, model->stack.inputs, steps, batch,
                            dropout, backward, arena);
    pass->logits = sl_arena_reals(arena, sl_reals_of(steps * batch, pass->logits_stride));
    if (backward)
        pass->scratch = sl_arena_reals(arena, sl_sums_scratch(out > hidden ? out : hidden, shards));
}

void sl_pass_draw_masks(sl_pass *pass, sl_rows rows, sl_random *random) {
    sl_run_draw_masks(&pass->run, rows, random);
    sl_embedded_draw_mask(&pass->input, rows, random);
}

static size_t rows_of(const sl_pass *pass) { return pass->run.steps * pass->run.batch; }

void sl_output_forward(sl_pass *pass) {
    sl_affine_forward(&pass->model->output, rows_of(pass), sl_run_outputs(&pass->run),
                      pass->run.stride, pass->logits, pass->logits_stride);
}

sl_status sl_output_check(const sl_pass *pass, sl_error *error) {
    for (size_t row = 0; row < rows_of(pass); row++)
        for (size_t i = 0; i < pass->model->output.out; i++)
            if (!sl_is_finite((double)pass->logits[row * pass->logits_stride + i]))
                return sl_fail(error, SL_DIVERGED, "the model's weights are not finite");
    return SL_OK;
}

double sl_output_loss(sl_pass *pass, sl_rows rows, const uint16_t *y, sl_real scale) {
    double sum = 0;
    for (size_t i = 0; i < sl_rows_total(rows); i++) {
        size_t row = sl_rows_at(rows, i);
        sum += sl_cross_entropy(pass->logits + row * pass->logits_stride, pass->model->output.out,
                                y[row], scale);
    }
    return sum;
}

void sl_output_backward(sl_pass *pass) {
    sl_affine_backward(&pass->model->output, rows_of(pass), pass->logits, pass->logits_stride,
                       sl_run_output_gradient(&pass->run), pass->run.stride);
}

void sl_output_add_gradient(const sl_pass *pass, sl_rows rows, sl_real *gradient) {
    sl_affine_add_gradient(&pass->model->output, rows, sl_run_outputs(&pass->run), pass->run.stride,
                           pass->logits, pass->logits_stride, gradient, pass->scratch);
}
