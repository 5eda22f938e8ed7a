#include "native/arguments.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "native/number.h"

#define LARGEST_EXACT 9007199254740991.0

/* ---- what is wrong ---- */

static size_t least(size_t a, size_t b) { return a < b ? a : b; }

/* Letters to insert, delete or replace until one word is the other. */
static size_t edit_distance(const char *a, const char *b) {
    size_t row[64], length = least(strlen(b), 63);
    for (size_t j = 0; j <= length; j++) row[j] = j;
    for (size_t i = 1; a[i - 1]; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= length; j++) {
            size_t replaced = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            row[j] = least(replaced, least(row[j], row[j - 1]) + 1);
        }
    }
    return row[length];
}

static sl_outcome unknown_option(const sl_arguments *arguments, const char *asked,
                                 sl_failure *failure) {
    const sl_option *nearest = arguments->rows.options;
    size_t length = least(strcspn(asked, "="), 1000), best = SIZE_MAX;
    char own[1001], name[64] = "--";
    memcpy(own, asked, length);
    own[length] = '\0';
    for (size_t i = 0; i < arguments->rows.count; i++) {
        strcpy(name + 2, arguments->rows.options[i].name);
        size_t distance = edit_distance(own, name);
        if (distance >= best) continue;
        best = distance;
        nearest = &arguments->rows.options[i];
    }
    if (strcmp(own, "--preset") == 0 || strcmp(own, "--engine") == 0)
        return sl_refuse(failure, SL_WRONG_USAGE,
                         "%s is an option of sluice train, which starts this program with "
                         "--engine native",
                         own);
    if (best > (length / 4 > 2 ? length / 4 : 2))
        return sl_refuse(failure, SL_WRONG_USAGE, "unknown option %s", own);
    return sl_refuse(failure, SL_WRONG_USAGE, "unknown option %s; did you mean --%s?", own,
                     nearest->name);
}

static void expectation(const sl_option *option, sl_writing *to) {
    char list[128], shown[SL_SHOWN];
    if (option->kind == SL_CHOICE) {
        sl_list_choices(option, false, list);
        sl_put(to, list);
        return;
    }
    if (option->kind == SL_SWITCH) {
        sl_put(to, "true or false");
        return;
    }
    sl_put(to, option->kind == SL_WHOLE ? "a whole number" : "a number");
    if (isfinite(option->min)) {
        sl_put(to, option->above ? " above " : " from ");
        sl_put(to, sl_show(option->min, shown));
    }
    if (isfinite(option->max)) {
        sl_put(to, option->above ? " and at most " : " to ");
        sl_put(to, sl_show(option->max, shown));
    }
}

static sl_outcome bad_value(const sl_option *option, const char *text, sl_failure *failure) {
    sl_writing expected = {0};
    expectation(option, &expected);
    sl_outcome outcome = sl_refuse(failure, SL_WRONG_USAGE, "--%s must be %s, not \"%.2000s\"",
                                   option->name, expected.text, text);
    free(expected.text);
    return outcome;
}

/* ---- reading ---- */

static bool read_choice(const sl_option *option, const char *text) {
    for (const char *const *word = option->choices; *word; word++)
        if (strcmp(*word, text) == 0) return true;
    return false;
}

/* Fills in the text and the number. */
static bool read_value(const sl_option *option, const char *text, sl_given *given) {
    char shown[SL_SHOWN];
    double number = strcmp(text, "true") == 0;
    bool good = option->kind == SL_TEXT || (option->kind == SL_CHOICE && read_choice(option, text));
    if (option->kind == SL_CHOICE) number = strtod(text, NULL);
    if (option->kind == SL_SWITCH) good = number != 0 || strcmp(text, "false") == 0;
    if (option->kind == SL_WHOLE || option->kind == SL_REAL) {
        good = sl_read_number(text, &number) && number >= option->min && number <= option->max &&
               !(option->above && number == option->min);
        if (option->kind == SL_WHOLE)
            good = good && number == floor(number) && fabs(number) <= LARGEST_EXACT;
        text = sl_show(number, shown);
    }
    if (!good) return false;
    free(given->text);
    given->text = sl_copy(text);
    given->number = number;
    given->of_preset = false;
    return true;
}

static sl_given *place_of(sl_arguments *arguments, const sl_option *option) {
    for (size_t i = 0; i < arguments->given_count; i++)
        if (arguments->given[i].option == option) return &arguments->given[i];
    sl_given *given = &arguments->given[arguments->given_count++];
    given->option = option;
    return given;
}

static const sl_option *find_option(const sl_arguments *arguments, const char *word, size_t size) {
    for (size_t i = 0; i < arguments->rows.count; i++) {
        const sl_option *option = &arguments->rows.options[i];
        for (const char *name = option->name; name; name = name == option->name ? option->alias : 0)
            if (strlen(name) == size && size > 0 && memcmp(name, word, size) == 0) return option;
    }
    return NULL;
}

