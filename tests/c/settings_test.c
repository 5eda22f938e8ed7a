/* The table of settings: defaults, ranges, messages, and that its JSON reads back. */
#include "base/json.h"
#include "base/settings.h"
#include "check.h"

static void defaults(const sl_settings *settings) {
    char *json;
    CHECK_STATUS(sl_settings_json(settings, &json, NULL), SL_OK);
    CHECK_TEXT(
        json,
        "{\"cell\":\"gru\",\"layers\":1,\"hidden\":256,\"embedding\":0,\"bidirectional\":false,"
        "\"reset\":\"before\",\"update\":\"keeps\",\"gates\":\"both\",\"bias\":true,"
        "\"init\":\"d2l\",\"normalize\":\"none\",\"batch\":32,\"shards\":4,\"steps\":35,"
        "\"order\":\"sequential\",\"optimizer\":\"sgd\",\"lr\":1,\"schedule\":\"constant\","
        "\"warmup\":0,\"horizon\":0,\"clip\":1,\"dropout\":0,\"dropout_at\":\"between\","
        "\"dropout_mask\":\"step\",\"dropout_input\":0,\"dropout_output\":0,"
        "\"dropconnect\":0,\"token_dropout\":0,\"average\":0,"
        "\"validation\":0,\"keep\":\"last\",\"patience\":0,\"seed\":1,"
        "\"tokens\":\"word\",\"minimum\":2,\"teacher\":1}");
    sl_release(json);
}

