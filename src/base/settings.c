#include "base/settings.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/number.h"

typedef enum kind { CHOICE, WHOLE, REAL, FLAG } kind;

typedef struct setting {
    const char *name, *group;
    const char *alias; /* what it was called before, still read everywhere; or NULL */
    kind kind;
    const char *choices[6]; /* of a choice: its words in the order of its enum, then NULL */
    double min, max, initial;
    bool above_min; /* min itself is not allowed */
    bool power;     /* only powers of two are allowed */
    bool live;      /* may change while a model is trained */
    size_t offset;  /* of the field: a double for REAL, a uint32_t for the others */
    const char *help;
} setting;

/* What every row says about its field and group. */
#define ROW(field, group_) .name = #field, .group = group_, .offset = offsetof(sl_settings, field)
#define MODEL(field) ROW(field, "model")
#define VARIANT(field) ROW(field, "variants") /* of a model, for one experiment or another */
#define TRAINING(field) ROW(field, "training")
#define TRANSLATION(field) ROW(field, "translation")
#define FROM(choice, ...) .kind = CHOICE, .initial = choice, .choices = {__VA_ARGS__}
#define BETWEEN(kind_, least, most, first)                                                         \
    .kind = kind_, .min = least, .max = most, .initial = first
#define IS(first) .kind = FLAG, .initial = first

