/* Reading the arguments of a command by its options. */
#ifndef SL_NATIVE_ARGUMENTS_H
#define SL_NATIVE_ARGUMENTS_H

#include "native/options.h"

/* An option that was given, with its value in the form in which messages and the core have it. */
typedef struct sl_given {
    const sl_option *option;
    char *text;
    double number;  /* that the text is; 1 or 0 of SL_SWITCH */
    bool of_preset; /* given before --from-preset */
} sl_given;

typedef struct sl_arguments {
    sl_options rows;
    sl_given *given; /* (given_count), in the order in which they were first given */
    size_t given_count;
    char **operands; /* (operand_count) */
    size_t operand_count;
    bool help;
} sl_arguments;

/* Reads all arguments that follow the command. */
sl_outcome sl_arguments_read(bool is_pairs, char **words, size_t count, sl_arguments *arguments,
                             sl_failure *failure);
void sl_arguments_free(sl_arguments *arguments);

/* Return what was given under a name, or NULL; its text, or NULL; its number, or 0; and its number
 * or else the default of the option. */
const sl_given *sl_find_given(const sl_arguments *arguments, const char *name);
const char *sl_given_text(const sl_arguments *arguments, const char *name);
double sl_given_number(const sl_arguments *arguments, const char *name);
double sl_number_or_usual(const sl_arguments *arguments, const char *name);

/* The settings of a preset or, of pairs without one, those that the book has for them; then those
 * given. */
sl_outcome sl_arguments_settings(const sl_arguments *arguments, sl_settings **settings,
                                 sl_failure *failure);

#endif
