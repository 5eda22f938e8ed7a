/* Held gates: what a generator then writes, against models that lack what is held, and what is
 * refused. The formulas themselves are held against plain loops in inspection_test.c. */
#include "models.h"

enum { SYMBOLS = 6, LENGTH = 120 };

/* ---- Writing ------------------------------------------------------------------------------- */

typedef struct held_gate {
    const char *gate;
    size_t layer;
    double value;
} held_gate;

static sl_generator *holding(sl_model *model, const held_gate *gates, size_t count) {
    sl_generator *generator;
    CHECK_STATUS(sl_generator_create(model, 1, 0, 1, 3, &generator, NULL), SL_OK);
    for (size_t i = 0; i < count; i++)
        CHECK_STATUS(
            sl_generator_hold(generator, gates[i].gate, gates[i].layer, gates[i].value, NULL),
            SL_OK);
    return generator;
}

static void write(sl_generator *generator, size_t length, char *out) {
    for (size_t i = 0; i < length; i++) {
        const char *symbol;
        CHECK_STATUS(sl_generator_next(generator, &symbol, NULL), SL_OK);
        out[i] = symbol[0];
    }
    out[length] = 0;
}

static void written(sl_model *model, const held_gate *gates, size_t count, char *out) {
    sl_generator *generator = holding(model, gates, count);
    CHECK_STATUS(sl_generator_prompt(generator, "bead", 4, NULL), SL_OK);
    write(generator, LENGTH, out);
    sl_generator_free(generator);
}

/* ---- The same weights in another model ----------------------------------------------------- */

static const sl_tensor *tensor_of(const sl_model *model, const char *name) {
    for (size_t i = 0; i < model->parameters.tensor_count; i++)
        if (!strcmp(model->parameters.tensors[i].name, name)) return &model->parameters.tensors[i];
    return NULL;
}

/* Gives `to` the block `g` of every tensor that it has as block `as`; what is no gate's, whole. */
static void give(const sl_model *from, sl_model *to, size_t g, size_t as) {
    for (size_t i = 0; i < to->parameters.tensor_count; i++) {
        const sl_tensor *target = &to->parameters.tensors[i];
        const sl_tensor *source = tensor_of(from, target->name);
        bool whole = source->gates == 1;
        const sl_real *values = sl_tensor_block(&from->parameters, source, whole ? 0 : g);
        sl_real *place = sl_tensor_block(&to->parameters, target, whole ? 0 : as);
        if (values && place) memcpy(place, values, target->rows * target->columns * sizeof *values);
    }
    sl_model_touch(to);
}

static sl_model *shaken(const char *settings, check_random *random) {
    sl_model *model = models_create(settings, SYMBOLS);
    models_shake(model, 1.2, random);
    return model;
}

static void without_reset(const char *shape, check_random *random) {
    char settings[120], expected[LENGTH + 1], found[LENGTH + 1], free_run[LENGTH + 1];
    snprintf(settings, sizeof settings, "cell=gru hidden=7 %s", shape);
    sl_model *model = shaken(settings, random);
    snprintf(settings, sizeof settings, "cell=gru hidden=7 gates=update %s", shape);
    sl_model *lacking = shaken(settings, random);
    give(model, lacking, SL_GRU_Z, SL_GRU_Z);
    give(model, lacking, SL_GRU_N, SL_GRU_N);
    written(lacking, NULL, 0, expected);
    written(model, &(held_gate){"reset", SL_ALL_LAYERS, 1}, 1, found);
    written(model, NULL, 0, free_run);
    CHECK_TEXT(found, expected);
    CHECK(strcmp(free_run, expected) != 0);
    sl_model_free(model);
    sl_model_free(lacking);
}

