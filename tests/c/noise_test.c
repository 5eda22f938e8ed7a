/* What training hides at random: symbols it reads, recurrent weights. */
#include "models.h"
#include "train/noise.h"
#include "train/text_learner.h"
#include "train/trainer.h"

enum { SYMBOLS = 6, LENGTH = 400 };

static models_training begin(const char *assignments) {
    return models_begin(assignments, LENGTH, SYMBOLS);
}

/* ---- Blank noising ------------------------------------------------------------------------- */

/* Of the chosen rows such a share, of the others none. */
static void blanks(double share) {
    enum { T = 50, B = 60, FIRST = 7, COUNT = 40 };
    uint16_t ids[T * B];
    sl_rows rows = {T, B, FIRST, COUNT, 1};
    sl_random random = sl_random_from(3, 4), untouched = random;
    for (size_t i = 0; i < T * B; i++) ids[i] = (uint16_t)(1 + i % 5);
    sl_drop_tokens(ids, rows, share, &random);
    size_t blank = 0;
    for (size_t i = 0; i < T * B; i++) {
        bool chosen = i % B >= FIRST && i % B < FIRST + COUNT;
        CHECK(ids[i] == 1 + i % 5 || (chosen && ids[i] == SL_UNKNOWN));
        blank += ids[i] == SL_UNKNOWN;
    }
    double deviation = sqrt(share * (1 - share) * T * COUNT);
    CHECK_NEAR((double)blank, share * T * COUNT, 5 * deviation);
    CHECK((share == 0) == (random.state == untouched.state));
}

/* The learner reads blanks, and is to predict the symbols that are there. */
static void blanks_in_training(void) {
    models_training t = begin("hidden=4 batch=32 steps=10 token_dropout=0.5");
    CHECK_STATUS(sl_trainer_accumulate(t.trainer, 0, 4, NULL), SL_OK);
    const sl_text_learner *learner = (const sl_text_learner *)t.trainer->learner;
    uint16_t x[320], y[320];
    sl_batches_read(&learner->batches, 24, 8, x, y); /* the shard that ran last */
    size_t blank = 0;
    for (size_t i = 0; i < 80; i++) {
        CHECK(learner->x[i] == x[i] || learner->x[i] == SL_UNKNOWN);
        blank += learner->x[i] == SL_UNKNOWN;
    }
    CHECK_NEAR((double)blank, 40, 5 * sqrt(20));
    CHECK_BYTES(learner->y, y, 80 * sizeof *y);
    models_end(&t);
}

/* ---- DropConnect --------------------------------------------------------------------------- */

static bool is_recurrent(const sl_model *model, size_t i) {
    const sl_recurrent *stack = &model->stack;
    for (size_t l = 0; l < stack->layers; l++)
        for (size_t d = 0; d < stack->directions; d++)
            for (size_t g = 0; g < SL_MAX_GATES; g++) {
                const sl_layer *layer = &stack->layer[l * stack->directions + d];
                if (!layer->active[g]) continue;
                if (i >= layer->w_h[g] && i < layer->w_h[g] + stack->hidden * stack->hidden)
                    return true;
            }
    return false;
}

static void check_mask(const models_training *t, const sl_real *mask, double share) {
    size_t recurrent = 0, zeros = 0;
    for (size_t i = 0; i < t->model->parameters.count; i++) {
        if (!is_recurrent(t->model, i)) {
            CHECK(mask[i] == 1);
            continue;
        }
        CHECK(mask[i] == 0 || mask[i] == (sl_real)(1 / (1 - share)));
        recurrent++;
        zeros += mask[i] == 0;
    }
    double deviation = sqrt(share * (1 - share) / (double)recurrent);
    CHECK_NEAR((double)zeros / (double)recurrent, share, 5 * deviation);
}

/* An update is that of a model whose weights are the masked ones, the chain rule's factor on its
 * gradient; the weights themselves stay whole. */
