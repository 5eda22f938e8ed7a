/* sluice-train: trains on a text or on pairs with all that this machine has, as `sluice train` and
 * `sluice translate train` do in Node, in the same words and to the same bits. */
#include <stdio.h>
#include <string.h>

#include "native/ranks.h"
#include "native/run.h"
#include "native/stop.h"
#include "native/talk.h"
#include "native/team.h"

enum { WIDTH = 100 };

typedef struct command {
    const char *usage, *about;
    int words; /* of its name, behind the program's */
} command;

static const command on_text = {
    "sluice-train FILE|-",
    "Trains a model on a text (UTF-8) and prints a sample of its writing, as sluice train does: "
    "with "
    "equal options it writes equal files. Presets are known to sluice train alone, which starts "
    "this program with --engine "
    "native and gives it their settings.",
    0};

static const command on_pairs = {
    "sluice-train translate train FILE|-",
    "Trains a translator on pairs of sentences, one pair per line: source, tab, target (anything "
    "after a second tab is ignored); prints some of its translations, as sluice translate train "
    "does. A sentence is cut off after --steps tokens, by default 10, or 60 with --tokens char. "
    "Defaults are the classic settings of Dive into Deep Learning.",
    2};

static void print_help(const command *chosen, const sl_options *rows) {
    printf("Usage: %s [OPTION ...]\n", chosen->usage);
    if (chosen == &on_text) printf("       %s [OPTION ...]\n", on_pairs.usage);
    putchar('\n');
    sl_print_wrapped(chosen->about, WIDTH, 0);
    putchar('\n');
    sl_print_options(rows);
}

static sl_outcome run_command(const command *chosen, const sl_arguments *arguments,
                              sl_failure *failure) {
    if (arguments->help) {
        print_help(chosen, &arguments->rows);
        return SL_WELL;
    }
    if (arguments->operand_count != 1)
        return sl_refuse(failure, SL_WRONG_USAGE, "this takes FILE|-: %s [OPTION ...]",
                         chosen->usage);
    return sl_train_file(arguments, arguments->operands[0], failure);
}

static bool is_version(int count, char **words) {
    return count == 2 && strcmp(words[1], "--version") == 0;
}

static sl_outcome run_words(int count, char **words, sl_failure *failure) {
    bool is_pairs = count > 2 && !strcmp(words[1], "translate") && !strcmp(words[2], "train");
    const command *chosen = is_pairs ? &on_pairs : &on_text;
    sl_arguments arguments;
    sl_outcome outcome =
        sl_arguments_read(is_pairs, words + 1 + chosen->words, (size_t)(count - 1 - chosen->words),
                          &arguments, failure);
    if (!outcome) outcome = run_command(chosen, &arguments, failure);
    sl_arguments_free(&arguments);
    return outcome;
}

int main(int count, char **words) {
    sl_failure failure = {0};
    if (is_version(count, words)) return puts(sl_version()) < 0;
    sl_outcome outcome = sl_ranks_begin(&failure);
    bool serves = sl_ranks_own() > 0;
    if (serves)
        sl_stop_leave_to_others();
    else
        sl_stop_listen();
    if (!outcome) outcome = sl_team_meet(&failure);
    if (!outcome && serves) sl_team_serve();
    if (!outcome && !serves) {
        outcome = run_words(count, words, &failure);
        sl_team_dismiss();
    }
    if (!serves && (outcome == SL_FAILED || outcome == SL_WRONG_USAGE))
        sl_say("sluice: %s", failure.message);
    sl_ranks_end();
    bool failed = outcome == SL_FAILED || outcome == SL_WRONG_USAGE;
    return failed ? (int)outcome : sl_stop_code();
}
