/* Looking inside, against the cells' formulas written out below in plain loops and in double: the
 * activations directly, the gradients as finite differences of those loops. */
#include "models.h"

enum { SYMBOLS = 5, STEPS = 6, HIDDEN = 3, LAYERS = 3, DIRECTIONS = 2, WIDEST = 6 };

static const char text[] = "acbbda"; /* ids 1 3 2 2 4 1 */

/* ---- The formulas -------------------------------------------------------------------------- */

/* Something to change by a little while the loops run. */
typedef struct nudge {
    enum { NOTHING, INPUT, STATE, MEMORY } what;
    size_t layer, direction, step, unit;
    double by;
} nudge;

typedef struct trace {
    double x[LAYERS + 1][STEPS][WIDEST]; /* what each layer reads; last, what the output reads */
    double gate[LAYERS][DIRECTIONS][STEPS][SL_MAX_GATES][HIDDEN];
    double h[LAYERS][DIRECTIONS][STEPS][HIDDEN], c[LAYERS][DIRECTIONS][STEPS][HIDDEN];
    double share[STEPS][SYMBOLS];
} trace;

typedef struct cell_state {
    double h[HIDDEN], c[HIDDEN];
} cell_state;

/* What a gate of a layer is held at; NaN: it is free. */
static double held[LAYERS][SL_MAX_GATES];

static void release_all(void) {
    for (size_t l = 0; l < LAYERS; l++)
        for (size_t g = 0; g < SL_MAX_GATES; g++) held[l][g] = (double)NAN;
}

static double logistic(double x) { return 1 / (1 + exp(-x)); }

/* The activation of a gate with this argument. */
static double gate_of(const double *hold, size_t g, double argument) {
    return isnan(hold[g]) ? logistic(argument) : hold[g];
}

static double weight(const sl_model *model, size_t offset, size_t place) {
    return offset == SL_ABSENT ? 0 : (double)model->parameters.values[offset + place];
}

/* (row W)[j] for W (n, HIDDEN). */
static double product(const sl_model *model, const double *row, size_t n, size_t w, size_t j) {
    double sum = 0;
    for (size_t i = 0; i < n; i++) sum += row[i] * weight(model, w, i * HIDDEN + j);
    return sum;
}

static double from_input(const sl_model *model, const sl_layer *layer, const double *x, size_t gate,
                         size_t j) {
    return product(model, x, layer->inputs, layer->w_x[gate], j) +
           weight(model, layer->b_x[gate], j);
}

static double argument(const sl_model *model, const sl_layer *layer, const double *x,
                       const cell_state *before, size_t gate, size_t j) {
    return from_input(model, layer, x, gate, j) +
           product(model, before->h, HIDDEN, layer->w_h[gate], j);
}

static void step_rnn(const sl_model *model, const sl_layer *layer, const double *x,
                     const cell_state *before, cell_state *after) {
    for (size_t j = 0; j < HIDDEN; j++) after->h[j] = tanh(argument(model, layer, x, before, 0, j));
}

static void step_lstm(const sl_model *model, const sl_layer *layer, const double *x,
                      const cell_state *before, cell_state *after, double gate[][HIDDEN],
                      const double *hold, const double *change) {
    for (size_t j = 0; j < HIDDEN; j++) {
        for (size_t g = 0; g < 4; g++) {
            double a = argument(model, layer, x, before, g, j);
            gate[g][j] = g == SL_LSTM_G ? tanh(a) : gate_of(hold, g, a);
        }
        after->c[j] =
            gate[SL_LSTM_F][j] * before->c[j] + gate[SL_LSTM_I][j] * gate[SL_LSTM_G][j] + change[j];
        after->h[j] = gate[SL_LSTM_O][j] * tanh(after->c[j]);
    }
}

