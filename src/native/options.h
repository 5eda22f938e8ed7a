/* The options of a command: the core's table of settings, and those of a training's length and
 * running. */
#ifndef SL_NATIVE_OPTIONS_H
#define SL_NATIVE_OPTIONS_H

#include "native/failure.h"
#include "native/json.h"

typedef enum sl_option_kind { SL_CHOICE, SL_WHOLE, SL_REAL, SL_SWITCH, SL_TEXT } sl_option_kind;

typedef struct sl_option {
    char name[32];  /* without the dashes */
    char alias[32]; /* read in its place; or "" */
    const char *group, *help;
    sl_option_kind kind;
    const char *choices[8]; /* then NULL */
    double min, max;        /* infinite: none */
    bool above;             /* min itself is not allowed */
    bool is_setting;
    const char *value;   /* what help calls that of a text */
    const char *initial; /* or NULL */
} sl_option;

typedef struct sl_options {
    bool is_pairs;
    sl_option *options; /* (count) */
    size_t count;
    sl_value table; /* of settings, into which the options point */
} sl_options;

/* Those of training on a text, or on pairs. */
sl_outcome sl_options_list(bool is_pairs, sl_options *rows, sl_failure *failure);
void sl_options_free(sl_options *rows);

/* Sets what pairs are trained with unless something else is given; `tokens` is given, or NULL. */
SL_CHECKED sl_status sl_set_classic(sl_settings *settings, const char *tokens, sl_error *error);

/* "rnn, gru or lstm", or with bars between; what help calls the value of an option. Into 128 bytes.
 */
void sl_list_choices(const sl_option *option, bool bars, char *list);
void sl_value_name(const sl_option *option, char *name);

/* An option's name from a setting's, or the other way round: into 32 bytes. */
void sl_rename(char *to, const char *from, char old, char new);

/* What --help prints of them. */
void sl_print_options(const sl_options *rows);
/* Prints words in lines of this width; all but the first begin after `indent` spaces. */
void sl_print_wrapped(const char *words, size_t width, size_t indent);

#endif
