#include "model/language_model.h"

#include <stdlib.h>

#include "base/error.h"
#include "math/elementwise.h"
#include "math/gemm.h"
#include "model/seq2seq.h"

size_t sl_model_symbols(const sl_model *model) { return sl_vocabulary_size(model->vocabulary); }

void sl_output_declare(sl_model *model, const char *prefix) {
    size_t width = sl_recurrent_width(&model->stack), symbols = sl_model_symbols(model);
    sl_parameters *parameters = &model->parameters;
    sl_tensor tensor = {.gates = 1,
                        .rows = width,
                        .columns = symbols,
                        .transposed = true,
                        .stored = {true},
                        .fold = SL_NO_FOLD};
    model->packed_output = sl_arena_reals(&model->arena, sl_packed_size(width, symbols));
    model->packed_output_t = sl_arena_reals(&model->arena, sl_packed_size(symbols, width));
    model->output_weight = parameters->count;
    sl_parameters_declare(parameters, prefix, ".weight", tensor);
    model->output_bias = SL_ABSENT;
    if (!model->settings.bias) return;
    tensor.rows = 1;
    tensor.transposed = false;
    tensor.vector = true;
    model->output_bias = parameters->count;
    sl_parameters_declare(parameters, prefix, ".bias", tensor);
}

static void build(void *owner) {
    sl_model *model = owner;
    sl_arena *arena = &model->arena;
    sl_parameters *parameters = &model->parameters;
    size_t layers = model->settings.layers * SL_MAX_DIRECTIONS;
    sl_parameters_begin(parameters, layers * SL_LAYER_TENSORS + SL_OUTPUT_TENSORS, arena);
    sl_recurrent_declare(&model->stack, &model->settings, sl_model_symbols(model), true, "rnn",
                         parameters, arena);
    sl_output_declare(model, "linear");
    sl_parameters_reserve(parameters, arena);
    sl_recurrent_use(&model->stack, parameters->values);
}

sl_status sl_model_begin(const sl_settings *settings, const sl_vocabulary *vocabulary,
                         sl_model **out, sl_error *error) {
    *out = NULL;
    sl_model *model = calloc(1, sizeof *model);
    if (!model) return sl_fail(error, SL_NO_MEMORY, "no memory for a model");
    model->settings = *settings;
    sl_status status = sl_vocabulary_copy(vocabulary, &model->vocabulary, error);
    if (status == SL_OK)
        *out = model;
    else
        sl_model_free(model);
    return status;
}

sl_status sl_model_complete(sl_model *model, void (*builder)(void *model), sl_error *error) {
    const sl_settings *settings = &model->settings;
    sl_status status = sl_arena_build(&model->arena, builder, model, "the model", error);
    if (status == SL_OK)
        sl_parameters_draw(&model->parameters, settings->init, settings->hidden, settings->seed);
    return status;
}

sl_status sl_model_create(const sl_settings *settings, const sl_vocabulary *vocabulary,
                          sl_model **out, sl_error *error) {
    sl_status status = sl_model_begin(settings, vocabulary, out, error);
    if (status == SL_OK) status = sl_model_complete(*out, build, error);
    if (status != SL_OK) {
        sl_model_free(*out);
        *out = NULL;
    }
    return status;
}

void sl_model_free(sl_model *model) {
    if (!model) return;
    sl_vocabulary_free(model->vocabulary);
    if (model->translation) {
        sl_vocabulary_free(model->translation->source);
        free(model->translation);
    }
    sl_arena_free(&model->arena);
    free(model);
}

size_t sl_model_parameter_count(const sl_model *model) { return model->parameters.count; }
const sl_settings *sl_model_settings(const sl_model *model) { return &model->settings; }

sl_status sl_model_set(sl_model *model, const char *name, const char *value, sl_error *error) {
    return sl_settings_change(&model->settings, name, value, error);
}

const sl_vocabulary *sl_model_vocabulary(const sl_model *model) { return model->vocabulary; }
double sl_model_updates(const sl_model *model) { return model->updates; }
double sl_model_tokens(const sl_model *model) { return model->tokens; }

void sl_model_touch(sl_model *model) { model->packed = SL_PACKED_NONE; }