static const setting table[] = {
    {MODEL(cell), FROM(SL_CELL_GRU, "rnn", "gru", "lstm"),
     .help = "recurrent cell: plain (rnn), or with gates that decide what to keep (gru, lstm)"},
    {MODEL(layers), BETWEEN(WHOLE, 1, 8, 1),
     .help = "stacked recurrent layers; more can learn longer patterns but train more slowly"},
    {MODEL(hidden), BETWEEN(WHOLE, 1, SL_MOST_WIDTH, 256),
     .help = "size of the hidden state: a larger one remembers more; time grows with its square"},
    {MODEL(embedding), BETWEEN(WHOLE, 0, SL_MOST_WIDTH, 0),
     .help = "numbers that represent a symbol at the input; 0: none, or 32 in a translator"},
    {MODEL(bidirectional), IS(false),
     .help = "also read backwards; a language model then sees the symbols it should predict"},
    {VARIANT(reset), FROM(SL_RESET_BEFORE, "before", "after"),
     .help = "GRU: apply the reset gate before the matrix product (Cho 2014) or after (PyTorch)"},
    {VARIANT(update), FROM(SL_UPDATE_KEEPS, "keeps", "takes"),
     .help = "GRU: open update gate keeps the old state (Cho 2014) or takes the new (Chung 2014)"},
    {VARIANT(gates), FROM(SL_GATES_BOTH, "both", "reset", "update"),
     .help = "GRU: use both gates, or only one, to see what the other contributes"},
    {VARIANT(bias), IS(true), .help = "add learned biases to every cell and to the output layer"},
    {MODEL(init), FROM(SL_INIT_D2L, "d2l", "pytorch", "xavier"),
     .help = "initial weights: normal (std 0.01), or uniform, by hidden size or layer sizes"},
    {MODEL(normalize), FROM(SL_NORMALIZE_NONE, "none", "d2l"),
     .help = "use the text as it is, or reduce it to lower-case a-z and spaces (d2l)"},
    {TRAINING(batch), BETWEEN(WHOLE, 1, 4096, 32),
     .help = "windows per update; more give a smoother gradient but take more time"},
    {TRAINING(shards), BETWEEN(WHOLE, 1, SL_MOST_SHARDS, 4), .power = true,
     .help =
         "parts of a batch (a power of two) summed separately: at most as many workers share it"},
    {TRAINING(steps), BETWEEN(WHOLE, 1, 4096, 35),
     .help = "symbols per window: how far back in time the gradient reaches"},
    {TRAINING(order), FROM(SL_ORDER_SEQUENTIAL, "sequential", "random", "overlapping"),
     .help = "windows in text order, passing on the state, or shuffled, each from a zero state"},
    {TRAINING(optimizer), FROM(SL_OPTIMIZER_SGD, "sgd", "momentum", "rmsprop", "adam", "adamw"),
     .help = "how gradients change the weights; sgd simply subtracts lr times the gradient"},
    {TRAINING(lr), BETWEEN(REAL, 0, 1000, 1), .above_min = true, .live = true,
     .help = "learning rate, the step size: too small learns slowly, too large diverges"},
    {TRAINING(schedule), FROM(SL_SCHEDULE_CONSTANT, "constant", "cosine", "step"),
     .help = "how the learning rate falls over the horizon: not at all, smoothly, or in steps"},
    {TRAINING(warmup), BETWEEN(WHOLE, 0, 1e9, 0),
     .help = "updates during which the learning rate rises to its full value; 0: no warm-up"},
    {TRAINING(horizon), BETWEEN(WHOLE, 0, 1e9, 0), .live = true,
     .help = "updates that a schedule spans: more than warmup; 0 only without one"},
    {TRAINING(clip), BETWEEN(REAL, 0, 1e6, 1), .live = true,
     .help = "maximum norm of the gradient: a longer one is scaled down to it; 0: no clipping"},
    {TRAINING(dropout), BETWEEN(REAL, 0, 0.95, 0),
     .help = "share of layer outputs zeroed at random in training, against overfitting"},
    {TRAINING(dropout_at), FROM(SL_DROPOUT_BETWEEN, "between", "every"), .alias = "drops",
     .help = "apply dropout between layers (PyTorch), or after every layer (Zaremba 2014)"},
    {TRAINING(dropout_mask), FROM(SL_MASK_STEP, "step", "window"),
     .help = "draw what dropout zeroes anew for each step, or once for a window (Gal 2016)"},
    {TRAINING(dropout_input), BETWEEN(REAL, 0, 0.95, 0),
     .help = "share of the embedding's outputs zeroed at random in training; needs an embedding"},
    {TRAINING(dropout_output), BETWEEN(REAL, 0, 0.95, 0),
     .help = "share of the last layer's outputs zeroed in training; 0: as dropout_at says"},
    {TRAINING(dropconnect), BETWEEN(REAL, 0, 0.95, 0),
     .help = "share of recurrent weights zeroed in each update, against overfitting (Merity 2018)"},
    {TRAINING(token_dropout), BETWEEN(REAL, 0, 0.95, 0), .alias = "blank",
     .help = "token dropout: share of input symbols replaced by <unk> in training (Xie 2017)"},
    {TRAINING(average), BETWEEN(REAL, 0, 0.99999, 0),
     .help = "use a running mean of the weights, of which each update keeps this share; 0: none"},
    {TRAINING(validation), BETWEEN(REAL, 0, 0.9, 0),
     .help = "share of the text, at its end, held out for measuring and never trained on"},
    {TRAINING(keep), FROM(SL_KEEP_LAST, "last", "best"),
     .help = "use the last weights, or those that measured best on the held-out part so far"},
    {TRAINING(patience), BETWEEN(WHOLE, 0, 1e9, 0),
     .help = "with keep best: stop after N measurements without a better one; 0: never"},
    {TRAINING(seed), BETWEEN(WHOLE, 0, 4294967295.0, 1),
     .help = "seed of all random numbers: the same one gives exactly the same model"},
    {TRANSLATION(tokens), FROM(SL_TOKENS_WORD, "word", "char"),
     .help = "split sentences into words (lower-cased, punctuation apart) or characters"},
    {TRANSLATION(minimum), BETWEEN(WHOLE, 1, 1e6, 2),
     .help = "tokens that occur less often than this become <unk>"},
    {TRANSLATION(teacher), BETWEEN(REAL, 0, 1, 1),
     .help = "teacher forcing: how often the decoder sees the true previous token, not its guess"},
};

enum { TABLE_SIZE = sizeof table / sizeof table[0] };

/* ---- words ---- */

static const char *const flags[] = {"false", "true", NULL};

