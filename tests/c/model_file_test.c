/* Model files: where each weight stands in PyTorch's layout, that models come back to the bit, and
 * that no damaged file does harm. */
#include "base/json.h"
#include "file/safetensors.h"
#include "models.h"

typedef struct file {
    void *bytes;
    size_t size;
} file;

static file saved(const sl_model *model) {
    file made = {0};
    CHECK_STATUS(sl_model_save(model, &made.bytes, &made.size, NULL), SL_OK);
    return made;
}

static void drop(file made) { sl_release(made.bytes); }

static sl_model *loaded(file from) {
    sl_model *model;
    sl_error error = {0};
    CHECK_STATUS(sl_model_load(from.bytes, from.size, &model, &error), SL_OK);
    CHECK_TEXT(error.message, "");
    return model;
}

/* Distinct values that float32 holds exactly. */
static sl_model *number(sl_model *model) {
    for (size_t i = 0; i < model->parameters.count; i++)
        model->parameters.values[i] = (sl_real)(1 + (double)i / 64);
    model->updates = 12;
    model->tokens = 9007199254740991.0;
    return model;
}

static sl_model *numbered(const char *assignments, size_t symbols) {
    return number(models_create(assignments, symbols));
}

static const sl_array *array_of(const sl_safetensors *read, const char *name, size_t dimensions,
                                size_t rows, size_t columns) {
    const sl_array *array = sl_safetensors_find(read, name);
    CHECK(array && sl_array_is(array, dimensions, (size_t[]){rows, columns}));
    return array;
}

/* PyTorch's weight[gate * out + o][i] is this program's block[i][o], and a GRU whose Z takes has
 * the other sign in block z. */
static void check_matrix(const sl_safetensors *read, const char *name, const sl_real *blocks,
                         size_t gates, size_t in, size_t out, size_t negated) {
    const sl_array *array = array_of(read, name, 2, gates * out, in);
    for (size_t g = 0; g < gates; g++)
        for (size_t o = 0; o < out; o++)
            for (size_t i = 0; i < in; i++) {
                double ours = (double)blocks[(g * in + i) * out + o];
                CHECK_REAL((double)sl_array_get(array, (g * out + o) * in + i),
                           g == negated ? -ours : ours);
            }
}

static void layout(const char *assignments, size_t gates, size_t negated) {
    enum { V = 4, H = 3 };
    sl_model *model = numbered(assignments, V);
    file made = saved(model);
    sl_safetensors *read;
    CHECK_STATUS(sl_safetensors_read(made.bytes, made.size, &read, NULL), SL_OK);
    const sl_real *at = model->parameters.values;
    check_matrix(read, "rnn.weight_ih_l0", at, gates, V, H, negated);
    check_matrix(read, "rnn.weight_hh_l0", at += gates * V * H, gates, H, H, negated);
    const sl_array *bias = array_of(read, "rnn.bias_ih_l0", 1, gates * H, 0);
    const sl_array *other = array_of(read, "rnn.bias_hh_l0", 1, gates * H, 0);
    at += gates * H * H;
    for (size_t i = 0; i < gates * H; i++) {
        double ours = (double)at[i];
        CHECK_REAL((double)sl_array_get(bias, i), i / H == negated ? -ours : ours);
        CHECK_REAL((double)sl_array_get(other, i), 0);
    }
    check_matrix(read, "linear.weight", at += gates * H, 1, H, V, 99);
    const sl_array *output = array_of(read, "linear.bias", 1, V, 0);
    for (size_t i = 0; i < V; i++)
        CHECK_REAL((double)sl_array_get(output, i), (double)at[H * V + i]);
    CHECK_INT(sl_safetensors_count(read), 6);
    sl_safetensors_free(read);
    drop(made);
    sl_model_free(model);
}

static void same_settings(const sl_settings *a, const sl_settings *b) {
    char *first, *second;
    CHECK_STATUS(sl_settings_json(a, &first, NULL), SL_OK);
    CHECK_STATUS(sl_settings_json(b, &second, NULL), SL_OK);
    CHECK_TEXT(first, second);
    sl_release(first);
    sl_release(second);
}

