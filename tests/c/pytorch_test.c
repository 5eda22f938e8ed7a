/* Forward and backward passes against PyTorch's; vectors and their script in tests/vectors. */
#include "vectors.h"

typedef struct vector_case {
    const char *settings;
    const vector_tensor *tensors;
    size_t tensor_count;
    const uint16_t *x, *y;    /* (STEPS, BATCH) */
    const double *h, *dh, *c; /* (layers * directions, BATCH, HIDDEN) */
    const double *logits;     /* (STEPS, BATCH, SYMBOLS) */
    double loss;
    const double *masks; /* locked, of half each: of the embedding (BATCH, EMBEDDING), then of each
                            layer (BATCH, HIDDEN); NULL: nothing is dropped */
} vector_case;

#include "../vectors/cells.h"

/* The same at all steps. */
static void set_mask(sl_real *mask, size_t stride, size_t width, const double *from) {
    for (size_t i = 0; i < STEPS * BATCH * width; i++)
        mask[i / width * stride + i % width] = (sl_real)from[i / width % BATCH * width + i % width];
}

static models_pass take_pass(const sl_model *model, const double *masks) {
    const sl_dropout half = {0.5, 0.5, 0.5, .locked = true};
    if (!masks) return models_take_pass(model, STEPS, BATCH);
    models_pass made = models_take_dropping(model, STEPS, BATCH, half);
    const sl_run *run = &made.pass.run;
    set_mask(made.pass.input.mask, made.pass.input.stride, EMBEDDING, masks);
    masks += BATCH * EMBEDDING;
    for (size_t l = 0; l < run->stack->layers; l++, masks += BATCH * HIDDEN)
        set_mask(run->mask[l], run->stride, HIDDEN, masks);
    return made;
}

static void set_states(sl_run *run, const sl_model *model, const vector_case *test) {
    size_t tapes = 0;
    for (size_t l = 0; l < model->stack.layers; l++)
        for (size_t d = 0; d < model->stack.directions; d++, tapes++) {
            sl_tape *tape = &run->tape[l * run->stack->directions + d];
            for (size_t i = 0; i < BATCH * HIDDEN; i++) {
                size_t at = i / HIDDEN * tape->stride + i % HIDDEN;
                sl_tape_first(tape, tape->h)[at] = (sl_real)test->h[tapes * BATCH * HIDDEN + i];
                if (tape->c)
                    sl_tape_first(tape, tape->c)[at] = (sl_real)test->c[tapes * BATCH * HIDDEN + i];
            }
        }
}

static void compare_states(const sl_run *run, const sl_model *model, const vector_case *test) {
    size_t tapes = 0;
    for (size_t l = 0; l < model->stack.layers; l++)
        for (size_t d = 0; d < model->stack.directions; d++, tapes++)
            for (size_t i = 0; i < BATCH * HIDDEN; i++)
                vectors_near_gradient(
                    (double)run->tape[l * run->stack->directions + d]
                        .dh_state[i / HIDDEN * run->tape[l * run->stack->directions + d].stride +
                                  i % HIDDEN],
                    test->dh[tapes * BATCH * HIDDEN + i]);
}

static void check(const vector_case *test) {
    char settings[300];
    snprintf(settings, sizeof settings, "%s hidden=%d", test->settings, HIDDEN);
    sl_model *model = models_create(settings, SYMBOLS);
    models_pass made = take_pass(model, test->masks);
    sl_pass *pass = &made.pass;
    sl_real *gradient = calloc(model->parameters.count, sizeof *gradient);
    check_counts before = check_so_far();

    vectors_load(model, test->tensors, test->tensor_count);
    set_states(&pass->run, model, test);
    sl_language_forward(pass, test->x);
    for (size_t i = 0; i < STEPS * BATCH * SYMBOLS; i++)
        vectors_near_forward((double)pass->logits[i / SYMBOLS * pass->logits_stride + i % SYMBOLS],
                             test->logits[i]);
    double loss =
        sl_output_loss(pass, sl_run_rows(&pass->run), test->y, (sl_real)(1.0 / (STEPS * BATCH)));
    vectors_near_forward(loss / (STEPS * BATCH), test->loss);
    sl_run_clear_state_gradient(&pass->run);
    sl_language_backward(pass);
    sl_language_add_gradient(pass, sl_run_rows(&pass->run), test->x, gradient);
    vectors_compare(model, test->tensors, test->tensor_count, gradient);
    compare_states(&pass->run, model, test);
    if (check_so_far().failures > before.failures) printf("  in case %s\n", test->settings);

    free(gradient);
    sl_arena_free(&made.arena);
    sl_model_free(model);
}

void pytorch_test(void) {
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) check(&cases[i]);
    printf("pytorch: largest relative error %.2g\n", vectors_worst());
}
