#include "model/seq2seq.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "math/elementwise.h"
#include "math/gemm.h"

/* ---- Parameters ---------------------------------------------------------------------------- */

static size_t declare_embedding(sl_model *model, const char *prefix, size_t symbols) {
    size_t offset = model->parameters.count;
    sl_parameters_declare(&model->parameters, prefix, ".embedding.weight",
                          (sl_tensor){.gates = 1,
                                      .rows = symbols,
                                      .columns = model->translation->embedding,
                                      .stored = {true},
                                      .fold = SL_NO_FOLD});
    return offset;
}

/* "bridge.h.0.weight": of state h, layer 0. */
static void declare_bridge(sl_model *model, size_t l, size_t part) {
    sl_bridge *bridge = &model->translation->bridge[l][part];
    size_t hidden = model->settings.hidden;
    char prefix[] = "bridge.h.0";
    prefix[7] = part == SL_STATE_H ? 'h' : 'c';
    prefix[9] = (char)('0' + l);
    sl_tensor tensor = {.gates = 1,
                        .rows = 2 * hidden,
                        .columns = hidden,
                        .transposed = true,
                        .stored = {true},
                        .fold = SL_NO_FOLD};
    bridge->weight = model->parameters.count;
    sl_parameters_declare(&model->parameters, prefix, ".weight", tensor);
    bridge->packed = sl_arena_reals(&model->arena, sl_packed_size(2 * hidden, hidden));
    bridge->packed_t = sl_arena_reals(&model->arena, sl_packed_size(hidden, 2 * hidden));
    bridge->bias = SL_ABSENT;
    if (!model->settings.bias) return;
    tensor.rows = 1;
    tensor.transposed = false;
    tensor.vector = true;
    bridge->bias = model->parameters.count;
    sl_parameters_declare(&model->parameters, prefix, ".bias", tensor);
}

static size_t state_parts(const sl_recurrent *stack) {
    return stack->layer[0][0].cell->memory ? 2 : 1;
}

static void declare_encoder(sl_model *model) {
    sl_translation *translation = model->translation;
    sl_recurrent *encoder = &translation->encoder;
    translation->source_embedding =
        declare_embedding(model, "encoder", sl_vocabulary_size(translation->source));
    sl_recurrent_declare(encoder, &model->settings, translation->embedding, false, "encoder.rnn",
                         &model->parameters, &model->arena);
    if (encoder->directions == 1) return;
    for (size_t l = 0; l < encoder->layers; l++)
        for (size_t part = 0; part < state_parts(encoder); part++) declare_bridge(model, l, part);
}

static void declare_decoder(sl_model *model) {
    sl_translation *translation = model->translation;
    sl_settings settings = model->settings;
    settings.bidirectional = false; /* it must not see what it is to predict */
    translation->target_embedding = declare_embedding(model, "decoder", sl_model_symbols(model));
    sl_recurrent_declare(&model->stack, &settings, translation->embedding + settings.hidden, false,
                         "decoder.rnn", &model->parameters, &model->arena);
    sl_output_declare(model, "decoder.linear");
}

static void build(void *owner) {
    sl_model *model = owner;
    sl_parameters *parameters = &model->parameters;
    size_t layers = model->settings.layers;
    size_t stacks = layers * (SL_MAX_DIRECTIONS + 1) * SL_LAYER_TENSORS;
    size_t bridges = layers * SL_STATE_PARTS * 2, embeddings = 2;
    sl_parameters_begin(parameters, stacks + bridges + embeddings + SL_OUTPUT_TENSORS,
                        &model->arena);
    declare_encoder(model);
    declare_decoder(model);
    sl_parameters_reserve(parameters, &model->arena);
    sl_recurrent_use(&model->translation->encoder, parameters->values);
    sl_recurrent_use(&model->stack, parameters->values);
}

static sl_status make(sl_model *model, const sl_vocabulary *source, sl_error *error) {
    model->translation = calloc(1, sizeof *model->translation);
    if (!model->translation) return sl_fail(error, SL_NO_MEMORY, "no memory for a model");
    model->translation->embedding = model->settings.embedding;
    sl_status status = sl_vocabulary_copy(source, &model->translation->source, error);
    return status == SL_OK ? sl_model_complete(model, build, error) : status;
}

sl_status sl_seq2seq_create(const sl_settings *settings, const sl_vocabulary *source,
                            const sl_vocabulary *target, sl_model **out, sl_error *error) {
    sl_status status = sl_model_begin(settings, target, out, error);
    if (status == SL_OK) status = make(*out, source, error);
    if (status != SL_OK) {
        sl_model_free(*out);
        *out = NULL;
    }
    return status;
}

