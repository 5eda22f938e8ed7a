#include "model/embedding.h"

#include <string.h>

#include "math/elementwise.h"
#include "math/sums.h"

void sl_embedding_declare(sl_embedding *embedding, size_t symbols, size_t width, const char *prefix,
                          sl_parameters *parameters) {
    *embedding = (sl_embedding){
        .symbols = symbols, .width = width, .table = parameters->count, .parameters = parameters};
    sl_tensor tensor = {
        .gates = 1, .rows = symbols, .columns = width, .stored = {true}, .fold = SL_NO_FOLD};
    sl_parameters_declare(parameters, prefix, ".weight", tensor);
}

void sl_embedded_reserve(sl_embedded *embedded, const sl_embedding *embedding, size_t width,
                         size_t steps, size_t batch, sl_dropout dropout, bool backward,
                         sl_arena *arena) {
    size_t stride = sl_row_stride(width), size = sl_reals_of(steps * batch, stride);
    *embedded = (sl_embedded){.embedding = embedding,
                              .stride = stride,
                              .share = dropout.input,
                              .locked = dropout.locked,
                              .rows = sl_arena_reals(arena, size)};
    if (backward) embedded->d_rows = sl_arena_reals(arena, size);
    if (dropout.input > 0) embedded->mask = sl_arena_reals(arena, size);
}

void sl_embedded_draw_mask(sl_embedded *embedded, sl_rows rows, sl_random *random) {
    if (embedded->mask)
        sl_mask_draw(embedded->mask, embedded->stride, embedded->embedding->width, rows,
                     embedded->share, embedded->locked, random);
}

static void drop(const sl_embedded *embedded, sl_real *rows, size_t count) {
    for (size_t i = 0; embedded->mask && i < count; i++)
        sl_multiply(rows + i * embedded->stride, embedded->mask + i * embedded->stride,
                    embedded->embedding->width);
}

void sl_embedded_look_up(sl_embedded *embedded, const uint16_t *ids, size_t count) {
    const sl_embedding *from = embedded->embedding;
    const sl_real *table = from->parameters->active + from->table;
    for (size_t i = 0; i < count; i++)
        memcpy(embedded->rows + i * embedded->stride, table + ids[i] * from->width,
               from->width * sizeof *table);
    drop(embedded, embedded->rows, count);
}

sl_input sl_embedded_input(const sl_embedded *embedded) {
    return (sl_input){.rows = embedded->rows, .stride = embedded->stride};
}

void sl_embedded_clear_gradient(sl_embedded *embedded, size_t count) {
    memset(embedded->d_rows, 0, count * embedded->stride * sizeof(sl_real));
}

void sl_embedded_backward(sl_embedded *embedded, size_t count) {
    drop(embedded, embedded->d_rows, count);
}

void sl_embedded_add_gradient(const sl_embedded *embedded, const uint16_t *ids, sl_rows rows,
                              sl_real *gradient, sl_real *scratch) {
    const sl_embedding *from = embedded->embedding;
    sl_sum_by_id(from->symbols, from->width, rows, ids, embedded->d_rows, embedded->stride,
                 gradient + from->table, scratch);
}
