/* Encoder and decoder: gradients by finite differences; what padding, rows and seeds must not
 * change, to the bit; the trainer's updates and the evaluation by their definitions. */
#include "models.h"
#include "train/trainer.h"

enum { SOURCE = 7, TARGET = 6, ROWS = 4, S = 6, T = 5 };

typedef struct problem {
    sl_model *model;
    models_coding coding;
    models_sentence sentences[ROWS];
    uint16_t tokens[2][ROWS][S];
    double scale;
} problem;

static const size_t source_lengths[ROWS] = {3, 6, 1, 4}, target_lengths[ROWS] = {5, 1, 3, 4};

/* Ids of <unk> and real tokens alone, so that <pad> is nothing but padding. */
static uint16_t draw_id(size_t symbols, check_random *random) {
    size_t id = check_below(random, symbols - 2);
    return (uint16_t)(id ? id + 2 : SL_UNKNOWN);
}

static problem make(const char *settings, check_random *random) {
    problem p = {.model = models_translation_of(settings, SOURCE, TARGET), .scale = 1.0 / 13};
    models_shake(p.model, 0.9, random);
    for (size_t b = 0; b < ROWS; b++) {
        for (size_t i = 0; i < S; i++) {
            p.tokens[0][b][i] = draw_id(SOURCE, random);
            p.tokens[1][b][i] = draw_id(TARGET, random);
        }
        p.sentences[b] = (models_sentence){NULL, NULL, source_lengths[b], target_lengths[b]};
    }
    return p;
}

/* The sentences in a padded shape of so many steps. */
static void lay(problem *p, models_coding *coding, size_t source_steps, size_t target_steps,
                size_t first, size_t rows) {
    for (size_t b = 0; b < ROWS; b++) {
        p->sentences[b].source = p->tokens[0][b];
        p->sentences[b].target = p->tokens[1][b];
    }
    models_lay(coding, source_steps, target_steps, p->sentences + first, rows);
}

static double coding_loss(problem *p, models_coding *coding) {
    models_translate(p->model, coding);
    return sl_decoding_loss(&coding->decoding, sl_run_rows(&coding->decoding.pass.run),
                            (sl_real)p->scale);
}

/* The gradient in fresh memory, after coding_loss. */
static sl_real *gradient_of(problem *p, models_coding *coding) {
    sl_real *gradient = calloc(p->model->parameters.count, sizeof *gradient);
    sl_seq2seq_backward(&coding->encoding, &coding->decoding, 1, gradient);
    return gradient;
}

/* ---- Finite differences -------------------------------------------------------------------- */

#ifdef SL_DOUBLE

static double worst;

static double loss(void *argument) {
    problem *p = argument;
    sl_model_touch(p->model);
    return coding_loss(p, &p->coding) * p->scale;
}

static void draw_masks(models_coding *coding) {
    sl_random from = sl_random_from(3, 3);
    sl_rows source = sl_run_rows(&coding->encoding.run);
    sl_pass *pass = &coding->decoding.pass;
    sl_run_draw_masks(&coding->encoding.run, source, &from);
    sl_embedded_draw_mask(&coding->encoding.input, source, &from);
    sl_pass_draw_masks(pass, sl_run_rows(&pass->run), &from);
}

static void check_gradient(const char *settings, sl_dropout dropout, check_random *random) {
    problem p = make(settings, random);
    double worst_here = 0;
    p.coding = models_take_coding(p.model, S, T, ROWS, dropout);
    lay(&p, &p.coding, S, T, 0, ROWS);
    draw_masks(&p.coding); /* once: the same every time */
    loss(&p);
    double *gradient = gradient_of(&p, &p.coding);
    size_t step = p.model->parameters.count / 250 + 1;
    for (size_t i = check_below(random, step); i < p.model->parameters.count; i += step) {
        double numeric = models_difference(loss, &p, &p.model->parameters.values[i]);
        double error = models_relative_error(gradient[i], numeric);
        if (error > worst_here) worst_here = error;
    }
    if (!CHECK(worst_here <= 1e-6)) printf("  %s: relative error %g\n", settings, worst_here);
    if (worst_here > worst) worst = worst_here;
    free(gradient);
    sl_arena_free(&p.coding.arena);
    sl_model_free(p.model);
}

