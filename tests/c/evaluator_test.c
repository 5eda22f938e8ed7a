/* The loss of frozen weights along a text is that of one pass over all of it. */
#include "models.h"

enum { SYMBOLS = 7, LENGTH = 400 };

static double evaluated(sl_model *model, const sl_text *text, size_t first, size_t count,
                        size_t portion) {
    sl_evaluator *evaluator;
    CHECK_STATUS(sl_evaluator_create(model, text, first, count, &evaluator, NULL), SL_OK);
    while (sl_evaluator_advance(evaluator, portion)) continue;
    CHECK_REAL(sl_evaluator_tokens(evaluator), (double)count - 1);
    double loss = sl_evaluator_loss(evaluator);
    sl_evaluator_free(evaluator);
    return loss;
}

static double in_one_pass(sl_model *model, const sl_text *text, size_t first, size_t count) {
    models_pass taken = models_take_pass(model, count - 1, 1);
    const uint16_t *ids = sl_text_ids(text) + first;
    sl_model_pack(model, false);
    sl_run_set_state(&taken.pass.run, sl_run_rows(&taken.pass.run), NULL);
    sl_language_forward(&taken.pass, ids);
    double sum = sl_output_loss(&taken.pass, sl_run_rows(&taken.pass.run), ids + 1, 1);
    sl_arena_free(&taken.arena);
    return sum / (double)(count - 1);
}

/* Lengths around those of the portions that an evaluator works in. */
static void one_pass(const char *assignments) {
    static const size_t counts[] = {2, 3, 64, 65, 66, 128, 129, 130, 300, LENGTH};
    sl_text *text = models_text(LENGTH, SYMBOLS);
    sl_model *model = models_create(assignments, SYMBOLS);
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        size_t first = LENGTH - counts[i];
        double whole = in_one_pass(model, text, first, counts[i]);
        CHECK_NEAR(evaluated(model, text, first, counts[i], 1), whole, 1e-12);
        CHECK_NEAR(evaluated(model, text, first, counts[i], 1000), whole, 1e-12);
    }
    sl_model_free(model);
    sl_text_free(text);
}

void evaluator_test(void) {
    one_pass("hidden=9 init=xavier cell=gru");
    one_pass("hidden=9 init=pytorch cell=rnn bidirectional=true");
    one_pass("hidden=9 init=pytorch cell=gru bidirectional=true layers=2");
    one_pass("hidden=17 init=pytorch cell=lstm bidirectional=true layers=3");
    one_pass("hidden=9 init=pytorch cell=gru embedding=5");
    one_pass("hidden=9 init=pytorch cell=gru bidirectional=true layers=2 embedding=5");
}
