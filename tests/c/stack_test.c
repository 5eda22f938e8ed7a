/* What holds exactly of stacks of layers: depth, directions, windows, rows, dropout. */
#include "models.h"
#include "train/trainer.h"

enum { SYMBOLS = 6, HIDDEN = 5, STEPS = 7, ROWS = 3 };

static const char *const cells[] = {"cell=rnn", "cell=gru", "cell=gru reset=after", "cell=lstm"};
enum { CELLS = sizeof cells / sizeof *cells };

static sl_model *make(const char *cell, const char *rest, check_random *random) {
    char settings[200];
    snprintf(settings, sizeof settings, "%s hidden=%d %s", cell, HIDDEN, rest);
    sl_model *model = models_create(settings, SYMBOLS);
    models_shake(model, 0.8, random);
    return model;
}

static void draw_ids(uint16_t *ids, size_t count, check_random *random) {
    for (size_t i = 0; i < count; i++) ids[i] = (uint16_t)check_below(random, SYMBOLS);
}

static const sl_real *logits_of(const models_pass *pass, size_t row) {
    return pass->pass.logits + row * pass->pass.logits_stride;
}

static void run(sl_model *model, models_pass *pass, const uint16_t *x) {
    sl_model_pack(model, true);
    sl_language_forward(&pass->pass, x);
}

/* ---- A stack is its layers one after the other --------------------------------------------- */

typedef struct single {
    sl_tape tape[SL_MAX_DIRECTIONS];
    sl_real *joined;
    sl_arena arena;
} single;

static void take_single(single *one, const sl_recurrent *stack, size_t l) {
    for (size_t d = 0; d < stack->directions; d++)
        sl_tape_reserve(&one->tape[d], &stack->layer[l * stack->directions + d], STEPS, ROWS,
                        d == 1, false, &one->arena);
    one->joined = sl_arena_reals(&one->arena, STEPS * ROWS * 2 * HIDDEN);
}

/* Runs one layer over `in`; its output rows are D * H wide, without padding. */
static single run_single(const sl_recurrent *stack, size_t l, const sl_input *in) {
    single one = {0};
    size_t width = sl_recurrent_width(stack);
    take_single(&one, stack, l);
    CHECK_STATUS(sl_arena_allocate(&one.arena, "a layer", NULL), SL_OK);
    take_single(&one, stack, l);
    for (size_t d = 0; d < stack->directions; d++) {
        sl_layer_forward(&stack->layer[l * stack->directions + d], &one.tape[d], in);
        const sl_real *outputs = sl_tape_outputs(&one.tape[d]);
        for (size_t i = 0; i < STEPS * ROWS * HIDDEN; i++)
            one.joined[i / HIDDEN * width + d * HIDDEN + i % HIDDEN] =
                outputs[i / HIDDEN * one.tape[d].stride + i % HIDDEN];
    }
    return one;
}

static void layers_are_single_calls(const char *cell, const char *rest, check_random *random) {
    sl_model *model = make(cell, rest, random);
    const sl_recurrent *stack = &model->stack;
    models_pass pass = models_take_pass(model, STEPS, ROWS);
    uint16_t x[STEPS * ROWS];
    size_t width = sl_recurrent_width(stack);
    single one[SL_MAX_LAYERS];
    sl_input in = {.ids = x};
    draw_ids(x, STEPS * ROWS, random);
    run(model, &pass, x);
    for (size_t l = 0; l < stack->layers; l++) {
        one[l] = run_single(stack, l, &in);
        in = (sl_input){.rows = one[l].joined, .stride = width};
    }
    const sl_real *outputs = sl_run_outputs(&pass.pass.run);
    for (size_t i = 0; i < STEPS * ROWS; i++)
        CHECK_BYTES(outputs + i * pass.pass.run.stride, in.rows + i * width,
                    width * sizeof *outputs);
    for (size_t l = 0; l < stack->layers; l++) sl_arena_free(&one[l].arena);
    sl_arena_free(&pass.arena);
    sl_model_free(model);
}

/* ---- Reversing the input swaps the directions ---------------------------------------------- */

static void swap_directions(sl_model *model) {
    const sl_tensor *tensors = model->parameters.tensors;
    for (size_t i = 0; i < 4; i++) {
        size_t size = tensors[4].offset, there = tensors[4].offset + tensors[i].offset;
        size_t end = i < 3 ? tensors[i + 1].offset : size;
        for (size_t j = tensors[i].offset; j < end; j++, there++) {
            sl_real keep = model->parameters.values[j];
            model->parameters.values[j] = model->parameters.values[there];
            model->parameters.values[there] = keep;
        }
    }
    sl_model_touch(model);
}