static void gradients(check_random *random) {
    static const char *const variants[] = {"cell=rnn",
                                           "cell=gru",
                                           "cell=gru reset=after",
                                           "cell=gru update=takes reset=after",
                                           "cell=gru gates=reset",
                                           "cell=gru gates=update",
                                           "cell=lstm",
                                           "cell=rnn bias=false",
                                           "cell=gru bias=false",
                                           "cell=lstm bias=false"};
    for (size_t i = 0; i < sizeof variants / sizeof *variants; i++)
        for (int layers = 1; layers <= 2; layers++)
            for (int both = 0; both < 2; both++)
                for (int hidden = 3; hidden <= 7; hidden += 4) {
                    char settings[200];
                    snprintf(settings, sizeof settings,
                             "%s layers=%d bidirectional=%s hidden=%d embedding=%d", variants[i],
                             layers, both ? "true" : "false", hidden, 8 - hidden);
                    sl_dropout dropout = {0.4, 0.3, 0.2, .locked = both};
                    check_gradient(settings, SL_NO_DROPOUT, random);
                    if (hidden == 7) check_gradient(settings, dropout, random);
                }
    printf("seq2seq: largest relative error %.2g\n", worst);
}

#else

static void gradients(check_random *random) {
    (void)random;
    printf("seq2seq: finite differences SKIPPED in float; they run in the double build\n");
}

#endif

/* ---- Padding and rows ---------------------------------------------------------------------- */

/* The row of an embedding table whose gradient must be nothing at all. */
static void pad_is_zero(const problem *p, const sl_real *gradient) {
    const sl_translation *translation = sl_translation_of(p->model);
    size_t width = p->model->settings.embedding, touched = 0;
    for (size_t i = 0; i < width; i++) {
        CHECK(gradient[translation->source_embedding.table + SL_PAD * width + i] == 0);
        CHECK(gradient[translation->model.embedding.table + SL_PAD * width + i] == 0);
        touched += gradient[translation->model.embedding.table + SL_BOS * width + i] != 0;
    }
    CHECK_INT(touched, width); /* and <bos> is read by every row */
}

/* The same sentences, padded to more steps. */
static void padding(const char *settings, check_random *random) {
    enum { MORE = 4 };
    problem p = make(settings, random);
    models_coding tight = models_take_coding(p.model, S, T, ROWS, SL_NO_DROPOUT);
    models_coding loose = models_take_coding(p.model, S + MORE, T + MORE, ROWS, SL_NO_DROPOUT);
    lay(&p, &tight, S, T, 0, ROWS);
    double expected = coding_loss(&p, &tight);
    sl_real *gradient = gradient_of(&p, &tight);
    pad_is_zero(&p, gradient);
    for (size_t more = 1; more <= MORE; more++) {
        lay(&p, &loose, S + more, T + (more % 3), 0, ROWS);
        CHECK_REAL(coding_loss(&p, &loose), expected);
        sl_real *other = gradient_of(&p, &loose);
        CHECK_BYTES(other, gradient, p.model->parameters.count * sizeof *other);
        free(other);
    }
    free(gradient);
    sl_arena_free(&tight.arena);
    sl_arena_free(&loose.arena);
    sl_model_free(p.model);
}

static void same_logits(const models_coding *alone, const models_coding *together, size_t row) {
    size_t stride = alone->decoding.pass.logits_stride;
    for (size_t t = 0; t < target_lengths[row]; t++)
        CHECK_BYTES(alone->decoding.pass.logits + t * stride,
                    together->decoding.pass.logits + (t * ROWS + row) * stride,
                    TARGET * sizeof(sl_real));
}

/* Rows in one batch, and each in a batch of its own without padding. */
static void rows_alone(const char *settings, check_random *random) {
    problem p = make(settings, random);
    size_t count = p.model->parameters.count;
    models_coding together = models_take_coding(p.model, S, T, ROWS, SL_NO_DROPOUT);
    models_coding alone = models_take_coding(p.model, S, T, 1, SL_NO_DROPOUT);
    sl_real *sum = calloc(count, sizeof *sum);
    double loss_sum = 0;
    lay(&p, &together, S, T, 0, ROWS);
    models_translate(p.model, &together);
    for (size_t row = 0; row < ROWS; row++) {
        lay(&p, &alone, source_lengths[row], target_lengths[row], row, 1);
        models_translate(p.model, &alone);
        same_logits(&alone, &together, row);
        loss_sum += sl_decoding_loss(&alone.decoding, sl_run_rows(&alone.decoding.pass.run),
                                     (sl_real)p.scale);
        sl_real *gradient = gradient_of(&p, &alone);
        for (size_t i = 0; i < count; i++) sum[i] += gradient[i];
        free(gradient);
    }
    CHECK_NEAR(sl_decoding_loss(&together.decoding, sl_run_rows(&together.decoding.pass.run),
                                (sl_real)p.scale),
               loss_sum, 1e-12);
    sl_real *gradient = gradient_of(&p, &together);
    double tolerance = sizeof(sl_real) == 4 ? 1e-6 : 1e-14;
    for (size_t i = 0; i < count; i++) CHECK_NEAR((double)gradient[i], (double)sum[i], tolerance);
    free(gradient);
    free(sum);
    sl_arena_free(&together.arena);
    sl_arena_free(&alone.arena);
    sl_model_free(p.model);
}

