#include "model/language_model.h"

static void build(void *owner) {
    sl_model *model = owner;
    sl_arena *arena = &model->arena;
    sl_parameters *parameters = &model->parameters;
    const sl_settings *settings = &model->settings;
    size_t symbols = sl_model_symbols(model);
    size_t layers = settings->layers * SL_MAX_DIRECTIONS;
    size_t width = settings->embedding;
    sl_parameters_begin(parameters, 1 + layers * SL_LAYER_TENSORS + SL_AFFINE_TENSORS, arena);
    if (width) sl_embedding_declare(&model->embedding, symbols, width, "embedding", parameters);
    sl_recurrent_declare(&model->stack, settings, width ? width : symbols, !width, "rnn",
                         parameters, arena);
    sl_affine_declare(&model->output, sl_recurrent_width(&model->stack), symbols, settings->bias,
                      "linear", parameters, arena);
    sl_parameters_reserve(parameters, arena);
}

const sl_kind sl_language_model = {.name = "language",
                                   .size = sizeof(sl_model),
                                   .build = build,
                                   .hidden_tensor = "rnn.weight_hh_l0",
                                   .embedding_tensor = "embedding.weight"};

sl_status sl_model_create(const sl_settings *settings, const sl_vocabulary *vocabulary,
                          sl_model **out, sl_error *error) {
    *out = NULL;
    sl_status status = sl_dropout_check(settings, error);
    if (status != SL_OK) return status;
    return sl_model_make(&sl_language_model, settings, vocabulary, NULL, out, error);
}

static size_t symbols_of(const sl_pass *pass) { return pass->run.steps * pass->run.batch; }

/* What the stack reads: ids, or the rows that an embedding has for them. */
static sl_input input_of(const sl_pass *pass, const uint16_t *x) {
    if (pass->run.stack->reads_ids) return (sl_input){.ids = x};
    return sl_embedded_input(&pass->input);
}

void sl_language_run(sl_pass *pass, const uint16_t *x) {
    if (!pass->run.stack->reads_ids) sl_embedded_look_up(&pass->input, x, symbols_of(pass));
    sl_input input = input_of(pass, x);
    sl_run_forward(&pass->run, &input);
}

void sl_language_forward(sl_pass *pass, const uint16_t *x) {
    sl_language_run(pass, x);
    sl_output_forward(pass);
}

void sl_language_backward(sl_pass *pass) {
    sl_output_backward(pass);
    if (pass->run.stack->reads_ids) {
        sl_run_backward(&pass->run, NULL, 0);
        return;
    }
    sl_embedded_clear_gradient(&pass->input, symbols_of(pass));
    sl_run_backward(&pass->run, pass->input.d_rows, pass->input.stride);
    sl_embedded_backward(&pass->input, symbols_of(pass));
}

void sl_language_add_gradient(const sl_pass *pass, sl_rows rows, const uint16_t *x,
                              sl_real *gradient) {
    sl_input input = input_of(pass, x);
    sl_output_add_gradient(pass, rows, gradient);
    sl_run_add_gradient(&pass->run, &input, rows, gradient, pass->scratch);
    if (!pass->run.stack->reads_ids)
        sl_embedded_add_gradient(&pass->input, x, rows, gradient, pass->scratch);
}
