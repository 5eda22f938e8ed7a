/* One update taken apart: against the same update of a twin, recomputed from the weights before and
 * after it, and its gradient against finite differences. */
#include "models.h"
#include "train/text_learner.h"
#include "train/trainer.h"

enum { SYMBOLS = 6, LENGTH = 300, MOST = 3000 };

static double length(const double *x, size_t n) {
    double sum = 0;
    for (size_t i = 0; i < n; i++) sum += x[i] * x[i];
    return sqrt(sum);
}

static void note(const sl_model *model, double *values) {
    for (size_t i = 0; i < model->parameters.count; i++)
        values[i] = (double)model->parameters.values[i];
}

/* The pieces tile the parameters in order: each begins where the one before it ended. */
static void check_pieces(const sl_dissection *dissection, const double *gradient,
                         const double *step, size_t count) {
    size_t at = 0;
    double squares = 0;
    for (size_t i = 0; i < sl_dissection_count(dissection); i++) {
        size_t n = sl_dissection_parameters(dissection, i);
        double norm = sl_dissection_gradient_norm(dissection, i);
        if (!CHECK(n > 0 && at + n <= count)) return;
        CHECK_NEAR(norm, length(gradient + at, n), 1e-6 * (1 + norm));
        CHECK_NEAR(sl_dissection_step(dissection, i), length(step + at, n), 1e-6);
        squares += norm * norm;
        at += n;
    }
    CHECK_INT(at, count);
    CHECK_NEAR(sqrt(squares), length(gradient, count), 1e-6 * (1 + length(gradient, count)));
}

/* An update taken apart does what any does, and says what it did. The twin's gradient is what plain
 * sgd without a clip makes of it: the step over the rate. */
static void check_update(const char *assignments, double clip, double rate, int before) {
    static double old[MOST], step[MOST], gradient[MOST];
    char settings[240];
    snprintf(settings, sizeof settings, "hidden=4 init=xavier batch=4 steps=5 %s clip=%g",
             assignments, clip);
    models_training t = models_begin(settings, LENGTH, SYMBOLS);
    models_training twin = models_begin(settings, LENGTH, SYMBOLS);
    size_t count = t.model->parameters.count;
    if (!CHECK(count <= MOST)) return;
    for (int u = 0; u < before; u++) {
        CHECK_STATUS(sl_trainer_step(t.trainer, NULL), SL_OK);
        CHECK_STATUS(sl_trainer_step(twin.trainer, NULL), SL_OK);
    }
    note(t.model, old);
    sl_dissection *dissection;
    CHECK_STATUS(sl_dissection_create(t.trainer, &dissection, NULL), SL_OK);
    CHECK_STATUS(sl_trainer_step(twin.trainer, NULL), SL_OK);
    CHECK_BYTES(t.model->parameters.values, twin.model->parameters.values, count * sizeof(sl_real));
    CHECK_REAL(sl_trainer_updates(t.trainer), before + 1);
    CHECK_REAL(sl_trainer_loss(t.trainer), sl_trainer_loss(twin.trainer));
    note(t.model, step);
    for (size_t i = 0; i < count; i++) {
        step[i] -= old[i];
        gradient[i] = (double)twin.trainer->gradient[0][i];
    }
    double norm = sl_trainer_gradient_norm(t.trainer);
    CHECK_NEAR(sl_dissection_scale(dissection), norm > clip ? clip / norm : 1, 1e-9);
    CHECK_NEAR(sl_dissection_rate(dissection), rate, 1e-12);
    check_pieces(dissection, gradient, step, count);
    sl_dissection_free(dissection);
    models_end(&t);
    models_end(&twin);
}

static void check_names(const char *settings, const char *const *names, size_t count) {
    models_training t = models_begin(settings, LENGTH, SYMBOLS);
    sl_dissection *dissection;
    CHECK_STATUS(sl_dissection_create(t.trainer, &dissection, NULL), SL_OK);
    CHECK_INT(sl_dissection_count(dissection), count);
    for (size_t i = 0; i < count; i++) CHECK_TEXT(sl_dissection_name(dissection, i), names[i]);
    CHECK_TEXT(sl_dissection_name(dissection, count), "");
    CHECK_INT(sl_dissection_parameters(dissection, count), 0);
    CHECK_REAL(sl_dissection_step(dissection, count), 0);
    sl_dissection_free(dissection);
    models_end(&t);
}