/* ---- Training ------------------------------------------------------------------------------ */

/* 40 pairs of 1 to 6 words. */
static sl_pairs *make_pairs(const char *assignments) {
    static const char *const words[] = {"ta", "ke", "mi", "lo", "su", "ra", "no"};
    char lines[4000] = "";
    size_t at = 0;
    check_random random = {77};
    for (int i = 0; i < 40; i++)
        for (int side = 0; side < 2; side++) {
            for (size_t n = 1 + check_below(&random, 6); n > 0; n--)
                at += (size_t)snprintf(lines + at, sizeof lines - at, "%s%s",
                                       words[check_below(&random, 7)], n > 1 ? " " : "");
            at += (size_t)snprintf(lines + at, sizeof lines - at, side ? "\n" : "\t");
        }
    return models_pairs(assignments, lines);
}

/* Sentence i of a side as it is trained on: with <eos>, cut off. */
static size_t sentence_of(const sl_side *side, size_t i, size_t most, uint16_t *ids) {
    size_t length = sl_side_length(side, i);
    for (size_t t = 0; t < length; t++) ids[t] = sl_side_ids(side, i)[t];
    ids[length] = SL_EOS;
    return length + 1 < most ? length + 1 : most;
}

typedef struct pair {
    uint16_t source[8], target[8];
    models_sentence sentence;
} pair;

static void read_pair(pair *one, const sl_pairs *pairs, size_t i, size_t most) {
    one->sentence.source_length = sentence_of(&pairs->source, i, most, one->source);
    one->sentence.target_length = sentence_of(&pairs->target, i, most, one->target);
    one->sentence.source = one->source;
    one->sentence.target = one->target;
}

static size_t argmax(const sl_real *x, size_t n) {
    size_t best = 0;
    for (size_t i = 1; i < n; i++)
        if (x[i] > x[best]) best = i;
    return best;
}

/* The decoder's own guesses in the place of its inputs, found one after the other. */
static void guess_inputs(sl_model *model, models_coding *coding) {
    sl_decoding *decoding = &coding->decoding;
    const sl_run *shape = &decoding->pass.run;
    for (size_t t = 0; t + 1 < shape->steps; t++) {
        models_translate(model, coding);
        for (size_t b = 0; b < shape->batch; b++) {
            size_t at = t * shape->batch + b;
            decoding->inputs[at + shape->batch] = (uint16_t)argmax(
                decoding->pass.logits + at * decoding->pass.logits_stride, sl_model_symbols(model));
        }
    }
}

