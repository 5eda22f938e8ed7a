/* sl_pairs_loss: frozen weights on pairs of sentences. */
#include "base/error.h"
#include "train/pair_batch.h"

enum { ROWS = 32 };

typedef struct evaluation {
    sl_model *model;
    const sl_pairs *pairs;
    size_t first, count;
    sl_reading reading;
    sl_encoding encoding;
    sl_decoding decoding;
    sl_arena arena;
} evaluation;

static void build(void *owner) {
    evaluation *e = owner;
    size_t most = e->model->settings.steps;
    size_t source = sl_longest_steps(&e->pairs->source, NULL, e->first, e->count, most);
    size_t target = sl_longest_steps(&e->pairs->target, NULL, e->first, e->count, most);
    sl_encoding_reserve(&e->encoding, e->model, source, ROWS, SL_NO_DROPOUT, false, &e->arena);
    sl_decoding_reserve(&e->decoding, e->model, target, ROWS, SL_NO_DROPOUT, 0, &e->arena);
}

double sl_pairs_tokens(const sl_model *model, const sl_pairs *pairs, size_t first, size_t count) {
    double tokens = 0;
    if (first > pairs->count || count > pairs->count - first) return 0;
    for (size_t i = first; i < first + count; i++)
        tokens += (double)sl_pair_steps(&pairs->target, i, model->settings.steps);
    return tokens;
}

static double run(evaluation *e) {
    double loss = 0;
    size_t most = e->model->settings.steps;
    sl_model_read(e->model, e->reading, false);
    for (size_t done = 0; done < e->count; done += ROWS) {
        uint32_t which[ROWS];
        size_t rows = e->count - done < ROWS ? e->count - done : ROWS;
        for (size_t i = 0; i < rows; i++) which[i] = (uint32_t)(e->first + done + i);
        sl_pairs_read(e->pairs, which, rows, most, &e->encoding, &e->decoding);
        sl_encode(&e->encoding, &e->decoding);
        sl_decode(&e->decoding);
        loss += sl_decoding_loss(&e->decoding, sl_run_rows(&e->decoding.pass.run), 1);
    }
    return loss / sl_pairs_tokens(e->model, e->pairs, e->first, e->count);
}

static sl_status mean_loss(sl_model *model, const sl_pairs *pairs, size_t first, size_t count,
                           sl_reading reading, double *loss, sl_error *error) {
    evaluation e = {
        .model = model, .pairs = pairs, .first = first, .count = count, .reading = reading};
    sl_status status = sl_pairs_check(pairs, model, error);
    if (status != SL_OK) return status;
    if (!count || first > pairs->count || count > pairs->count - first)
        return sl_fail(error, SL_MISUSE, "pairs %zu to %zu of a table of %zu", first, first + count,
                       pairs->count);
    status = sl_arena_build(&e.arena, build, &e, "the evaluation", error);
    if (status == SL_OK) *loss = run(&e);
    sl_arena_free(&e.arena);
    return status;
}

sl_status sl_pairs_loss(sl_model *model, const sl_pairs *pairs, size_t first, size_t count,
                        double *loss, sl_error *error) {
    return mean_loss(model, pairs, first, count, SL_READ_KEPT, loss, error);
}

sl_status sl_pairs_newest_loss(sl_model *model, const sl_pairs *pairs, size_t first, size_t count,
                               double *loss, sl_error *error) {
    return mean_loss(model, pairs, first, count, SL_READ_NEWEST, loss, error);
}
