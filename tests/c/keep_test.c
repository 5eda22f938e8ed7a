/* Keeping the weights that measured best: which they are, who reads them, and that a training that
 * was interrupted keeps the same. */
#include "file/safetensors.h"
#include "models.h"
#include "train/trainer.h"

enum { SYMBOLS = 6, LENGTH = 400, EVERY = 2, MEASUREMENTS = 6 };

#define SMALL "hidden=5 init=xavier batch=4 steps=6 validation=0.2 keep=best patience=2"

/* Told after each EVERY updates; the third is the best, and an equal one is no better. */
static const double told[MEASUREMENTS] = {3, 3.5, 2, 2.5, 2, 7};

static void steps(sl_trainer *trainer, int updates) {
    for (int u = 0; u < updates; u++) CHECK_STATUS(sl_trainer_step(trainer, NULL), SL_OK);
}

/* Measurements [first, end) with the updates before each. */
static void go_on(sl_trainer *trainer, int first, int end) {
    for (int i = first; i < end; i++) {
        steps(trainer, EVERY);
        sl_trainer_measured(trainer, told[i]);
    }
}

static double loss_of(sl_model *model, const sl_text *text, bool newest) {
    sl_evaluator *evaluator;
    CHECK_STATUS(sl_evaluator_create(model, text, 0, LENGTH, &evaluator, NULL), SL_OK);
    if (newest) sl_evaluator_read_newest(evaluator);
    while (sl_evaluator_advance(evaluator, 100)) continue;
    double loss = sl_evaluator_loss(evaluator);
    sl_evaluator_free(evaluator);
    return loss;
}

/* ---- Which are kept ------------------------------------------------------------------------ */

/* Those that another training, which keeps nothing, has after as many updates. */
static void best(const char *more) {
    char with[160], without[160];
    snprintf(with, sizeof with, SMALL " %s", more);
    snprintf(without, sizeof without, SMALL " patience=0 keep=last %s", more);
    models_training t = models_begin(with, LENGTH, SYMBOLS);
    models_training other = models_begin(without, LENGTH, SYMBOLS);
    size_t size = t.model->parameters.count * sizeof(sl_real);
    go_on(t.trainer, 0, 3);
    steps(other.trainer, 3 * EVERY);
    double lowest = loss_of(other.model, other.text, false);
    CHECK_REAL(loss_of(t.model, t.text, false), lowest);
    CHECK(!sl_trainer_out_of_patience(t.trainer));
    steps(t.trainer, EVERY);
    steps(other.trainer, EVERY);
    CHECK_BYTES(t.model->parameters.values, other.model->parameters.values, size);
    double newest = loss_of(other.model, other.text, false);
    CHECK(newest != lowest);
    CHECK_REAL(loss_of(t.model, t.text, true), newest);
    CHECK_REAL(loss_of(t.model, t.text, false), lowest);
    sl_trainer_measured(t.trainer, told[3]);
    sl_trainer_measured(t.trainer, 0.5); /* a second one for the same update */
    CHECK(!sl_trainer_out_of_patience(t.trainer));
    go_on(t.trainer, 4, 5);
    CHECK(sl_trainer_out_of_patience(t.trainer));
    CHECK_REAL(sl_trainer_measured_at(t.trainer), 5 * EVERY);
    CHECK_REAL(sl_model_kept_update(t.model), 3 * EVERY);
    CHECK_REAL(sl_model_kept_loss(t.model), 2);
    CHECK_REAL(loss_of(t.model, t.text, false), lowest);
    models_end(&t);
    models_end(&other);
}

static void not_a_number(void) {
    models_training t = models_begin(SMALL, LENGTH, SYMBOLS);
    sl_trainer_measured(t.trainer, 1); /* before the first update */
    CHECK(!t.model->best.there);
    steps(t.trainer, 1);
    sl_trainer_measured(t.trainer, NAN);
    CHECK(!t.model->best.there);
    steps(t.trainer, 1);
    sl_trainer_measured(t.trainer, 9);
    CHECK(t.model->best.there);
    CHECK_REAL(t.model->best_loss, 9);
    models_end(&t);
}

static void nothing_without_the_setting(void) {
    models_training t = models_begin("hidden=5 batch=4 steps=6 validation=0.2", LENGTH, SYMBOLS);
    go_on(t.trainer, 0, 5);
    CHECK(!t.model->best.there);
    CHECK(!t.model->best.values);
    CHECK_REAL(sl_model_kept_update(t.model), 0);
    CHECK(!sl_trainer_out_of_patience(t.trainer));
    models_end(&t);
}

