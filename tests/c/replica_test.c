/* Several trainers that share the work arrive at the bits of one. */
#include "models.h"

enum { SYMBOLS = 6, LENGTH = 300, MOST = 4, UPDATES = 12 };

static models_training make(const char *assignments) {
    return models_begin(assignments, LENGTH, SYMBOLS);
}

/* A copy of the present part; the caller frees it. */
static void *part_of(sl_trainer *trainer, size_t *size) {
    const void *bytes = sl_trainer_partial(trainer, size);
    void *copy = malloc(*size);
    memcpy(copy, bytes, *size);
    return copy;
}

static void merge(sl_trainer *trainer, void *part, size_t size) {
    memcpy(sl_trainer_inbox(trainer), part, size);
    CHECK_STATUS(sl_trainer_add_partial(trainer, size, NULL), SL_OK);
    free(part);
}

static void swap(sl_trainer *a, sl_trainer *b) {
    size_t size_a, size_b;
    void *part_a = part_of(a, &size_a), *part_b = part_of(b, &size_b);
    merge(a, part_b, size_b);
    merge(b, part_a, size_a);
}

static void add_whole_sums(models_training *all, size_t count) {
    for (size_t apart = 1; apart < count; apart *= 2)
        for (size_t i = 0; i < count; i++)
            if (!(i & apart)) swap(all[i].trainer, all[i + apart].trainer);
}

#ifndef __wasm__
/* A copy of what belongs to the present part beside its gradient; the caller frees it. */
static void *rest_of(sl_trainer *trainer, size_t *size) {
    const void *bytes = sl_trainer_rest(trainer, size);
    return memcpy(malloc(*size), bytes, *size);
}

/* `a` goes on with bytes [from, middle) of the gradient, `b` with [middle, to). */
static void halve(sl_trainer *a, sl_trainer *b, size_t from, size_t middle, size_t to) {
    size_t size, size_a, size_b;
    char *gradient_a = sl_trainer_gradient(a, &size), *gradient_b = sl_trainer_gradient(b, &size);
    void *rest_a = rest_of(a, &size_a), *rest_b = rest_of(b, &size_b);
    CHECK_STATUS(sl_trainer_add_piece(a, rest_b, size_b + 1, gradient_b, from, middle, NULL),
                 SL_MISUSE);
    CHECK_STATUS(sl_trainer_add_piece(a, rest_b, size_b, gradient_b, 0, SIZE_MAX, NULL), SL_MISUSE);
    CHECK_STATUS(sl_trainer_add_piece(a, rest_b, size_b, gradient_b + from, from, middle, NULL),
                 SL_OK);
    CHECK_STATUS(sl_trainer_add_piece(b, rest_a, size_a, gradient_a + middle, middle, to, NULL),
                 SL_OK);
    free(rest_a);
    free(rest_b);
}

/* Replicas [at, at + count) that have bytes [from, to) in common end with the whole sum of them. */
static void add_pieces(models_training *all, size_t at, size_t apart, size_t count, size_t from,
                       size_t to) {
    size_t size, middle = from + (to - from) / 2 / sizeof(double) * sizeof(double);
    if (apart == count) return;
    for (size_t i = at; i < count; i += 2 * apart)
        halve(all[i].trainer, all[i + apart].trainer, from, middle, to);
    add_pieces(all, at, 2 * apart, count, from, middle);
    add_pieces(all, at + apart, 2 * apart, count, middle, to);
    for (size_t i = at; i < count; i += 2 * apart) {
        char *a = sl_trainer_gradient(all[i].trainer, &size);
        char *b = sl_trainer_gradient(all[i + apart].trainer, &size);
        memcpy(a + middle, b + middle, to - middle);
        memcpy(b + from, a + from, middle - from);
    }
}
#endif

