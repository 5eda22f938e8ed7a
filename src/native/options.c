#include "native/options.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- what there is ---- */

#define LENGTH(name_) .name = name_, .group = "length"
#define RUNNING(name_) .name = name_, .group = "running"
#define FROM(kind_, least) .kind = kind_, .min = least, .max = INFINITY

static const sl_option running[] = {
    {LENGTH("updates"), FROM(SL_WHOLE, 1), .help = "stop after N updates, counted from the start"},
    {LENGTH("epochs"), FROM(SL_WHOLE, 1),
     .help = "stop after N passes over the text or the pairs, counted from the start"},
    {LENGTH("minutes"), FROM(SL_REAL, 0), .above = true,
     .help = "train for about this long: the speed is measured first, and sets the number of "
             "updates and the horizon, which are printed"},
    {LENGTH("max-"), .kind = SL_WHOLE, .max = 4294967295.0, .initial = "0"},
    {RUNNING("workers"), .kind = SL_CHOICE, .choices = {"auto", "1", "2", "4", "8", "16"},
     .initial = "auto",
     .help = "threads that share each batch, at most as many as --shards; the numbers stay the "
             "same. auto: as many as there are cores, unless the model is too small to share"},
    {RUNNING("out"), .kind = SL_TEXT, .value = "FILE",
     .help = "save model and training here: regularly, at the end, and when interrupted (Ctrl+C)"},
    {RUNNING("save-every"), FROM(SL_REAL, 0), .initial = "30",
     .help = "seconds between two writes to --out during training"},
    {RUNNING("resume"), .kind = SL_TEXT, .value = "FILE",
     .help = "continue the training that --out saved in this file, with its settings, on the same "
             "text; to the end of its horizon, unless --updates or --epochs is given"},
    {RUNNING("json"), .kind = SL_SWITCH,
     .help = "print one JSON object per line instead of progress and sample"},
    {RUNNING("from-preset"), .kind = SL_TEXT, .value = "NAME",
     .help = "the settings before this option are those of a preset, whose name is printed with "
             "--minutes; sluice train --engine native gives them in this way"},
};
enum { RUNNING_OPTIONS = sizeof running / sizeof running[0] };

/* The book's translator: Dive into Deep Learning, classic edition. As the preset seq2seq. */
static const char *const classic[][2] = {
    {"cell", "gru"},     {"hidden", "32"},   {"layers", "2"},
    {"embedding", "32"}, {"init", "xavier"}, {"bidirectional", "false"},
    {"batch", "64"},     {"steps", "10"},    {"optimizer", "adam"},
    {"lr", "0.005"},     {"clip", "1"},      {"dropout", "0.1"},
    {"teacher", "1"},    {"seed", "1"},
};
enum { CLASSIC = sizeof classic / sizeof classic[0] };
/* A word has some five characters, and a space. */
static const char steps_of_characters[] = "60";

/* The meaning of settings where it differs for pairs. */
static const char *const pairs_help[][2] = {
    {"bidirectional", "the encoder also reads the sentence backwards"},
    {"embedding", "size of the vector that represents a token at the network's input"},
    {"dropout_mask",
     "draw what dropout zeroes anew for each step, or once for a sentence (Gal 2016)"},
    {"batch", "pairs read side by side; the gradient is their mean"},
    {"steps", "tokens, including <eos>, after which a sentence is cut off; 60 with --tokens char"},
    {"validation", "share of the pairs, at the end, that is held out for measuring"},
};
enum { PAIRS_HELP = sizeof pairs_help / sizeof pairs_help[0] };

static const char *classic_of(const char *name) {
    for (size_t i = 0; i < CLASSIC; i++)
        if (strcmp(classic[i][0], name) == 0) return classic[i][1];
    return NULL;
}

/* ---- the table ---- */

void sl_rename(char *to, const char *from, char old, char new) {
    size_t i = 0;
    for (; from[i] && i < 31; i++) to[i] = from[i] == old ? new : from[i];
    to[i] = '\0';
}