static void reversal(const char *cell, check_random *random) {
    sl_model *model = make(cell, "bidirectional=true", random);
    models_pass pass = models_take_pass(model, STEPS, ROWS);
    models_pass other = models_take_pass(model, STEPS, ROWS);
    uint16_t x[STEPS * ROWS], backwards[STEPS * ROWS];
    draw_ids(x, STEPS * ROWS, random);
    for (size_t t = 0; t < STEPS; t++)
        memcpy(backwards + t * ROWS, x + (STEPS - 1 - t) * ROWS, ROWS * sizeof *x);
    CHECK_TEXT(model->parameters.tensors[4].name, "rnn.weight_ih_l0_reverse");
    run(model, &pass, x);
    swap_directions(model);
    run(model, &other, backwards);
    size_t stride = pass.pass.run.stride;
    const sl_real *a = sl_run_outputs(&pass.pass.run);
    const sl_real *b = sl_run_outputs(&other.pass.run);
    for (size_t t = 0; t < STEPS; t++)
        for (size_t row = 0; row < ROWS; row++) {
            const sl_real *at = a + (t * ROWS + row) * stride;
            const sl_real *mirror = b + ((STEPS - 1 - t) * ROWS + row) * stride;
            CHECK_BYTES(mirror + HIDDEN, at, HIDDEN * sizeof *at);
            CHECK_BYTES(mirror, at + HIDDEN, HIDDEN * sizeof *at);
        }
    sl_arena_free(&pass.arena);
    sl_arena_free(&other.arena);
    sl_model_free(model);
}

/* ---- Windows and rows ---------------------------------------------------------------------- */

static void windows(const char *cell, check_random *random) {
    sl_model *model = make(cell, "layers=3", random);
    models_pass whole = models_take_pass(model, STEPS, ROWS);
    models_pass part = models_take_pass(model, STEPS, ROWS);
    sl_run *run_of_part = &part.pass.run;
    size_t states = sl_run_state_size(run_of_part);
    sl_real *carried = calloc(states, sizeof *carried), *last = calloc(states, sizeof *last);
    uint16_t x[STEPS * ROWS];
    draw_ids(x, STEPS * ROWS, random);
    run(model, &whole, x);
    for (size_t first = 1; first < STEPS; first++) {
        const size_t begin[] = {0, first, STEPS};
        for (int w = 0; w < 2; w++) {
            sl_run_shape(run_of_part, begin[w + 1] - begin[w], ROWS);
            sl_run_set_state(run_of_part, sl_run_rows(run_of_part), w ? carried : NULL);
            run(model, &part, x + begin[w] * ROWS);
            sl_run_get_state(run_of_part, sl_run_rows(run_of_part), carried);
            for (size_t i = begin[w] * ROWS; i < begin[w + 1] * ROWS; i++)
                CHECK_BYTES(logits_of(&part, i - begin[w] * ROWS), logits_of(&whole, i),
                            SYMBOLS * sizeof(sl_real));
        }
        sl_run_get_state(&whole.pass.run, sl_run_rows(&whole.pass.run), last);
        CHECK_BYTES(carried, last, states * sizeof *last);
    }
    free(carried);
    free(last);
    sl_arena_free(&whole.arena);
    sl_arena_free(&part.arena);
    sl_model_free(model);
}

static void rows_alone(const char *cell, const char *rest, check_random *random) {
    enum { MANY = 9 };
    sl_model *model = make(cell, rest, random);
    models_pass together = models_take_pass(model, STEPS, MANY);
    models_pass alone = models_take_pass(model, STEPS, 1);
    uint16_t x[STEPS * MANY], column[STEPS];
    draw_ids(x, STEPS * MANY, random);
    run(model, &together, x);
    for (size_t row = 0; row < MANY; row++) {
        for (size_t t = 0; t < STEPS; t++) column[t] = x[t * MANY + row];
        run(model, &alone, column);
        for (size_t t = 0; t < STEPS; t++)
            CHECK_BYTES(logits_of(&alone, t), logits_of(&together, t * MANY + row),
                        SYMBOLS * sizeof(sl_real));
    }
    sl_arena_free(&together.arena);
    sl_arena_free(&alone.arena);
    sl_model_free(model);
}