/* One update of all pairs, whose order does not matter, against one pass over them. */
static void first_update(const char *variant, double teacher, size_t steps) {
    enum { PAIRS = 40, LONGEST = 7 };
    char assignments[300];
    snprintf(assignments, sizeof assignments,
             "%s minimum=1 hidden=6 embedding=5 init=xavier lr=0.5 clip=0 batch=%d steps=%zu "
             "teacher=%g",
             variant, PAIRS, steps, teacher);
    sl_pairs *pairs = make_pairs(assignments);
    sl_model *model = models_translation(assignments, pairs);
    models_coding coding = models_take_coding(model, LONGEST, LONGEST, PAIRS, SL_NO_DROPOUT);
    size_t count = model->parameters.count;
    sl_real *before = calloc(count, sizeof *before), *gradient = calloc(count, sizeof *gradient);
    pair *all = calloc(PAIRS, sizeof *all);
    models_sentence sentences[PAIRS];
    double tokens = 0;
    for (size_t i = 0; i < PAIRS; i++) {
        read_pair(&all[i], pairs, i, steps);
        sentences[i] = all[i].sentence;
        tokens += (double)sentences[i].target_length;
    }
    check_random random = {5};
    models_shake(model, 0.7, &random);
    models_lay(&coding, LONGEST, LONGEST, sentences, PAIRS);
    if (teacher <= 0) guess_inputs(model, &coding);
    models_translate(model, &coding);
    double loss = sl_decoding_loss(&coding.decoding, sl_run_rows(&coding.decoding.pass.run),
                                   (sl_real)(1 / tokens));
    sl_seq2seq_backward(&coding.encoding, &coding.decoding, 1, gradient);
    memcpy(before, model->parameters.values, count * sizeof *before);

    sl_trainer *trainer;
    CHECK_STATUS(sl_trainer_create_pairs(model, pairs, &trainer, NULL), SL_OK);
    CHECK_STATUS(sl_trainer_step(trainer, NULL), SL_OK);
    CHECK_NEAR(sl_trainer_loss(trainer), loss / tokens, 1e-6);
    CHECK_REAL(sl_trainer_tokens(trainer), tokens);
    CHECK_REAL(sl_trainer_epochs(trainer), 1);
    CHECK_REAL(sl_settings_updates_per_epoch(&model->settings, sl_pairs_count(pairs), true), 1);
    for (size_t i = 0; i < count; i++)
        CHECK_NEAR((double)model->parameters.values[i],
                   (double)before[i] - 0.5 * (double)gradient[i], 1e-6);
    sl_trainer_free(trainer);
    free(before);
    free(gradient);
    free(all);
    sl_arena_free(&coding.arena);
    sl_model_free(model);
    sl_pairs_free(pairs);
}

/* Weights after some updates; the caller frees them. */
static sl_real *train(const char *assignments, size_t updates, size_t *count) {
    sl_pairs *pairs = make_pairs(assignments);
    sl_model *model = models_translation(assignments, pairs);
    sl_trainer *trainer;
    CHECK_STATUS(sl_trainer_create_pairs(model, pairs, &trainer, NULL), SL_OK);
    for (size_t i = 0; i < updates; i++) CHECK_STATUS(sl_trainer_step(trainer, NULL), SL_OK);
    *count = model->parameters.count;
    sl_real *values = calloc(*count, sizeof *values);
    memcpy(values, model->parameters.values, *count * sizeof *values);
    sl_trainer_free(trainer);
    sl_model_free(model);
    sl_pairs_free(pairs);
    return values;
}

static void compare(const char *a, const char *b, bool equal) {
    size_t count;
    sl_real *first = train(a, 12, &count), *second = train(b, 12, &count);
    if (!CHECK((memcmp(first, second, count * sizeof *first) == 0) == equal))
        printf("  \"%s\" and \"%s\"\n", a, b);
    free(first);
    free(second);
}

#define BASE "minimum=1 cell=lstm hidden=6 embedding=4 batch=7 steps=5 init=xavier optimizer=adam "

static void seeds(void) {
    compare(BASE "lr=0.01", BASE "lr=0.01", true);
    compare(BASE "layers=2 dropout=0.4 teacher=0.5", BASE "layers=2 dropout=0.4 teacher=0.5", true);
    compare(BASE "layers=2 bidirectional=true", BASE "layers=2 bidirectional=true", true);
    compare(BASE "seed=1", BASE "seed=2", false);
    compare(BASE "teacher=1", BASE "teacher=0", false);
    compare(BASE "teacher=0.5", BASE "teacher=0", false);
    compare(BASE "layers=2 dropout=0.4", BASE "layers=2", false);
    compare(BASE "dropconnect=0.3 token_dropout=0.3", BASE "dropconnect=0.3 token_dropout=0.3",
            true);
    compare(BASE "dropconnect=0.3", BASE, false);
    compare(BASE "token_dropout=0.3", BASE, false);
    compare(BASE "dropout_mask=window", BASE, true); /* of nothing dropped */
    compare(BASE "dropout_output=0.3", BASE "dropout_output=0.3 dropout_mask=window", false);
    compare(BASE "dropout_input=0.3", BASE, false);
    compare(BASE "layers=2 dropout=0.4 dropout_input=0.2 dropout_mask=window teacher=0.5",
            BASE "layers=2 dropout=0.4 dropout_input=0.2 dropout_mask=window teacher=0.5", true);
}