/* What an earlier training kept is none of the next one's. */
static void begun_anew(void) {
    models_training t = models_begin(SMALL, LENGTH, SYMBOLS);
    go_on(t.trainer, 0, 4);
    sl_trainer_free(t.trainer);
    CHECK_STATUS(sl_trainer_create(t.model, t.text, &t.trainer, NULL), SL_OK);
    CHECK(t.model->best.there);
    steps(t.trainer, EVERY);
    CHECK(!t.model->best.there);
    sl_trainer_measured(t.trainer, 8); /* worse than all that was measured before */
    CHECK_REAL(t.model->best_loss, 8);
    models_end(&t);
}

static void for_pairs(void) {
    sl_pairs *pairs = models_pairs("minimum=1", "go\tva\nstay\treste\nlook\tregarde\nsit\tassis\n");
    sl_model *model =
        models_translation("hidden=7 minimum=1 batch=2 validation=0.25 keep=best", pairs);
    sl_trainer *trainer;
    double kept, newest, before;
    CHECK_STATUS(sl_trainer_create_pairs(model, pairs, &trainer, NULL), SL_OK);
    go_on(trainer, 0, 1);
    CHECK_STATUS(sl_pairs_newest_loss(model, pairs, 3, 1, &before, NULL), SL_OK);
    go_on(trainer, 1, 2);
    CHECK_STATUS(sl_pairs_loss(model, pairs, 3, 1, &kept, NULL), SL_OK);
    CHECK_STATUS(sl_pairs_newest_loss(model, pairs, 3, 1, &newest, NULL), SL_OK);
    CHECK_REAL(kept, before);
    CHECK(newest != before);
    sl_trainer_free(trainer);
    sl_model_free(model);
    sl_pairs_free(pairs);
}

/* ---- Files --------------------------------------------------------------------------------- */

static void *save(const models_training *t, size_t *size) {
    void *bytes;
    CHECK_STATUS(sl_trainer_save(t->trainer, "", &bytes, size, NULL), SL_OK);
    return bytes;
}

/* Interrupted after each measurement, before it (and then measured after the resumption), and
 * between two. */
static void interrupted(const char *more, int at) {
    char with[120];
    snprintf(with, sizeof with, SMALL " %s", more);
    models_training straight = models_begin(with, LENGTH, SYMBOLS);
    models_training first = models_begin(with, LENGTH, SYMBOLS), second = first;
    size_t size, saved_size, resumed_size;
    go_on(straight.trainer, 0, MEASUREMENTS);
    void *expected = save(&straight, &size);
    for (int u = 1; u <= at; u++) {
        steps(first.trainer, 1);
        if (u % EVERY == 0 && u < at) sl_trainer_measured(first.trainer, told[u / EVERY - 1]);
    }
    void *saved = save(&first, &saved_size);
    CHECK_STATUS(sl_model_load(saved, saved_size, &second.model, NULL), SL_OK);
    CHECK_STATUS(sl_trainer_create(second.model, second.text, &second.trainer, NULL), SL_OK);
    CHECK_STATUS(sl_trainer_restore(second.trainer, saved, saved_size, NULL), SL_OK);
    for (int u = at; u <= EVERY * MEASUREMENTS; u++) {
        if (u > at) steps(second.trainer, 1);
        if (u && u % EVERY == 0) sl_trainer_measured(second.trainer, told[u / EVERY - 1]);
    }
    void *resumed = save(&second, &resumed_size);
#ifndef SL_DOUBLE /* a file holds floats */
    if (CHECK_INT(resumed_size, size) && !CHECK_BYTES(resumed, expected, size))
        printf("  %s, after %d updates\n", more, at);
#endif
    CHECK_REAL(second.model->best_update, 3 * EVERY);
    CHECK(sl_trainer_out_of_patience(second.trainer));
    sl_release(expected);
    sl_release(saved);
    sl_release(resumed);
    sl_trainer_free(second.trainer);
    sl_model_free(second.model);
    models_end(&straight);
    models_end(&first);
}

