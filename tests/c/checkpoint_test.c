/* Training that is saved, loaded elsewhere and gone on with ends in the bytes of training straight
 * through. */
#include "file/safetensors.h"
#include "models.h"

enum { SYMBOLS = 6, LENGTH = 300, UPDATES = 24 };

typedef struct training {
    sl_settings settings;
    sl_text *text;
    sl_pairs *pairs;
    sl_model *model;
    sl_trainer *trainer;
} training;

static sl_pairs *make_pairs(const sl_settings *settings) {
    static const char table[] =
        "a b c\tx y\nb\ty\nc a\tz x y x\na a a a\tx\nb c\ty z\nc\tz\nb b\ty y\n";
    sl_pairs *pairs;
    CHECK_STATUS(sl_pairs_create(settings, 0, &pairs, NULL), SL_OK);
    CHECK_STATUS(sl_pairs_append(pairs, table, sizeof table - 1, NULL), SL_OK);
    CHECK_STATUS(sl_pairs_finish(pairs, NULL), SL_OK);
    return pairs;
}

/* With a fresh model, or one from a file. */
static training begin(const char *assignments, bool translation, const void *bytes, size_t size) {
    training t = {.settings = models_settings(assignments)};
    if (translation)
        t.pairs = make_pairs(&t.settings);
    else
        t.text = models_text(LENGTH, SYMBOLS);
    if (bytes)
        CHECK_STATUS(sl_model_load(bytes, size, &t.model, NULL), SL_OK);
    else if (translation)
        CHECK_STATUS(sl_model_create_translation(&t.settings, t.pairs, &t.model, NULL), SL_OK);
    else
        CHECK_STATUS(sl_model_create(&t.settings, sl_text_vocabulary(t.text), &t.model, NULL),
                     SL_OK);
    if (translation)
        CHECK_STATUS(sl_trainer_create_pairs(t.model, t.pairs, &t.trainer, NULL), SL_OK);
    else
        CHECK_STATUS(sl_trainer_create(t.model, t.text, &t.trainer, NULL), SL_OK);
    return t;
}

static void end(training *t) {
    sl_trainer_free(t->trainer);
    sl_model_free(t->model);
    sl_text_free(t->text);
    sl_pairs_free(t->pairs);
}

static void go_on(training *t, int updates) {
    for (int i = 0; i < updates; i++) CHECK_STATUS(sl_trainer_step(t->trainer, NULL), SL_OK);
}

static void *save(const training *t, size_t *size) {
    void *bytes;
    CHECK_STATUS(sl_trainer_save(t->trainer, "{\"curve\":[1,2]}", &bytes, size, NULL), SL_OK);
    return bytes;
}

static void interrupted(const char *assignments, bool translation, int at) {
    training straight = begin(assignments, translation, NULL, 0);
    training first = begin(assignments, translation, NULL, 0);
    size_t straight_size, saved_size, resumed_size;
    go_on(&straight, UPDATES);
    void *expected = save(&straight, &straight_size);
    go_on(&first, at);
    void *saved = save(&first, &saved_size);
    training second = begin(assignments, translation, saved, saved_size);
    CHECK_STATUS(sl_trainer_restore(second.trainer, saved, saved_size, NULL), SL_OK);
    CHECK(isnan(sl_trainer_loss(second.trainer))); /* a file says nothing of a last update's loss */
    go_on(&second, UPDATES - at);
    void *resumed = save(&second, &resumed_size);
#ifndef SL_DOUBLE /* a file holds floats */
    CHECK_REAL(sl_trainer_loss(second.trainer), sl_trainer_loss(straight.trainer));
    if (CHECK_INT(resumed_size, straight_size) && !CHECK_BYTES(resumed, expected, straight_size))
        printf("  %s, after %d updates\n", assignments, at);
#endif
    CHECK_REAL(sl_trainer_updates(second.trainer), UPDATES);
    CHECK_REAL(second.model->tokens, straight.model->tokens);
    sl_release(expected);
    sl_release(saved);
    sl_release(resumed);
    end(&straight);
    end(&first);
    end(&second);
}

static void all_kinds(void) {
    static const char locked[] = "cell=gru embedding=4 dropout_mask=window dropout_input=0.2 "
                                 "dropout_output=0.3";
    const char *const cells[] = {"cell=rnn", "cell=gru", "cell=lstm layers=2 dropout=0.3", locked};
    static const char *const rules[] = {"sgd", "momentum", "rmsprop", "adam", "adamw"};
    static const char *const orders[] = {"sequential", "random", "overlapping"};
    for (int c = 0; c < 4; c++)
        for (int o = 0; o < 5; o++)
            for (int at = 0; at < UPDATES; at += 5 + o) {
                char assignments[300];
                snprintf(assignments, sizeof assignments,
                         "%s hidden=6 batch=5 steps=7 lr=0.01 optimizer=%s order=%s init=xavier "
                         "average=%s",
                         cells[c], rules[o], orders[(c + o) % 3], o % 2 ? "0.9" : "0");
                interrupted(assignments, false, at);
                snprintf(assignments, sizeof assignments,
                         "%s hidden=6 batch=3 steps=5 embedding=4 lr=0.01 optimizer=%s minimum=1 "
                         "init=xavier teacher=0.5 average=%s",
                         cells[c], rules[o], o % 2 ? "0" : "0.8");
                interrupted(assignments, true, at);
            }
}

static void every_moment(void) {
    for (int at = 0; at < UPDATES; at++)
        interrupted("cell=gru hidden=5 batch=4 steps=8 schedule=cosine horizon=24", false, at);
}