/* With the update gate at what makes all new (keeps: 0), the candidate is the state. */
static void plain_network(const char *shape, double all_new, check_random *random) {
    char settings[120], expected[LENGTH + 1], found[LENGTH + 1];
    const held_gate gates[] = {{"r", SL_ALL_LAYERS, 1}, {"z", SL_ALL_LAYERS, all_new}};
    snprintf(settings, sizeof settings, "cell=gru hidden=7 %s", shape);
    sl_model *model = shaken(settings, random);
    sl_model *plain = shaken("cell=rnn hidden=7 layers=2", random);
    give(model, plain, SL_GRU_N, 0);
    written(plain, NULL, 0, expected);
    written(model, gates, 2, found);
    CHECK_TEXT(found, expected);
    sl_model_free(model);
    sl_model_free(plain);
}

/* Whatever came before it, the last letter alone decides what follows. */
static void last_letter_alone(check_random *random) {
    const held_gate gates[] = {{"reset", SL_ALL_LAYERS, 0}, {"update", SL_ALL_LAYERS, 0}};
    sl_model *model = shaken("cell=gru hidden=7 layers=2", random);
    static const char *const prompts[] = {"d", "abcd", "ddddcbabcd", "c"};
    char out[4][LENGTH + 1];
    for (size_t i = 0; i < 4; i++) {
        sl_generator *generator = holding(model, gates, 2);
        CHECK_STATUS(sl_generator_prompt(generator, prompts[i], strlen(prompts[i]), NULL), SL_OK);
        write(generator, LENGTH, out[i]);
        sl_generator_free(generator);
    }
    CHECK_TEXT(out[1], out[0]);
    CHECK_TEXT(out[2], out[0]);
    CHECK(strcmp(out[3], out[0]) != 0);
    sl_model_free(model);
}

/* With the past kept whole, no letter ever reaches the state: it stays what it was. */
static void standing_still(check_random *random) {
    sl_model *model = shaken("cell=gru hidden=7", random);
    sl_inspection *inspection;
    char first[LENGTH + 1], second[LENGTH + 1];
    const held_gate kept = {"update", SL_ALL_LAYERS, 1};
    CHECK_STATUS(sl_inspection_create(model, "abcde", 5, &inspection, NULL), SL_OK);
    CHECK_STATUS(sl_inspection_hold(inspection, "z", SL_ALL_LAYERS, 1, NULL), SL_OK);
    for (size_t i = 0; i < 5 * 7; i++)
        CHECK_REAL((double)sl_inspection_layer(inspection, 0, 0, "hidden")[i], 0);
    sl_inspection_free(inspection);

    /* held from the middle of a text on, the state there stays: each letter has the same odds */
    sl_generator *generator = holding(model, NULL, 0), *other = holding(model, NULL, 0);
    CHECK_STATUS(sl_generator_prompt(generator, "abc", 3, NULL), SL_OK);
    CHECK_STATUS(sl_generator_prompt(other, "abc", 3, NULL), SL_OK);
    CHECK_STATUS(sl_generator_hold(generator, kept.gate, kept.layer, kept.value, NULL), SL_OK);
    CHECK_STATUS(sl_generator_hold(other, kept.gate, kept.layer, kept.value, NULL), SL_OK);
    CHECK_STATUS(sl_generator_prompt(other, "edcba", 5, NULL), SL_OK); /* nothing to it */
    write(generator, LENGTH, first);
    write(other, LENGTH, second);
    CHECK_TEXT(second, first);
    sl_generator_free(generator);
    sl_generator_free(other);
    sl_model_free(model);
}

/* One layer held is not all of them, and a hold is a generator's own. */
static void one_layer(check_random *random) {
    sl_model *model = shaken("cell=lstm hidden=7 layers=2 bidirectional=true", random);
    char all[LENGTH + 1], one[LENGTH + 1], both[LENGTH + 1], before[LENGTH + 1], after[LENGTH + 1];
    const held_gate gates[] = {{"forget", 0, 0.5}, {"f", 1, 0.5}};
    written(model, NULL, 0, before);
    written(model, &(held_gate){"f", SL_ALL_LAYERS, 0.5}, 1, all);
    written(model, gates, 1, one);
    written(model, gates, 2, both);
    written(model, NULL, 0, after);
    CHECK_TEXT(both, all);
    CHECK_TEXT(after, before);
    CHECK(strcmp(one, all) != 0 && strcmp(one, before) != 0 && strcmp(all, before) != 0);
    sl_model_free(model);
}