sl_status sl_model_create_translation(const sl_settings *settings, const sl_pairs *pairs,
                                      sl_model **out, sl_error *error) {
    *out = NULL;
    if (!pairs->finished) return sl_fail(error, SL_MISUSE, "the table of pairs is not finished");
    return sl_seq2seq_create(settings, pairs->source.vocabulary, pairs->target.vocabulary, out,
                             error);
}

const char *sl_model_kind(const sl_model *model) {
    return model->translation ? "translation" : "language";
}

void sl_translation_pack(const sl_model *model, bool backward) {
    const sl_translation *translation = model->translation;
    const sl_recurrent *encoder = &translation->encoder;
    size_t hidden = encoder->hidden;
    sl_recurrent_pack(encoder, backward);
    if (encoder->directions == 1) return;
    for (size_t l = 0; l < encoder->layers; l++)
        for (size_t part = 0; part < state_parts(encoder); part++) {
            const sl_bridge *bridge = &translation->bridge[l][part];
            const sl_real *weight = model->parameters.values + bridge->weight;
            sl_pack(2 * hidden, hidden, weight, hidden, 1, bridge->packed);
            if (backward) sl_pack(hidden, 2 * hidden, weight, 1, hidden, bridge->packed_t);
        }
}

/* ---- Room ---------------------------------------------------------------------------------- */

void sl_encoding_reserve(sl_encoding *encoding, const sl_model *model, size_t steps, size_t batch,
                         sl_dropout dropout, bool backward, sl_arena *arena) {
    const sl_translation *translation = model->translation;
    size_t stride = sl_row_stride(translation->embedding);
    size_t joined = sl_row_stride(2 * model->settings.hidden);
    *encoding = (sl_encoding){.row_stride = stride, .joined_stride = joined};
    sl_run_reserve(&encoding->run, &translation->encoder, steps, batch, dropout, backward, arena);
    encoding->ids = sl_arena_reserve(arena, steps * batch, sizeof(uint16_t));
    encoding->lengths = sl_arena_reserve(arena, batch, sizeof(uint16_t));
    encoding->rows = sl_arena_reals(arena, steps * batch * stride);
    encoding->joined = sl_arena_reals(arena, batch * joined);
    if (!backward) return;
    encoding->d_rows = sl_arena_reals(arena, steps * batch * stride);
    encoding->d_joined = sl_arena_reals(arena, batch * joined);
}

void sl_decoding_reserve(sl_decoding *decoding, const sl_model *model, size_t steps, size_t batch,
                         sl_dropout dropout, bool backward, sl_arena *arena) {
    size_t hidden = model->settings.hidden;
    size_t stride = sl_row_stride(model->translation->embedding + hidden);
    *decoding = (sl_decoding){.row_stride = stride, .context_stride = sl_row_stride(hidden)};
    sl_pass_reserve(&decoding->pass, model, steps, batch, dropout, backward, arena);
    decoding->inputs = sl_arena_reserve(arena, steps * batch, sizeof(uint16_t));
    decoding->targets = sl_arena_reserve(arena, steps * batch, sizeof(uint16_t));
    decoding->lengths = sl_arena_reserve(arena, batch, sizeof(uint16_t));
    decoding->context = sl_arena_reals(arena, batch * decoding->context_stride);
    decoding->rows = sl_arena_reals(arena, steps * batch * stride);
    if (backward) decoding->d_rows = sl_arena_reals(arena, steps * batch * stride);
}

/* ---- Forward ------------------------------------------------------------------------------- */

static void look_up(const sl_real *table, size_t width, const uint16_t *ids, size_t count,
                    sl_real *rows, size_t stride) {
    for (size_t i = 0; i < count; i++)
        memcpy(rows + i * stride, table + ids[i] * width, width * sizeof *rows);
}

static sl_real *states_of(const sl_tape *tape, size_t part) {
    return part == SL_STATE_H ? tape->h : tape->c;
}

/* (B, 2H): the final states of both directions side by side. */
static void join_states(const sl_encoding *encoding, size_t l, size_t part, size_t hidden) {
    for (size_t d = 0; d < 2; d++) {
        const sl_tape *tape = &encoding->run.tape[l][d];
        const sl_real *last = sl_tape_last(tape, states_of(tape, part));
        for (size_t row = 0; row < tape->batch; row++)
            memcpy(encoding->joined + row * encoding->joined_stride + d * hidden,
                   last + row * tape->stride, hidden * sizeof *last);
    }
}