/* A model comes back with equal settings, symbols, counters and weights, and saves again to the
 * same bytes. */
static void round_trip(const sl_model *model) {
    file first = saved(model);
    sl_model *copy = loaded(first);
    if (copy) {
        file second = saved(copy);
        CHECK_INT(second.size, first.size);
        CHECK_BYTES(second.bytes, first.bytes, first.size);
        CHECK_BYTES(copy->parameters.values, model->parameters.values,
                    model->parameters.count * sizeof(sl_real));
        same_settings(sl_model_settings(copy), sl_model_settings(model));
        CHECK_TEXT(sl_model_kind(copy), sl_model_kind(model));
        CHECK(sl_vocabulary_equal(sl_model_vocabulary(copy), sl_model_vocabulary(model)));
        CHECK_REAL(copy->updates, 12);
        CHECK_REAL(copy->tokens, 9007199254740991.0);
        drop(second);
    }
    drop(first);
    sl_model_free(copy);
}

static void round_trips(void) {
    static const char *const variants[] = {
        "cell=rnn hidden=3",
        "cell=lstm hidden=1 init=pytorch lr=0.30000000000000004 seed=4294967295",
        "cell=gru hidden=5 reset=before update=keeps",
        "cell=gru hidden=5 reset=after update=takes init=xavier",
        "cell=gru hidden=2 reset=after update=keeps bias=false",
        "cell=gru hidden=4 gates=reset",
        "cell=gru hidden=4 gates=update normalize=d2l",
        "cell=gru hidden=4 embedding=3 dropout_mask=window dropout_input=0.25 dropout_output=0.5",
        "cell=lstm hidden=2 embedding=5 bidirectional=true bias=false",
    };
    for (size_t i = 0; i < sizeof variants / sizeof *variants; i++) {
        sl_model *model = numbered(variants[i], 7);
        round_trip(model);
        sl_model_free(model);
    }
}

/* Sets one number of a tensor in the bytes of a file. */
static void poke(file made, const char *tensor, size_t index, float value) {
    sl_safetensors *read;
    CHECK_STATUS(sl_safetensors_read(made.bytes, made.size, &read, NULL), SL_OK);
    sl_array_set(sl_safetensors_find(read, tensor), index, value);
    sl_safetensors_free(read);
}

/* PyTorch has two biases where a cell needs one: their sum is what counts. */
static void folding(void) {
    sl_model *model = numbered("cell=gru hidden=2 update=takes", 3);
    file made = saved(model);
    poke(made, "rnn.bias_hh_l0", 1, 0.5f);  /* r */
    poke(made, "rnn.bias_hh_l0", 2, 0.25f); /* z, of the other sign */
    poke(made, "rnn.bias_hh_l0", 5, -2);    /* n */
    sl_model *copy = loaded(made);
    size_t bias = 3 * (3 * 2 + 2 * 2);
    const sl_real *ours = model->parameters.values + bias, *theirs = copy->parameters.values + bias;
    static const double added[] = {0, 0.5, -0.25, 0, 0, -2};
    for (size_t i = 0; i < 6; i++) CHECK_REAL((double)(theirs[i] - ours[i]), added[i]);
    drop(made);
    sl_model_free(copy);
    sl_model_free(model);
}

static void refused(file made, const char *why) {
    sl_model *model = (sl_model *)&model;
    sl_error error = {0};
    CHECK_FAILS(sl_model_load(made.bytes, made.size, &model, &error), SL_BAD_FILE, error, why);
    CHECK(model == NULL);
}

