#include "model/seq2seq.h"

#include <string.h>

#include "base/error.h"
#include "math/elementwise.h"
#include "math/gemm.h"

/* ---- Parameters ---------------------------------------------------------------------------- */

static size_t bridge_count(const sl_translation *translation) {
    const sl_recurrent *encoder = &translation->encoder;
    return encoder->directions == 1 ? 0 : encoder->layers * sl_recurrent_parts(encoder);
}

/* "bridge.h.0.weight": of state h, layer 0. */
static void declare_bridge(sl_translation *translation, size_t i) {
    sl_model *model = &translation->model;
    size_t parts = sl_recurrent_parts(&translation->encoder);
    size_t hidden = model->settings.hidden;
    char prefix[] = "bridge.h.0";
    prefix[7] = i % parts == SL_STATE_H ? 'h' : 'c';
    prefix[9] = (char)('0' + i / parts);
    sl_affine_declare(&translation->bridge[i], 2 * hidden, hidden, model->settings.bias, prefix,
                      &model->parameters, &model->arena);
}

static void declare_encoder(sl_translation *translation) {
    sl_model *model = &translation->model;
    sl_recurrent *encoder = model->encoder = &translation->encoder;
    sl_embedding_declare(&translation->source_embedding, sl_vocabulary_size(model->source),
                         model->settings.embedding, "encoder.embedding", &model->parameters);
    sl_recurrent_declare(encoder, &model->settings, model->settings.embedding, false, "encoder.rnn",
                         &model->parameters, &model->arena);
    for (size_t i = 0; i < bridge_count(translation); i++) declare_bridge(translation, i);
}

static void declare_decoder(sl_translation *translation) {
    sl_model *model = &translation->model;
    sl_settings settings = model->settings;
    settings.bidirectional = false; /* it must not see what it is to predict */
    sl_embedding_declare(&model->embedding, sl_model_symbols(model), settings.embedding,
                         "decoder.embedding", &model->parameters);
    sl_recurrent_declare(&model->stack, &settings, settings.embedding + settings.hidden, false,
                         "decoder.rnn", &model->parameters, &model->arena);
    sl_affine_declare(&model->output, settings.hidden, sl_model_symbols(model), settings.bias,
                      "decoder.linear", &model->parameters, &model->arena);
}

static void build(void *owner) {
    sl_translation *translation = owner;
    sl_model *model = &translation->model;
    size_t layers = model->settings.layers;
    size_t stacks = layers * (SL_MAX_DIRECTIONS + 1) * SL_LAYER_TENSORS;
    size_t maps = (layers * SL_STATE_PARTS + 1) * SL_AFFINE_TENSORS, embeddings = 2;
    sl_parameters_begin(&model->parameters, stacks + maps + embeddings, &model->arena);
    declare_encoder(translation);
    declare_decoder(translation);
    sl_parameters_reserve(&model->parameters, &model->arena);
}

static void pack_bridges(const sl_model *model, bool backward) {
    const sl_translation *translation = sl_translation_of(model);
    for (size_t i = 0; i < bridge_count(translation); i++)
        sl_affine_pack(&translation->bridge[i], backward);
}

const sl_kind sl_translation_model = {.name = "translation",
                                      .size = sizeof(sl_translation),
                                      .reads_source = true,
                                      .build = build,
                                      .pack = pack_bridges,
                                      .usual_embedding = 32,
                                      .hidden_tensor = "decoder.rnn.weight_hh_l0",
                                      .embedding_tensor = "encoder.embedding.weight"};

sl_status sl_model_create_translation(const sl_settings *settings, const sl_pairs *pairs,
                                      sl_model **out, sl_error *error) {
    *out = NULL;
    if (!pairs->finished) return sl_fail(error, SL_MISUSE, "the table of pairs is not finished");
    return sl_model_make(&sl_translation_model, settings, pairs->target.vocabulary,
                         pairs->source.vocabulary, out, error);
}

/* ---- Room ---------------------------------------------------------------------------------- */

void sl_encoding_reserve(sl_encoding *encoding, const sl_model *model, size_t steps, size_t batch,
                         sl_dropout dropout, bool backward, sl_arena *arena) {
    const sl_embedding *embedding = &sl_translation_of(model)->source_embedding;
    size_t joined = sl_row_stride(2 * model->settings.hidden);
    *encoding = (sl_encoding){.translation = sl_translation_of(model), .joined_stride = joined};
    sl_run_reserve(&encoding->run, model->encoder, steps, batch, dropout, backward, arena);
    sl_embedded_reserve(&encoding->input, embedding, embedding->width, steps, batch, dropout,
                        backward, arena);
    encoding->ids = sl_arena_reserve(arena, steps * batch, sizeof(uint16_t));
    encoding->lengths = sl_arena_reserve(arena, batch, sizeof(uint16_t));
    encoding->joined = sl_arena_reals(arena, batch * joined);
    if (backward) encoding->d_joined = sl_arena_reals(arena, batch * joined);
}

