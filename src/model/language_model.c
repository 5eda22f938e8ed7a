#include "model/language_model.h"

static void build(void *owner) {
    sl_model *model = owner;
    sl_arena *arena = &model->arena;
    sl_parameters *parameters = &model->parameters;
    const sl_settings *settings = &model->settings;
    size_t symbols = sl_model_symbols(model);
    size_t layers = settings->layers * SL_MAX_DIRECTIONS;
    sl_parameters_begin(parameters, layers * SL_LAYER_TENSORS + SL_AFFINE_TENSORS, arena);
    sl_recurrent_declare(&model->stack, settings, symbols, true, "rnn", parameters, arena);
    sl_affine_declare(&model->output, sl_recurrent_width(&model->stack), symbols, settings->bias,
                      "linear", parameters, arena);
    sl_parameters_reserve(parameters, arena);
}

const sl_kind sl_language_model = {.name = "language",
                                   .size = sizeof(sl_model),
                                   .build = build,
                                   .hidden_tensor = "rnn.weight_hh_l0"};

sl_status sl_model_create(const sl_settings *settings, const sl_vocabulary *vocabulary,
                          sl_model **out, sl_error *error) {
    return sl_model_make(&sl_language_model, settings, vocabulary, NULL, out, error);
}

void sl_language_forward(sl_pass *pass, const uint16_t *x) {
    sl_run_forward(&pass->run, &(sl_input){.ids = x});
    sl_output_forward(pass);
}

void sl_language_backward(sl_pass *pass) {
    sl_output_backward(pass);
    sl_run_backward(&pass->run, NULL, 0);
}

void sl_language_add_gradient(const sl_pass *pass, sl_rows rows, const uint16_t *x,
                              sl_real *gradient) {
    sl_output_add_gradient(pass, rows, gradient);
    sl_run_add_gradient(&pass->run, &(sl_input){.ids = x}, rows, gradient, pass->scratch);
}