static void bad_weights(void) {
    sl_model *model = numbered("cell=gru hidden=2 gates=reset", 3);
    file made = saved(model);
    poke(made, "rnn.weight_hh_l0", 5, 1); /* block z, which this model does not have */
    refused(made, "block 2 of tensor \"rnn.weight_hh_l0\" must be zeros");
    poke(made, "rnn.weight_hh_l0", 5, 0);
    poke(made, "linear.bias", 0, NAN);
    refused(made, "tensor \"linear.bias\" holds a number that is not finite");
    poke(made, "linear.bias", 0, -INFINITY);
    refused(made, "tensor \"linear.bias\" holds a number that is not finite");
    poke(made, "linear.bias", 0, 0);
    poke(made, "rnn.bias_ih_l0", 1, 3e38f); /* each is a float, their sum is none */
    poke(made, "rnn.bias_hh_l0", 1, 3e38f);
    refused(made, "tensors \"rnn.bias_ih_l0\" and \"rnn.bias_hh_l0\" add up to a number that");
    poke(made, "rnn.bias_hh_l0", 1, -3e38f);
    sl_model_free(loaded(made));
    drop(made);
    sl_model_free(model);
}

/* A file of all-zero tensors for an RNN of 2 hidden units and 3 symbols, with this metadata. */
static file made_with(const char *key, const char *metadata, size_t hidden) {
    sl_array arrays[] = {
        {.name = "rnn.weight_ih_l0", .dimensions = 2, .shape = {hidden, 3}},
        {.name = "rnn.weight_hh_l0", .dimensions = 2, .shape = {hidden, hidden}},
        {.name = "rnn.bias_ih_l0", .dimensions = 1, .shape = {hidden}},
        {.name = "rnn.bias_hh_l0", .dimensions = 1, .shape = {hidden}},
        {.name = "linear.weight", .dimensions = 2, .shape = {3, hidden}},
        {.name = "linear.bias", .dimensions = 1, .shape = {3}},
    };
    file made;
    CHECK_STATUS(sl_safetensors_lay_out(arrays, 6, key, metadata, &made.bytes, &made.size, NULL),
                 SL_OK);
    return made;
}

#define SETTINGS "\"settings\":{\"cell\":\"rnn\",\"hidden\":2}"
#define SYMBOLS "\"vocabulary\":[\"<unk>\",\"a\",\"word\"]"
#define COUNTS "\"updates\":3,\"tokens\":4"
#define META(settings, symbols, counts) "{\"format\":1," settings "," symbols "," counts "}"