/* The value of an option from the arguments behind it; a switch needs none. */
static sl_outcome take_value(const sl_option *option, char ***next, char **end, const char **value,
                             sl_failure *failure) {
    char name[128];
    const char *word = *next < end ? **next : NULL;
    bool is_switch = option->kind == SL_SWITCH;
    if (is_switch && (!word || (strcmp(word, "true") != 0 && strcmp(word, "false") != 0)))
        return *value = "true", SL_WELL;
    sl_value_name(option, name);
    if (!word || (!is_switch && strncmp(word, "--", 2) == 0))
        return sl_refuse(failure, SL_WRONG_USAGE, "--%s needs a value: %s", option->name, name);
    *value = *(*next)++;
    return SL_WELL;
}

static sl_outcome read_option(sl_arguments *arguments, const char *word, char ***next, char **end,
                              sl_failure *failure) {
    const char *attached = strchr(word, '=');
    size_t length = attached ? (size_t)(attached - word) : strlen(word);
    const sl_option *option =
        strncmp(word, "--", 2) == 0 ? find_option(arguments, word + 2, length - 2) : NULL;
    const char *value = attached ? attached + 1 : NULL;
    if (!option) return unknown_option(arguments, word, failure);
    if (!value && take_value(option, next, end, &value, failure)) return failure->outcome;
    sl_given read = {0};
    if (!read_value(option, value, &read)) return bad_value(option, value, failure);
    sl_given *given = place_of(arguments, option);
    free(given->text);
    read.option = option;
    *given = read;
    for (size_t i = 0; strcmp(option->name, "from-preset") == 0 && i < arguments->given_count; i++)
        arguments->given[i].of_preset = arguments->given[i].option->is_setting;
    return SL_WELL;
}

sl_outcome sl_arguments_read(bool is_pairs, char **words, size_t count, sl_arguments *arguments,
                             sl_failure *failure) {
    char **end = words + count;
    *arguments = (sl_arguments){0};
    if (sl_options_list(is_pairs, &arguments->rows, failure)) return failure->outcome;
    arguments->given = sl_grab(arguments->rows.count * sizeof *arguments->given);
    arguments->operands = sl_grab((count + 1) * sizeof *arguments->operands);
    while (words < end) {
        char *word = *words++;
        if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0)
            arguments->help = true;
        else if (strcmp(word, "--") == 0)
            while (words < end) arguments->operands[arguments->operand_count++] = *words++;
        else if (strcmp(word, "-") == 0 || word[0] != '-')
            arguments->operands[arguments->operand_count++] = word;
        else if (read_option(arguments, word, &words, end, failure))
            return failure->outcome;
    }
    return SL_WELL;
}

void sl_arguments_free(sl_arguments *arguments) {
    for (size_t i = 0; i < arguments->given_count; i++) free(arguments->given[i].text);
    free(arguments->given);
    free(arguments->operands);
    sl_options_free(&arguments->rows);
}

const sl_given *sl_find_given(const sl_arguments *arguments, const char *name) {
    for (size_t i = 0; i < arguments->given_count; i++)
        if (strcmp(arguments->given[i].option->name, name) == 0) return &arguments->given[i];
    return NULL;
}

const char *sl_given_text(const sl_arguments *arguments, const char *name) {
    const sl_given *given = sl_find_given(arguments, name);
    return given ? given->text : NULL;
}

double sl_given_number(const sl_arguments *arguments, const char *name) {
    const sl_given *given = sl_find_given(arguments, name);
    return given ? given->number : 0;
}

double sl_number_or_usual(const sl_arguments *arguments, const char *name) {
    const sl_given *given = sl_find_given(arguments, name);
    const sl_option *option = find_option(arguments, name, strlen(name));
    if (given) return given->number;
    return option && option->initial ? strtod(option->initial, NULL) : 0;
}

/* ---- settings ---- */

static sl_status set_usual(const sl_arguments *arguments, sl_settings *settings, sl_error *error) {
    const char *tokens = sl_given_text(arguments, "tokens");
    bool is_usual = arguments->rows.is_pairs && !sl_given_text(arguments, "from-preset");
    return is_usual ? sl_set_classic(settings, tokens, error) : SL_OK;
}

sl_outcome sl_arguments_settings(const sl_arguments *arguments, sl_settings **settings,
                                 sl_failure *failure) {
    sl_error error;
    char name[32];
    if (sl_settings_create(settings, &error)) return sl_refuse_as(failure, &error);
    sl_status status = set_usual(arguments, *settings, &error);
    for (size_t i = 0; i < arguments->given_count && !status; i++) {
        const sl_given *given = &arguments->given[i];
        sl_rename(name, given->option->name, '-', '_');
        if (given->option->is_setting)
            status = sl_settings_set(*settings, name, given->text, &error);
    }
    if (!status) return SL_WELL;
    sl_settings_free(*settings);
    *settings = NULL;
    return sl_refuse_as(failure, &error);
}