static void step_gru(const sl_model *model, const sl_layer *layer, const double *x,
                     const cell_state *before, cell_state *after, double gate[][HIDDEN],
                     const double *hold) {
    const sl_settings *settings = &model->settings;
    bool takes = settings->update == SL_UPDATE_TAKES;
    double *r = gate[SL_GRU_R], *z = gate[SL_GRU_Z], *n = gate[SL_GRU_N], let_through[HIDDEN];
    for (size_t j = 0; j < HIDDEN; j++) {
        z[j] = takes; /* without an update gate all is new */
        r[j] = settings->gates == SL_GATES_UPDATE
                   ? 1
                   : gate_of(hold, SL_GRU_R, argument(model, layer, x, before, SL_GRU_R, j));
        if (settings->gates != SL_GATES_RESET)
            z[j] = gate_of(hold, SL_GRU_Z, argument(model, layer, x, before, SL_GRU_Z, j));
        let_through[j] = r[j] * before->h[j];
    }
    for (size_t j = 0; j < HIDDEN; j++) {
        size_t w = layer->w_h[SL_GRU_N];
        double recurrent =
            settings->reset == SL_RESET_BEFORE
                ? product(model, let_through, HIDDEN, w, j)
                : r[j] * (product(model, before->h, HIDDEN, w, j) + weight(model, layer->b_h, j));
        n[j] = tanh(from_input(model, layer, x, SL_GRU_N, j) + recurrent);
        after->h[j] = takes ? (1 - z[j]) * before->h[j] + z[j] * n[j]
                            : z[j] * before->h[j] + (1 - z[j]) * n[j];
    }
}

static void run_layer(const sl_model *model, size_t l, size_t d, nudge nudged, trace *out) {
    const sl_layer *layer = &model->stack.layer[l * model->stack.directions + d];
    cell_state state = {0}, after = {0};
    for (size_t s = 0; s < STEPS; s++) {
        size_t t = d ? STEPS - 1 - s : s;
        double change[2][HIDDEN] = {{0}};
        if (nudged.layer == l && nudged.direction == d && nudged.step == t && nudged.what >= STATE)
            change[nudged.what == MEMORY][nudged.unit] = nudged.by;
        if (model->settings.cell == SL_CELL_RNN)
            step_rnn(model, layer, out->x[l][t], &state, &after);
        else if (model->settings.cell == SL_CELL_GRU)
            step_gru(model, layer, out->x[l][t], &state, &after, out->gate[l][d][t], held[l]);
        else
            step_lstm(model, layer, out->x[l][t], &state, &after, out->gate[l][d][t], held[l],
                      change[1]);
        for (size_t j = 0; j < HIDDEN; j++) {
            after.h[j] += change[0][j];
            out->h[l][d][t][j] = out->x[l + 1][t][d * HIDDEN + j] = after.h[j];
            out->c[l][d][t][j] = after.c[j];
        }
        state = after;
    }
}

static void predict(const sl_model *model, const double *row, double *share) {
    size_t width = HIDDEN * model->stack.directions;
    double sum = 0;
    for (size_t v = 0; v < SYMBOLS; v++) {
        double logit = weight(model, model->output.bias, v);
        for (size_t i = 0; i < width; i++)
            logit += row[i] * weight(model, model->output.weight, i * SYMBOLS + v);
        sum += share[v] = exp(logit);
    }
    for (size_t v = 0; v < SYMBOLS; v++) share[v] /= sum;
}

/* What the first layer reads: the one-hot row itself, or its product with the table. */
static void embed(const sl_model *model, const double *one_hot, double *x) {
    size_t width = model->settings.embedding;
    for (size_t v = 0; v < SYMBOLS; v++)
        if (!width) x[v] = one_hot[v];
    for (size_t i = 0; i < SYMBOLS * width; i++)
        x[i % width] += one_hot[i / width] * weight(model, model->embedding.table, i);
}

static void follow(const sl_model *model, nudge nudged, trace *out) {
    double one_hot[STEPS][SYMBOLS] = {{0}};
    *out = (trace){0};
    for (size_t t = 0; t < STEPS; t++) one_hot[t][text[t] - 'a' + 1] = 1;
    if (nudged.what == INPUT) one_hot[nudged.step][nudged.unit] += nudged.by;
    for (size_t t = 0; t < STEPS; t++) embed(model, one_hot[t], out->x[0][t]);
    for (size_t l = 0; l < model->stack.layers; l++)
        for (size_t d = 0; d < model->stack.directions; d++) run_layer(model, l, d, nudged, out);
    for (size_t t = 0; t < STEPS; t++)
        predict(model, out->x[model->stack.layers][t], out->share[t]);
}

/* ---- Activations --------------------------------------------------------------------------- */

