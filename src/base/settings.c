#include "base/settings.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/json.h"
#include "base/number.h"

typedef enum kind { CHOICE, WHOLE, REAL, FLAG } kind;

typedef struct setting {
    const char *name, *group;
    kind kind;
    const char *choices; /* of a choice: its words with | between them, in the order of its enum */
    double min, max, initial;
    bool above_min; /* min itself is not allowed */
    size_t offset;  /* of the field: a double for REAL, a uint32_t for the others */
    const char *help;
} setting;

/* What every row says about its field and group. */
#define MODEL(field) .name = #field, .group = "model", .offset = offsetof(sl_settings, field)
#define TRAINING(field) .name = #field, .group = "training", .offset = offsetof(sl_settings, field)
#define TRANSLATION(field)                                                                         \
    .name = #field, .group = "translation", .offset = offsetof(sl_settings, field)
#define FROM(choice, words) .kind = CHOICE, .initial = choice, .choices = words
#define BETWEEN(kind_, least, most, first)                                                         \
    .kind = kind_, .min = least, .max = most, .initial = first
#define IS(first) .kind = FLAG, .initial = first

static const setting table[] = {
    {MODEL(cell), FROM(SL_CELL_GRU, "rnn|gru|lstm"),
     .help = "kind of recurrent cell: plain, or with gates that decide what to keep and forget"},
    {MODEL(layers), BETWEEN(WHOLE, 1, 8, 1),
     .help = "recurrent layers on top of each other, each reading the one below"},
    {MODEL(hidden), BETWEEN(WHOLE, 1, 4096, 256),
     .help = "numbers in the hidden state: more remember more, and cost the square in time"},
    {MODEL(bidirectional), IS(false),
     .help = "also read the text from its end (a language model then sees what it should predict)"},
    {MODEL(reset), FROM(SL_RESET_BEFORE, "before|after"),
     .help = "GRU: the reset gate acts before the matrix product (Cho 2014) or after it (PyTorch)"},
    {MODEL(update), FROM(SL_UPDATE_KEEPS, "keeps|takes"),
     .help = "GRU: an open update gate keeps the old state, or takes the new one (Cho 2014)"},
    {MODEL(gates), FROM(SL_GATES_BOTH, "both|reset|update"),
     .help = "GRU: leave only one of its two gates in place, to see what the other was good for"},
    {MODEL(bias), IS(true), .help = "add a learned constant in every cell and in the output"},
    {MODEL(init), FROM(SL_INIT_D2L, "d2l|pytorch|xavier"),
     .help =
         "first weights: normal of deviation 0.01, or uniform by hidden size or by layer sizes"},
    {MODEL(normalize), FROM(SL_NORMALIZE_NONE, "none|d2l"),
     .help = "take the text as it is, or as lower-case a-z and spaces only (d2l)"},
    {TRAINING(batch), BETWEEN(WHOLE, 1, 4096, 32),
     .help = "places of the text that are read side by side; the gradient is their mean"},
    {TRAINING(steps), BETWEEN(WHOLE, 1, 4096, 35),
     .help = "symbols in a window: how far back in time the gradient reaches"},
    {TRAINING(order), FROM(SL_ORDER_SEQUENTIAL, "sequential|random|overlapping"),
     .help = "windows in turn, handing on the state, or shuffled from zero: end to end, or "
             "overlapping"},
    {TRAINING(optimizer), FROM(SL_OPTIMIZER_SGD, "sgd|momentum|rmsprop|adam|adamw"),
     .help = "how a gradient becomes a change of the weights; sgd: subtract lr times the gradient"},
    {TRAINING(lr), BETWEEN(REAL, 0, 1000, 1), .above_min = true,
     .help = "learning rate, the size of a step: too small crawls, too large jumps about"},
    {TRAINING(schedule), FROM(SL_SCHEDULE_CONSTANT, "constant|cosine|step"),
     .help = "how the learning rate falls over the horizon: not at all, smoothly, or in steps"},
    {TRAINING(warmup), BETWEEN(WHOLE, 0, 1e9, 0),
     .help = "updates over which the learning rate rises to its full size; 0: full at once"},
    {TRAINING(horizon), BETWEEN(WHOLE, 0, 1e9, 0),
     .help = "updates over which the schedule runs its course; 0: none"},
    {TRAINING(clip), BETWEEN(REAL, 0, 1e6, 1),
     .help = "longest gradient: a longer one is scaled down to it; 0: never"},
    {TRAINING(dropout), BETWEEN(REAL, 0, 0.95, 0),
     .help = "share of the values between layers that is blanked at random while training"},
    {TRAINING(drops), FROM(SL_DROPS_BETWEEN, "between|every"),
     .help = "dropout acts between layers (PyTorch), or on the last one too (Zaremba 2014)"},
    {TRAINING(dropconnect), BETWEEN(REAL, 0, 0.95, 0),
     .help = "share of the recurrent weights that each update does without (Merity 2018)"},
    {TRAINING(blank), BETWEEN(REAL, 0, 0.95, 0),
     .help = "share of the symbols that training reads as unknown (Xie 2017)"},
    {TRAINING(validation), BETWEEN(REAL, 0, 0.9, 0),
     .help = "share of the text, at its end, that is kept back to measure on, not to learn from"},
    {TRAINING(seed), BETWEEN(WHOLE, 0, 4294967295.0, 1),
     .help = "where all chance begins: the same seed gives the same model, to the bit"},
    {TRANSLATION(tokens), FROM(SL_TOKENS_WORD, "word|char"),
     .help = "what a sentence is cut into: words (lower-cased, punctuation apart) or characters"},
    {TRANSLATION(minimum), BETWEEN(WHOLE, 1, 1e6, 2),
     .help = "a token that occurs less often than this becomes <unk>"},
    {TRANSLATION(embedding), BETWEEN(WHOLE, 1, 4096, 32),
     .help = "numbers that stand for a token where the network reads it"},
    {TRANSLATION(teacher), BETWEEN(REAL, 0, 1, 1),
     .help = "how often the decoder is shown the true previous token, not its own guess"},
};