/* A file without a training. */
static void model_alone(void) {
    training t = begin("hidden=4 batch=2 steps=5", false, NULL, 0);
    size_t size;
    void *bytes;
    CHECK_STATUS(sl_model_save(t.model, &bytes, &size, NULL), SL_OK);
    sl_error error = {0};
    CHECK_FAILS(sl_trainer_restore(t.trainer, bytes, size, &error), SL_BAD_FILE, error,
                "no training");
    sl_release(bytes);
    end(&t);
}

static void another_training(void) {
    sl_error error = {0};
    size_t size;
    training t = begin("hidden=4 batch=2 steps=5 optimizer=adam", false, NULL, 0);
    void *bytes = save(&t, &size);
    sl_trainer *other;
    sl_text *shorter = models_text(LENGTH - 1, SYMBOLS);
    CHECK_STATUS(sl_trainer_create(t.model, shorter, &other, &error), SL_OK);
    CHECK_FAILS(sl_trainer_restore(other, bytes, size, &error), SL_BAD_TEXT, error, "another text");
    sl_trainer_free(other);
    CHECK_STATUS(sl_model_set(t.model, "batch", "3", NULL), SL_OK);
    CHECK_STATUS(sl_trainer_create(t.model, t.text, &other, &error), SL_OK);
    CHECK_FAILS(sl_trainer_restore(other, bytes, size, &error), SL_BAD_FILE, error,
                "training.states");
    sl_trainer_free(other);
    sl_text_free(shorter);
    sl_release(bytes);
    end(&t);
}

/* What is refused leaves the training as it was, also where only the last weight is bad. */
static void refused_whole(const char *tensor, size_t at, float value) {
    training from = begin("hidden=3 batch=2 steps=3 seed=2", false, NULL, 0);
    training t = begin("hidden=3 batch=2 steps=3", false, NULL, 0);
    size_t size, before_size, after_size;
    sl_safetensors *read;
    go_on(&from, 2);
    void *bytes = save(&from, &size), *before = save(&t, &before_size);
    CHECK_STATUS(sl_safetensors_read(bytes, size, &read, NULL), SL_OK);
    sl_array_set(sl_safetensors_find(read, tensor), at, value);
    CHECK_STATUS(sl_trainer_restore(t.trainer, bytes, size, NULL), SL_BAD_FILE);
    void *after = save(&t, &after_size);
    CHECK(after_size == before_size && CHECK_BYTES(after, before, before_size));
    sl_safetensors_free(read);
    sl_release(bytes);
    sl_release(before);
    sl_release(after);
    end(&from);
    end(&t);
}

/* Changes the one digit behind a key of the training that a file tells. */
static void put_digit(void *bytes, size_t size, const char *key, char digit) {
    char *text = bytes;
    size_t length = strlen(key), at = 0;
    while (at + length < size && memcmp(text + at, key, length) != 0) at++;
    if (CHECK(at + length < size)) text[at + length] = digit;
}

/* A place that the text has not, found out in the middle of an epoch: it goes on in its order. */
static void refused_place(const char *assignments, bool translation) {
    char others[100];
    snprintf(others, sizeof others, "%s seed=2", assignments);
    training from = begin(others, translation, NULL, 0);
    training straight = begin(assignments, translation, NULL, 0);
    training t = begin(assignments, translation, NULL, 0);
    size_t size, straight_size, after_size;
    go_on(&from, 1);
    void *bytes = save(&from, &size);
    put_digit(bytes, size, "\\\"window\\\":", '9');
    go_on(&straight, 12);
    go_on(&t, 7);
    sl_error error = {0};
    CHECK_FAILS(sl_trainer_restore(t.trainer, bytes, size, &error), SL_BAD_FILE, error,
                "no such place");
    go_on(&t, 5);
    void *expected = save(&straight, &straight_size), *after = save(&t, &after_size);
    if (CHECK_INT(after_size, straight_size)) CHECK_BYTES(after, expected, straight_size);
    sl_release(bytes);
    sl_release(expected);
    sl_release(after);
    end(&from);
    end(&straight);
    end(&t);
}

/* Every truncation and many altered bytes: a status, never a crash. */
static void damaged(void) {
    training t = begin("hidden=3 batch=2 steps=3 optimizer=adam", false, NULL, 0);
    check_random random = check_seed("checkpoint", 21);
    size_t size;
    go_on(&t, 3);
    unsigned char *bytes = save(&t, &size);
    for (size_t n = 0; n < size; n += 1 + n / 64)
        CHECK_STATUS(sl_trainer_restore(t.trainer, bytes, n, NULL), SL_BAD_FILE);
    for (int i = 0; i < 3000; i++) {
        size_t at = check_below(&random, size);
        unsigned char kept = bytes[at];
        bytes[at] = (unsigned char)check_bits(&random);
        sl_status status = sl_trainer_restore(t.trainer, bytes, size, NULL);
        CHECK(status == SL_OK || status == SL_BAD_FILE || status == SL_BAD_TEXT);
        bytes[at] = kept;
    }
    CHECK_STATUS(sl_trainer_restore(t.trainer, bytes, size, NULL), SL_OK);
    CHECK(isnan(sl_trainer_loss(t.trainer))); /* the last update was another one */
    go_on(&t, 3);
    sl_release(bytes);
    end(&t);
}

void checkpoint_test(void) {
    all_kinds();
    every_moment();
    model_alone();
    another_training();
    refused_whole("linear.bias", SYMBOLS - 1, INFINITY);
    refused_whole("rnn.bias_hh_l0", 0, NAN);
    refused_place("hidden=4 batch=8 steps=7 order=random", false);
    refused_place("hidden=4 batch=8 steps=7 order=sequential", false);
    refused_place("hidden=4 batch=3 steps=5 embedding=4 minimum=1", true);
    damaged();
}
