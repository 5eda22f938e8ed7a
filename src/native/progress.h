/* The progress of a training, in lines on stderr or as JSON on stdout. */
#ifndef SL_NATIVE_PROGRESS_H
#define SL_NATIVE_PROGRESS_H

#include "native/json.h"
#include "native/report.h"

/* An object to print: its fields in the order in which they were first set. */
typedef struct sl_event {
    struct {
        const char *key, *words; /* words: NULL for a number */
        double number;
        bool is_flag;
    } fields[16];
    size_t count;
} sl_event;

void sl_event_number(sl_event *event, const char *key, double number);
void sl_event_words(sl_event *event, const char *key, const char *words);
/* On a line of its own. What is not finite is left out, and "diverged":true says why. */
void sl_event_print(const sl_event *event);

typedef struct sl_progress {
    bool json;
    double total; /* updates at its end */
    bool planned; /* whether nobody gave that number */
    double workers;
    /* since the last line or event: loss times tokens, and tokens; all tokens so far */
    double sum, tokens, seen;
    double epoch, seconds, shown_at;
    bool pending; /* whether `last` was not shown yet */
    sl_report last;
    sl_event event; /* printed last */
} sl_progress;

/* After so many updates, epochs and tokens of a training that is resumed; zeros for a new one. */
void sl_progress_begin(sl_progress *progress, double updates, double epochs, double tokens);
void sl_progress_add(sl_progress *progress, const sl_report *report);
/* Shows the last report, and leaves the line. */
void sl_progress_end(sl_progress *progress);

typedef struct sl_end {
    double validation; /* perplexity of the weights that the model is used with; NaN: unknown */
    double kept;       /* the update they are of, if the best were kept, or 0 */
    double patience;   /* measurements after which it has stopped early, or 0 */
    bool diverged;     /* whether the loss has blown up */
} sl_end;

void sl_progress_done(sl_progress *progress, const sl_end *end);

#endif