#ifdef SL_DOUBLE
static const double near_value = 3e-7, near_gradient = 1e-6; /* results are kept as float */
#else
static const double near_value = 2e-6, near_gradient = 2e-4;
#endif

static void check_view(const sl_inspection *inspection, size_t l, size_t d, const trace *expected,
                       bool memory) {
    const float *h = sl_inspection_layer(inspection, l, d, "hidden");
    const float *c = sl_inspection_layer(inspection, l, d, "memory");
    CHECK((c != NULL) == memory);
    for (size_t t = 0; t < STEPS; t++)
        for (size_t j = 0; j < HIDDEN; j++) {
            size_t place = t * HIDDEN + j;
            CHECK_NEAR((double)h[place], expected->h[l][d][t][j], near_value);
            if (c) CHECK_NEAR((double)c[place], expected->c[l][d][t][j], near_value);
            for (size_t g = 0; g < sl_inspection_gate_count(inspection); g++) {
                const char *name = sl_inspection_gate_name(inspection, g);
                CHECK_NEAR((double)sl_inspection_layer(inspection, l, d, name)[place],
                           expected->gate[l][d][t][g][j], near_value);
            }
        }
}

static void check_predictions(const sl_inspection *inspection, const trace *expected) {
    const float *distribution = sl_inspection_distribution(inspection);
    const float *surprise = sl_inspection_surprise(inspection);
    for (size_t t = 0; t < STEPS; t++) {
        double sum = 0;
        for (size_t v = 0; v < SYMBOLS; v++) {
            double share = (double)distribution[t * SYMBOLS + v];
            CHECK_NEAR(share, expected->share[t][v], near_value);
            sum += share;
        }
        CHECK_NEAR(sum, 1, 1e-6);
        if (t + 1 == STEPS) break;
        size_t next = sl_inspection_ids(inspection)[t + 1];
        CHECK_NEAR((double)surprise[t], -log2(expected->share[t][next]), 10 * near_value);
    }
}

static void check_activations(const sl_inspection *inspection, const sl_model *model) {
    trace expected;
    follow(model, (nudge){0}, &expected);
    for (size_t l = 0; l < model->stack.layers; l++)
        for (size_t d = 0; d < model->stack.directions; d++)
            check_view(inspection, l, d, &expected, model->settings.cell == SL_CELL_LSTM);
    CHECK(sl_inspection_layer(inspection, model->stack.layers, 0, "hidden") == NULL);
    CHECK(sl_inspection_layer(inspection, 0, model->stack.directions, "hidden") == NULL);
    check_predictions(inspection, &expected);
}

/* ---- Gradients ----------------------------------------------------------------------------- */

/* Fourth-order central difference of the loss at `position`. */
static double difference(const sl_model *model, size_t position, nudge nudged) {
    static const double offset[] = {-2, -1, 1, 2}, factor[] = {1, -8, 8, -1};
    const double step = 1e-3;
    double sum = 0;
    for (int i = 0; i < 4; i++) {
        trace run;
        nudged.by = offset[i] * step;
        follow(model, nudged, &run);
        sum -= factor[i] * log(run.share[position][text[position + 1] - 'a' + 1]);
    }
    return sum / (12 * step);
}

static double norm(const sl_model *model, size_t position, nudge nudged, size_t units) {
    double sum = 0;
    for (nudged.unit = 0; nudged.unit < units; nudged.unit++) {
        double d = difference(model, position, nudged);
        sum += d * d;
    }
    return sqrt(sum);
}

static void check_norms(const float *norms, const sl_model *model, size_t position, nudge nudged,
                        size_t units) {
    for (size_t t = 0; t < STEPS; t++) {
        nudged.step = t;
        double expected = norm(model, position, nudged, units);
        double room = near_gradient * (expected > 1e-3 ? expected : 1e-3);
        CHECK_NEAR((double)norms[t], expected, room);
        if (model->stack.directions == 1 && t > position) CHECK_REAL((double)norms[t], 0);
    }
}