void sl_model_pack(sl_model *model, bool backward) {
    if (model->packed >= (backward ? SL_PACKED_BOTH : SL_PACKED_FORWARD)) return;
    size_t width = sl_recurrent_width(&model->stack), symbols = sl_model_symbols(model);
    const sl_real *weight = model->parameters.values + model->output_weight;
    sl_recurrent_pack(&model->stack, backward);
    sl_pack(width, symbols, weight, symbols, 1, model->packed_output);
    if (backward) sl_pack(symbols, width, weight, 1, symbols, model->packed_output_t);
    if (model->translation) sl_translation_pack(model, backward);
    model->packed = backward ? SL_PACKED_BOTH : SL_PACKED_FORWARD;
}

/* ---- Passes -------------------------------------------------------------------------------- */

void sl_pass_reserve(sl_pass *pass, const sl_model *model, size_t steps, size_t batch,
                     sl_dropout dropout, bool backward, sl_arena *arena) {
    const sl_recurrent *stack = &model->stack;
    size_t symbols = sl_model_symbols(model), stack_scratch = sl_recurrent_scratch(stack);
    size_t output_scratch = sl_outer_scratch(symbols);
    *pass = (sl_pass){.logits_stride = sl_row_stride(symbols)};
    sl_run_reserve(&pass->run, stack, steps, batch, dropout, backward, arena);
    pass->logits = sl_arena_reals(arena, steps * batch * pass->logits_stride);
    if (backward)
        pass->scratch =
            sl_arena_reals(arena, stack_scratch > output_scratch ? stack_scratch : output_scratch);
}

static size_t rows_of(const sl_pass *pass) { return pass->run.steps * pass->run.batch; }

void sl_model_forward(const sl_model *model, sl_pass *pass, const uint16_t *x) {
    sl_recurrent_forward(&model->stack, &pass->run, &(sl_input){.ids = x});
    sl_model_logits(model, pass);
}

void sl_model_logits(const sl_model *model, sl_pass *pass) {
    size_t symbols = sl_model_symbols(model);
    const sl_real *bias =
        model->output_bias == SL_ABSENT ? NULL : model->parameters.values + model->output_bias;
    sl_fill_rows(pass->logits, pass->logits_stride, rows_of(pass), bias, symbols);
    sl_gemm(rows_of(pass), symbols, sl_recurrent_width(&model->stack),
            sl_run_outputs(&pass->run, &model->stack), pass->run.stride, model->packed_output,
            pass->logits, pass->logits_stride);
}

double sl_model_loss(const sl_model *model, sl_pass *pass, sl_rows rows, const uint16_t *y,
                     sl_real scale) {
    double sum = 0;
    for (size_t i = 0; i < sl_rows_total(rows); i++) {
        size_t row = sl_rows_at(rows, i);
        sum += sl_cross_entropy(pass->logits + row * pass->logits_stride, sl_model_symbols(model),
                                y[row], scale);
    }
    return sum;
}

void sl_output_backward(const sl_model *model, sl_pass *pass) {
    sl_gemm(rows_of(pass), sl_recurrent_width(&model->stack), sl_model_symbols(model), pass->logits,
            pass->logits_stride, model->packed_output_t,
            sl_run_output_gradient(&pass->run, &model->stack), pass->run.stride);
}

void sl_output_add_gradient(const sl_model *model, const sl_pass *pass, sl_rows rows,
                            sl_real *gradient) {
    size_t symbols = sl_model_symbols(model);
    sl_gemm_outer(sl_recurrent_width(&model->stack), symbols, rows,
                  sl_run_outputs(&pass->run, &model->stack), pass->run.stride, pass->logits,
                  pass->logits_stride, gradient + model->output_weight, symbols, pass->scratch);
    if (model->output_bias != SL_ABSENT)
        sl_add_rows(pass->logits, pass->logits_stride, rows, gradient + model->output_bias,
                    symbols);
}

void sl_model_backward(const sl_model *model, sl_pass *pass) {
    sl_output_backward(model, pass);
    sl_recurrent_backward(&model->stack, &pass->run, NULL, 0);
}

void sl_model_add_gradient(const sl_model *model, const sl_pass *pass, sl_rows rows,
                           const uint16_t *x, sl_real *gradient) {
    sl_output_add_gradient(model, pass, rows, gradient);
    sl_recurrent_add_gradient(&model->stack, &pass->run, &(sl_input){.ids = x}, rows, gradient,
                              pass->scratch);
}
