/* Sampling against its definition; generation against passes over the same symbols. */
#include "decode/sample.h"
#include "models.h"

enum { SYMBOLS = 6, DRAWS = 40000 };
static const double logits[SYMBOLS] = {9, 1.5, -0.5, 1.5, 0.25, -2}; /* <unk> would win */

static size_t draw(sl_sampling sampling, sl_random *random) {
    sl_real copy[16] = {0};
    uint32_t order[SYMBOLS];
    for (size_t i = 0; i < SYMBOLS; i++) copy[i] = (sl_real)logits[i];
    return sl_sample(copy, SYMBOLS, &sampling, random, order);
}

/* Frequencies of draws against the shares (of ids 1 to 5) that should come out. */
static void check_shares(sl_sampling sampling, const double *shares) {
    sl_random random = sl_random_from(4, 4);
    double count[SYMBOLS] = {0}, sum = 0;
    for (size_t i = 1; i < SYMBOLS; i++) sum += shares[i];
    for (int i = 0; i < DRAWS; i++) count[draw(sampling, &random)]++;
    CHECK_REAL(count[0], 0);
    for (size_t i = 1; i < SYMBOLS; i++) {
        CHECK_NEAR(count[i] / (double)DRAWS, shares[i] / sum, 0.012);
        CHECK((count[i] > 0) == (shares[i] > 0));
    }
}

static void softened(double temperature, double *shares) {
    for (size_t i = 0; i < SYMBOLS; i++) shares[i] = exp(logits[i] / temperature);
}

static void sampling(void) {
    double shares[SYMBOLS];
    sl_random random = sl_random_from(1, 1);
    CHECK_INT(draw((sl_sampling){0, 0, 1}, &random),
              1); /* greedy; the tie goes to the smaller id */
    for (double temperature = 0.5; temperature <= 2; temperature *= 2) {
        softened(temperature, shares);
        check_shares((sl_sampling){temperature, 0, 1}, shares);
        check_shares((sl_sampling){temperature, 100, 1}, shares);
    }
    softened(1, shares);
    shares[5] = shares[2] = 0;
    check_shares((sl_sampling){1, 3, 1}, shares);
    shares[4] = 0; /* ids 1 and 3 have 0.41 each: two are needed for 0.8, three for 0.85 */
    check_shares((sl_sampling){1, 0, 0.8}, shares);
    shares[3] = 0;
    check_shares((sl_sampling){1, 0, 0.3}, shares);
    check_shares((sl_sampling){1, 1, 1}, shares);
}

/* However low the temperature: 1 / 1e-300 is no float. */
static void cold(void) {
    const double temperatures[] = {0, 1e-300, 1e-39, 1e-20};
    sl_random random = sl_random_from(1, 1);
    uint32_t order[3];
    for (size_t i = 0; i < 4; i++) {
        sl_real copy[16] = {9, (sl_real)0.5, 3};
        sl_sampling sampling = {temperatures[i], 0, 1};
        CHECK_INT(sl_sample(copy, 3, &sampling, &random, order), 2);
    }
}

static size_t best_after(sl_model *model, const uint16_t *ids, size_t count) {
    models_pass made = models_take_pass(model, count, 1);
    sl_model_pack(model, true);
    sl_run_set_state(&made.pass.run, sl_run_rows(&made.pass.run), NULL);
    sl_language_forward(&made.pass, ids);
    const sl_real *last = made.pass.logits + (count - 1) * made.pass.logits_stride;
    size_t best = 1;
    for (size_t i = 2; i < SYMBOLS; i++)
        if (last[i] > last[best]) best = i;
    sl_arena_free(&made.arena);
    return best;
}

/* Greedy generation is the arg max of a pass over all that came before. */
static void greedy(const char *assignments) {
    sl_model *model = models_create(assignments, SYMBOLS);
    sl_generator *generator;
    uint16_t ids[40] = {1, 3, 2};
    CHECK_STATUS(sl_generator_create(model, 0, 0, 1, 1, &generator, NULL), SL_OK);
    CHECK_STATUS(sl_generator_prompt(generator, "a", 1, NULL), SL_OK);
    CHECK_STATUS(sl_generator_prompt(generator, "cb", 2, NULL), SL_OK);
    for (size_t n = 3; n < 40; n++) {
        const char *symbol;
        CHECK_STATUS(sl_generator_next(generator, &symbol, NULL), SL_OK);
        ids[n] = (uint16_t)best_after(model, ids, n);
        CHECK_TEXT(symbol, sl_vocabulary_symbol(model->vocabulary, ids[n]));
    }
    sl_generator_free(generator);
    sl_model_free(model);
}

