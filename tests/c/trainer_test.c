/* One update by its definition, reproducibility, divergence, evaluation. */
#include "models.h"
#include "train/text_learner.h"
#include "train/trainer.h"

enum { SYMBOLS = 6, LENGTH = 400 };

static sl_text *make_text(size_t length) { return models_text(length, SYMBOLS); }

static models_training begin(const char *assignments) {
    return models_begin(assignments, LENGTH, SYMBOLS);
}

static sl_real *copy_values(const sl_model *model) {
    sl_real *copy = malloc(model->parameters.count * sizeof *copy);
    memcpy(copy, model->parameters.values, model->parameters.count * sizeof *copy);
    return copy;
}

/* The first update against one pass over the whole batch: shards add up to it, and sgd subtracts
 * lr times the clipped gradient. */
static void first_update(size_t batch, double clip) {
    char assignments[200];
    snprintf(assignments, sizeof assignments,
             "hidden=9 init=xavier lr=0.5 steps=4 batch=%zu clip=%g", batch, clip);
    models_training t = begin(assignments);
    models_pass made = models_take_pass(t.model, 4, batch);
    size_t count = t.model->parameters.count;
    sl_real *before = copy_values(t.model), *gradient = calloc(count, sizeof *gradient);
    uint16_t x[4 * 16], y[4 * 16];

    sl_batches batches = ((sl_text_learner *)t.trainer->learner)->batches;
    sl_batches_advance(&batches);
    sl_batches_read(&batches, 0, batch, x, y);
    sl_model_pack(t.model, true);
    sl_run_set_state(&made.pass.run, sl_run_rows(&made.pass.run), NULL);
    sl_language_forward(&made.pass, x);
    double loss = sl_output_loss(&made.pass, sl_run_rows(&made.pass.run), y,
                                 (sl_real)(1.0 / (4 * (double)batch)));
    sl_run_clear_state_gradient(&made.pass.run);
    sl_language_backward(&made.pass);
    sl_language_add_gradient(&made.pass, sl_run_rows(&made.pass.run), x, gradient);
    double norm = 0;
    for (size_t i = 0; i < count; i++) norm += (double)gradient[i] * (double)gradient[i];
    norm = sqrt(norm);
    double scale = clip > 0 && norm > clip ? clip / norm : 1;

    CHECK_STATUS(sl_trainer_step(t.trainer, NULL), SL_OK);
    CHECK_NEAR(sl_trainer_loss(t.trainer), loss / (4 * (double)batch), 1e-6);
    CHECK_NEAR(sl_trainer_gradient_norm(t.trainer), norm, 1e-5 * norm);
    for (size_t i = 0; i < count; i++)
        CHECK_NEAR((double)t.model->parameters.values[i],
                   (double)before[i] - 0.5 * scale * (double)gradient[i], 2e-7);
    CHECK_REAL(sl_trainer_updates(t.trainer), 1);
    CHECK_REAL(sl_trainer_tokens(t.trainer), 4 * (double)batch);
    free(before);
    free(gradient);
    sl_arena_free(&made.arena);
    models_end(&t);
}

static void same_seed_same_bits(const char *assignments) {
    models_training a = begin(assignments), b = begin(assignments);
    for (int i = 0; i < 30; i++) {
        CHECK_STATUS(sl_trainer_step(a.trainer, NULL), SL_OK);
        CHECK_STATUS(sl_trainer_step(b.trainer, NULL), SL_OK);
    }
    CHECK_BYTES(a.model->parameters.values, b.model->parameters.values,
                a.model->parameters.count * sizeof(sl_real));
    models_end(&a);
    models_end(&b);
}

static void loss_falls(const char *assignments) {
    models_training t = begin(assignments);
    for (int i = 0; i < 3; i++) CHECK_STATUS(sl_trainer_step(t.trainer, NULL), SL_OK);
    double first = sl_trainer_loss(t.trainer);
    CHECK_NEAR(first, log(SYMBOLS), 0.7);
    for (int i = 0; i < 400; i++) CHECK_STATUS(sl_trainer_step(t.trainer, NULL), SL_OK);
    for (int i = 0; i < 20; i++) CHECK_STATUS(sl_trainer_step(t.trainer, NULL), SL_OK);
    if (!CHECK(sl_trainer_loss(t.trainer) < 0.5 * first))
        printf("  %s: %g after %g\n", assignments, sl_trainer_loss(t.trainer), first);
    models_end(&t);
}