void sl_decoding_reserve(sl_decoding *decoding, const sl_model *model, size_t steps, size_t batch,
                         sl_dropout dropout, size_t shards, sl_arena *arena) {
    *decoding = (sl_decoding){.context_stride = sl_row_stride(model->settings.hidden)};
    sl_pass_reserve(&decoding->pass, model, steps, batch, dropout, shards, arena);
    decoding->inputs = sl_arena_reserve(arena, steps * batch, sizeof(uint16_t));
    decoding->targets = sl_arena_reserve(arena, steps * batch, sizeof(uint16_t));
    decoding->lengths = sl_arena_reserve(arena, batch, sizeof(uint16_t));
    decoding->context = sl_arena_reals(arena, batch * decoding->context_stride);
}

/* ---- Forward ------------------------------------------------------------------------------- */

static sl_real *states_of(const sl_tape *tape, size_t part) {
    return part == SL_STATE_H ? tape->h : tape->c;
}

/* (B, 2H): the final states of both directions side by side. */
static void join_states(const sl_encoding *encoding, size_t l, size_t part) {
    size_t hidden = encoding->run.stack->hidden;
    for (size_t d = 0; d < 2; d++) {
        const sl_tape *tape = sl_run_tapes(&encoding->run, l) + d;
        sl_copy_rows(encoding->joined + d * hidden, encoding->joined_stride,
                     sl_tape_last(tape, states_of(tape, part)), tape->stride, tape->batch, hidden);
    }
}

/* The encoder's final states become the decoder's first. */
static void hand_over(const sl_encoding *encoding, sl_decoding *decoding) {
    const sl_recurrent *encoder = encoding->run.stack;
    size_t parts = sl_recurrent_parts(encoder);
    for (size_t i = 0; i < encoder->layers * parts; i++) {
        size_t l = i / parts, part = i % parts;
        const sl_tape *from = sl_run_tapes(&encoding->run, l);
        const sl_tape *to = sl_run_tapes(&decoding->pass.run, l);
        sl_real *first = sl_tape_first(to, states_of(to, part));
        if (encoder->directions == 2) {
            join_states(encoding, l, part);
            sl_affine_forward(&encoding->translation->bridge[i], encoding->run.batch,
                              encoding->joined, encoding->joined_stride, first, to->stride);
        } else {
            memcpy(first, sl_tape_last(from, states_of(from, part)),
                   sl_tape_block(to) * sizeof *first);
        }
    }
    const sl_tape *top = sl_run_tapes(&decoding->pass.run, encoder->layers - 1);
    memcpy(decoding->context, sl_tape_first(top, top->h), sl_tape_block(top) * sizeof(sl_real));
}

void sl_encode(sl_encoding *encoding, sl_decoding *decoding) {
    sl_run *run = &encoding->run;
    sl_embedded_look_up(&encoding->input, encoding->ids, run->steps * run->batch);
    sl_input input = sl_embedded_input(&encoding->input);
    sl_run_limit(run, encoding->lengths);
    sl_run_set_state(run, sl_run_rows(run), NULL);
    sl_run_forward(run, &input);
    hand_over(encoding, decoding);
}

void sl_decode(sl_decoding *decoding) {
    const sl_model *model = decoding->pass.model;
    sl_run *run = &decoding->pass.run;
    size_t hidden = model->settings.hidden, rows = run->steps * run->batch;
    sl_embedded *embedded = &decoding->pass.input;
    sl_embedded_look_up(embedded, decoding->inputs, rows);
    for (size_t i = 0; i < rows; i++)
        memcpy(embedded->rows + i * embedded->stride + model->embedding.width,
               decoding->context + i % run->batch * decoding->context_stride,
               hidden * sizeof(sl_real));
    sl_input input = sl_embedded_input(embedded);
    sl_run_forward(run, &input);
    sl_output_forward(&decoding->pass);
}

double sl_decoding_loss(sl_decoding *decoding, sl_rows rows, sl_real scale) {
    size_t symbols = sl_model_symbols(decoding->pass.model);
    size_t stride = decoding->pass.logits_stride;
    double sum = 0;
    for (size_t i = 0; i < sl_rows_total(rows); i++) {
        size_t row = sl_rows_at(rows, i);
        sl_real *logits = decoding->pass.logits + row * stride;
        if (row / rows.batch < decoding->lengths[row % rows.batch])
            sum += sl_cross_entropy(logits, symbols, decoding->targets[row], scale);
        else
            memset(logits, 0, symbols * sizeof *logits);
    }
    return sum;
}

