/* Learning on while reading: each symbol is predicted before it is learned from, and the model
 * stays as it was. */
#include "models.h"
#include "train/trainer.h"

enum { SYMBOLS = 7, LENGTH = 330, WINDOW = 20 };

static sl_evaluator *begin(sl_model *model, const sl_text *text, double rate, double length) {
    sl_evaluator *evaluator;
    CHECK_STATUS(sl_evaluator_create_learning(model, text, 0, sl_text_length(text), rate, length,
                                              &evaluator, NULL),
                 SL_OK);
    return evaluator;
}

static double finish(sl_evaluator *evaluator, size_t portion) {
    while (sl_evaluator_advance(evaluator, portion)) continue;
    double loss = sl_evaluator_loss(evaluator);
    CHECK_STATUS(sl_evaluator_check(evaluator, NULL), SL_OK);
    sl_evaluator_free(evaluator);
    return loss;
}

static double frozen(sl_model *model, const sl_text *text) {
    sl_evaluator *evaluator;
    CHECK_STATUS(sl_evaluator_create(model, text, 0, sl_text_length(text), &evaluator, NULL),
                 SL_OK);
    return finish(evaluator, 1000);
}

/* ---- Against a plain loop ------------------------------------------------------------------- */

/* The last of these windows is shorter, and nothing is learned from it. */
static double in_plain_loops(sl_model *model, const sl_text *text, double rate, double length) {
    const uint16_t *ids = sl_text_ids(text);
    size_t count = model->parameters.count, last = sl_text_length(text) - 1;
    models_pass taken = models_take_pass(model, WINDOW, 1);
    sl_run *run = &taken.pass.run;
    sl_real *values = model->parameters.values, *gradient = malloc(count * sizeof *gradient);
    double *home = malloc(count * sizeof *home), sum = 0;
    sl_real *states = calloc(sl_run_state_size(run), sizeof *states);
    for (size_t i = 0; i < count; i++) home[i] = (double)values[i];
    for (size_t at = 0; at < last; at += WINDOW) {
        size_t steps = last - at < WINDOW ? last - at : WINDOW;
        sl_run_shape(run, steps, 1);
        sl_model_touch(model);
        sl_model_pack(model, true);
        sl_run_set_state(run, sl_run_rows(run), states);
        sl_language_forward(&taken.pass, ids + at);
        sl_run_get_state(run, sl_run_rows(run), states);
        sum += sl_output_loss(&taken.pass, sl_run_rows(run), ids + at + 1, 1);
        sl_run_clear_state_gradient(run);
        sl_language_backward(&taken.pass);
        memset(gradient, 0, count * sizeof *gradient);
        sl_language_add_gradient(&taken.pass, sl_run_rows(run), ids + at, gradient);
        double square = 0;
        for (size_t i = 0; i < count; i++) square += (double)(gradient[i] * gradient[i]);
        double norm = sqrt(square) / (double)steps; /* of the mean's gradient */
        double step = norm * rate > length ? length / norm : rate;
        for (size_t i = 0; i < count; i++)
            values[i] = (sl_real)((double)values[i] - step * (double)gradient[i] / (double)steps +
                                  0.005 * (home[i] - (double)values[i]));
    }
    for (size_t i = 0; i < count; i++) values[i] = (sl_real)home[i];
    sl_model_touch(model);
    sl_arena_free(&taken.arena);
    free(gradient);
    free(home);
    free(states);
    return sum / (double)last;
}

static void reference(const char *assignments, double rate, double length) {
    sl_text *text = models_text(LENGTH, SYMBOLS);
    sl_model *model = models_create(assignments, SYMBOLS);
    size_t size = model->parameters.count * sizeof(sl_real);
    double expected = in_plain_loops(model, text, rate, length), still = frozen(model, text);
    sl_real *before = malloc(size);
    memcpy(before, model->parameters.values, size);
    double loss = finish(begin(model, text, rate, length), 1);
    CHECK_NEAR(loss, expected, sizeof(sl_real) == 4 ? 2e-6 : 1e-12);
    CHECK(fabs(loss - still) > 1e-4);
    CHECK_REAL(finish(begin(model, text, rate, length), 1000), loss);
    CHECK_BYTES(model->parameters.values, before, size);
    CHECK_REAL(frozen(model, text), still);
    free(before);
    sl_model_free(model);
    sl_text_free(text);
}

/* ---- What it does -------------------------------------------------------------------------- */

static sl_text *repetitive(void) {
    sl_text *text;
    CHECK_STATUS(sl_text_create(NULL, "none", 0, &text, NULL), SL_OK);
    for (int i = 0; i < 100; i++) CHECK_STATUS(sl_text_append(text, "abcadbef", 8, NULL), SL_OK);
    CHECK_STATUS(sl_text_finish(text, NULL), SL_OK);
    return text;
}

