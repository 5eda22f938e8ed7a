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

static void draw_masks(models_pass *pass, sl_random random) {
    sl_pass_draw_masks(&pass->pass, sl_run_rows(&pass->pass.run), &random);
}

enum { MASK_STEPS = 40, MASK_ROWS = 30, MASK_COUNT = MASK_STEPS * MASK_ROWS };

/* What is left is scaled up, so that the mean stays; `step` is what a step's rows take. */
static void check_mask(const sl_real *mask, size_t stride, size_t width, double share,
                       bool locked) {
    size_t zeros = 0, step = MASK_ROWS * stride, repeated = 0;
    if (!CHECK((mask != NULL) == (share > 0)) || !mask) return;
    for (size_t i = 0; i < MASK_COUNT * width; i++) {
        sl_real value = mask[i / width * stride + i % width];
        CHECK(value == 0 || value == (sl_real)(1 / (1 - share)));
        zeros += value == 0;
    }
    double count = (double)(locked ? MASK_ROWS * width : MASK_COUNT * width);
    CHECK_NEAR((double)zeros / (double)(MASK_COUNT * width), share,
               5 * sqrt(share * (1 - share) / count));
    for (size_t t = 1; t < MASK_STEPS; t++)
        repeated += !memcmp(mask + t * step, mask, step * sizeof *mask);
    CHECK_INT(repeated, locked ? MASK_STEPS - 1 : 0);
    for (size_t b = 1; b < MASK_ROWS; b++) /* of rows, all different but for a few of five */
        repeated += !memcmp(mask + b * stride, mask + (b - 1) * stride, width * sizeof *mask);
    CHECK(repeated < (locked ? MASK_STEPS - 1 : 0) + MASK_ROWS / 2);
}

static void masks(const char *rest, sl_dropout dropout, check_random *random) {
    sl_model *model = make("cell=gru layers=3", rest, random);
    models_pass pass = models_take_dropping(model, MASK_STEPS, MASK_ROWS, dropout);
    const sl_run *made = &pass.pass.run;
    size_t width = sl_recurrent_width(&model->stack), size = MASK_COUNT * made->stride;
    uint16_t *x = calloc(MASK_COUNT, sizeof *x);
    draw_masks(&pass, sl_random_from(5, 5));
    draw_ids(x, MASK_COUNT, random);
    run(model, &pass, x);
    for (size_t l = 0; l < 3; l++) {
        double share = l < 2 ? dropout.between : dropout.last;
        check_mask(made->mask[l], made->stride, width, share, dropout.locked);
        for (size_t i = 0; share > 0 && i < MASK_COUNT * width; i++) {
            size_t at = i / width * made->stride + i % width;
            CHECK((made->joined[l][at] == 0) == (made->mask[l][at] == 0));
        }
    }
    const sl_embedded *input = &pass.pass.input;
    check_mask(input->mask, input->stride, model->embedding.width, dropout.input, dropout.locked);
    for (size_t i = 0; input->mask && i < MASK_COUNT * model->embedding.width; i++) {
        size_t row = i / model->embedding.width, j = i % model->embedding.width;
        double value = (double)model->parameters
                           .values[model->embedding.table + x[row] * model->embedding.width + j];
        size_t at = row * input->stride + j;
        CHECK_NEAR((double)input->rows[at], value * (double)input->mask[at], 1e-6);
    }
    if (dropout.between > 0) CHECK(memcmp(made->mask[0], made->mask[1], size) != 0);
    free(x);
    sl_arena_free(&pass.arena);
    sl_model_free(model);
}