/* The weights that the model is used with by then, not those that it read when the gate was held.
 */
static void weights_of_the_moment(void) {
    models_training training = models_begin(
        "cell=gru hidden=8 batch=8 steps=5 lr=3 average=0.99 init=xavier", 900, SYMBOLS);
    const held_gate gate = {"z", 0, 0.5};
    char expected[LENGTH + 1], found[LENGTH + 1];
    sl_generator *early = holding(training.model, &gate, 1);
    for (int i = 0; i < 30; i++) CHECK_STATUS(sl_trainer_step(training.trainer, NULL), SL_OK);
    written(training.model, NULL, 0, found); /* now the model reads its averaged weights */
    sl_generator *late = holding(training.model, &gate, 1);
    write(late, LENGTH, expected);
    write(early, LENGTH, found);
    CHECK_TEXT(found, expected);
    sl_generator_free(early);
    sl_generator_free(late);
    models_end(&training);
}

/* ---- What is refused ----------------------------------------------------------------------- */

static void refuse(const char *settings, held_gate gate, const char *part) {
    sl_model *model = models_create(settings, SYMBOLS);
    sl_generator *generator;
    sl_error error = {0};
    char before[LENGTH + 1], after[LENGTH + 1];
    written(model, NULL, 0, before);
    CHECK_STATUS(sl_generator_create(model, 1, 0, 1, 3, &generator, NULL), SL_OK);
    CHECK_FAILS(sl_generator_hold(generator, gate.gate, gate.layer, gate.value, &error),
                SL_BAD_SETTING, error, part);
    CHECK_STATUS(sl_generator_prompt(generator, "bead", 4, NULL), SL_OK);
    write(generator, LENGTH, after);
    CHECK_TEXT(after, before);
    sl_generator_free(generator);
    sl_model_free(model);
}

static void refusals(void) {
    refuse("cell=rnn hidden=4", (held_gate){"r", 0, 1}, "an rnn has none");
    refuse("cell=gru hidden=4", (held_gate){"n", 0, 1}, "r (reset) and z (update)");
    refuse("cell=gru hidden=4", (held_gate){"forget", 0, 1}, "\"forget\" is no gate");
    refuse("cell=lstm hidden=4", (held_gate){"g", 0, 1}, "i (input), f (forget) and o (output)");
    refuse("cell=gru hidden=4 gates=reset", (held_gate){"z", 0, 1}, "no update gate");
    refuse("cell=gru hidden=4 gates=update", (held_gate){"reset", 0, 1}, "no reset gate");
    refuse("cell=gru hidden=4 layers=2", (held_gate){"r", 2, 1}, "the last one is 1");
    refuse("cell=lstm hidden=4", (held_gate){"o", SL_ALL_LAYERS, -0.001}, "from 0 to 1");
    refuse("cell=lstm hidden=4", (held_gate){"o", SL_ALL_LAYERS, 1.001}, "1.001");
    refuse("cell=lstm hidden=4", (held_gate){"o", SL_ALL_LAYERS, (double)NAN}, "from 0 to 1");
}

void hold_test(void) {
    check_random random = check_seed("hold", 23);
    without_reset("", &random);
    without_reset("reset=after bias=false layers=2", &random);
    without_reset("update=takes layers=3", &random);
    plain_network("layers=2", 0, &random);
    plain_network("layers=2 update=takes", 1, &random);
    last_letter_alone(&random);
    standing_still(&random);
    one_layer(&random);
    weights_of_the_moment();
    refusals();
}
