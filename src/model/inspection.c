/* sl_inspection: what a model did along a text, and what a prediction leaned on. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/scalar.h"
#include "math/elementwise.h"
#include "math/gemm.h"
#include "model/language_model.h"
#include "text/prompt.h"

enum { MOST_SYMBOLS = 4096 };

/* Of one layer in one direction. */
typedef struct view {
    float *gate[SL_MAX_GATES], *hidden, *memory; /* (T, H) */
    float *hidden_gradient, *memory_gradient;    /* (T) */
} view;

struct sl_inspection {
    sl_model *model;
    sl_recurrent stack; /* the model's, but for the gates that are held */
    uint16_t *ids;      /* (T), a block of its own */
    size_t length;
    view view[SL_MAX_TAPES]; /* as the layers of sl_recurrent */
    float *distribution;     /* (T, V) */
    float *surprise;         /* (T - 1) */
    float *input_gradient;   /* (T) */
    sl_pass pass;            /* backward overwrites it, so that each attribution runs it anew */
    sl_real *packed;         /* room for the embedding or one W_x, transposed */
    sl_arena arena;
};

static float *reserve(sl_arena *arena, size_t count) {
    return sl_arena_reserve(arena, count, sizeof(float));
}

static void reserve_view(view *reserved, const sl_cell *cell, size_t length, size_t hidden,
                         sl_arena *arena) {
    for (size_t g = 0; g < SL_MAX_GATES; g++)
        if (cell->gate_names[g]) reserved->gate[g] = reserve(arena, length * hidden);
    reserved->hidden = reserve(arena, length * hidden);
    reserved->hidden_gradient = reserve(arena, length);
    if (!cell->memory) return;
    reserved->memory = reserve(arena, length * hidden);
    reserved->memory_gradient = reserve(arena, length);
}

static void build(void *owner) {
    sl_inspection *inspection = owner;
    const sl_model *model = inspection->model;
    const sl_recurrent *stack = &inspection->stack;
    size_t length = inspection->length, symbols = sl_model_symbols(model);
    sl_arena *arena = &inspection->arena;
    for (size_t i = 0; i < stack->count; i++)
        reserve_view(&inspection->view[i], stack->layer[i].cell, length, stack->hidden, arena);
    inspection->distribution = reserve(arena, length * symbols);
    inspection->surprise = reserve(arena, length - 1);
    inspection->input_gradient = reserve(arena, length);
    sl_pass_reserve(&inspection->pass, model, length, 1, SL_NO_DROPOUT, 1, arena);
    inspection->pass.run.stack = stack;
    size_t widest = stack->hidden > model->embedding.width ? stack->hidden : model->embedding.width;
    inspection->packed = sl_arena_reals(arena, sl_packed_size(widest, symbols));
}

static sl_real *logits_at(const sl_inspection *inspection, size_t t) {
    return inspection->pass.logits + t * inspection->pass.logits_stride;
}

/* ---- Reading ------------------------------------------------------------------------------- */

static void copy_rows(float *to, size_t n, const sl_real *from, size_t stride, size_t rows) {
    if (!to) return;
    for (size_t i = 0; i < rows; i++, to += n, from += stride)
        for (size_t j = 0; j < n; j++) to[j] = (float)from[j];
}

static void copy_activations(sl_inspection *inspection, size_t i) {
    const sl_tape *tape = &inspection->pass.run.tape[i];
    const view *to = &inspection->view[i];
    size_t n = inspection->stack.hidden, rows = inspection->length;
    for (size_t g = 0; g < SL_MAX_GATES; g++)
        copy_rows(to->gate[g], n, tape->gate[g], tape->stride, rows);
    copy_rows(to->hidden, n, sl_tape_after(tape, tape->h), tape->stride, rows);
    copy_rows(to->memory, n, sl_tape_after(tape, tape->c), tape->stride, rows);
}

static void copy_prediction(sl_inspection *inspection, size_t t) {
    size_t symbols = sl_model_symbols(inspection->model);
    sl_real *logits = logits_at(inspection, t), largest;
    bool followed = t + 1 < inspection->length;
    double next = followed ? (double)logits[inspection->ids[t + 1]] : 0;
    sl_real sum = sl_exponentiate(logits, symbols, &largest);
    float *to = inspection->distribution + t * symbols;
    for (size_t i = 0; i < symbols; i++) to[i] = (float)(logits[i] / sum);
    if (followed)
        inspection->surprise[t] =
            (float)((sl_log((double)sum) + (double)largest - next) / sl_log(2));
}