/* name=value, and what the message must say; NULL where the value is good. */
static void values(sl_settings *settings) {
    static const struct {
        const char *name, *value, *message;
    } cases[] = {
        {"hidden", "1", NULL},
        {"hidden", "4096", NULL},
        {"hidden", "1e3", NULL},
        {"hidden", "0", "hidden must be a whole number from 1 to 4096, not \"0\""},
        {"hidden", "1e9", "hidden must be a whole number from 1 to 4096, not \"1e9\""},
        {"hidden", "2.5", "hidden must be a whole number from 1 to 4096, not \"2.5\""},
        {"hidden", "", "hidden must be a whole number from 1 to 4096, not \"\""},
        {"hidden", "12x", "not \"12x\""},
        {"hidden", "-1", "not \"-1\""},
        {"layers", "8", NULL},
        {"layers", "9", "layers must be a whole number from 1 to 8, not \"9\""},
        {"average", "0.999", NULL},
        {"average", "1", "average must be a number from 0 to 0.99999, not \"1\""},
        {"average", "-0.1", "not \"-0.1\""},
        {"lr", "1000", NULL},
        {"lr", "1e-9", NULL},
        {"lr", "0", "lr must be a number greater than 0 and at most 1000, not \"0\""},
        {"lr", "1000.5", "lr must be a number greater than 0 and at most 1000, not \"1000.5\""},
        {"lr", "nan", "not \"nan\""},
        {"clip", "0", NULL},
        {"clip", "1000000", NULL},
        {"clip", "-1", "clip must be a number from 0 to 1000000, not \"-1\""},
        {"dropout", "0.95", NULL},
        {"dropout", "0.951", "dropout must be a number from 0 to 0.95, not \"0.951\""},
        {"dropout_input", "0.95", NULL},
        {"dropout_input", "1", "dropout_input must be a number from 0 to 0.95, not \"1\""},
        {"dropout_output", "-0.1", "dropout_output must be a number from 0 to 0.95, not \"-0.1\""},
        {"dropout_mask", "window", NULL},
        {"dropout_mask", "locked", "dropout_mask must be step or window, not \"locked\""},
        {"embedding", "0", NULL},
        {"embedding", "4097", "embedding must be a whole number from 0 to 4096, not \"4097\""},
        {"validation", "0.9", NULL},
        {"validation", "1", "validation must be a number from 0 to 0.9, not \"1\""},
        {"seed", "0", NULL},
        {"seed", "4294967295", NULL},
        {"seed", "4294967296", "seed must be a whole number from 0 to 4294967295"},
        {"warmup", "1000000000", NULL},
        {"batch", "4097", "batch must be a whole number from 1 to 4096"},
        {"shards", "1", NULL},
        {"shards", "64", NULL},
        {"shards", "0", "shards must be a power of two from 1 to 64, not \"0\""},
        {"shards", "12", "shards must be a power of two from 1 to 64, not \"12\""},
        {"shards", "128", "shards must be a power of two from 1 to 64, not \"128\""},
        {"shards", "2.5", "shards must be a power of two from 1 to 64, not \"2.5\""},
        {"cell", "lstm", NULL},
        {"cell", "LSTM", "cell must be rnn, gru or lstm, not \"LSTM\""},
        {"cell", "rnn|gru", "cell must be rnn, gru or lstm, not \"rnn|gru\""},
        {"cell", "", "cell must be rnn, gru or lstm, not \"\""},
        {"cell", "gr", "not \"gr\""},
        {"reset", "none", "reset must be before or after, not \"none\""},
        {"optimizer", "adamw", NULL},
        {"bias", "false", NULL},
        {"bias", "no", "bias must be true or false, not \"no\""},
        {"wings", "2", "there is no setting \"wings\""},
        {"", "2", "there is no setting \"\""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sl_error error = {0};
        sl_settings before;
        memcpy(&before, settings, sizeof before);
        sl_status status = sl_settings_set(settings, cases[i].name, cases[i].value, &error);
        bool held = CHECK_STATUS(status, cases[i].message ? SL_BAD_SETTING : SL_OK);
        if (cases[i].message) {
            held = CHECK_CONTAINS(error.message, cases[i].message) && held;
            CHECK_BYTES(settings, &before, sizeof before);
        }
        if (!held) printf("    of %s=%s\n", cases[i].name, cases[i].value);
    }
    CHECK_INT(settings->hidden, 1000);
    CHECK_INT(settings->cell, SL_CELL_LSTM);
    CHECK_INT(settings->optimizer, SL_OPTIMIZER_ADAMW);
    CHECK_INT(settings->seed, 4294967295);
    CHECK_INT(settings->bias, false);
    CHECK_REAL(settings->lr, 1e-9);
    CHECK_REAL(settings->dropout, 0.95);
}

/* Each word means its enum. */
static void choices(sl_settings *settings) {
    static const char *const gates[] = {"both", "reset", "update"};
    static const char *const optimizers[] = {"sgd", "momentum", "rmsprop", "adam", "adamw"};
    for (uint32_t i = SL_GATES_BOTH; i <= SL_GATES_UPDATE; i++) {
        CHECK_STATUS(sl_settings_set(settings, "gates", gates[i], NULL), SL_OK);
        CHECK_INT(settings->gates, i);
    }
    for (uint32_t i = SL_OPTIMIZER_SGD; i <= SL_OPTIMIZER_ADAMW; i++) {
        CHECK_STATUS(sl_settings_set(settings, "optimizer", optimizers[i], NULL), SL_OK);
        CHECK_INT(settings->optimizer, i);
    }
}

/* The JSON holds all that a copy needs, numbers to the last bit. */
static void round_trip(void) {
    sl_settings *settings, *copy;
    char *json, text[64];
    sl_json *tree;
    CHECK_STATUS(sl_settings_create(&settings, NULL), SL_OK);
    CHECK_STATUS(sl_settings_create(&copy, NULL), SL_OK);
    CHECK_STATUS(sl_settings_set(settings, "lr", "0.30000000000000004", NULL), SL_OK);
    CHECK_STATUS(sl_settings_set(settings, "clip", "0.1", NULL), SL_OK);
    CHECK_STATUS(sl_settings_json(settings, &json, NULL), SL_OK);
    CHECK_STATUS(sl_json_read(json, strlen(json), "it", &tree, NULL), SL_OK);
    static const char *const reals[] = {"lr", "clip"};
    for (size_t i = 0; i < 2; i++) {
        const sl_json_value *value = sl_json_member(sl_json_root(tree), reals[i]);
        snprintf(text, sizeof text, "%.17g", value->number);
        CHECK_STATUS(sl_settings_set(copy, reals[i], text, NULL), SL_OK);
    }
    CHECK_BYTES(copy, settings, sizeof *copy);
    CHECK_REAL(copy->lr, 0.1 + 0.2);
    sl_json_free(tree);
    sl_release(json);
    sl_settings_free(copy);
    sl_settings_free(settings);
}

/* What files and links of earlier versions call a setting is still read, and written anew. */
static void old_names(sl_settings *settings) {
    sl_error error = {0};
    char *json;
    CHECK_STATUS(sl_settings_set(settings, "drops", "every", NULL), SL_OK);
    CHECK_STATUS(sl_settings_set(settings, "blank", "0.25", NULL), SL_OK);
    CHECK_INT(settings->dropout_at, SL_DROPOUT_EVERY);
    CHECK_REAL(settings->token_dropout, 0.25);
    CHECK_STATUS(sl_settings_json(settings, &json, NULL), SL_OK);
    CHECK_CONTAINS(json, "\"dropout_at\":\"every\",\"dropout_mask\":");
    CHECK_CONTAINS(json, "\"dropconnect\":0,\"token_dropout\":0.25,");
    CHECK(!strstr(json, "drops") && !strstr(json, "blank"));
    CHECK_FAILS(sl_settings_set(settings, "blank", "1", &error), SL_BAD_SETTING, error,
                "token_dropout must be a number from 0 to 0.95, not \"1\"");
    sl_release(json);
}

/* Learning rate, clip and horizon may change in a training, and nothing else. */
static void live(sl_settings *settings, const char *table) {
    static const char *const names[] = {"lr", "clip", "horizon"};
    sl_error error = {0};
    size_t count = 0;
    for (size_t i = 0; i < 3; i++)
        CHECK_STATUS(sl_settings_change(settings, true, names[i], "2", NULL), SL_OK);
    CHECK(settings->lr == 2 && settings->clip == 2 && settings->horizon == 2);
    for (const char *at = table; (at = strstr(at, "\"live\":true")); at++) count++;
    CHECK_INT(count, 3);
    CHECK_FAILS(sl_settings_change(settings, true, "batch", "2", &error), SL_BAD_SETTING, error,
                "during training only lr, horizon or clip can change, not batch");
    CHECK_FAILS(sl_settings_change(settings, true, "wings", "2", &error), SL_BAD_SETTING, error,
                "there is no setting \"wings\"");
    CHECK_FAILS(sl_settings_change(settings, true, "lr", "0", &error), SL_BAD_SETTING, error,
                "lr must");
    CHECK_STATUS(sl_settings_change(settings, false, "batch", "3", NULL), SL_OK);
    CHECK_INT(settings->batch, 3);
    CHECK_FAILS(sl_settings_change(settings, false, "hidden", "3", &error), SL_BAD_SETTING, error,
                "a model keeps the hidden that it was made with");
}

/* Each row is complete, and its own default and limits are values that it takes. */
static void check_row(const sl_json_value *row, sl_settings *settings) {
    const sl_json_value *name = sl_json_member(row, "name");
    const sl_json_value *kind = sl_json_member(row, "kind");
    const sl_json_value *help = sl_json_member(row, "help");
    const sl_json_value *initial = sl_json_member(row, "default");
    const sl_json_value *max = sl_json_member(row, "max");
    const sl_json_value *words = sl_json_member(row, "choices");
    if (!CHECK(name && kind && help && initial)) return;
    CHECK(help->size > 20 && help->size <= 90);
    CHECK((strcmp(kind->text, "choice") == 0) == (words != NULL));
    CHECK((initial->kind == SL_JSON_NUMBER) == (max != NULL));
    if (max) {
        char text[64];
        snprintf(text, sizeof text, "%.17g", max->number);
        CHECK_STATUS(sl_settings_set(settings, name->text, text, NULL), SL_OK);
        snprintf(text, sizeof text, "%.17g", max->number * 2);
        CHECK_STATUS(sl_settings_set(settings, name->text, text, NULL), SL_BAD_SETTING);
    }
    const sl_json_value *word = words ? sl_json_first(words) : NULL;
    for (; word; word = sl_json_next(word))
        CHECK_STATUS(sl_settings_set(settings, name->text, word->text, NULL), SL_OK);
}

static void table(sl_settings *settings) {
    char *text;
    sl_json *json;
    CHECK_STATUS(sl_settings_table(&text, NULL), SL_OK);
    CHECK_CONTAINS(text, "[{\"name\":\"cell\",\"group\":\"model\",\"kind\":\"choice\","
                         "\"choices\":[\"rnn\",\"gru\",\"lstm\"],\"default\":\"gru\",\"help\":\"");
    CHECK_CONTAINS(text, "{\"name\":\"hidden\",\"group\":\"model\",\"kind\":\"whole\",\"min\":1,"
                         "\"max\":4096,\"default\":256,\"help\":\"");
    CHECK_CONTAINS(text, "{\"name\":\"lr\",\"group\":\"training\",\"kind\":\"real\",\"min\":0,"
                         "\"max\":1000,\"default\":1,\"help\":\"");
    CHECK_STATUS(sl_json_read(text, strlen(text), "it", &json, NULL), SL_OK);
    CHECK_CONTAINS(text,
                   "{\"name\":\"token_dropout\",\"group\":\"training\",\"aliases\":[\"blank\"],");
    CHECK_CONTAINS(text, "{\"name\":\"gates\",\"group\":\"variants\",");
    live(settings, text);
    CHECK_INT(sl_json_root(json)->size, 36);
    const sl_json_value *row = sl_json_first(sl_json_root(json));
    for (; row; row = sl_json_next(row)) check_row(row, settings);
    sl_json_free(json);
    sl_release(text);
}

void settings_test(void) {
    sl_settings *settings;
    if (!CHECK_STATUS(sl_settings_create(&settings, NULL), SL_OK)) return;
    defaults(settings);
    values(settings);
    choices(settings);
    old_names(settings);
    table(settings);
    round_trip();
    sl_settings_free(settings);
    sl_settings_free(NULL);
}