static void shares_of_settings(void) {
    static const struct {
        const char *settings;
        double between, last, input;
        bool locked;
    } cases[] = {
        {"dropout=0.25", 0.25, 0, 0, false},
        {"dropout=0.25 dropout_at=every", 0.25, 0.25, 0, false},
        {"dropout=0.25 dropout_at=every dropout_output=0.5", 0.25, 0.5, 0, false},
        {"dropout_output=0.5 dropout_mask=window", 0, 0.5, 0, true},
        {"embedding=4 dropout_input=0.75", 0, 0, 0.75, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sl_settings settings = models_settings(cases[i].settings);
        sl_dropout dropout = sl_dropout_of(&settings);
        CHECK_REAL(dropout.between, cases[i].between);
        CHECK_REAL(dropout.last, cases[i].last);
        CHECK_REAL(dropout.input, cases[i].input);
        CHECK_INT(dropout.locked, cases[i].locked);
    }
}

/* The shard's rows alone, in a run of several shards. */
static void masks_of_some_rows(check_random *random) {
    sl_model *model = make("cell=gru", "embedding=3", random);
    sl_dropout dropout = {.last = 0.5, .input = 0.5, .locked = true};
    models_pass pass = models_take_dropping(model, STEPS, ROWS, dropout);
    sl_random from = sl_random_from(5, 5);
    sl_pass_draw_masks(&pass.pass, (sl_rows){STEPS, ROWS, 1, 1, 1}, &from);
    const sl_run *made = &pass.pass.run;
    for (size_t row = 0; row < STEPS * ROWS; row++)
        for (size_t j = 0; j < HIDDEN; j++) {
            sl_real value = made->mask[0][row * made->stride + j];
            CHECK(value == (row % ROWS == 1 ? made->mask[0][made->stride + j] : 0));
        }
    sl_arena_free(&pass.arena);
    sl_model_free(model);
}

static void masks_are_seeded(check_random *random) {
    sl_model *model = make("cell=lstm", "layers=2", random);
    models_pass a = models_take_dropping(model, STEPS, ROWS, (sl_dropout){.between = 0.5}),
                b = models_take_dropping(model, STEPS, ROWS, (sl_dropout){.between = 0.5});
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
        sl_model *model = models_create(
            i ? "hidden=6 layers=2 init=xavier embedding=3 dropout=0.9 dropout_at=every "
                "dropout_input=0.9 dropout_output=0.8 dropout_mask=window"
              : "hidden=6 layers=2 init=xavier embedding=3",
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
    const double scale = 1.0 / (STEPS * ROWS);
    return scale * sl_output_loss(&p->pass.pass, sl_run_rows(&p->pass.pass.run), p->y, scale);
}

static void dropout_gradient(const char *cell, const char *rest, sl_dropout dropout,
                             check_random *random) {
    dropping p = {.model = make(cell, rest, random)};
    p.pass = models_take_dropping(p.model, STEPS, ROWS, dropout);
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

/* ---- Embedding ----------------------------------------------------------------------------- */

static const sl_tensor *tensor_of(const sl_model *model, const char *name) {
    for (size_t i = 0; i < model->parameters.tensor_count; i++)
        if (!strcmp(model->parameters.tensors[i].name, name)) return &model->parameters.tensors[i];
    return NULL;
}

/* Each gate's W_x (V, H) becomes the table (V, E) times the other's W_x (E, H). */
static void multiply_out(const sl_model *from, const sl_tensor *w, const sl_model *to,
                         const sl_tensor *product) {
    size_t width = from->embedding.width;
    const sl_real *table = from->parameters.values + from->embedding.table;
    for (size_t g = 0; g < w->gates; g++) {
        const sl_real *block = sl_tensor_block(&from->parameters, w, g);
        sl_real *out = sl_tensor_block(&to->parameters, product, g);
        for (size_t i = 0; out && i < SYMBOLS * HIDDEN; i++) {
            double sum = 0;
            for (size_t e = 0; e < width; e++)
                sum +=
                    (double)table[i / HIDDEN * width + e] * (double)block[e * HIDDEN + i % HIDDEN];
            out[i] = (sl_real)sum;
        }
    }
}

/* An embedding below W_x is a W_x without one, whose rows are products. */
static void embedding_is_a_product(const char *cell, const char *rest, check_random *random) {
    char with[100];
    snprintf(with, sizeof with, "%s embedding=4", rest);
    sl_model *a = make(cell, with, random), *b = make(cell, rest, random);
    models_pass pass_a = models_take_pass(a, STEPS, ROWS),
                pass_b = models_take_pass(b, STEPS, ROWS);
    uint16_t x[STEPS * ROWS];
    CHECK_INT(a->parameters.tensor_count, b->parameters.tensor_count + 1);
    for (size_t i = 0; i < b->parameters.tensor_count; i++) {
        const sl_tensor *to = &b->parameters.tensors[i], *from = tensor_of(a, to->name);
        if (!CHECK(from != NULL)) continue;
        if (from->rows != to->rows)
            multiply_out(a, from, b, to);
        else
            for (size_t g = 0; g < to->gates; g++)
                if (to->stored[g])
                    memcpy(sl_tensor_block(&b->parameters, to, g),
                           sl_tensor_block(&a->parameters, from, g),
                           to->rows * to->columns * sizeof(sl_real));
    }
    draw_ids(x, STEPS * ROWS, random);
    run(a, &pass_a, x);
    run(b, &pass_b, x);
    for (size_t i = 0; i < STEPS * ROWS * SYMBOLS; i++)
        CHECK_NEAR((double)logits_of(&pass_a, i / SYMBOLS)[i % SYMBOLS],
                   (double)logits_of(&pass_b, i / SYMBOLS)[i % SYMBOLS], 1e-5);
    sl_arena_free(&pass_a.arena);
    sl_arena_free(&pass_b.arena);
    sl_model_free(a);
    sl_model_free(b);
}

void stack_test(void) {
    const sl_dropout between = {.between = 0.4}, every = {.between = 0.4, .last = 0.4};
    const sl_dropout locked = {.between = 0.3, .last = 0.5, .input = 0.25, .locked = true};
    check_random random = check_seed("stack", 21);
    for (size_t i = 0; i < CELLS; i++) {
        layers_are_single_calls(cells[i], "layers=1", &random);
        layers_are_single_calls(cells[i], "layers=4", &random);
        layers_are_single_calls(cells[i], "layers=2 bidirectional=true", &random);
        reversal(cells[i], &random);
        windows(cells[i], &random);
        rows_alone(cells[i], "layers=2", &random);
        rows_alone(cells[i], "layers=2 bidirectional=true embedding=3", &random);
        embedding_is_a_product(cells[i], "layers=2", &random);
        embedding_is_a_product(cells[i], "bidirectional=true bias=false", &random);
#ifdef SL_DOUBLE
        dropout_gradient(cells[i], "layers=3", between, &random);
        dropout_gradient(cells[i], "layers=2 bidirectional=true", between, &random);
        dropout_gradient(cells[i], "layers=1 embedding=3", locked, &random);
        dropout_gradient(cells[i], "layers=2 bidirectional=true embedding=9", locked, &random);
#endif
    }
    masks("", between, &random);
    masks("bidirectional=true", (sl_dropout){.between = 0.7}, &random);
    masks("", every, &random);
    masks("embedding=6", locked, &random);
    masks("bidirectional=true embedding=3", (sl_dropout){.input = 0.6}, &random);
    masks_are_seeded(&random);
    masks_of_some_rows(&random);
    shares_of_settings();
    off_in_evaluation();
#ifndef SL_DOUBLE
    packed_states_keep_their_stride();
#else
    dropout_gradient("cell=gru", "layers=1", every, &random);
    dropout_gradient("cell=lstm", "layers=2 bidirectional=true", every, &random);
#endif
}