static sl_status run_forward(sl_inspection *inspection, sl_error *error) {
    sl_model_pack(inspection->model, true);
    sl_recurrent_use(&inspection->stack, inspection->model->parameters.active);
    sl_run_set_state(&inspection->pass.run, sl_run_rows(&inspection->pass.run), NULL);
    sl_language_forward(&inspection->pass, inspection->ids);
    return sl_output_check(&inspection->pass, error);
}

static sl_status read_text(sl_inspection *inspection, sl_error *error) {
    sl_status status = run_forward(inspection, error);
    if (status != SL_OK) return status;
    for (size_t i = 0; i < inspection->stack.count; i++) copy_activations(inspection, i);
    for (size_t t = 0; t < inspection->length; t++) copy_prediction(inspection, t);
    return SL_OK;
}

static sl_status encode(sl_inspection *inspection, const void *bytes, size_t size,
                        sl_error *error) {
    const sl_model *model = inspection->model;
    sl_status status = sl_prompt_encode(model->vocabulary, model->settings.normalize, false, bytes,
                                        size, &inspection->ids, &inspection->length, error);
    if (status != SL_OK) return status;
    if (inspection->length < 1 || inspection->length > MOST_SYMBOLS)
        return sl_fail(error, SL_BAD_TEXT,
                       "the text to look into has %zu symbols; it takes from 1 to %d",
                       inspection->length, (int)MOST_SYMBOLS);
    return SL_OK;
}

sl_status sl_inspection_create(sl_model *model, const void *bytes, size_t size, sl_inspection **out,
                               sl_error *error) {
    *out = NULL;
    sl_status status = sl_model_expect(model, &sl_language_model, "cannot be looked into", error);
    if (status != SL_OK) return status;
    sl_inspection *inspection = calloc(1, sizeof *inspection);
    if (!inspection) return sl_fail(error, SL_NO_MEMORY, "no memory for looking inside");
    inspection->model = model;
    inspection->stack = model->stack;
    status = encode(inspection, bytes, size, error);
    if (status == SL_OK)
        status = sl_arena_build(&inspection->arena, build, inspection, "looking inside", error);
    if (status == SL_OK) status = read_text(inspection, error);
    if (status == SL_OK)
        *out = inspection;
    else
        sl_inspection_free(inspection);
    return status;
}

sl_status sl_inspection_hold(sl_inspection *inspection, const char *gate, size_t layer,
                             double value, sl_error *error) {
    sl_recurrent before = inspection->stack;
    sl_status status = sl_recurrent_hold(&inspection->stack, gate, layer, value, error);
    if (status == SL_OK) status = read_text(inspection, error);
    if (status != SL_OK) inspection->stack = before;
    return status;
}

void sl_inspection_free(sl_inspection *inspection) {
    if (!inspection) return;
    sl_arena_free(&inspection->arena);
    free(inspection->ids);
    free(inspection);
}

/* ---- Attribution --------------------------------------------------------------------------- */

static void norms(float *to, size_t n, const sl_real *from, size_t stride, size_t rows) {
    if (!to) return;
    for (size_t i = 0; i < rows; i++) to[i] = (float)sl_sqrt(sl_square_sum(from + i * stride, n));
}

/* The logits of one position become the gradient of its loss; no other position counts. */
static void lose_at(const sl_inspection *inspection, size_t position) {
    size_t row = inspection->pass.logits_stride;
    for (size_t t = 0; t < inspection->length; t++)
        if (t != position) memset(logits_at(inspection, t), 0, row * sizeof(sl_real));
    sl_cross_entropy(logits_at(inspection, position), sl_model_symbols(inspection->model),
                     inspection->ids[position + 1], 1);
}

/* dX (T, V) += D W^T of D (T, n) and W (V, n); dX takes the logits' place. */
static void add_input_gradient(const sl_inspection *inspection, const sl_real *d, size_t stride,
                               const sl_real *w, size_t n) {
    const sl_pass *pass = &inspection->pass;
    size_t symbols = sl_model_symbols(inspection->model);
    sl_pack(n, symbols, w, 1, n, inspection->packed);
    sl_gemm(inspection->length, symbols, n, d, stride, inspection->packed, pass->logits,
            pass->logits_stride);
}