#ifndef SL_DOUBLE
/* Files of version 1 hold states of so many reals a row; a golden file has but one width. */
static void packed_states_keep_their_stride(void) {
    static const size_t widths[][2] = {{8, 16}, {16, 16}, {17, 48}, {32, 48}, {33, 48}, {64, 80}};
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
        sl_recurrent stack = {.hidden = widths[i][0]};
        CHECK_INT(sl_recurrent_state_stride(&stack), widths[i][1]);
    }
}
#endif

/* ---- Dropout ------------------------------------------------------------------------------- */

static models_pass take_dropping(const sl_model *model, size_t steps, size_t rows,
                                 sl_dropout dropout) {
    models_pass made = {0};
    sl_pass_reserve(&made.pass, model, steps, rows, dropout, true, &made.arena);
    CHECK_STATUS(sl_arena_allocate(&made.arena, "a pass", NULL), SL_OK);
    sl_pass_reserve(&made.pass, model, steps, rows, dropout, true, &made.arena);
    return made;
}

static void draw_masks(models_pass *pass, sl_random random) {
    sl_run *made = &pass->pass.run;
    sl_run_draw_masks(made, sl_run_rows(made), &random);
}

/* What is left is scaled up, so that the mean stays. */
static void masks(const char *rest, sl_dropout dropout, check_random *random) {
    enum { T = 40, B = 30 };
    sl_model *model = make("cell=gru", rest, random);
    models_pass pass = take_dropping(model, T, B, dropout);
    const sl_run *made = &pass.pass.run;
    size_t width = sl_recurrent_width(&model->stack), zeros = 0, count = T * B * width;
    uint16_t *x = calloc(T * B, sizeof *x);
    double sum = 0;
    draw_masks(&pass, sl_random_from(5, 5));
    draw_ids(x, T * B, random);
    run(model, &pass, x);
    CHECK(made->mask[0] && made->mask[1] && !made->mask[2] == !dropout.last);
    for (size_t l = 0; l < (dropout.last ? 3 : 2); l++)
        for (size_t i = 0; i < count; i++) {
            size_t at = i / width * made->stride + i % width;
            sl_real mask = made->mask[l][at];
            CHECK(mask == 0 || mask == (sl_real)(1 / (1 - dropout.share)));
            CHECK((made->joined[l][at] == 0) == (mask == 0));
            if (l) continue;
            zeros += mask == 0;
            sum += (double)mask;
        }
    double deviation = sqrt(dropout.share / (1 - dropout.share) / (double)count);
    CHECK_NEAR(sum / (double)count, 1, 5 * deviation);
    CHECK_NEAR((double)zeros / (double)count, dropout.share, 5 * deviation);
    CHECK(memcmp(made->mask[0], made->mask[1], T * B * made->stride * sizeof(sl_real)) != 0);
    free(x);
    sl_arena_free(&pass.arena);
    sl_model_free(model);
}

static void masks_are_seeded(check_random *random) {
    sl_model *model = make("cell=lstm", "layers=2", random);
    models_pass a = take_dropping(model, STEPS, ROWS, (sl_dropout){0.5, false}),
                b = take_dropping(model, STEPS, ROWS, (sl_dropout){0.5, false});
    uint16_t x[STEPS * ROWS];
    size_t size = STEPS * ROWS * a.pass.run.stride * sizeof(sl_real);
    draw_ids(x, STEPS * ROWS, random);
    draw_masks(&a, sl_random_from(7, 3));
    draw_masks(&b, sl_random_from(7, 3));
    run(model, &a, x);
    run(model, &b, x);
    CHECK_BYTES(a.pass.run.mask[0], b.pass.run.mask[0], size);
    CHECK_BYTES(a.pass.logits, b.pass.logits,
                STEPS * ROWS * a.pass.logits_stride * sizeof(sl_real));
    draw_masks(&b, sl_random_from(8, 3));
    run(model, &b, x);
    CHECK(memcmp(a.pass.run.mask[0], b.pass.run.mask[0], size) != 0);
    sl_arena_free(&a.arena);
    sl_arena_free(&b.arena);
    sl_model_free(model);
}