static void bad_metadata(void) {
    static const char *const bad[][2] = {
        {"{", "the metadata \"sluice\" of the file is not valid JSON at byte 1"},
        {"[]", "format is not 1"},
        {"{\"format\":2}", "the file's format is not 1, the only one that this version reads"},
        {META("\"x\":1", SYMBOLS, COUNTS), "have no settings"},
        {META("\"settings\":[]", SYMBOLS, COUNTS), "have no settings"},
        {META("\"settings\":{\"hidden\":0}", SYMBOLS, COUNTS),
         "setting \"hidden\" in the file: hidden must be a whole number from 1 to 4096, not \"0\""},
        {META("\"settings\":{\"hidden\":null}", SYMBOLS, COUNTS), "setting \"hidden\" in the file"},
        {META("\"settings\":{\"wings\":2}", SYMBOLS, COUNTS), "there is no setting \"wings\""},
        {META("\"settings\":{\"cell\":\"gru\",\"hidden\":2}", SYMBOLS, COUNTS), "rnn.weight_ih_l0"},
        {META("\"settings\":{\"cell\":\"rnn\",\"hidden\":3}", SYMBOLS, COUNTS),
         "tensor \"rnn.weight_hh_l0\" is missing or not 3 columns wide"},
        {META("\"settings\":{\"cell\":\"rnn\",\"hidden\":2,\"bias\":false}", SYMBOLS, COUNTS),
         "the file has 6 tensors of a model; its settings need 3"},
        {META(SETTINGS, "\"vocabulary\":[]", COUNTS), "no vocabulary that begins with \"<unk>\""},
        {META(SETTINGS, "\"vocabulary\":[\"<unk>\"]", COUNTS),
         "the file's vocabulary has no symbol but \"<unk>\""},
        {META(SETTINGS, "\"vocabulary\":[\"a\",\"b\",\"c\"]", COUNTS), "begins with \"<unk>\""},
        {META(SETTINGS, "\"vocabulary\":[\"<unk>\",\"a\"]", COUNTS), "rnn.weight_ih_l0"},
        {META(SETTINGS, "\"vocabulary\":[\"<unk>\",\"a\",\"a\"]", COUNTS),
         "symbol 2 of the file's vocabulary: it was there before"},
        {META(SETTINGS, "\"vocabulary\":[\"<unk>\",\"<unk>\",\"a\"]", COUNTS), "symbol 1"},
        {META(SETTINGS, "\"vocabulary\":[\"<unk>\",\"\",\"a\"]", COUNTS), "symbol 1"},
        {META(SETTINGS, "\"vocabulary\":[\"<unk>\",\"a\\u0000\",\"a\"]", COUNTS), "symbol 1"},
        {META(SETTINGS, "\"vocabulary\":[\"<unk>\",1,\"a\"]", COUNTS),
         "a symbol that is no string"},
        {META(SETTINGS, SYMBOLS, "\"updates\":-1,\"tokens\":4"), "no whole number \"updates\""},
        {META(SETTINGS, SYMBOLS, "\"updates\":1"), "no whole number \"tokens\""},
        {META(SETTINGS, SYMBOLS, "\"updates\":1,\"tokens\":1e300"), "no whole number \"tokens\""},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        file made = made_with("sluice", bad[i][0], 2);
        refused(made, bad[i][1]);
        drop(made);
    }
    file good = made_with("sluice", META(SETTINGS, SYMBOLS, COUNTS), 2);
    sl_model *model = loaded(good);
    CHECK_REAL(model->updates, 3);
    CHECK_TEXT(sl_vocabulary_symbol(sl_model_vocabulary(model), 2), "word");
    sl_model_free(model);
    drop(good);
    file old = made_with(
        "sluice",
        META("\"settings\":{\"cell\":\"rnn\",\"hidden\":2,\"drops\":\"every\",\"blank\":0.25}",
             SYMBOLS, COUNTS),
        2);
    model = loaded(old);
    CHECK_INT(model->settings.dropout_at, SL_DROPOUT_EVERY);
    CHECK_REAL(model->settings.token_dropout, 0.25);
    sl_model_free(model);
    drop(old);
    file theirs = made_with("format", "pt", 2);
    refused(theirs, "the metadata key \"sluice\" is missing");
    drop(theirs);
}

/* Columns take no bytes where there are no rows: such a file must not make a model of 600 MB. */
static void hollow(void) {
    sl_array array = {.name = "rnn.weight_hh_l0", .dimensions = 2, .shape = {0, 4096}};
    const char *settings = "\"settings\":{\"cell\":\"rnn\",\"hidden\":4096,\"layers\":8}";
    char metadata[300];
    file made;
    snprintf(metadata, sizeof metadata, "{\"format\":1,%s,%s,%s}", settings, SYMBOLS, COUNTS);
    CHECK_STATUS(
        sl_safetensors_lay_out(&array, 1, "sluice", metadata, &made.bytes, &made.size, NULL),
        SL_OK);
    refused(made,
            "\"rnn.weight_hh_l0\" is missing or not 4096 columns wide, with 4096 rows or more");
    drop(made);
}

/* The table stands first, as it is. Files from before there was one say 32. */
static void embeddings(void) {
    sl_model *model = numbered("cell=gru hidden=2 embedding=3", 4);
    file made = saved(model);
    sl_safetensors *read;
    CHECK_STATUS(sl_safetensors_read(made.bytes, made.size, &read, NULL), SL_OK);
    const sl_array *table = array_of(read, "embedding.weight", 2, 4, 3);
    for (size_t i = 0; i < 12; i++)
        CHECK_REAL((double)sl_array_get(table, i), (double)model->parameters.values[i]);
    array_of(read, "rnn.weight_ih_l0", 2, 6, 3);
    sl_safetensors_free(read);
    drop(made);
    sl_model_free(model);

    made = made_with(
        "sluice",
        META("\"settings\":{\"cell\":\"rnn\",\"hidden\":2,\"embedding\":32}", SYMBOLS, COUNTS), 2);
    model = loaded(made);
    CHECK_INT(model->settings.embedding, 0);
    round_trip(number(model));
    sl_model_free(model);
    drop(made);

    sl_pairs *pairs = models_pairs("minimum=1", "a\tb\n");
    model = models_translation("hidden=2", pairs);
    CHECK_INT(model->settings.embedding, 32);
    round_trip(number(model));
    sl_model_free(model);
    sl_pairs_free(pairs);
}