static void check_attribution(sl_inspection *inspection, const sl_model *model, size_t position) {
    CHECK_STATUS(sl_inspection_attribute(inspection, position, NULL), SL_OK);
    check_norms(sl_inspection_input_gradient(inspection), model, position, (nudge){.what = INPUT},
                SYMBOLS);
    for (size_t l = 0; l < model->stack.layers; l++)
        for (size_t d = 0; d < model->stack.directions; d++) {
            nudge state = {.what = STATE, .layer = l, .direction = d};
            nudge memory = {.what = MEMORY, .layer = l, .direction = d};
            const float *of_memory = sl_inspection_layer(inspection, l, d, "memory gradient");
            check_norms(sl_inspection_layer(inspection, l, d, "hidden gradient"), model, position,
                        state, HIDDEN);
            CHECK((of_memory != NULL) == (model->settings.cell == SL_CELL_LSTM));
            if (of_memory) check_norms(of_memory, model, position, memory, HIDDEN);
        }
}

/* ---- Cases --------------------------------------------------------------------------------- */

static sl_model *draw_model(const char *variant, check_random *random) {
    char settings[200];
    snprintf(settings, sizeof settings, "hidden=%d %s", HIDDEN, variant);
    sl_model *model = models_create(settings, SYMBOLS);
    for (size_t i = 0; i < model->parameters.count; i++)
        model->parameters.values[i] = (sl_real)(1.5 * check_uniform(random));
    sl_model_touch(model);
    return model;
}

static void check_model(const char *variant, check_random *random) {
    long failures = check_so_far().failures;
    sl_model *model = draw_model(variant, random);
    sl_inspection *inspection;
    CHECK_STATUS(sl_inspection_create(model, text, STEPS, &inspection, NULL), SL_OK);
    check_activations(inspection, model);
    check_attribution(inspection, model, STEPS - 2);
    check_attribution(inspection, model, 0);
    check_attribution(inspection, model, 3);
    check_activations(inspection, model); /* as they were */
    if (check_so_far().failures != failures) printf("  %s\n", variant);
    sl_inspection_free(inspection);
    sl_model_free(model);
}

static void variants(check_random *random) {
    static const char *const cells[] = {"rnn",
                                        "lstm",
                                        "lstm bias=false",
                                        "gru",
                                        "gru reset=after",
                                        "gru update=takes",
                                        "gru gates=reset",
                                        "gru gates=update",
                                        "gru gates=reset update=takes reset=after",
                                        "gru bias=false reset=after update=takes",
                                        "lstm embedding=2",
                                        "gru embedding=4"};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        for (int layers = 1; layers <= LAYERS; layers++)
            for (int both = 0; both < 2; both++) {
                char variant[160];
                snprintf(variant, sizeof variant, "cell=%s layers=%d bidirectional=%s", cells[i],
                         layers, both ? "true" : "false");
                check_model(variant, random);
            }
}

/* ---- Held gates ---------------------------------------------------------------------------- */

/* Holds it in the inspection and in the loops: in one layer, or in SL_ALL_LAYERS. */
static void hold(sl_inspection *inspection, const sl_model *model, size_t g, size_t layer,
                 double value) {
    const sl_cell *cell = model->stack.layer[0].cell;
    const char *name = layer == SL_ALL_LAYERS ? cell->gate_names[g] : cell->gate_words[g];
    CHECK_STATUS(sl_inspection_hold(inspection, name, layer, value, NULL), SL_OK);
    for (size_t l = 0; l < LAYERS; l++)
        if (layer == SL_ALL_LAYERS || layer == l) held[l][g] = value;
}

static void check_held(const char *variant, check_random *random) {
    long failures = check_so_far().failures;
    sl_model *model = draw_model(variant, random);
    const sl_layer *layer = &model->stack.layer[0];
    for (size_t g = 0; g < SL_MAX_GATES; g++) {
        sl_inspection *inspection;
        size_t other = layer->cell == &sl_gru ? SL_GRU_R + SL_GRU_Z - g : (g + 3) % 4;
        if (!layer->cell->gate_words[g] || layer->w_h[g] == SL_ABSENT) continue;
        CHECK_STATUS(sl_inspection_create(model, text, STEPS, &inspection, NULL), SL_OK);
        hold(inspection, model, g, SL_ALL_LAYERS, 0.25);
        check_activations(inspection, model);
        hold(inspection, model, g, model->stack.layers - 1, 1); /* another value for one of them */
        if (layer->cell->gate_words[other] && layer->w_h[other] != SL_ABSENT)
            hold(inspection, model, other, 0, 0.75);
        check_activations(inspection, model);
        check_attribution(inspection, model, STEPS - 2);
        sl_inspection_free(inspection);
        release_all();
    }
    if (check_so_far().failures != failures) printf("  held: %s\n", variant);
    sl_model_free(model);
}

