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

static void step_together(models_training *all, size_t count) {
    size_t share = sl_trainer_shards() / count;
    for (size_t i = 0; i < count; i++)
        CHECK_STATUS(sl_trainer_accumulate(all[i].trainer, i * share, share, NULL), SL_OK);
    for (size_t apart = 1; apart < count; apart *= 2)
        for (size_t i = 0; i < count; i++)
            if (!(i & apart)) swap(all[i].trainer, all[i + apart].trainer);
    for (size_t i = 0; i < count; i++) CHECK_STATUS(sl_trainer_apply(all[i].trainer, NULL), SL_OK);
}

static void together(const char *assignments, size_t count) {
    models_training one = make(assignments), all[MOST];
    for (size_t i = 0; i < count; i++) all[i] = make(assignments);
    for (int u = 0; u < UPDATES; u++) {
        CHECK_STATUS(sl_trainer_step(one.trainer, NULL), SL_OK);
        if (u == 5) { /* an update given up half way and repeated */
            CHECK_STATUS(sl_trainer_accumulate(all[0].trainer, 0, 1, NULL), SL_OK);
            sl_trainer_discard(all[0].trainer);
        }
        step_together(all, count);
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