/* Words that become others one by one can be learned by heart. */
static void learning(const char *variant) {
    char assignments[200];
    double loss;
    snprintf(assignments, sizeof assignments,
             "minimum=1 hidden=24 embedding=8 batch=20 steps=8 init=xavier optimizer=adam lr=0.01 "
             "%s",
             variant);
    sl_pairs *pairs = make_pairs(assignments);
    sl_model *model = models_translation(assignments, pairs);
    sl_trainer *trainer;
    CHECK_STATUS(sl_trainer_create_pairs(model, pairs, &trainer, NULL), SL_OK);
    for (int i = 0; i < 300; i++) CHECK_STATUS(sl_trainer_step(trainer, NULL), SL_OK);
    CHECK_STATUS(sl_pairs_loss(model, pairs, 0, sl_pairs_count(pairs), &loss, NULL), SL_OK);
    if (!CHECK(loss < 0.5)) printf("  %s: loss %g\n", variant, loss);
    CHECK_REAL(sl_trainer_epochs(trainer), 150);
    CHECK_REAL(model->updates, 300);
    sl_trainer_free(trainer);
    sl_model_free(model);
    sl_pairs_free(pairs);
}

/* Nothing of a refused update is left behind. */
static void divergence(void) {
    sl_pairs *pairs = make_pairs(BASE);
    sl_model *model = models_translation(BASE, pairs);
    sl_trainer *trainer;
    sl_error error = {0};
    CHECK_STATUS(sl_trainer_create_pairs(model, pairs, &trainer, NULL), SL_OK);
    CHECK_STATUS(sl_trainer_step(trainer, NULL), SL_OK);
    sl_real *weight = &model->parameters.values[model->encoder->layer[0].w_h[0]];
    sl_real keep = *weight;
    *weight = (sl_real)NAN;
    sl_model_touch(model);
    size_t size = model->parameters.count * sizeof(sl_real);
    sl_real *before = malloc(size);
    memcpy(before, model->parameters.values, size);
    CHECK_FAILS(sl_trainer_step(trainer, &error), SL_DIVERGED, error, "update 2 was not applied");
    CHECK_BYTES(model->parameters.values, before, size);
    CHECK_REAL(model->updates, 1);
    *weight = keep;
    sl_model_touch(model);
    CHECK_STATUS(sl_trainer_step(trainer, NULL), SL_OK);
    free(before);
    sl_trainer_free(trainer);
    sl_model_free(model);
    sl_pairs_free(pairs);
}

/* ---- Evaluation ---------------------------------------------------------------------------- */

/* Each pair alone, with the loss from the logits by libm. */
static double brute_loss(sl_model *model, const sl_pairs *pairs, size_t first, size_t count) {
    models_coding coding = models_take_coding(model, 8, 8, 1, SL_NO_DROPOUT);
    size_t symbols = sl_model_symbols(model);
    double sum = 0, tokens = 0;
    for (size_t i = first; i < first + count; i++) {
        pair one;
        read_pair(&one, pairs, i, model->settings.steps);
        models_lay(&coding, one.sentence.source_length, one.sentence.target_length, &one.sentence,
                   1);
        models_translate(model, &coding);
        for (size_t t = 0; t < one.sentence.target_length; t++) {
            const sl_decoding *decoding = &coding.decoding;
            const sl_real *logits = decoding->pass.logits + t * decoding->pass.logits_stride;
            double total = 0;
            for (size_t j = 0; j < symbols; j++) total += exp((double)logits[j]);
            sum += log(total) - (double)logits[one.target[t]];
        }
        tokens += (double)one.sentence.target_length;
    }
    sl_arena_free(&coding.arena);
    return sum / tokens;
}

static void evaluation(const char *assignments) {
    sl_pairs *pairs = make_pairs(assignments);
    sl_model *model = models_translation(assignments, pairs);
    static const size_t parts[][2] = {{0, 40}, {0, 1}, {39, 1}, {3, 32}, {5, 33}};
    check_random random = {3};
    double loss, tolerance = sizeof(sl_real) == 4 ? 1e-6 : 1e-13;
    models_shake(model, 0.8, &random);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        size_t first = parts[i][0], count = parts[i][1];
        CHECK_STATUS(sl_pairs_loss(model, pairs, first, count, &loss, NULL), SL_OK);
        CHECK_NEAR(loss, brute_loss(model, pairs, first, count), tolerance);
    }
    CHECK_STATUS(sl_pairs_loss(model, pairs, 0, 0, &loss, NULL), SL_MISUSE);
    CHECK_STATUS(sl_pairs_loss(model, pairs, 0, 41, &loss, NULL), SL_MISUSE);
    CHECK_STATUS(sl_pairs_loss(model, pairs, 41, 1, &loss, NULL), SL_MISUSE);
    CHECK_STATUS(sl_pairs_loss(model, pairs, 1, SIZE_MAX, &loss, NULL), SL_MISUSE);
    sl_model_free(model);
    sl_pairs_free(pairs);
}