static void describing(void) {
    sl_model *model = numbered("cell=rnn hidden=2 bias=false", 3);
    char *text;
    sl_json *json;
    CHECK_STATUS(sl_model_describe(model, &text, NULL), SL_OK);
    CHECK_CONTAINS(text, "{\"format\":1,\"kind\":\"language\",\"settings\":{\"cell\":\"rnn\","
                         "\"layers\":1,\"hidden\":2,");
    CHECK_CONTAINS(text, "},\"parameters\":16,\"symbols\":3,\"updates\":12,"
                         "\"tokens\":9007199254740991,\"tensors\":["
                         "{\"name\":\"rnn.weight_ih_l0\",\"dtype\":\"F32\",\"shape\":[2,3]},"
                         "{\"name\":\"rnn.weight_hh_l0\",\"dtype\":\"F32\",\"shape\":[2,2]},"
                         "{\"name\":\"linear.weight\",\"dtype\":\"F32\",\"shape\":[3,2]}]}");
    CHECK_STATUS(sl_json_read(text, strlen(text), "it", &json, NULL), SL_OK);
    sl_json_free(json);
    sl_release(text);
    sl_model_free(model);
}

/* Loading in memory of exactly the file's size, for the sanitizer to see every overread. */
static sl_status load_copy(const unsigned char *bytes, size_t size) {
    unsigned char *exact = malloc(size > 0 ? size : 1);
    sl_model *model;
    sl_error error = {0};
    memcpy(exact, bytes, size);
    sl_status status = sl_model_load(exact, size, &model, &error);
    CHECK(status == SL_OK ? model != NULL : model == NULL && error.message[0] != '\0');
    sl_model_free(model);
    free(exact);
    return status;
}

static void damage(const sl_model *model, int flips) {
    check_random random = check_seed("model_file", 3);
    file made = saved(model);
    unsigned char *bytes = made.bytes;
    for (size_t size = 0; size < made.size; size++)
        CHECK_STATUS(load_copy(bytes, size), SL_BAD_FILE);
    for (int i = 0; i < flips; i++) {
        size_t at = check_below(&random, made.size);
        unsigned char before = bytes[at];
        bytes[at] ^= (unsigned char)(1 + check_below(&random, 255));
        sl_status status = load_copy(bytes, made.size);
        CHECK(status == SL_OK || status == SL_BAD_FILE);
        bytes[at] = before;
    }
    CHECK_STATUS(load_copy(bytes, made.size), SL_OK);
    drop(made);
}

static void damaged(void) {
    static const char *const variants[] = {"cell=gru hidden=2 reset=after",
                                           "cell=rnn hidden=2 embedding=2"};
    for (size_t i = 0; i < 2; i++) {
        sl_model *model = numbered(variants[i], 4);
        damage(model, 4000);
        sl_model_free(model);
    }
}

/* ---- translation models ---- */

static const char sentences[] = "a b\tx\nb c a\ty x z\n";

static sl_model *translator(const char *assignments) {
    sl_pairs *pairs = models_pairs("minimum=1", sentences);
    sl_model *model = number(models_translation(assignments, pairs));
    sl_pairs_free(pairs);
    return model;
}

/* Every tensor of a bidirectional model at its place in the flat vector: embeddings as they are
 * here, matrices as PyTorch has them. */