static void take(sl_generator *generator, char *out, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const char *symbol;
        CHECK_STATUS(sl_generator_next(generator, &symbol, NULL), SL_OK);
        strcat(out, symbol);
    }
}

/* Two streams in turns are what each is alone; another seed is another stream. */
static void seeds(void) {
    sl_model *model = models_create("hidden=8 init=pytorch", SYMBOLS);
    sl_generator *g[3];
    char text[3][300] = {{0}};
    for (uint32_t i = 0; i < 3; i++)
        CHECK_STATUS(sl_generator_create(model, 1, 0, 1, i == 2 ? 8 : 7, &g[i], NULL), SL_OK);
    take(g[0], text[0], 100);
    for (int i = 0; i < 100; i++) {
        take(g[1], text[1], 1);
        take(g[2], text[2], 1);
    }
    CHECK_TEXT(text[1], text[0]);
    CHECK(strcmp(text[2], text[0]) != 0);
    for (int i = 0; i < 3; i++) sl_generator_free(g[i]);
    sl_model_free(model);
}

static void bad_prompts(void) {
    sl_model *model = models_create("hidden=8 init=pytorch", SYMBOLS);
    sl_generator *a, *b;
    sl_error error = {0};
    char text[2][60] = {{0}};
    CHECK_STATUS(sl_generator_create(model, 1, 0, 1, 7, &a, NULL), SL_OK);
    CHECK_STATUS(sl_generator_create(model, 1, 0, 1, 7, &b, NULL), SL_OK);
    CHECK_FAILS(sl_generator_prompt(a, "ab\xC3\xBC", 4, &error), SL_UNKNOWN_SYMBOL, error,
                "\"\xC3\xBC\" (symbol 3");
    CHECK_FAILS(sl_generator_prompt(a, "a\u00a0b", 4, &error), SL_UNKNOWN_SYMBOL, error,
                "saw U+00A0, no-break space (symbol 2");
    CHECK_FAILS(sl_generator_prompt(a, "a\u0301", 3, &error), SL_UNKNOWN_SYMBOL, error,
                "saw U+0301, combining mark (symbol 2");
    CHECK_FAILS(sl_generator_prompt(a, "\U000E0041", 4, &error), SL_UNKNOWN_SYMBOL, error,
                "saw U+E0041 (symbol 1");
    CHECK_FAILS(sl_generator_prompt(a, "\r", 1, &error), SL_UNKNOWN_SYMBOL, error,
                "saw U+000D, carriage return (symbol 1");
    CHECK_STATUS(sl_generator_prompt(a, "ab\xFF", 3, &error), SL_BAD_TEXT);
    CHECK_STATUS(sl_generator_prompt(a, "ab\xC3", 3, &error), SL_BAD_TEXT);
    take(a, text[0], 20); /* nothing was read */
    take(b, text[1], 20);
    CHECK_TEXT(text[0], text[1]);
    sl_generator_free(a);
    sl_generator_free(b);
    CHECK_FAILS(sl_generator_create(model, -1, 0, 1, 7, &a, &error), SL_BAD_SETTING, error,
                "temperature");
    CHECK_FAILS(sl_generator_create(model, 1, 0, 0, 7, &a, &error), SL_BAD_SETTING, error, "top-p");
    for (size_t i = 0; i < model->parameters.count; i++) model->parameters.values[i] = (sl_real)NAN;
    sl_model_touch(model);
    const char *symbol;
    CHECK_STATUS(sl_generator_create(model, 1, 0, 1, 7, &a, &error), SL_OK);
    CHECK_STATUS(sl_generator_next(a, &symbol, &error), SL_DIVERGED);
    sl_generator_free(a);
    sl_model_free(model);
}

/* The probability of a drawn symbol and those of all next symbols are the softmax of a pass. */
static void probabilities(void) {
    sl_model *model = models_create("hidden=8 init=pytorch", SYMBOLS);
    const sl_real *weights = model->parameters.values; /* reading changes none */
    sl_real before = weights[0];
    sl_generator *generator;
    CHECK_STATUS(sl_generator_create(model, 0.7, 3, 0.9, 1, &generator, NULL), SL_OK);
    CHECK_REAL(sl_generator_probability(generator), 0);
    CHECK_STATUS(sl_generator_prompt(generator, "abcab", 5, NULL), SL_OK);
    CHECK_REAL(sl_generator_probability(generator), 0);
    for (int round = 0; round < 20; round++) {
        const float *next;
        const char *symbol;
        float kept[SYMBOLS];
        double sum = 0;
        CHECK_STATUS(sl_generator_probabilities(generator, &next, NULL), SL_OK);
        for (size_t i = 0; i < SYMBOLS; i++) sum += (double)(kept[i] = next[i]);
        CHECK_NEAR(sum, 1, 1e-6);
        CHECK_STATUS(sl_generator_next(generator, &symbol, NULL), SL_OK);
        size_t id = 1;
        while (strcmp(sl_vocabulary_symbol(model->vocabulary, id), symbol) != 0) id++;
        CHECK_NEAR(sl_generator_probability(generator), (double)kept[id], 1e-7);
    }
    CHECK_REAL((double)weights[0], (double)before);
    sl_generator_free(generator);
    sl_model_free(model);
}