static bool find_word(const char *const *words, const char *value, double *number) {
    for (uint32_t i = 0; words[i] != NULL; i++)
        if (strcmp(words[i], value) == 0) {
            *number = i;
            return true;
        }
    return false;
}

/* "rnn, gru or lstm". */
static void list_words(const char *const *words, char *list) {
    *list = '\0';
    for (size_t i = 0; words[i] != NULL; i++) {
        if (i > 0) strcat(list, words[i + 1] != NULL ? ", " : " or ");
        strcat(list, words[i]);
    }
}

/* ---- values ---- */

static void store(sl_settings *settings, const setting *row, double value) {
    unsigned char *field = (unsigned char *)settings + row->offset;
    uint32_t whole = row->kind == REAL ? 0 : (uint32_t)value;
    if (row->kind == REAL)
        memcpy(field, &value, sizeof value);
    else
        memcpy(field, &whole, sizeof whole);
}

static double fetch(const sl_settings *settings, const setting *row) {
    const unsigned char *field = (const unsigned char *)settings + row->offset;
    double value;
    uint32_t whole;
    if (row->kind == REAL) {
        memcpy(&value, field, sizeof value);
        return value;
    }
    memcpy(&whole, field, sizeof whole);
    return whole;
}

static bool parse(const setting *row, const char *text, double *value) {
    if (row->kind == CHOICE) return find_word(row->choices, text, value);
    if (row->kind == FLAG) return find_word(flags, text, value);
    return sl_number_parse(text, strlen(text), value) && *value >= row->min && *value <= row->max &&
           !(row->above_min && *value <= row->min) &&
           (row->kind == REAL || *value == (double)(uint32_t)*value) &&
           !(row->power && ((uint32_t)*value & ((uint32_t)*value - 1)));
}

static const setting *find(const char *name) {
    for (size_t i = 0; i < TABLE_SIZE; i++)
        if (!strcmp(table[i].name, name) || (table[i].alias && !strcmp(table[i].alias, name)))
            return &table[i];
    return NULL;
}

static sl_status refuse(const setting *row, const char *value, sl_error *error) {
    char list[64], min[SL_NUMBER_LENGTH], max[SL_NUMBER_LENGTH];
    if (row->kind == CHOICE || row->kind == FLAG) {
        list_words(row->kind == FLAG ? (const char *const[]){"true", "false", NULL} : row->choices,
                   list);
        return sl_fail(error, SL_BAD_SETTING, "%s must be %s, not \"%s\"", row->name, list, value);
    }
    sl_number_print(row->min, min);
    sl_number_print(row->max, max);
    if (row->above_min)
        return sl_fail(error, SL_BAD_SETTING,
                       "%s must be a number greater than %s and at most %s, not \"%s\"", row->name,
                       min, max, value);
    const char *number = row->kind == WHOLE ? "whole number" : "number";
    return sl_fail(error, SL_BAD_SETTING, "%s must be a %s from %s to %s, not \"%s\"", row->name,
                   row->power ? "power of two" : number, min, max, value);
}

/* ---- the public functions ---- */

sl_status sl_settings_create(sl_settings **out, sl_error *error) {
    *out = calloc(1, sizeof **out);
    if (*out == NULL) return sl_fail(error, SL_NO_MEMORY, "no memory for the settings");
    for (size_t i = 0; i < TABLE_SIZE; i++) store(*out, &table[i], table[i].initial);
    return SL_OK;
}

void sl_settings_free(sl_settings *settings) { free(settings); }

sl_status sl_settings_set(sl_settings *settings, const char *name, const char *value,
                          sl_error *error) {
    const setting *row = find(name);
    double parsed;
    if (row == NULL) return sl_fail(error, SL_BAD_SETTING, "there is no setting \"%s\"", name);
    if (!parse(row, value, &parsed)) return refuse(row, value, error);
    store(settings, row, parsed);
    return SL_OK;
}

sl_status sl_settings_choice(const char *name, const char *word, uint32_t *choice,
                             sl_error *error) {
    const setting *row = find(name);
    double parsed;
    if (!parse(row, word, &parsed)) return refuse(row, word, error);
    *choice = (uint32_t)parsed;
    return SL_OK;
}