static void translation_layout(void) {
    enum { SOURCE = 7, TARGET = 7, E = 2, H = 2 };
    sl_model *model = translator("cell=lstm bidirectional=true hidden=2 embedding=2");
    static const struct {
        const char *name;
        size_t gates, in, out; /* in = 0: a bias */
        bool elsewhere;        /* PyTorch's second bias: no place of its own */
    } tensors[] = {{"encoder.rnn.weight_ih_l0", 4, E, H, false},
                   {"encoder.rnn.weight_hh_l0", 4, H, H, false},
                   {"encoder.rnn.bias_ih_l0", 4, 0, H, false},
                   {"encoder.rnn.bias_hh_l0", 4, 0, H, true},
                   {"encoder.rnn.weight_ih_l0_reverse", 4, E, H, false},
                   {"encoder.rnn.weight_hh_l0_reverse", 4, H, H, false},
                   {"encoder.rnn.bias_ih_l0_reverse", 4, 0, H, false},
                   {"encoder.rnn.bias_hh_l0_reverse", 4, 0, H, true},
                   {"bridge.h.0.weight", 1, 2 * H, H, false},
                   {"bridge.h.0.bias", 1, 0, H, false},
                   {"bridge.c.0.weight", 1, 2 * H, H, false},
                   {"bridge.c.0.bias", 1, 0, H, false},
                   {"decoder.embedding.weight", 0, TARGET, E, false},
                   {"decoder.rnn.weight_ih_l0", 4, E + H, H, false},
                   {"decoder.rnn.weight_hh_l0", 4, H, H, false},
                   {"decoder.rnn.bias_ih_l0", 4, 0, H, false},
                   {"decoder.rnn.bias_hh_l0", 4, 0, H, true},
                   {"decoder.linear.weight", 1, H, TARGET, false},
                   {"decoder.linear.bias", 1, 0, TARGET, false}};
    file made = saved(model);
    sl_safetensors *read;
    CHECK_STATUS(sl_safetensors_read(made.bytes, made.size, &read, NULL), SL_OK);
    CHECK_INT(sl_safetensors_count(read), 20);
    const sl_real *at = model->parameters.values;
    const sl_array *table = array_of(read, "encoder.embedding.weight", 2, SOURCE, E);
    for (size_t i = 0; i < SOURCE * E; i++)
        CHECK_REAL((double)sl_array_get(table, i), (double)*at++);
    for (size_t i = 0; i < sizeof tensors / sizeof *tensors; i++) {
        size_t gates = tensors[i].gates, in = tensors[i].in, out = tensors[i].out;
        if (gates && in) {
            check_matrix(read, tensors[i].name, at, gates, in, out, 99);
            at += gates * in * out;
            continue;
        }
        size_t count = gates ? gates * out : in * out;
        const sl_array *array = gates ? array_of(read, tensors[i].name, 1, count, 0)
                                      : array_of(read, tensors[i].name, 2, in, out);
        for (size_t j = 0; j < count; j++)
            CHECK_REAL((double)sl_array_get(array, j), tensors[i].elsewhere ? 0 : (double)*at++);
    }
    CHECK_INT(at - model->parameters.values, model->parameters.count);
    sl_safetensors_free(read);
    drop(made);
    sl_model_free(model);
}

static void translations(void) {
    static const char *const variants[] = {
        "cell=rnn hidden=3 embedding=2",
        "cell=gru layers=2 hidden=3 embedding=5 reset=after update=takes tokens=char",
        "cell=gru bidirectional=true hidden=2 embedding=3 bias=false",
        "cell=lstm layers=2 bidirectional=true hidden=2 embedding=3 teacher=0.25",
    };
    for (size_t i = 0; i < sizeof variants / sizeof *variants; i++) {
        sl_model *model = translator(variants[i]);
        round_trip(model);
        file made = saved(model);
        sl_model *copy = loaded(made);
        CHECK_TEXT(sl_model_kind(copy), "translation");
        CHECK(sl_vocabulary_equal(copy->source, model->source));
        sl_model_free(copy);
        drop(made);
        sl_model_free(model);
    }
    sl_model *model = translator(variants[3]);
    damage(model, 3000);
    sl_model_free(model);
}