enum { TABLE_SIZE = sizeof table / sizeof table[0] };

/* ---- the words of a choice ---- */

/* The word at `number`, and its length; NULL after the last. */
static const char *choice_word(const char *choices, uint32_t number, size_t *size) {
    for (; number > 0 && choices != NULL; number--) {
        choices = strchr(choices, '|');
        choices = choices != NULL ? choices + 1 : NULL;
    }
    *size = choices != NULL ? strcspn(choices, "|") : 0;
    return choices;
}

static bool find_choice(const char *choices, const char *value, double *number) {
    const char *word;
    size_t size;
    for (uint32_t i = 0; (word = choice_word(choices, i, &size)) != NULL; i++) {
        if (strlen(value) == size && memcmp(word, value, size) == 0) {
            *number = i;
            return true;
        }
    }
    return false;
}

static void put_word(sl_json_writer *writer, const char *choices, uint32_t number) {
    char word[16] = {0};
    size_t size;
    const char *found = choice_word(choices, number, &size);
    memcpy(word, found, size);
    sl_json_text(writer, word);
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
    if (row->kind == CHOICE) return find_choice(row->choices, text, value);
    if (row->kind == FLAG) return find_choice("false|true", text, value);
    return sl_number_parse(text, strlen(text), value) && *value >= row->min && *value <= row->max &&
           !(row->above_min && *value <= row->min) &&
           (row->kind == REAL || *value == (double)(uint32_t)*value);
}

static const setting *find(const char *name) {
    for (size_t i = 0; i < TABLE_SIZE; i++)
        if (strcmp(table[i].name, name) == 0) return &table[i];
    return NULL;
}

/* "rnn|gru|lstm" as "rnn, gru or lstm". */
static void list_choices(const char *choices, char *list) {
    for (; *choices != '\0'; choices++) {
        const char *between = strchr(choices + 1, '|') != NULL ? ", " : " or ";
        if (*choices != '|') {
            *list++ = *choices;
            continue;
        }
        memcpy(list, between, strlen(between));
        list += strlen(between);
    }
    *list = '\0';
}