/* A clone draws on as the original does, and looking at what may come changes nothing. */
static void clones(void) {
    sl_model *model = models_create("hidden=8 init=pytorch cell=lstm", SYMBOLS);
    sl_generator *a, *b;
    char text[2][60] = {{0}};
    const float *next;
    CHECK_STATUS(sl_generator_create(model, 1, 0, 1, 7, &a, NULL), SL_OK);
    CHECK_STATUS(sl_generator_penalize(a, 1.5, NULL), SL_OK);
    CHECK_STATUS(sl_generator_prompt(a, "abc", 3, NULL), SL_OK);
    take(a, text[0], 5);
    CHECK_STATUS(sl_generator_clone(a, &b, NULL), SL_OK);
    CHECK_NEAR(sl_generator_probability(b), sl_generator_probability(a), 0);
    text[0][0] = 0;
    CHECK_STATUS(sl_generator_probabilities(b, &next, NULL), SL_OK);
    take(a, text[0], 30);
    take(b, text[1], 30);
    CHECK_TEXT(text[1], text[0]);
    sl_generator_free(a);
    sl_generator_free(b);
    sl_model_free(model);
}

/* With a large enough penalty, greedy drawing takes each symbol once before any a second time. */
static void penalties(void) {
    sl_model *model = models_create("hidden=8 init=pytorch", SYMBOLS);
    sl_generator *generator;
    sl_error error = {0};
    const char *symbol;
    bool seen[SYMBOLS] = {false};
    for (size_t i = 0; i < model->parameters.count; i++) model->parameters.values[i] = 0;
    for (size_t i = 0; i < SYMBOLS; i++) /* the biases of the output come last */
        model->parameters.values[model->parameters.count - SYMBOLS + i] =
            (sl_real)(1 + (double)i / 10);
    sl_model_touch(model);
    CHECK_STATUS(sl_generator_create(model, 0, 0, 1, 1, &generator, NULL), SL_OK);
    CHECK_FAILS(sl_generator_penalize(generator, 0.5, &error), SL_BAD_SETTING, error, "penalty");
    CHECK_STATUS(sl_generator_penalize(generator, 50, NULL), SL_OK);
    for (size_t n = 1; n < SYMBOLS; n++) {
        size_t id = 1;
        CHECK_STATUS(sl_generator_next(generator, &symbol, NULL), SL_OK);
        while (strcmp(sl_vocabulary_symbol(model->vocabulary, id), symbol) != 0) id++;
        CHECK(!seen[id]);
        CHECK_INT(id, SYMBOLS - n);
        seen[id] = true;
    }
    CHECK_STATUS(sl_generator_set_sampling(generator, 0, 0, 2, &error), SL_BAD_SETTING);
    sl_generator_free(generator);
    sl_model_free(model);
}

/* Unknown symbols are left out of a prompt when that is wanted. */
static void skipping(void) {
    sl_model *model = models_create("hidden=8 init=pytorch", SYMBOLS);
    sl_generator *a, *b;
    char text[2][60] = {{0}};
    CHECK_STATUS(sl_generator_create(model, 1, 0, 1, 7, &a, NULL), SL_OK);
    CHECK_STATUS(sl_generator_create(model, 1, 0, 1, 7, &b, NULL), SL_OK);
    sl_generator_skip_unknown(a, true);
    CHECK_STATUS(sl_generator_prompt(a, "a?b\xC3\xBC", 5, NULL), SL_OK);
    CHECK_STATUS(sl_generator_prompt(b, "ab", 2, NULL), SL_OK);
    CHECK_STATUS(sl_generator_prompt(a, "ab\xFF", 3, NULL), SL_BAD_TEXT);
    take(a, text[0], 30);
    take(b, text[1], 30);
    CHECK_TEXT(text[0], text[1]);
    sl_generator_free(a);
    sl_generator_free(b);
    sl_model_free(model);
}

void generator_test(void) {
    sampling();
    cold();
    greedy("hidden=9 init=pytorch cell=rnn");
    greedy("hidden=9 init=pytorch cell=gru");
    greedy("hidden=9 init=pytorch cell=lstm layers=2");
    greedy("hidden=9 init=pytorch cell=gru embedding=20");
    seeds();
    bad_prompts();
    probabilities();
    clones();
    penalties();
    skipping();
}