/* Every form of the GRU, and LSTMs. */
static void held_variants(check_random *random) {
    static const char *const resets[] = {"before", "after"}, *const updates[] = {"keeps", "takes"};
    static const char *const gates[] = {"both", "reset", "update"};
    for (int i = 0; i < 12; i++) {
        char variant[160];
        snprintf(variant, sizeof variant, "cell=gru reset=%s update=%s gates=%s layers=%d",
                 resets[i % 2], updates[i / 2 % 2], gates[i / 4], i % 3 + 1);
        check_held(variant, random);
    }
    check_held("cell=gru layers=2 bidirectional=true", random);
    check_held("cell=lstm", random);
    check_held("cell=lstm layers=2 bidirectional=true", random);
}

static void refused_holds(check_random *random) {
    sl_model *model = draw_model("cell=gru layers=2 gates=reset", random);
    sl_inspection *inspection;
    sl_error error = {0};
    CHECK_STATUS(sl_inspection_create(model, text, STEPS, &inspection, &error), SL_OK);
    CHECK_FAILS(sl_inspection_hold(inspection, "r", 0, 1.5, &error), SL_BAD_SETTING, error,
                "0 to 1, not at 1.5");
    check_activations(inspection, model); /* as it was */
    sl_real *bias = model->parameters.values + model->output.bias, before = *bias;
    *bias = (sl_real)NAN;
    sl_model_touch(model);
    CHECK_STATUS(sl_inspection_hold(inspection, "r", 0, 0.5, &error), SL_DIVERGED);
    *bias = before;
    sl_model_touch(model);
    check_attribution(inspection, model, 2); /* nothing is held */
    sl_inspection_free(inspection);
    sl_model_free(model);
}

static void check_names(const char *settings, size_t count, const char *names) {
    sl_model *model = models_create(settings, SYMBOLS);
    sl_inspection *inspection;
    CHECK_STATUS(sl_inspection_create(model, "AB", 2, &inspection, NULL), SL_OK);
    CHECK_INT(sl_inspection_gate_count(inspection), count);
    for (size_t g = 0; g < count; g++) {
        const char name[] = {names[g], 0};
        CHECK_TEXT(sl_inspection_gate_name(inspection, g), name);
        CHECK(sl_inspection_layer(inspection, 0, 0, name) != NULL);
    }
    CHECK_TEXT(sl_inspection_gate_name(inspection, count), "");
    CHECK(sl_inspection_layer(inspection, 0, 0, "") == NULL);
    CHECK(sl_inspection_layer(inspection, 0, 0, "x") == NULL);
    CHECK_INT(sl_inspection_length(inspection), 2); /* normalized: "ab" */
    CHECK_INT(sl_inspection_ids(inspection)[1], 2);
    sl_inspection_free(inspection);
    sl_model_free(model);
}

/* What a generator draws greedily is the likeliest symbol of the last distribution. */
static void agrees_with_generator(check_random *random) {
    for (int i = 0; i < 20; i++) {
        sl_model *model = draw_model("cell=gru layers=2", random);
        sl_inspection *inspection;
        sl_generator *generator;
        const char *symbol;
        CHECK_STATUS(sl_generator_create(model, 0, 0, 1, 1, &generator, NULL), SL_OK);
        CHECK_STATUS(sl_generator_prompt(generator, text, STEPS, NULL), SL_OK);
        CHECK_STATUS(sl_inspection_create(model, text, STEPS, &inspection, NULL), SL_OK);
        const float *last = sl_inspection_distribution(inspection) + (STEPS - 1) * SYMBOLS;
        size_t best = 1;
        for (size_t v = 2; v < SYMBOLS; v++)
            if (last[v] > last[best]) best = v;
        CHECK_STATUS(sl_generator_next(generator, &symbol, NULL), SL_OK);
        CHECK_TEXT(symbol, sl_vocabulary_symbol(model->vocabulary, best));
        sl_generator_free(generator);
        sl_inspection_free(inspection);
        sl_model_free(model);
    }
}