static void masked_update(const char *cell) {
    char with[120], without[100];
    snprintf(without, sizeof without, "%s layers=2 hidden=9 init=xavier lr=0.5 batch=6 steps=5",
             cell);
    snprintf(with, sizeof with, "%s dropconnect=0.3", without);
    models_training a = begin(with), b = begin(without);
    size_t count = a.model->parameters.count;
    sl_real *before = malloc(count * sizeof *before), *second = malloc(count * sizeof *second);
    memcpy(before, a.model->parameters.values, count * sizeof *before);
    a.trainer->settings.clip = b.trainer->settings.clip = 0;

    CHECK_STATUS(sl_trainer_step(a.trainer, NULL), SL_OK);
    const sl_real *mask = a.trainer->dropconnect.mask, *after = a.model->parameters.values;
    sl_real *values = b.model->parameters.values;
    check_mask(&a, mask, 0.3);
    for (size_t i = 0; i < count; i++) values[i] = before[i] * mask[i];
    sl_model_touch(b.model);
    CHECK_STATUS(sl_trainer_step(b.trainer, NULL), SL_OK);
    CHECK_NEAR(sl_trainer_loss(a.trainer), sl_trainer_loss(b.trainer), 1e-9);
    for (size_t i = 0; i < count; i++) {
        double step = (double)values[i] - (double)before[i] * (double)mask[i];
        CHECK_NEAR((double)after[i], (double)before[i] + (double)mask[i] * step, 1e-6);
    }
    memcpy(second, mask, count * sizeof *second);
    CHECK_STATUS(sl_trainer_step(a.trainer, NULL), SL_OK);
    CHECK(memcmp(second, mask, count * sizeof *second) != 0);
    free(before);
    free(second);
    models_end(&a);
    models_end(&b);
}

/* Of a translation model the encoder's too. */
static void masked_encoder(void) {
    sl_pairs *pairs = models_pairs("minimum=1", "go\tva\nstay\treste\n");
    sl_model *model = models_translation("hidden=9 minimum=1 batch=2 dropconnect=0.5", pairs);
    sl_trainer *trainer;
    CHECK_STATUS(sl_trainer_create_pairs(model, pairs, &trainer, NULL), SL_OK);
    CHECK_STATUS(sl_trainer_step(trainer, NULL), SL_OK);
    const sl_real *weight = trainer->dropconnect.mask + model->encoder->layer[0].w_h[0];
    size_t zeros = 0;
    for (size_t i = 0; i < 81; i++) zeros += weight[i] == 0;
    CHECK_NEAR((double)zeros / 81, 0.5, 5 * sqrt(0.25 / 81));
    sl_trainer_free(trainer);
    sl_model_free(model);
    sl_pairs_free(pairs);
}

static double loss_of(sl_model *model, const sl_text *text) {
    sl_evaluator *evaluator;
    CHECK_STATUS(sl_evaluator_create(model, text, 0, LENGTH, &evaluator, NULL), SL_OK);
    while (sl_evaluator_advance(evaluator, 100)) continue;
    double loss = sl_evaluator_loss(evaluator);
    sl_evaluator_free(evaluator);
    return loss;
}

/* Also in the middle of an update. */
static void off_in_evaluation(void) {
    models_training t =
        begin("hidden=8 init=xavier batch=8 steps=5 dropconnect=0.9 token_dropout=0.9");
    sl_model *plain = models_create("hidden=8 init=xavier", SYMBOLS);
    double loss = loss_of(plain, t.text);
    CHECK_REAL(loss_of(t.model, t.text), loss);
    CHECK_STATUS(sl_trainer_accumulate(t.trainer, 0, 4, NULL), SL_OK);
    CHECK_REAL(loss_of(t.model, t.text), loss);
    CHECK_STATUS(sl_trainer_apply(t.trainer, NULL), SL_OK);
    CHECK(loss_of(t.model, t.text) != loss);
    sl_model_free(plain);
    models_end(&t);
}

void noise_test(void) {
    blanks(0);
    blanks(0.1);
    blanks(0.8);
    blanks_in_training();
    masked_update("cell=rnn");
    masked_update("cell=gru gates=update");
    masked_update("cell=gru reset=after");
    masked_update("cell=lstm bidirectional=true");
    masked_encoder();
    off_in_evaluation();
}