/* The setting is for training alone: evaluation and generation know nothing of it. */
static void off_in_evaluation(void) {
    static const char letters[] = "abcdeabcdeeddccbbaaabcde";
    sl_text *text;
    double loss[2];
    const char *drawn[2][20];
    CHECK_STATUS(sl_text_create(NULL, "none", 0, &text, NULL), SL_OK);
    CHECK_STATUS(sl_text_append(text, letters, strlen(letters), NULL), SL_OK);
    CHECK_STATUS(sl_text_finish(text, NULL), SL_OK);
    for (int i = 0; i < 2; i++) {
        sl_model *model =
            models_create(i ? "hidden=6 layers=2 init=xavier dropout=0.9 dropout_at=every"
                            : "hidden=6 layers=2 init=xavier",
                          SYMBOLS);
        sl_evaluator *evaluator;
        sl_generator *generator;
        size_t length = strlen(letters);
        CHECK_STATUS(sl_evaluator_create(model, text, 0, length, &evaluator, NULL), SL_OK);
        while (sl_evaluator_advance(evaluator, 5)) continue;
        loss[i] = sl_evaluator_loss(evaluator);
        sl_evaluator_free(evaluator);
        CHECK_STATUS(sl_generator_create(model, 1, 0, 1, 3, &generator, NULL), SL_OK);
        for (int j = 0; j < 20; j++) {
            const char *symbol;
            CHECK_STATUS(sl_generator_next(generator, &symbol, NULL), SL_OK);
            drawn[i][j] = letters + (symbol[0] - 'a');
        }
        sl_generator_free(generator);
        sl_model_free(model);
    }
    CHECK_REAL(loss[1], loss[0]);
    for (int j = 0; j < 20; j++) CHECK(drawn[0][j] == drawn[1][j]);
    sl_text_free(text);
}

#ifdef SL_DOUBLE

typedef struct dropping {
    sl_model *model;
    models_pass pass;
    uint16_t x[STEPS * ROWS], y[STEPS * ROWS];
} dropping;

static double dropping_loss(void *argument) {
    dropping *p = argument;
    sl_model_touch(p->model);
    run(p->model, &p->pass, p->x);
    return sl_output_loss(&p->pass.pass, sl_run_rows(&p->pass.pass.run), p->y, 1);
}

static void dropout_gradient(const char *cell, const char *rest, bool last, check_random *random) {
    dropping p = {.model = make(cell, rest, random)};
    p.pass = take_dropping(p.model, STEPS, ROWS, (sl_dropout){0.4, last});
    draw_masks(&p.pass, sl_random_from(1, 1)); /* the same masks every time */
    double worst = 0, *gradient = calloc(p.model->parameters.count, sizeof *gradient);
    draw_ids(p.x, STEPS * ROWS, random);
    draw_ids(p.y, STEPS * ROWS, random);
    dropping_loss(&p);
    sl_run_clear_state_gradient(&p.pass.pass.run);
    sl_language_backward(&p.pass.pass);
    sl_language_add_gradient(&p.pass.pass, sl_run_rows(&p.pass.pass.run), p.x, gradient);
    for (size_t i = 0; i < p.model->parameters.count; i += 7) {
        double numeric = models_difference(dropping_loss, &p, &p.model->parameters.values[i]);
        double error = models_relative_error(gradient[i], numeric);
        if (error > worst) worst = error;
    }
    if (!CHECK(worst <= 1e-6)) printf("  %s %s: relative error %g\n", cell, rest, worst);
    free(gradient);
    sl_arena_free(&p.pass.arena);
    sl_model_free(p.model);
}

#endif

void stack_test(void) {
    check_random random = check_seed("stack", 21);
    for (size_t i = 0; i < CELLS; i++) {
        layers_are_single_calls(cells[i], "layers=1", &random);
        layers_are_single_calls(cells[i], "layers=4", &random);
        layers_are_single_calls(cells[i], "layers=2 bidirectional=true", &random);
        reversal(cells[i], &random);
        windows(cells[i], &random);
        rows_alone(cells[i], "layers=2", &random);
        rows_alone(cells[i], "layers=2 bidirectional=true", &random);
#ifdef SL_DOUBLE
        dropout_gradient(cells[i], "layers=3", false, &random);
        dropout_gradient(cells[i], "layers=2 bidirectional=true", false, &random);
#endif
    }
    masks("layers=3", (sl_dropout){0.3, false}, &random);
    masks("layers=3 bidirectional=true", (sl_dropout){0.7, false}, &random);
    masks("layers=3", (sl_dropout){0.3, true}, &random);
    masks_are_seeded(&random);
    off_in_evaluation();
#ifndef SL_DOUBLE
    packed_states_keep_their_stride();
#else
    dropout_gradient("cell=gru", "layers=1", true, &random);
    dropout_gradient("cell=lstm", "layers=2 bidirectional=true", true, &random);
#endif
}