/* The gradient of the one-hot rows: from that of an embedding's rows, or the sum over gates and
 * directions. The model itself never needs it, nor a packed W_x. */
static void input_gradient(sl_inspection *inspection) {
    const sl_model *model = inspection->model;
    const sl_recurrent *stack = &inspection->stack;
    sl_pass *pass = &inspection->pass;
    size_t rows = inspection->length, symbols = sl_model_symbols(model);
    sl_fill_rows(pass->logits, pass->logits_stride, rows, NULL, symbols);
    if (!stack->reads_ids)
        add_input_gradient(inspection, pass->input.d_rows, pass->input.stride,
                           model->parameters.active + model->embedding.table,
                           model->embedding.width);
    for (size_t d = 0; stack->reads_ids && d < stack->directions; d++) {
        const sl_layer *layer = &stack->layer[d];
        const sl_tape *tape = &pass->run.tape[d];
        for (size_t g = 0; g < SL_MAX_GATES; g++)
            if (layer->active[g])
                add_input_gradient(inspection, tape->gate[g], tape->stride,
                                   layer->values + layer->w_x[g], stack->hidden);
    }
    norms(inspection->input_gradient, symbols, pass->logits, pass->logits_stride, rows);
}

sl_status sl_inspection_attribute(sl_inspection *inspection, size_t position, sl_error *error) {
    const sl_recurrent *stack = &inspection->stack;
    sl_pass *pass = &inspection->pass;
    size_t rows = inspection->length, n = stack->hidden;
    if (position >= rows - 1)
        return sl_fail(error, SL_MISUSE,
                       "nothing follows position %zu: the last of the text is %zu", position,
                       rows - 1);
    sl_status status = run_forward(inspection, error);
    if (status != SL_OK) return status;
    lose_at(inspection, position);
    sl_run_clear_state_gradient(&pass->run);
    sl_language_backward(pass);
    for (size_t i = 0; i < stack->count; i++) {
        const view *to = &inspection->view[i];
        const sl_tape *tape = &pass->run.tape[i];
        norms(to->hidden_gradient, n, tape->dh, tape->stride, rows);
        norms(to->memory_gradient, n, tape->inner, tape->stride, rows);
    }
    input_gradient(inspection);
    return SL_OK;
}

/* ---- Results ------------------------------------------------------------------------------- */

size_t sl_inspection_length(const sl_inspection *inspection) { return inspection->length; }
const uint16_t *sl_inspection_ids(const sl_inspection *inspection) { return inspection->ids; }

static const char *const *gate_names(const sl_inspection *inspection) {
    return inspection->stack.layer[0].cell->gate_names;
}

size_t sl_inspection_gate_count(const sl_inspection *inspection) {
    size_t count = 0;
    while (count < SL_MAX_GATES && gate_names(inspection)[count]) count++;
    return count;
}

const char *sl_inspection_gate_name(const sl_inspection *inspection, size_t gate) {
    return gate < sl_inspection_gate_count(inspection) ? gate_names(inspection)[gate] : "";
}

const float *sl_inspection_layer(const sl_inspection *inspection, size_t layer, size_t direction,
                                 const char *what) {
    const sl_recurrent *stack = &inspection->stack;
    if (layer >= stack->layers || direction >= stack->directions) return NULL;
    const view *of = &inspection->view[layer * stack->directions + direction];
    for (size_t g = 0; g < sl_inspection_gate_count(inspection); g++)
        if (!strcmp(what, gate_names(inspection)[g])) return of->gate[g];
    if (!strcmp(what, "hidden")) return of->hidden;
    if (!strcmp(what, "memory")) return of->memory;
    if (!strcmp(what, "hidden gradient")) return of->hidden_gradient;
    return !strcmp(what, "memory gradient") ? of->memory_gradient : NULL;
}

const float *sl_inspection_distribution(const sl_inspection *inspection) {
    return inspection->distribution;
}

const float *sl_inspection_surprise(const sl_inspection *inspection) {
    return inspection->surprise;
}

const float *sl_inspection_input_gradient(const sl_inspection *inspection) {
    return inspection->input_gradient;
}