/* Nothing of a refused update is left behind. */
static void divergence(void) {
    models_training t = begin("hidden=8 lr=1 steps=4 batch=3 init=xavier");
    sl_error error = {0};
    CHECK_STATUS(sl_trainer_step(t.trainer, &error), SL_OK);
    sl_real *weight = &t.model->parameters.values[t.model->stack.layer[0].w_h[0]];
    *weight = (sl_real)NAN;
    sl_model_touch(t.model);
    sl_real *before = copy_values(t.model);
    CHECK_FAILS(sl_trainer_step(t.trainer, &error), SL_DIVERGED, error,
                "update 2 was not applied. Lower the learning rate (lr 1) or the clip (1), then");
    CHECK_STATUS(sl_trainer_set(t.trainer, "clip", "0", &error), SL_OK);
    CHECK_FAILS(sl_trainer_step(t.trainer, &error), SL_DIVERGED, error,
                "or set clip, such as to 1");
    CHECK_BYTES(t.model->parameters.values, before, t.model->parameters.count * sizeof *before);
    CHECK_REAL(sl_trainer_updates(t.trainer), 1);
    CHECK_REAL(t.model->updates, 1);
    *weight = 0;
    sl_model_touch(t.model);
    CHECK_STATUS(sl_trainer_step(t.trainer, &error), SL_OK);
    CHECK(isfinite(sl_trainer_loss(t.trainer)));
    free(before);
    models_end(&t);
}

/* Of the same gradient, adam would keep the square, which is no float any more. */
static void long_moment(void) {
    static const char *const settings[] = {"optimizer=adam", "optimizer=rmsprop",
                                           "optimizer=momentum", "optimizer=sgd"};
    for (int i = 0; i < 4; i++) {
        char assignments[100];
        snprintf(assignments, sizeof assignments, "hidden=8 lr=0.001 steps=4 batch=3 clip=0 %s",
                 settings[i]);
        models_training t = begin(assignments);
        sl_error error = {0};
        CHECK_STATUS(sl_trainer_accumulate(t.trainer, 0, 4, &error), SL_OK);
        t.trainer->gradient[0][0] = (sl_real)2e19;
        if (i < 3)
            CHECK_FAILS(sl_trainer_apply(t.trainer, &error), SL_DIVERGED, error, "too large");
        else
            CHECK_STATUS(sl_trainer_apply(t.trainer, &error), SL_OK);
        models_end(&t);
    }
}

static void too_short(void) {
    sl_error error = {0};
    sl_text *text = make_text(21);
    sl_model *model = models_create("hidden=4 batch=4 steps=5", SYMBOLS);
    sl_trainer *trainer;
    CHECK_STATUS(sl_trainer_create(model, text, &trainer, &error), SL_OK);
    sl_trainer_free(trainer);
    model->settings.batch = 5;
    CHECK_FAILS(sl_trainer_create(model, text, &trainer, &error), SL_TEXT_TOO_SHORT, error,
                "21 symbols to train on, but batch 5 and steps 5 need at least 26");
    CHECK(trainer == NULL);
    model->settings.batch = 1;
    model->settings.validation = 0.05;
    CHECK_FAILS(sl_trainer_create(model, text, &trainer, &error), SL_TEXT_TOO_SHORT, error,
                "held-out");
    sl_model *other = models_create("hidden=4", SYMBOLS + 1);
    sl_evaluator *evaluator;
    const char *why = "the text is not encoded with the model's vocabulary";
    CHECK_FAILS(sl_trainer_create(other, text, &trainer, &error), SL_OTHER_VOCABULARY, error, why);
    CHECK_FAILS(sl_evaluator_create(other, text, 0, 9, &evaluator, &error), SL_OTHER_VOCABULARY,
                error, why);
    sl_model_free(other);
    sl_model_free(model);
    sl_text_free(text);
}

/* Refused where a model is made, and where its settings have changed since. */
static void no_embedding_to_drop(void) {
    sl_error error = {0};
    sl_vocabulary *vocabulary = models_vocabulary(SYMBOLS);
    sl_settings settings = models_settings("hidden=4 batch=2 steps=5 dropout_input=0.25");
    sl_model *model = (sl_model *)&settings;
    CHECK_FAILS(sl_model_create(&settings, vocabulary, &model, &error), SL_BAD_SETTING, error,
                "dropout_input 0.25 drops outputs of the embedding, and there is none: use "
                "token_dropout or set embedding above 0");
    CHECK(model == NULL);
    sl_vocabulary_free(vocabulary);
    models_training t = begin("hidden=4 batch=2 steps=5");
    sl_trainer *other;
    CHECK_STATUS(sl_model_set(t.model, "dropout_input", "0.5", &error), SL_OK);
    CHECK_FAILS(sl_trainer_create(t.model, t.text, &other, &error), SL_BAD_SETTING, error,
                "token_dropout");
    models_end(&t);
}

static void split(void) {
    models_training t = begin("hidden=4 batch=2 steps=5 validation=0.25");
    CHECK_INT(sl_trainer_training_length(t.trainer), 300);
    CHECK_INT(((sl_text_learner *)t.trainer->learner)->batches.length, 300);
    models_end(&t);
}

