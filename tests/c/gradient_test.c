/* Backward passes against finite differences, in double (in float their noise hides errors). */
#include "models.h"

enum { SYMBOLS = 6, BATCH = 3, MOST_STEPS = 7 };

#ifdef SL_DOUBLE

typedef struct problem {
    sl_model *model;
    models_pass pass;
    size_t steps;
    uint16_t x[MOST_STEPS * BATCH], y[MOST_STEPS * BATCH];
    sl_real *states;
    size_t state_count;
    double scale;
} problem;

static double loss(void *argument) {
    problem *p = argument;
    sl_model_touch(p->model);
    sl_model_pack(p->model, true);
    sl_run_set_state(&p->pass.pass.run, sl_run_rows(&p->pass.pass.run), p->states);
    sl_language_forward(&p->pass.pass, p->x);
    return sl_output_loss(&p->pass.pass, sl_run_rows(&p->pass.pass.run), p->y, p->scale) * p->scale;
}

static double worst_parameter(problem *p, const double *gradient, check_random *random) {
    double worst = 0;
    size_t count = p->model->parameters.count, step = count / 60 + 1;
    for (size_t i = check_below(random, step); i < count; i += step) {
        double numeric = models_difference(loss, p, &p->model->parameters.values[i]);
        double error = models_relative_error(gradient[i], numeric);
        if (error > worst) worst = error;
    }
    return worst;
}

/* Initial states of the first layer's first direction: H, and C of an LSTM. */
static double worst_state(problem *p) {
    const sl_tape *tape = &p->pass.pass.run.tape[0];
    double worst = 0;
    for (size_t part = 0; part < (tape->c ? 2 : 1); part++) {
        const double *gradient = part ? tape->dc_state : tape->dh_state;
        for (size_t j = 0; j < p->model->settings.hidden; j++) {
            size_t place = part * sl_tape_block(tape) + j;
            double numeric = models_difference(loss, p, &p->states[place]);
            double error = models_relative_error(gradient[j], numeric);
            if (error > worst) worst = error;
        }
    }
    return worst;
}

static problem make(const char *settings, size_t steps, check_random *random) {
    problem p = {.model = models_create(settings, SYMBOLS), .steps = steps};
    p.scale = 1.0 / (double)(steps * BATCH);
    p.pass = models_take_pass(p.model, steps, BATCH);
    p.state_count = sl_run_state_size(&p.pass.pass.run);
    p.states = calloc(p.state_count, sizeof *p.states);
    models_shake(p.model, 1, random);
    for (size_t i = 0; i < steps * BATCH; i++) {
        p.x[i] = (uint16_t)check_below(random, SYMBOLS);
        p.y[i] = (uint16_t)check_below(random, SYMBOLS);
    }
    /* padding of a row must stay zero */
    const sl_tape *tape = &p.pass.pass.run.tape[0];
    for (size_t i = 0; i < p.state_count; i++)
        if (i % tape->stride < p.model->settings.hidden) p.states[i] = check_uniform(random);
    return p;
}

static double worst;

static void check(const char *settings, size_t steps, check_random *random) {
    problem p = make(settings, steps, random);
    double *gradient = calloc(p.model->parameters.count, sizeof *gradient);
    loss(&p);
    sl_run_clear_state_gradient(&p.pass.pass.run);
    sl_language_backward(&p.pass.pass);
    sl_language_add_gradient(&p.pass.pass, sl_run_rows(&p.pass.pass.run), p.x, gradient);
    double error = worst_state(&p);
    double parameter_error = worst_parameter(&p, gradient, random);
    if (parameter_error > error) error = parameter_error;
    if (!CHECK(error <= 1e-6))
        printf("  %s, %zu steps: relative error %g\n", settings, steps, error);
    if (error > worst) worst = error;
    free(gradient);
    free(p.states);
    sl_arena_free(&p.pass.arena);
    sl_model_free(p.model);
}

static void sizes(const char *variant, check_random *random) {
    static const int hidden[] = {1, 3, 5, 17};
    static const size_t steps[] = {1, 2, 7};
    for (int i = 0; i < 4; i++)
        for (int j = 0; j < 3; j++) {
            char settings[200];
            snprintf(settings, sizeof settings, "%s hidden=%d", variant, hidden[i]);
            check(settings, steps[j], random);
        }
}

static void gru_variants(check_random *random) {
    static const char *const reset[] = {"before", "after"}, *const update[] = {"keeps", "takes"};
    static const char *const gates[] = {"both", "reset", "update"}, *const bias[] = {"true",
                                                                                     "false"};
    for (int i = 0; i < 2 * 2 * 3 * 2; i++) {
        char variant[120];
        snprintf(variant, sizeof variant, "cell=gru reset=%s update=%s gates=%s bias=%s",
                 reset[i % 2], update[i / 2 % 2], gates[i / 4 % 3], bias[i / 12]);
        sizes(variant, random);
    }
}

static void stacks(check_random *random) {
    static const char *const cells[] = {"rnn", "gru", "lstm"};
    for (int i = 0; i < 3 * 4; i++) {
        char variant[120];
        snprintf(variant, sizeof variant, "cell=%s layers=%d bidirectional=%s", cells[i % 3],
                 i / 6 ? 3 : 2, i / 3 % 2 ? "true" : "false");
        sizes(variant, random);
        if (i < 3) {
            snprintf(variant, sizeof variant, "cell=%s bidirectional=true", cells[i]);
            sizes(variant, random);
        }
    }
}

void gradient_test(void) {
    check_random random = check_seed("gradient", 13);
    sizes("cell=rnn", &random);
    sizes("cell=rnn bias=false", &random);
    sizes("cell=lstm", &random);
    sizes("cell=lstm bias=false", &random);
    sizes("cell=rnn embedding=1", &random);
    sizes("cell=gru embedding=4 reset=after", &random);
    sizes("cell=gru embedding=20 layers=2 gates=reset", &random);
    sizes("cell=lstm embedding=5 bidirectional=true bias=false", &random);
    gru_variants(&random);
    stacks(&random);
    printf("gradient: largest relative error %.2g\n", worst);
}

#else

void gradient_test(void) {
    /* so that this build, too, has run the code it would check */
    sl_model *model = models_create("hidden=3", SYMBOLS);
    models_pass pass = models_take_pass(model, MOST_STEPS, BATCH);
    CHECK(pass.pass.scratch != NULL);
    sl_arena_free(&pass.arena);
    sl_model_free(model);
    printf("gradient: SKIPPED in float, where rounding hides errors; runs in the double build\n");
}

#endif