/* Dropout and teacher are settings of training alone. */
static void evaluation_is_plain(void) {
    double loss[2];
    for (int i = 0; i < 2; i++) {
        const char *assignments = i ? BASE "layers=2 dropout=0.8 teacher=0.1" : BASE "layers=2";
        sl_pairs *pairs = make_pairs(assignments);
        sl_model *model = models_translation(assignments, pairs);
        CHECK_STATUS(sl_pairs_loss(model, pairs, 0, 40, &loss[i], NULL), SL_OK);
        sl_model_free(model);
        sl_pairs_free(pairs);
    }
    CHECK_REAL(loss[1], loss[0]);
}

static void misuse(void) {
    sl_pairs *pairs = make_pairs(BASE), *others = models_pairs("minimum=1", "a\tb\n");
    sl_model *model = models_translation(BASE, pairs), *language = models_create("hidden=3", 5);
    sl_trainer *trainer;
    sl_error error = {0};
    double loss;
    CHECK_TEXT(sl_model_kind(model), "translation");
    CHECK_TEXT(sl_model_kind(language), "language");
    CHECK_FAILS(sl_trainer_create_pairs(language, pairs, &trainer, &error), SL_MISUSE, error,
                "language model");
    CHECK(trainer == NULL);
    CHECK_FAILS(sl_trainer_create_pairs(model, others, &trainer, &error), SL_OTHER_VOCABULARY,
                error, "not encoded with the model's vocabulary");
    CHECK_STATUS(sl_pairs_loss(model, others, 0, 1, &loss, NULL), SL_OTHER_VOCABULARY);
    CHECK_STATUS(sl_pairs_loss(language, pairs, 0, 1, &loss, NULL), SL_MISUSE);
    model->settings.validation = 0.9;
    CHECK_STATUS(sl_trainer_create_pairs(model, pairs, &trainer, NULL), SL_OK);
    CHECK_INT(sl_trainer_training_length(trainer), 4);
    sl_trainer_free(trainer);
    model->settings.schedule = SL_SCHEDULE_COSINE;
    CHECK_FAILS(sl_trainer_create_pairs(model, pairs, &trainer, &error), SL_BAD_SETTING, error,
                "horizon");
    sl_model_free(model);
    sl_model_free(language);
    sl_pairs_free(pairs);
    sl_pairs_free(others);
}

void seq2seq_test(void) {
    static const char *const variants[] = {"cell=rnn", "cell=gru", "cell=gru reset=after",
                                           "cell=lstm"};
    check_random random = check_seed("seq2seq", 31);
    gradients(&random);
    for (size_t i = 0; i < 4 * 4; i++) {
        char settings[200];
        snprintf(settings, sizeof settings, "%s layers=%d bidirectional=%s hidden=5 embedding=3",
                 variants[i / 4], i % 2 ? 2 : 1, i / 2 % 2 ? "true" : "false");
        padding(settings, &random);
        rows_alone(settings, &random);
    }
    first_update("cell=gru", 1, 10);
    first_update("cell=lstm layers=2 bidirectional=true", 1, 4);
    first_update("cell=gru layers=2", 0, 10);
    first_update("cell=lstm bidirectional=true", 0, 5);
    seeds();
    learning("cell=gru");
    learning("cell=lstm layers=2 bidirectional=true");
    learning("cell=gru dropout_mask=window dropout_input=0.05 dropout_output=0.05");
    learning("cell=gru teacher=0.9 dropout_mask=window dropout_output=0.05");
    divergence();
    evaluation("minimum=1 hidden=5 embedding=3 cell=gru layers=2 steps=20");
    evaluation("minimum=2 hidden=5 embedding=3 cell=lstm bidirectional=true steps=4");
    evaluation_is_plain();
    misuse();
}