static void cross_bridge(const sl_model *model, const sl_encoding *encoding, size_t l, size_t part,
                         sl_real *out, size_t stride) {
    const sl_bridge *bridge = &model->translation->bridge[l][part];
    size_t hidden = model->settings.hidden, rows = encoding->run.batch;
    const sl_real *bias =
        bridge->bias == SL_ABSENT ? NULL : model->parameters.values + bridge->bias;
    join_states(encoding, l, part, hidden);
    sl_fill_rows(out, stride, rows, bias, hidden);
    sl_gemm(rows, hidden, 2 * hidden, encoding->joined, encoding->joined_stride, bridge->packed,
            out, stride);
}

/* The encoder's final states become the decoder's first. */
static void hand_over(const sl_model *model, const sl_encoding *encoding, sl_decoding *decoding) {
    const sl_recurrent *encoder = &model->translation->encoder;
    for (size_t l = 0; l < encoder->layers; l++)
        for (size_t part = 0; part < state_parts(encoder); part++) {
            const sl_tape *from = &encoding->run.tape[l][0], *to = &decoding->pass.run.tape[l][0];
            sl_real *first = sl_tape_first(to, states_of(to, part));
            if (encoder->directions == 2)
                cross_bridge(model, encoding, l, part, first, to->stride);
            else
                memcpy(first, sl_tape_last(from, states_of(from, part)),
                       sl_tape_block(to) * sizeof *first);
        }
    const sl_tape *top = &decoding->pass.run.tape[encoder->layers - 1][0];
    memcpy(decoding->context, sl_tape_first(top, top->h), sl_tape_block(top) * sizeof(sl_real));
}

void sl_encode(const sl_model *model, sl_encoding *encoding, sl_decoding *decoding) {
    const sl_translation *translation = model->translation;
    sl_run *run = &encoding->run;
    look_up(model->parameters.values + translation->source_embedding, translation->embedding,
            encoding->ids, run->steps * run->batch, encoding->rows, encoding->row_stride);
    sl_run_limit(run, &translation->encoder, encoding->lengths);
    sl_run_set_state(run, &translation->encoder, NULL);
    sl_recurrent_forward(&translation->encoder, run,
                         &(sl_input){.rows = encoding->rows, .stride = encoding->row_stride});
    hand_over(model, encoding, decoding);
}

static sl_input decoder_input(const sl_decoding *decoding) {
    return (sl_input){.rows = decoding->rows, .stride = decoding->row_stride};
}

void sl_decode(const sl_model *model, sl_decoding *decoding) {
    const sl_translation *translation = model->translation;
    const sl_run *run = &decoding->pass.run;
    size_t hidden = model->settings.hidden, rows = run->steps * run->batch;
    look_up(model->parameters.values + translation->target_embedding, translation->embedding,
            decoding->inputs, rows, decoding->rows, decoding->row_stride);
    for (size_t i = 0; i < rows; i++)
        memcpy(decoding->rows + i * decoding->row_stride + translation->embedding,
               decoding->context + i % run->batch * decoding->context_stride,
               hidden * sizeof(sl_real));
    sl_input input = decoder_input(decoding);
    sl_recurrent_forward(&model->stack, &decoding->pass.run, &input);
    sl_model_logits(model, &decoding->pass);
}

double sl_decoding_loss(const sl_model *model, sl_decoding *decoding, sl_real scale) {
    const sl_run *run = &decoding->pass.run;
    size_t symbols = sl_model_symbols(model), stride = decoding->pass.logits_stride;
    sl_real *logits = decoding->pass.logits;
    double sum = 0;
    for (size_t i = 0; i < run->steps * run->batch; i++, logits += stride) {
        if (i / run->batch < decoding->lengths[i % run->batch])
            sum += sl_cross_entropy(logits, symbols, decoding->targets[i], scale);
        else
            memset(logits, 0, symbols * sizeof *logits);
    }
    return sum;
}

/* ---- Backward ------------------------------------------------------------------------------ */

static void add_embedding_gradient(sl_real *table, size_t width, const uint16_t *ids, size_t count,
                                   const sl_real *rows, size_t stride) {
    for (size_t i = 0; i < count; i++) sl_add(table + ids[i] * width, rows + i * stride, width);
}

static sl_real *state_gradient(const sl_tape *tape, size_t part) {
    return part == SL_STATE_H ? tape->dh_state : tape->dc_state;
}