static sl_status refuse(const setting *row, const char *value, sl_error *error) {
    char list[64], min[SL_NUMBER_LENGTH], max[SL_NUMBER_LENGTH];
    if (row->kind == CHOICE || row->kind == FLAG) {
        list_choices(row->kind == FLAG ? "true|false" : row->choices, list);
        return sl_fail(error, SL_BAD_SETTING, "%s must be %s, not \"%s\"", row->name, list, value);
    }
    sl_number_print(row->min, min);
    sl_number_print(row->max, max);
    if (row->above_min)
        return sl_fail(error, SL_BAD_SETTING,
                       "%s must be a number greater than %s and at most %s, not \"%s\"", row->name,
                       min, max, value);
    return sl_fail(error, SL_BAD_SETTING, "%s must be a %s from %s to %s, not \"%s\"", row->name,
                   row->kind == WHOLE ? "whole number" : "number", min, max, value);
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
    if (row == NULL)
        return sl_fail(error, SL_BAD_SETTING,
                       "there is no setting \"%s\"; sluice train --help lists them all", name);
    if (!parse(row, value, &parsed)) return refuse(row, value, error);
    store(settings, row, parsed);
    return SL_OK;
}

sl_status sl_settings_change(sl_settings *settings, const char *name, const char *value,
                             sl_error *error) {
    static const char *const changeable[] = {"lr", "clip", "horizon"};
    for (size_t i = 0; i < sizeof changeable / sizeof *changeable; i++)
        if (!strcmp(name, changeable[i])) return sl_settings_set(settings, name, value, error);
    return sl_fail(error, SL_BAD_SETTING,
                   "only lr, clip and horizon can change during training, not %s", name);
}

static void put_value(sl_json_writer *writer, const setting *row, double value) {
    if (row->kind == CHOICE)
        put_word(writer, row->choices, (uint32_t)value);
    else if (row->kind == FLAG)
        sl_json_flag(writer, value != 0);
    else
        sl_json_number(writer, value);
}

sl_status sl_settings_json(const sl_settings *settings, char **json, sl_error *error) {
    sl_json_writer writer = {0};
    sl_json_open(&writer, '{');
    for (size_t i = 0; i < TABLE_SIZE; i++) {
        sl_json_key(&writer, table[i].name);
        put_value(&writer, &table[i], fetch(settings, &table[i]));
    }
    sl_json_close(&writer, '}');
    return sl_json_take(&writer, json, error);
}

static void put_range(sl_json_writer *writer, const setting *row) {
    size_t size;
    if (row->kind == CHOICE) {
        sl_json_key(writer, "choices");
        sl_json_open(writer, '[');
        for (uint32_t i = 0; choice_word(row->choices, i, &size) != NULL; i++)
            put_word(writer, row->choices, i);
        sl_json_close(writer, ']');
    } else if (row->kind != FLAG) {
        sl_json_key(writer, "min");
        sl_json_number(writer, row->min);
        sl_json_key(writer, "max");
        sl_json_number(writer, row->max);
    }
}

static void put_row(sl_json_writer *writer, const setting *row) {
    sl_json_open(writer, '{');
    sl_json_key(writer, "name");
    sl_json_text(writer, row->name);
    sl_json_key(writer, "group");
    sl_json_text(writer, row->group);
    sl_json_key(writer, "kind");
    put_word(writer, "choice|whole|real|flag", row->kind);
    put_range(writer, row);
    sl_json_key(writer, "default");
    put_value(writer, row, row->initial);
    sl_json_key(writer, "help");
    sl_json_text(writer, row->help);
    sl_json_close(writer, '}');
}

sl_status sl_settings_table(char **json, sl_error *error) {
    sl_json_writer writer = {0};
    sl_json_open(&writer, '[');
    for (size_t i = 0; i < TABLE_SIZE; i++) put_row(&writer, &table[i]);
    sl_json_close(&writer, ']');
    return sl_json_take(&writer, json, error);
}