sl_status sl_settings_check_schedule(const sl_settings *settings, sl_error *error) {
    if (settings->schedule != SL_SCHEDULE_CONSTANT && settings->horizon <= settings->warmup)
        return sl_fail(error, SL_BAD_SETTING,
                       "a schedule needs a horizon of more than warmup (%u) updates, not %u",
                       settings->warmup, settings->horizon);
    return SL_OK;
}

static sl_status change(sl_settings *settings, const char *name, const char *value,
                        sl_error *error) {
    sl_settings changed = *settings;
    sl_status status = sl_settings_set(&changed, name, value, error);
    if (status == SL_OK && !strcmp(name, "horizon"))
        status = sl_settings_check_schedule(&changed, error);
    if (status == SL_OK) *settings = changed;
    return status;
}

sl_status sl_settings_change(sl_settings *settings, bool live_only, const char *name,
                             const char *value, sl_error *error) {
    const setting *row = find(name);
    const char *live[TABLE_SIZE + 1] = {NULL};
    char list[64];
    size_t count = 0;
    if (!row || row->live || (!live_only && !strcmp(row->group, "training")))
        return change(settings, name, value, error);
    if (!live_only)
        return sl_fail(error, SL_BAD_SETTING, "a model keeps the %s that it was made with", name);
    for (size_t i = 0; i < TABLE_SIZE; i++)
        if (table[i].live) live[count++] = table[i].name;
    list_words(live, list);
    return sl_fail(error, SL_BAD_SETTING, "during training only %s can change, not %s", list, name);
}

static void put_value(sl_json_writer *writer, const char *key, const setting *row, double value) {
    if (row->kind == CHOICE)
        sl_json_put_text(writer, key, row->choices[(uint32_t)value]);
    else if (row->kind == FLAG)
        sl_json_put_flag(writer, key, value != 0);
    else
        sl_json_put_number(writer, key, value);
}

void sl_settings_put(sl_json_writer *writer, const char *key, const sl_settings *settings) {
    sl_json_open(writer, key, '{');
    for (size_t i = 0; i < TABLE_SIZE; i++)
        put_value(writer, table[i].name, &table[i], fetch(settings, &table[i]));
    sl_json_close(writer, '}');
}

sl_status sl_settings_json(const sl_settings *settings, char **json, sl_error *error) {
    sl_json_writer writer = {0};
    sl_settings_put(&writer, NULL, settings);
    return sl_json_take(&writer, json, error);
}

static void put_words(sl_json_writer *writer, const char *key, const char *const *words) {
    sl_json_open(writer, key, '[');
    for (; *words != NULL; words++) sl_json_put_text(writer, NULL, *words);
    sl_json_close(writer, ']');
}

static void put_row(sl_json_writer *writer, const setting *row) {
    static const char *const kinds[] = {"choice", "whole", "real", "flag"};
    sl_json_open(writer, NULL, '{');
    sl_json_put_text(writer, "name", row->name);
    sl_json_put_text(writer, "group", row->group);
    if (row->alias) put_words(writer, "aliases", (const char *const[]){row->alias, NULL});
    sl_json_put_text(writer, "kind", kinds[row->kind]);
    if (row->kind == CHOICE) put_words(writer, "choices", row->choices);
    if (row->kind == WHOLE || row->kind == REAL) {
        sl_json_put_number(writer, "min", row->min);
        sl_json_put_number(writer, "max", row->max);
    }
    put_value(writer, "default", row, row->initial);
    sl_json_put_text(writer, "help", row->help);
    sl_json_put_flag(writer, "live", row->live);
    sl_json_close(writer, '}');
}

sl_status sl_settings_table(char **json, sl_error *error) {
    sl_json_writer writer = {0};
    sl_json_open(&writer, NULL, '[');
    for (size_t i = 0; i < TABLE_SIZE; i++) put_row(&writer, &table[i]);
    sl_json_close(&writer, ']');
    return sl_json_take(&writer, json, error);
}