/* What a training could not be resumed with, it does not take. */
static void no_schedule_without_horizon(void) {
    models_training t = begin("hidden=4 batch=2 steps=5 schedule=cosine horizon=20 warmup=5");
    sl_error error = {0};
    CHECK_STATUS(sl_trainer_set(t.trainer, "horizon", "6", &error), SL_OK);
    CHECK_FAILS(sl_trainer_set(t.trainer, "horizon", "5", &error), SL_BAD_SETTING, error,
                "horizon");
    CHECK_FAILS(sl_trainer_set(t.trainer, "horizon", "0", &error), SL_BAD_SETTING, error,
                "horizon");
    CHECK_INT(t.trainer->settings.horizon, 6);
    models_end(&t);
}

#ifdef __wasm__
/* So many that their number does not fit into a size_t. */
static void too_many_to_count(void) {
    static const char *const cells[] = {"rnn", "gru", "lstm"};
    for (int i = 0; i < 3; i++) {
        char assignments[100];
        sl_error error = {0};
        sl_trainer *trainer;
        snprintf(assignments, sizeof assignments,
                 "cell=%s hidden=1024 batch=1024 steps=4096 shards=1 order=overlapping", cells[i]);
        sl_text *text = make_text(6000);
        sl_model *model = models_create(assignments, SYMBOLS);
        CHECK_FAILS(sl_trainer_create(model, text, &trainer, &error), SL_NO_MEMORY, error,
                    "more than can be had");
        sl_model_free(model);
        sl_text_free(text);
    }
}
#endif

/* In portions of any size, and as one window, the loss is the same. */
static void evaluation(const char *assignments) {
    sl_text *text = make_text(LENGTH);
    sl_model *model = models_create(assignments, SYMBOLS);
    models_pass made = models_take_pass(model, 250, 1);
    sl_evaluator *evaluator;
    const uint16_t *ids = sl_text_ids(text) + 100;
    sl_model_pack(model, true);
    sl_run_set_state(&made.pass.run, sl_run_rows(&made.pass.run), NULL);
    sl_language_forward(&made.pass, ids);
    double loss = sl_output_loss(&made.pass, sl_run_rows(&made.pass.run), ids + 1, 1) / 250;
    for (size_t portion = 1; portion < 300; portion += 47) {
        CHECK_STATUS(sl_evaluator_create(model, text, 100, 251, &evaluator, NULL), SL_OK);
        while (sl_evaluator_advance(evaluator, portion)) continue;
        CHECK_REAL(sl_evaluator_tokens(evaluator), 250);
        CHECK_NEAR(sl_evaluator_loss(evaluator), loss, 1e-12);
        sl_evaluator_free(evaluator);
    }
    sl_error error = {0};
    CHECK_FAILS(sl_evaluator_create(model, text, 100, 1, &evaluator, &error), SL_TEXT_TOO_SHORT,
                error, "at least 2");
    CHECK_STATUS(sl_evaluator_create(model, text, 100, LENGTH, &evaluator, &error), SL_MISUSE);
    sl_arena_free(&made.arena);
    sl_model_free(model);
    sl_text_free(text);
}

static void changing_settings(void) {
    models_training t = begin("hidden=4 batch=2 steps=5");
    sl_error error = {0};
    CHECK_STATUS(sl_trainer_set(t.trainer, "lr", "0.25", &error), SL_OK);
    CHECK_REAL(t.trainer->settings.lr, 0.25);
    CHECK_STATUS(sl_trainer_set(t.trainer, "lr", "-1", &error), SL_BAD_SETTING);
    CHECK_FAILS(sl_trainer_set(t.trainer, "hidden", "8", &error), SL_BAD_SETTING, error, "hidden");
    models_end(&t);
}

void trainer_test(void) {
    for (size_t batch = 1; batch <= 9; batch++) first_update(batch, 0);
    first_update(5, 0.01);
    same_seed_same_bits("hidden=16 batch=6 steps=7 cell=gru");
    same_seed_same_bits("hidden=12 batch=6 steps=7 cell=lstm layers=2 dropout=0.3 optimizer=adam");
    loss_falls("hidden=48 batch=4 steps=10 cell=rnn init=xavier lr=0.01 optimizer=adam");
    loss_falls("hidden=48 batch=4 steps=10 cell=gru init=xavier lr=0.02 optimizer=adam");
    loss_falls("hidden=48 batch=4 steps=10 cell=lstm init=xavier lr=0.02 optimizer=adam");
    loss_falls(
        "hidden=48 batch=4 steps=10 cell=gru init=xavier lr=0.02 optimizer=adam embedding=4");
    divergence();
    long_moment();
    too_short();
    no_embedding_to_drop();
    split();
    evaluation("hidden=7 cell=gru");
    evaluation("hidden=7 cell=lstm layers=2");
    changing_settings();
    no_schedule_without_horizon();
#ifdef __wasm__
    too_many_to_count();
#endif
}