/* The context stood beside every input, and was the top layer's first state. */
static void add_context_gradient(const sl_model *model, const sl_decoding *decoding) {
    const sl_run *run = &decoding->pass.run;
    const sl_tape *top = &run->tape[model->stack.layers - 1][0];
    size_t hidden = model->settings.hidden;
    for (size_t i = 0; i < run->steps * run->batch; i++)
        sl_add(top->dh_state + i % run->batch * top->stride,
               decoding->d_rows + i * decoding->row_stride + model->translation->embedding, hidden);
}

static void cross_bridge_back(const sl_model *model, sl_encoding *encoding, size_t l, size_t part,
                              const sl_real *d, size_t stride, sl_real *gradient,
                              sl_real *scratch) {
    const sl_bridge *bridge = &model->translation->bridge[l][part];
    size_t hidden = model->settings.hidden, rows = encoding->run.batch;
    sl_rows all = sl_all_rows(1, rows);
    join_states(encoding, l, part, hidden);
    sl_gemm_outer(2 * hidden, hidden, all, encoding->joined, encoding->joined_stride, d, stride,
                  gradient + bridge->weight, hidden, scratch);
    if (bridge->bias != SL_ABSENT) sl_add_rows(d, stride, all, gradient + bridge->bias, hidden);
    sl_fill_rows(encoding->d_joined, encoding->joined_stride, rows, NULL, 2 * hidden);
    sl_gemm(rows, 2 * hidden, hidden, d, stride, bridge->packed_t, encoding->d_joined,
            encoding->joined_stride);
    for (size_t direction = 0; direction < 2; direction++) {
        const sl_tape *tape = &encoding->run.tape[l][direction];
        for (size_t row = 0; row < rows; row++)
            memcpy(state_gradient(tape, part) + row * tape->stride,
                   encoding->d_joined + row * encoding->joined_stride + direction * hidden,
                   hidden * sizeof *d);
    }
}

static void hand_back(const sl_model *model, sl_encoding *encoding, const sl_decoding *decoding,
                      sl_real *gradient) {
    const sl_recurrent *encoder = &model->translation->encoder;
    for (size_t l = 0; l < encoder->layers; l++)
        for (size_t part = 0; part < state_parts(encoder); part++) {
            const sl_tape *from = &decoding->pass.run.tape[l][0], *to = &encoding->run.tape[l][0];
            const sl_real *d = state_gradient(from, part);
            if (encoder->directions == 2)
                cross_bridge_back(model, encoding, l, part, d, from->stride, gradient,
                                  decoding->pass.scratch);
            else
                memcpy(state_gradient(to, part), d, sl_tape_block(to) * sizeof *d);
        }
}

static void decoder_backward(const sl_model *model, sl_decoding *decoding, sl_real *gradient) {
    const sl_translation *translation = model->translation;
    sl_run *run = &decoding->pass.run;
    size_t rows = run->steps * run->batch;
    sl_input input = decoder_input(decoding);
    sl_output_backward(model, &decoding->pass);
    sl_output_add_gradient(model, &decoding->pass, sl_run_rows(run), gradient);
    sl_run_clear_state_gradient(run, &model->stack);
    memset(decoding->d_rows, 0, rows * decoding->row_stride * sizeof(sl_real));
    sl_recurrent_backward(&model->stack, run, decoding->d_rows, decoding->row_stride);
    sl_recurrent_add_gradient(&model->stack, run, &input, sl_run_rows(run), gradient,
                              decoding->pass.scratch);
    add_embedding_gradient(gradient + translation->target_embedding, translation->embedding,
                           decoding->inputs, rows, decoding->d_rows, decoding->row_stride);
    add_context_gradient(model, decoding);
}

void sl_seq2seq_backward(const sl_model *model, sl_encoding *encoding, sl_decoding *decoding,
                         sl_real *gradient) {
    const sl_translation *translation = model->translation;
    sl_run *run = &encoding->run;
    size_t rows = run->steps * run->batch;
    sl_input input = {.rows = encoding->rows, .stride = encoding->row_stride};
    decoder_backward(model, decoding, gradient);
    hand_back(model, encoding, decoding, gradient);
    memset(encoding->d_rows, 0, rows * encoding->row_stride * sizeof(sl_real));
    sl_recurrent_backward(&translation->encoder, run, encoding->d_rows, encoding->row_stride);
    sl_recurrent_add_gradient(&translation->encoder, run, &input, sl_run_rows(run), gradient,
                              decoding->pass.scratch);
    add_embedding_gradient(gradient + translation->source_embedding, translation->embedding,
                           encoding->ids, rows, encoding->d_rows, encoding->row_stride);
}
