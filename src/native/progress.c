#include "native/progress.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "native/number.h"
#include "native/talk.h"

/* Updates between two events, within an epoch; the length of a bar, and of a line. */
enum { GRID = 100, BAR = 10, LINE = 512 };
/* Seconds between two lines: on a terminal, where one replaces the other, and in a log. */
#define TERMINAL_INTERVAL 0.2
#define LOG_INTERVAL 5.0

/* ---- events ---- */

static size_t place_of(sl_event *event, const char *key) {
    for (size_t i = 0; i < event->count; i++)
        if (strcmp(event->fields[i].key, key) == 0) return i;
    event->fields[event->count].key = key;
    return event->count++;
}

void sl_event_number(sl_event *event, const char *key, double number) {
    event->fields[place_of(event, key)].number = number;
}

static void event_flag(sl_event *event, const char *key, bool flag) {
    size_t i = place_of(event, key);
    event->fields[i].number = flag;
    event->fields[i].is_flag = true;
}

void sl_event_words(sl_event *event, const char *key, const char *words) {
    event->fields[place_of(event, key)].words = words;
}

void sl_event_print(const sl_event *given) {
    sl_event event = *given;
    sl_writing line = {0};
    for (size_t i = 0; i < given->count; i++)
        if (!isfinite(given->fields[i].number)) event_flag(&event, "diverged", true);
    for (size_t i = 0; i < event.count; i++) {
        if (!isfinite(event.fields[i].number)) continue;
        sl_put(&line, line.size ? "," : "{");
        sl_put_quoted(&line, event.fields[i].key);
        sl_put(&line, ":");
        if (event.fields[i].words)
            sl_put_quoted(&line, event.fields[i].words);
        else if (event.fields[i].is_flag)
            sl_put(&line, event.fields[i].number != 0 ? "true" : "false");
        else
            sl_put_number(&line, event.fields[i].number);
    }
    sl_put(&line, "}\n");
    sl_print(line.text);
    free(line.text);
}

/* ---- both ---- */

void sl_progress_begin(sl_progress *progress, double updates, double epochs, double tokens) {
    progress->seen = tokens;
    progress->epoch = epochs;
    progress->shown_at = -INFINITY;
    sl_event_words(&progress->event, "event", "progress");
    if (updates == 0) return;
    sl_event_number(&progress->event, "update", updates);
    sl_event_number(&progress->event, "epoch", epochs);
    sl_event_number(&progress->event, "tokens", tokens);
}

/* Mean nats since the last call. */
static double take_loss(sl_progress *progress) {
    double mean = progress->sum / progress->tokens;
    progress->sum = progress->tokens = 0;
    return mean;
}

static void print_last(sl_progress *progress) {
    const sl_report *last = &progress->last;
    double loss = take_loss(progress);
    sl_event own = {0};
    const char *const keys[] = {"update", "epoch", "tokens", "loss", "perplexity"};
    const double numbers[] = {last->update, last->epoch, last->tokens, loss, exp(loss)};
    sl_event_words(&own, "event", "progress");
    for (size_t i = 0; i < 5; i++) sl_event_number(&own, keys[i], numbers[i]);
    if (!isnan(last->validation))
        sl_event_number(&own, "validation_perplexity", exp(last->validation));
    sl_event_number(&own, "tokens_per_second", last->tokens_per_second);
    for (size_t i = 1; i < own.count; i++)
        sl_event_number(&progress->event, own.fields[i].key, own.fields[i].number);
    sl_event_print(&own);
}

static void draw_bar(double part, char *bar) {
    double filled = fmin(floor(part * BAR + 0.5), BAR), percent = fmin(floor(100 * part), 100);
    strcpy(bar, "[..........]");
    memset(bar + 1, '#', (size_t)filled);
    sprintf(bar + BAR + 2, " %3.0f%% ", percent);
}

static void show_last(sl_progress *progress) {
    const sl_report *last = &progress->last;
    char line[LINE], shown[LINE + BAR + 16], of[SL_SHOWN] = "", mean[SL_SHOWN], speed[SL_SHOWN];
    char held[SL_SHOWN], total[SL_SHOWN];
    if (progress->planned) snprintf(of, sizeof of, " of %.30s", sl_show(progress->total, total));
    bool measured = !isnan(last->validation);
    snprintf(line, sizeof line, "update %.0f%s  epoch %.0f  perplexity %s%s%s  %s tokens/s",
             last->update, of, last->epoch, sl_show_fixed(exp(take_loss(progress)), mean),
             measured ? "  validation " : "",
             measured ? sl_show_fixed(exp(last->validation), held) : "",
             sl_show_grouped(floor(last->tokens_per_second + 0.5), speed));
    if (sl_on_terminal()) {
        draw_bar(last->update / progress->total, shown);
        strcat(shown, line);
        size_t width = sl_terminal_width() - 1;
        if (strlen(shown) > width) shown[width] = '\0';
    } else
        strcat(strcpy(shown, line), "\n");
    sl_tell(shown);
    progress->shown_at = sl_seconds();
}

void sl_progress_add(sl_progress *progress, const sl_report *report) {
    double interval = sl_on_terminal() ? TERMINAL_INTERVAL : LOG_INTERVAL;
    double since = report->tokens - progress->seen;
    bool due = progress->json
                   ? fmod(report->update, GRID) == 0 || report->epoch > progress->epoch
                   : !isnan(report->validation) || sl_seconds() - progress->shown_at >= interval;
    progress->sum += report->loss * since;
    progress->tokens += since;
    progress->seen = report->tokens;
    progress->epoch = report->epoch;
    progress->seconds = report->seconds;
    progress->last = *report;
    progress->pending = !due;
    if (due) (progress->json ? print_last : show_last)(progress);
}

void sl_progress_end(sl_progress *progress) {
    if (progress->pending) (progress->json ? print_last : show_last)(progress);
    progress->pending = false;
    if (!progress->json && sl_on_terminal() && progress->shown_at > 0) fputs("\n", stderr);
}

static void print_done(sl_progress *progress, const sl_end *end) {
    sl_event *event = &progress->event;
    sl_event_words(event, "event", "done");
    if (!isnan(end->validation)) sl_event_number(event, "validation_perplexity", end->validation);
    if (end->kept > 0) {
        sl_event_number(event, "kept_update", end->kept);
        event_flag(event, "stopped_early", end->patience > 0);
    }
    sl_event_words(event, "engine", sl_engine());
    sl_event_number(event, "workers", progress->workers);
    sl_event_number(event, "seconds", progress->seconds);
    if (end->diverged) event_flag(event, "diverged", true);
    sl_event_print(event);
}

void sl_progress_done(sl_progress *progress, const sl_end *end) {
    char shown[SL_SHOWN];
    if (progress->json) {
        print_done(progress, end);
        return;
    }
    if (end->patience > 0)
        sl_say("stopped early: %.0f measurement%s without a better one", end->patience,
               end->patience == 1 ? "" : "s");
    if (isnan(end->validation)) return;
    sl_show_fixed(end->validation, shown);
    if (end->kept > 0)
        sl_say("held-out perplexity with the weights kept from update %.0f: %s", end->kept, shown);
    else
        sl_say("held-out perplexity at the end %s", shown);
}