/* The tensors are the best weights, and the file says which update they are of. */
static void file_of(const char *more) {
    char with[120], *json;
    snprintf(with, sizeof with, SMALL " %s", more);
    models_training t = models_begin(with, LENGTH, SYMBOLS);
    sl_safetensors *file;
    sl_model *copy;
    void *bytes, *again;
    size_t size, again_size, bias = t.model->output.bias;
    go_on(t.trainer, 0, 5);
    CHECK_STATUS(sl_model_save(t.model, &bytes, &size, NULL), SL_OK);
    CHECK_STATUS(sl_safetensors_read(bytes, size, &file, NULL), SL_OK);
    const sl_array *used = sl_safetensors_find(file, "linear.bias");
    for (size_t i = 0; i < SYMBOLS; i++)
        CHECK(sl_array_get(used, i) == (float)t.model->best.values[bias + i]);
    CHECK((sl_safetensors_find(file, "training.average") != NULL) == t.model->averaged.there);
    CHECK_STATUS(sl_model_load(bytes, size, &copy, NULL), SL_OK);
    CHECK_STATUS(sl_model_describe(copy, &json, NULL), SL_OK);
    CHECK_CONTAINS(json, "\"kept\":{\"update\":6,\"loss\":2}");
    CHECK_STATUS(sl_model_save(copy, &again, &again_size, NULL), SL_OK);
    CHECK(size == again_size && CHECK_BYTES(again, bytes, size));
    sl_release(json);
    sl_release(bytes);
    sl_release(again);
    sl_safetensors_free(file);
    sl_model_free(copy);
    models_end(&t);
}

/* A file in which `from` has become `to`, of the same length, is refused and changes nothing. */
static void refused(const char *from, const char *to, const char *why) {
    models_training t = models_begin(SMALL " average=0.5", LENGTH, SYMBOLS);
    sl_model *model;
    sl_error error = {0};
    size_t size, after_size, length = strlen(from);
    go_on(t.trainer, 0, 4);
    char *bytes = save(&t, &size), *good = save(&t, &after_size), *after;
    for (size_t i = 0; i + length <= size; i++)
        if (!memcmp(bytes + i, from, length)) memcpy(bytes + i, to, length);
    CHECK_FAILS(sl_trainer_restore(t.trainer, bytes, size, &error), SL_BAD_FILE, error, why);
    after = save(&t, &after_size);
    CHECK(after_size == size && CHECK_BYTES(after, good, size));
    if (!strstr(why, "account of its training") && !strstr(why, "averaged"))
        CHECK_STATUS(sl_model_load(bytes, size, &model, NULL), SL_BAD_FILE);
    sl_release(bytes);
    sl_release(good);
    sl_release(after);
    models_end(&t);
}

/* ---- Settings that do not go together ------------------------------------------------------- */

static void misuse(const char *assignments, const char *why) {
    sl_text *text = models_text(LENGTH, SYMBOLS);
    sl_model *model = models_create(assignments, SYMBOLS);
    sl_trainer *trainer;
    sl_error error = {0};
    CHECK_FAILS(sl_trainer_create(model, text, &trainer, &error), SL_BAD_SETTING, error, why);
    sl_model_free(model);
    sl_text_free(text);
}

static void too_few_pairs(void) {
    sl_pairs *pairs = models_pairs("minimum=1", "go\tva\nstay\treste\n");
    sl_model *model = models_translation("minimum=1 validation=0.1 keep=best", pairs);
    sl_trainer *trainer;
    sl_error error = {0};
    CHECK_FAILS(sl_trainer_create_pairs(model, pairs, &trainer, &error), SL_TEXT_TOO_SHORT, error,
                "holds out none");
    sl_model_free(model);
    sl_pairs_free(pairs);
}

void keep_test(void) {
    best("");
    best("average=0.7");
    best("cell=lstm layers=2 dropconnect=0.3");
    not_a_number();
    nothing_without_the_setting();
    begun_anew();
    for_pairs();
    for (int at = 0; at <= EVERY * MEASUREMENTS; at++) {
        interrupted("optimizer=adam lr=0.01", at);
        interrupted("average=0.7 order=random", at);
    }
    file_of("");
    file_of("average=0.7");
    refused("training.weights", "training.weightz", "weights that it keeps");
    refused("training.average", "training.averagz", "no averaged weights");
    refused("\\\"loss\\\":2}", "\\\"lost\\\":2}", "weights that it keeps");
    refused("stale", "stalf", "account of its training");
    misuse("batch=4 steps=6 keep=best", "set validation above 0");
    misuse("batch=4 steps=6 validation=0.2 patience=3", "set keep to best");
    too_few_pairs();
}