static void step_together(models_training *all, size_t count, bool in_pieces) {
    size_t share = sl_trainer_shards() / count;
    for (size_t i = 0; i < count; i++)
        CHECK_STATUS(sl_trainer_accumulate(all[i].trainer, i * share, share, NULL), SL_OK);
#ifndef __wasm__
    size_t size;
    sl_trainer_gradient(all[0].trainer, &size);
    if (in_pieces) add_pieces(all, 0, 1, count, 0, size);
#endif
    if (!in_pieces) add_whole_sums(all, count);
    for (size_t i = 0; i < count; i++) CHECK_STATUS(sl_trainer_apply(all[i].trainer, NULL), SL_OK);
}

static void together_by(const char *assignments, size_t count, bool in_pieces) {
    models_training one = make(assignments), all[MOST];
    for (size_t i = 0; i < count; i++) all[i] = make(assignments);
    for (int u = 0; u < UPDATES; u++) {
        CHECK_STATUS(sl_trainer_step(one.trainer, NULL), SL_OK);
        if (u == 5) { /* an update given up half way and repeated */
            CHECK_STATUS(sl_trainer_accumulate(all[0].trainer, 0, 1, NULL), SL_OK);
            sl_trainer_discard(all[0].trainer);
        }
        step_together(all, count, in_pieces);
    }
    for (size_t i = 0; i < count; i++) {
        if (!CHECK_BYTES(all[i].model->parameters.values, one.model->parameters.values,
                         one.model->parameters.count * sizeof(sl_real)))
            printf("  %s, %zu replicas\n", assignments, count);
        if (one.model->averaged.there)
            CHECK_BYTES(all[i].model->averaged.values, one.model->averaged.values,
                        one.model->parameters.count * sizeof(sl_real));
        CHECK_REAL(sl_trainer_loss(all[i].trainer), sl_trainer_loss(one.trainer));
        models_end(&all[i]);
    }
    models_end(&one);
}

static void together(const char *assignments, size_t count) {
    together_by(assignments, count, false);
#ifndef __wasm__
    together_by(assignments, count, true);
#endif
}

static void misuse(void) {
    models_training r = make("hidden=4 batch=4 steps=5");
    sl_error error = {0};
    CHECK_STATUS(sl_trainer_accumulate(r.trainer, 1, 2, &error), SL_MISUSE);
    CHECK_STATUS(sl_trainer_accumulate(r.trainer, 0, 3, &error), SL_MISUSE);
    CHECK_STATUS(sl_trainer_accumulate(r.trainer, SIZE_MAX, 1, &error), SL_MISUSE);
    CHECK_STATUS(sl_trainer_apply(r.trainer, &error), SL_MISUSE);
    CHECK_STATUS(sl_trainer_accumulate(r.trainer, 0, 2, &error), SL_OK);
    CHECK_STATUS(sl_trainer_accumulate(r.trainer, 0, 2, &error), SL_MISUSE);
    CHECK_STATUS(sl_trainer_apply(r.trainer, &error), SL_MISUSE);
    CHECK_STATUS(sl_trainer_add_partial(r.trainer, 12, &error), SL_MISUSE);
    sl_trainer_discard(r.trainer);
    CHECK_STATUS(sl_trainer_step(r.trainer, &error), SL_OK);
    models_end(&r);
}

void replica_test(void) {
    for (size_t count = 1; count <= MOST; count *= 2) {
        together("hidden=9 batch=7 steps=5 init=xavier", count);
        together("hidden=9 batch=1 steps=5 init=xavier", count);
        together("hidden=9 batch=3 steps=5 init=xavier cell=lstm", count);
        together(
            "hidden=8 batch=8 steps=5 init=xavier cell=lstm layers=2 dropout=0.4 optimizer=adam",
            count);
        together("hidden=8 batch=6 steps=5 init=xavier order=random", count);
        together("hidden=8 batch=7 steps=5 init=xavier layers=2 dropconnect=0.3 token_dropout=0.2 "
                 "average=0.9",
                 count);
        together("hidden=8 batch=7 steps=5 init=xavier layers=2 embedding=6 dropout=0.3 "
                 "dropout_mask=window dropout_input=0.2 dropout_output=0.4 dropconnect=0.3 "
                 "token_dropout=0.2 cell=lstm average=0.9",
                 count);
    }
    misuse();
}