/* The parameters are not touched, and an attribution takes them as they are by then. */
static void weights_of_the_moment(const char *variant, check_random *random) {
    sl_model *model = draw_model(variant, random);
    size_t size = model->parameters.count * sizeof(sl_real);
    sl_real *before = malloc(size);
    sl_inspection *inspection;
    memcpy(before, model->parameters.values, size);
    CHECK_STATUS(sl_inspection_create(model, text, STEPS, &inspection, NULL), SL_OK);
    CHECK_REAL((double)sl_inspection_input_gradient(inspection)[0], 0);
    CHECK_STATUS(sl_inspection_attribute(inspection, 1, NULL), SL_OK);
    CHECK_BYTES(model->parameters.values, before, size);
    for (size_t i = 0; i < model->parameters.count; i++) model->parameters.values[i] /= 2;
    sl_model_touch(model);
    check_attribution(inspection, model, 4);
    free(before);
    sl_inspection_free(inspection);
    sl_model_free(model);
}

static void refusals(check_random *random) {
    sl_model *model = draw_model("", random);
    sl_model *translation = models_translation_of("hidden=3 embedding=2", 5, 5);
    sl_inspection *inspection;
    sl_error error = {0};
    CHECK_STATUS(sl_inspection_create(translation, "a", 1, &inspection, &error), SL_MISUSE);
    sl_model_free(translation);
    static char long_text[4097];
    memset(long_text, 'a', sizeof long_text);
    CHECK_FAILS(sl_inspection_create(model, "", 0, &inspection, &error), SL_BAD_TEXT, error,
                "1 to");
    CHECK(inspection == NULL);
    CHECK_FAILS(sl_inspection_create(model, "ab?", 3, &inspection, &error), SL_UNKNOWN_SYMBOL,
                error, "\"?\" (symbol 3");
    CHECK_STATUS(sl_inspection_create(model, "a\xFF", 2, &inspection, &error), SL_BAD_TEXT);
    CHECK_FAILS(sl_inspection_create(model, long_text, 4097, &inspection, &error), SL_BAD_TEXT,
                error, "4097");
    CHECK_STATUS(sl_inspection_create(model, long_text, 4096, &inspection, &error), SL_OK);
    sl_inspection_free(inspection);
    CHECK_STATUS(sl_inspection_create(model, "a", 1, &inspection, &error), SL_OK);
    CHECK_FAILS(sl_inspection_attribute(inspection, 0, &error), SL_MISUSE, error, "position 0");
    sl_inspection_free(inspection);

    CHECK_STATUS(sl_inspection_create(model, text, STEPS, &inspection, &error), SL_OK);
    CHECK_STATUS(sl_inspection_attribute(inspection, 2, &error), SL_OK);
    float norm_before = sl_inspection_input_gradient(inspection)[0];
    CHECK_STATUS(sl_inspection_attribute(inspection, STEPS - 1, &error), SL_MISUSE);
    CHECK_STATUS(sl_inspection_attribute(inspection, SIZE_MAX, &error), SL_MISUSE);
    for (size_t i = 0; i < model->parameters.count; i++) model->parameters.values[i] = (sl_real)NAN;
    sl_model_touch(model);
    CHECK_STATUS(sl_inspection_attribute(inspection, 3, &error), SL_DIVERGED);
    CHECK_REAL((double)sl_inspection_input_gradient(inspection)[0], (double)norm_before);
    sl_inspection_free(inspection);
    CHECK_STATUS(sl_inspection_create(model, text, STEPS, &inspection, &error), SL_DIVERGED);
    CHECK(inspection == NULL);
    sl_inspection_free(inspection);
    sl_model_free(model);
}

void inspection_test(void) {
    check_random random = check_seed("inspection", 17);
    release_all();
    variants(&random);
    held_variants(&random);
    refused_holds(&random);
    check_names("hidden=4 normalize=d2l cell=rnn", 0, "");
    check_names("hidden=4 normalize=d2l cell=gru gates=reset", 3, "rzn");
    check_names("hidden=4 normalize=d2l cell=lstm", 4, "ifgo");
    agrees_with_generator(&random);
    weights_of_the_moment("cell=lstm layers=2", &random);
    weights_of_the_moment("embedding=3", &random);
    refusals(&random);
}