/* ---- Backward ------------------------------------------------------------------------------ */

static sl_real *state_gradient(const sl_tape *tape, size_t part) {
    return part == SL_STATE_H ? tape->dh_state : tape->dc_state;
}

/* The context stood beside every input, and was the top layer's first state. */
static void add_context_gradient(const sl_decoding *decoding) {
    const sl_run *run = &decoding->pass.run;
    const sl_tape *top = sl_run_tapes(run, run->stack->layers - 1);
    const sl_embedded *embedded = &decoding->pass.input;
    size_t hidden = decoding->pass.model->settings.hidden;
    for (size_t i = 0; i < run->steps * run->batch; i++)
        sl_add(top->dh_state + i % run->batch * top->stride,
               embedded->d_rows + i * embedded->stride + embedded->embedding->width, hidden);
}

static void cross_bridge_back(sl_encoding *encoding, size_t i, const sl_real *d, size_t stride,
                              size_t shards, sl_real *gradient, sl_real *scratch) {
    const sl_affine *bridge = &encoding->translation->bridge[i];
    size_t parts = sl_recurrent_parts(encoding->run.stack), l = i / parts, part = i % parts;
    size_t hidden = bridge->out, rows = encoding->run.batch;
    join_states(encoding, l, part);
    sl_affine_add_gradient(bridge, sl_rows_in(sl_all_rows(1, rows), shards), encoding->joined,
                           encoding->joined_stride, d, stride, gradient, scratch);
    sl_fill_rows(encoding->d_joined, encoding->joined_stride, rows, NULL, bridge->in);
    sl_affine_backward(bridge, rows, d, stride, encoding->d_joined, encoding->joined_stride);
    for (size_t direction = 0; direction < 2; direction++) {
        const sl_tape *tape = sl_run_tapes(&encoding->run, l) + direction;
        sl_copy_rows(state_gradient(tape, part), tape->stride,
                     encoding->d_joined + direction * hidden, encoding->joined_stride, rows,
                     hidden);
    }
}

static void hand_back(sl_encoding *encoding, const sl_decoding *decoding, size_t shards,
                      sl_real *gradient) {
    const sl_recurrent *encoder = encoding->run.stack;
    size_t parts = sl_recurrent_parts(encoder);
    for (size_t i = 0; i < encoder->layers * parts; i++) {
        const sl_tape *from = sl_run_tapes(&decoding->pass.run, i / parts);
        const sl_tape *to = sl_run_tapes(&encoding->run, i / parts);
        const sl_real *d = state_gradient(from, i % parts);
        if (encoder->directions == 2)
            cross_bridge_back(encoding, i, d, from->stride, shards, gradient,
                              decoding->pass.scratch);
        else
            memcpy(state_gradient(to, i % parts), d, sl_tape_block(to) * sizeof *d);
    }
}

static void decoder_backward(sl_decoding *decoding, size_t shards, sl_real *gradient) {
    sl_run *run = &decoding->pass.run;
    sl_embedded *embedded = &decoding->pass.input;
    sl_rows rows = sl_rows_in(sl_run_rows(run), shards);
    sl_input input = sl_embedded_input(embedded);
    sl_output_backward(&decoding->pass);
    sl_output_add_gradient(&decoding->pass, rows, gradient);
    sl_run_clear_state_gradient(run);
    sl_embedded_clear_gradient(embedded, sl_rows_total(rows));
    sl_run_backward(run, embedded->d_rows, embedded->stride);
    sl_run_add_gradient(run, &input, rows, gradient, decoding->pass.scratch);
    sl_embedded_backward(embedded, sl_rows_total(rows));
    sl_embedded_add_gradient(embedded, decoding->inputs, rows, gradient, decoding->pass.scratch);
    add_context_gradient(decoding);
}

void sl_seq2seq_backward(sl_encoding *encoding, sl_decoding *decoding, size_t shards,
                         sl_real *gradient) {
    sl_run *run = &encoding->run;
    sl_embedded *embedded = &encoding->input;
    sl_rows rows = sl_rows_in(sl_run_rows(run), shards);
    sl_input input = sl_embedded_input(embedded);
    decoder_backward(decoding, shards, gradient);
    hand_back(encoding, decoding, shards, gradient);
    sl_embedded_clear_gradient(embedded, sl_rows_total(rows));
    sl_run_backward(run, embedded->d_rows, embedded->stride);
    sl_run_add_gradient(run, &input, rows, gradient, decoding->pass.scratch);
    sl_embedded_backward(embedded, sl_rows_total(rows));
    sl_embedded_add_gradient(embedded, encoding->ids, rows, gradient, decoding->pass.scratch);
}