/* Of one tensor by finite differences of the loss; the first window of the text is the batch. */
typedef struct problem {
    sl_model *model;
    models_pass made;
    uint16_t x[5 * 4], y[5 * 4];
} problem;

static double loss(void *of) {
    problem *p = of;
    sl_model_touch(p->model);
    sl_model_pack(p->model, true);
    sl_run_set_state(&p->made.pass.run, sl_run_rows(&p->made.pass.run), NULL);
    sl_language_forward(&p->made.pass, p->x);
    return sl_output_loss(&p->made.pass, sl_run_rows(&p->made.pass.run), p->y, 1) / (5 * 4);
}

static void against_differences(const char *name) {
    models_training t =
        models_begin("hidden=4 init=xavier batch=4 steps=5 lr=0.25 clip=0.5", LENGTH, SYMBOLS);
    problem p = {.model = t.model, .made = models_take_pass(t.model, 5, 4)};
    sl_batches batches = ((sl_text_learner *)t.trainer->learner)->batches;
    sl_batches_advance(&batches);
    sl_batches_read(&batches, 0, 4, p.x, p.y);
    double squares = 0;
    for (size_t i = 0; i < t.model->parameters.tensor_count; i++) {
        const sl_tensor *tensor = &t.model->parameters.tensors[i];
        size_t n = strcmp(tensor->name, name) ? 0 : tensor->gates * tensor->rows * tensor->columns;
        for (size_t j = 0; j < n; j++) {
            sl_real *value = t.model->parameters.values + tensor->offset + j;
            double d = models_difference(loss, &p, value);
            squares += d * d;
        }
    }
    sl_model_touch(t.model);
    sl_dissection *dissection;
    CHECK_STATUS(sl_dissection_create(t.trainer, &dissection, NULL), SL_OK);
    for (size_t i = 0; i < sl_dissection_count(dissection); i++)
        if (!strcmp(sl_dissection_name(dissection, i), name))
            CHECK_NEAR(sl_dissection_gradient_norm(dissection, i) / sqrt(squares), 1,
                       sizeof(sl_real) == 8 ? 1e-6 : 0.02);
    CHECK(squares > 0);
    sl_dissection_free(dissection);
    sl_arena_free(&p.made.arena);
    models_end(&t);
}

/* An update that is not applied is taken apart neither, and leaves everything as it was. */
static void diverged(void) {
    models_training t = models_begin("hidden=4 batch=4 steps=5", LENGTH, SYMBOLS);
    sl_dissection *dissection;
    sl_error error = {0};
    t.model->parameters.values[t.model->output.bias] = (sl_real)NAN;
    sl_model_touch(t.model);
    CHECK_STATUS(sl_dissection_create(t.trainer, &dissection, &error), SL_DIVERGED);
    CHECK(dissection == NULL);
    CHECK_REAL(sl_trainer_updates(t.trainer), 0);
    models_end(&t);
}

void dissection_test(void) {
    static const char *const gru[] = {"rnn.weight_ih_l0", "rnn.weight_hh_l0", "rnn.bias_ih_l0",
                                      "rnn.bias_hh_l0",   "linear.weight",    "linear.bias"};
    static const char *const plain[] = {"embedding.weight", "rnn.weight_ih_l0", "rnn.weight_hh_l0",
                                        "rnn.bias_ih_l0",   "linear.weight",    "linear.bias"};
    check_names("hidden=4 batch=4 steps=5 reset=after", gru, 6); /* b_hn is a tensor of its own */
    check_names("hidden=4 batch=4 steps=5 cell=rnn embedding=3", plain, 6);
    check_update("lr=0.5", 100, 0.5, 0);
    check_update("lr=0.5 cell=lstm layers=2", 0.01, 0.5, 3);
    check_update("lr=0.01 optimizer=adam gates=reset", 0.01, 0.01, 2);
    check_update("lr=0.01 optimizer=adamw dropconnect=0.5 dropout=0.3 layers=2", 0.01, 0.01, 2);
    check_update("lr=0.5 warmup=8", 1, 0.5 * 3 / 8, 2);
    against_differences("rnn.weight_hh_l0");
    against_differences("linear.weight");
    diverged();
}