static void learns_what_repeats(void) {
    sl_text *text = repetitive();
    sl_model *model = models_create("hidden=24 init=xavier", SYMBOLS);
    double still = frozen(model, text);
    CHECK(finish(begin(model, text, 1, 1), 1000) < 0.6 * still);
    CHECK_NEAR(finish(begin(model, text, 1e-12, 1), 1000), still, 1e-6);
    CHECK_NEAR(finish(begin(model, text, 1, 1e-12), 1000), still, 1e-6);
    sl_model_free(model);
    sl_text_free(text);
}

/* Others use the model in between, and neither notices. */
static void among_others(void) {
    sl_text *text = models_text(LENGTH, SYMBOLS);
    sl_model *model = models_create("hidden=9 init=xavier", SYMBOLS);
    sl_generator *generator, *alone;
    const char *symbol, *same;
    double loss = finish(begin(model, text, 0.5, 0.5), 1000);
    CHECK_STATUS(sl_generator_create(model, 1, 0, 1, 4, &generator, NULL), SL_OK);
    CHECK_STATUS(sl_generator_create(model, 1, 0, 1, 4, &alone, NULL), SL_OK);
    sl_evaluator *evaluator = begin(model, text, 0.5, 0.5), *second = begin(model, text, 0.5, 0.5);
    for (int i = 0; i < 5; i++) {
        CHECK(sl_evaluator_advance(evaluator, 1));
        CHECK_STATUS(sl_generator_next(generator, &symbol, NULL), SL_OK);
        CHECK(sl_evaluator_advance(second, 30));
    }
    CHECK_REAL(finish(evaluator, 1000), loss);
    CHECK_REAL(finish(second, 1000), loss);
    sl_generator_free(generator);
    CHECK_STATUS(sl_generator_create(model, 1, 0, 1, 4, &generator, NULL), SL_OK);
    for (int i = 0; i < 5; i++) {
        CHECK_STATUS(sl_generator_next(generator, &symbol, NULL), SL_OK);
        CHECK_STATUS(sl_generator_next(alone, &same, NULL), SL_OK);
        CHECK_TEXT(symbol, same);
    }
    sl_generator_free(generator);
    sl_generator_free(alone);
    sl_model_free(model);
    sl_text_free(text);
}

/* It begins with the averaged weights, and returns to them. */
static void of_averaged_weights(void) {
    models_training t =
        models_begin("hidden=9 init=xavier batch=4 steps=6 average=0.9", LENGTH, SYMBOLS);
    sl_model *plain = models_create("hidden=9 init=xavier", SYMBOLS);
    for (int i = 0; i < 8; i++) CHECK_STATUS(sl_trainer_step(t.trainer, NULL), SL_OK);
    memcpy(plain->parameters.values, t.model->averaged.values,
           plain->parameters.count * sizeof(sl_real));
    sl_model_touch(plain);
    CHECK_REAL(finish(begin(t.model, t.text, 0.3, 0.3), 100),
               finish(begin(plain, t.text, 0.3, 0.3), 100));
    sl_model_free(plain);
    models_end(&t);
}

/* ---- What it refuses ------------------------------------------------------------------------ */

static void astray(void) {
    sl_text *text = models_text(2000, SYMBOLS);
    sl_model *model = models_create("hidden=24 init=xavier", SYMBOLS);
    sl_error error = {0};
    sl_evaluator *evaluator = begin(model, text, 1000, 10);
    while (sl_evaluator_advance(evaluator, 100)) continue;
    CHECK_FAILS(sl_evaluator_check(evaluator, &error), SL_DIVERGED, error,
                "smaller length than 10");
    CHECK(sl_evaluator_tokens(evaluator) < 1999);
    CHECK(!sl_evaluator_advance(evaluator, 100));
    sl_evaluator_free(evaluator);
    CHECK(frozen(model, text) < 2.2);
    sl_model_free(model);
    sl_text_free(text);
}

static void refused(const char *assignments, double rate, double length, const char *why) {
    sl_text *text = models_text(LENGTH, SYMBOLS);
    sl_model *model = models_create(assignments, SYMBOLS);
    sl_evaluator *evaluator;
    sl_error error = {0};
    CHECK_FAILS(
        sl_evaluator_create_learning(model, text, 0, LENGTH, rate, length, &evaluator, &error),
        SL_BAD_SETTING, error, why);
    sl_model_free(model);
    sl_text_free(text);
}

void learn_on_test(void) {
    reference("hidden=9 init=xavier", 0.1, 0.1);
    reference("hidden=9 init=xavier cell=lstm layers=2", 2, 0.3);
    reference("hidden=9 init=xavier reset=after", 0.5, 10);
    learns_what_repeats();
    among_others();
    of_averaged_weights();
    astray();
    refused("hidden=4", 0, 0.1, "a rate above 0 and at most 1000");
    refused("hidden=4", 0.1, 0, "a length above 0 and at most 10");
    refused("hidden=4", 0.1, 10.5, "not 10.5");
    refused("hidden=4", NAN, 0.1, "a rate above 0");
    refused("hidden=4 bidirectional=true", 0.1, 0.1, "both directions");
}