static sl_option option_of(const sl_value *row, bool is_pairs) {
    static const char *const kinds[] = {"choice", "whole", "real", "flag"};
    const sl_value *aliases = sl_member(row, "aliases"), *choices = sl_member(row, "choices");
    const char *name = sl_member_words(row, "name", "");
    const char *usual = is_pairs ? classic_of(name) : NULL;
    sl_option option = {.is_setting = true,
                        .group = sl_member_words(row, "group", ""),
                        .help = sl_member_words(row, "help", ""),
                        .min = sl_member_number(row, "min", -INFINITY),
                        .max = sl_member_number(row, "max", INFINITY),
                        .initial = usual ? usual : sl_member_words(row, "default", NULL)};
    sl_rename(option.name, name, '_', '-');
    if (aliases) sl_rename(option.alias, aliases->parts[0].words, '_', '-');
    for (size_t i = 0; choices && i < choices->count; i++)
        option.choices[i] = choices->parts[i].words;
    for (size_t i = 0; is_pairs && i < PAIRS_HELP; i++)
        if (strcmp(pairs_help[i][0], name) == 0) option.help = pairs_help[i][1];
    while (strcmp(kinds[option.kind], sl_member_words(row, "kind", "flag")) != 0) option.kind++;
    if (strcmp(name, "horizon") == 0) {
        option.help = "number of updates that the schedule spans [the whole training]";
        option.initial = NULL;
    }
    return option;
}

static bool has_meaning(const sl_value *row, bool is_pairs) {
    const char *name = sl_member_words(row, "name", "");
    bool of_pairs = strcmp(sl_member_words(row, "group", ""), "translation") == 0;
    bool of_texts = strcmp(name, "normalize") == 0 || strcmp(name, "order") == 0;
    return is_pairs ? !of_texts : !of_pairs;
}

sl_outcome sl_options_list(bool is_pairs, sl_options *rows, sl_failure *failure) {
    *rows = (sl_options){.is_pairs = is_pairs};
    sl_error error;
    char *json;
    if (sl_settings_table(&json, &error)) return sl_refuse_as(failure, &error);
    if (!sl_parse(json, strlen(json), &rows->table)) rows->table = (sl_value){0};
    sl_release(json);
    const sl_value *table = &rows->table;
    sl_option *last = rows->options =
        sl_grab((table->count + RUNNING_OPTIONS) * sizeof *rows->options);
    for (size_t i = 0; i < table->count; i++)
        if (has_meaning(&table->parts[i], is_pairs))
            *last++ = option_of(&table->parts[i], is_pairs);
    for (size_t i = 0; i < RUNNING_OPTIONS; i++) {
        *last = running[i];
        if (strcmp(last->name, "max-") == 0) {
            strcat(last->name, is_pairs ? "pairs" : "tokens");
            last->help = is_pairs ? "use only the first N pairs of the file; 0: all"
                                  : "use only the first N symbols of the text; 0: all";
        }
        if (strcmp(last->name, is_pairs ? "epochs" : "updates") == 0)
            last->initial = is_pairs ? "300" : "500"; /* of a training that nobody gives an end */
        last++;
    }
    rows->count = (size_t)(last - rows->options);
    return SL_WELL;
}

sl_status sl_set_classic(sl_settings *settings, const char *tokens, sl_error *error) {
    for (size_t i = 0; i < CLASSIC; i++)
        if (sl_settings_set(settings, classic[i][0], classic[i][1], error)) return error->status;
    return tokens && strcmp(tokens, "char") == 0
               ? sl_settings_set(settings, "steps", steps_of_characters, error)
               : SL_OK;
}

void sl_options_free(sl_options *rows) {
    free(rows->options);
    sl_value_free(&rows->table);
}

/* ---- words for values ---- */

/* "rnn, gru or lstm", or with bars between. */
void sl_list_choices(const sl_option *option, bool bars, char *list) {
    *list = '\0';
    for (const char *const *word = option->choices; *word; word++) {
        if (word > option->choices) strcat(list, bars ? "|" : word[1] ? ", " : " or ");
        strcat(list, *word);
    }
}

void sl_value_name(const sl_option *option, char *name) {
    static const char *const names[] = {[SL_WHOLE] = "N", [SL_REAL] = "X"};
    if (option->kind == SL_CHOICE)
        sl_list_choices(option, true, name);
    else if (option->kind == SL_SWITCH)
        strcpy(name, option->initial && strcmp(option->initial, "true") == 0 ? "true|false" : "");
    else
        strcpy(name, option->kind == SL_TEXT ? option->value : names[option->kind]);
}