/* The copy translates as the original does. */
static void translates_alike(void) {
    sl_model *model = translator("cell=lstm bidirectional=true hidden=3 embedding=2");
    char *first, *second;
    check_random random = check_seed("model_file", 4);
    models_shake(model, 1, &random);
    for (size_t i = 0; i < model->parameters.count; i++) /* a file holds float32 */
        model->parameters.values[i] = (sl_real)(float)model->parameters.values[i];
    file made = saved(model);
    sl_model *copy = loaded(made);
    CHECK_STATUS(sl_translate(model, "c b a", 5, 3, 0.75, &first, NULL), SL_OK);
    CHECK_STATUS(sl_translate(copy, "c b a", 5, 3, 0.75, &second, NULL), SL_OK);
    CHECK_TEXT(second, first);
    sl_release(first);
    sl_release(second);
    sl_model_free(copy);
    drop(made);
    sl_model_free(model);
}

/* The file with one part of its metadata replaced by another of the same length. */
static void altered(const char *before, const char *after, const char *why) {
    sl_model *model = translator("cell=rnn hidden=2 embedding=2");
    file made = saved(model);
    size_t size = strlen(before);
    unsigned char *bytes = made.bytes, *end = bytes + made.size - size, *at = bytes;
    CHECK_INT(strlen(after), size);
    while (at < end && memcmp(at, before, size) != 0) at++;
    if (CHECK(at < end)) {
        memcpy(at, after, size);
        refused(made, why);
    }
    drop(made);
    sl_model_free(model);
}

static void bad_translations(void) {
    altered("\\\"kind\\\":\\\"translation\\\"", "\\\"kind\\\":\\\"transnation\\\"",
            "kind of model must be \"language\" or \"translation\"");
    altered("\\\"kind\\\":\\\"translation\\\"", "\\\"kind\\\":\\\"language\\\"   ",
            "tensor \"rnn.weight_hh_l0\" is missing");
    altered("\\\"kind\\\":\\\"translation\\\"", "\\\"kind\\\":1              ",
            "kind of model must be");
    altered("\\\"source_vocabulary\\\"", "\\\"sauce_vocabulary \\\"",
            "no source_vocabulary that begins with");
    altered("\\\"<bos>\\\"", "\\\"<bus>\\\"", "begin with <unk>, <pad>, <bos>, <eos>");
    altered("\\\"embedding\\\":2", "\\\"embedding\\\":3",
            "\"encoder.embedding.weight\" is missing or not 3 columns wide");
    altered("\\\"hidden\\\":2", "\\\"hidden\\\":4",
            "\"decoder.rnn.weight_hh_l0\" is missing or not 4 columns wide");
}

static void describing_a_translation(void) {
    sl_model *model = translator("cell=rnn hidden=2 embedding=3 bias=false");
    char *text;
    CHECK_STATUS(sl_model_describe(model, &text, NULL), SL_OK);
    CHECK_CONTAINS(text, "{\"format\":1,\"kind\":\"translation\",\"settings\":{");
    CHECK_CONTAINS(text, ",\"symbols\":7,\"source_symbols\":7,\"updates\":12,");
    CHECK_CONTAINS(text, "{\"name\":\"decoder.rnn.weight_ih_l0\",\"dtype\":\"F32\","
                         "\"shape\":[2,5]}");
    sl_release(text);
    sl_model_free(model);
}

void model_file_test(void) {
    layout("cell=rnn hidden=3", 1, 99);
    layout("cell=gru hidden=3 update=keeps", 3, 99);
    layout("cell=gru hidden=3 update=takes", 3, 1);
    layout("cell=lstm hidden=3", 4, 99);
    round_trips();
    folding();
    bad_weights();
    bad_metadata();
    hollow();
    embeddings();
    describing();
    damaged();
    translation_layout();
    translations();
    translates_alike();
    bad_translations();
    describing_a_translation();
}
