#include "native/curve.h"

#include <math.h>
#include <string.h>

static double number_of(const sl_value *value) {
    return value->kind == SL_NUMBER ? value->number : NAN;
}

/* False if another host wrote it. */
static bool read_curve(sl_curve *curve, const sl_value *saved) {
    const sl_value *points = sl_member(saved, "points"), *open = sl_member(saved, "open");
    curve->every = sl_member_number(saved, "every", 0);
    curve->open.loss = sl_member_number(open, "sum", NAN);
    curve->open.tokens = sl_member_number(open, "tokens", NAN);
    curve->open.validation = sl_member_number(open, "validation", NAN);
    curve->count = points && points->kind == SL_LIST ? points->count : 0;
    if (!points || points->kind != SL_LIST || curve->count >= SL_MOST_POINTS) return false;
    for (size_t i = 0; i < curve->count; i++) {
        const sl_value *point = &points->parts[i], *in = point->parts;
        if (point->kind != SL_LIST || point->count != 4) return false;
        curve->points[i] =
            (sl_point){number_of(in), number_of(in + 1), number_of(in + 2), number_of(in + 3)};
    }
    return curve->every >= 1 && curve->every == floor(curve->every) && isfinite(curve->open.loss) &&
           isfinite(curve->open.tokens);
}

static const sl_point nothing = {.validation = NAN};

void sl_curve_begin(sl_curve *curve, const sl_value *notes, double tokens) {
    *curve = (sl_curve){0};
    if (!read_curve(curve, sl_member(notes, "curve")))
        *curve = (sl_curve){.every = 1, .open = nothing};
    curve->seen = tokens;
}

static sl_point merged(const sl_point *a, const sl_point *b) {
    double all = a->tokens + b->tokens;
    return (sl_point){b->update, (a->loss * a->tokens + b->loss * b->tokens) / all, all,
                      isnan(b->validation) ? a->validation : b->validation};
}

static void thin(sl_curve *curve) {
    curve->every *= 2;
    curve->count /= 2;
    for (size_t i = 0; i < curve->count; i++)
        curve->points[i] = merged(&curve->points[2 * i], &curve->points[2 * i + 1]);
}

void sl_curve_add(sl_curve *curve, const sl_report *report) {
    double since = report->tokens - curve->seen;
    sl_point *open = &curve->open;
    curve->seen = report->tokens;
    open->loss += report->loss * since;
    open->tokens += since;
    if (!isnan(report->validation)) open->validation = report->validation;
    if (fmod(report->update, curve->every) != 0) return;
    curve->points[curve->count++] =
        (sl_point){report->update, open->loss / open->tokens, open->tokens, open->validation};
    *open = nothing;
    if (curve->count == SL_MOST_POINTS) thin(curve);
}

void sl_curve_measured(sl_curve *curve, double update, double loss) {
    sl_point *last = curve->count ? &curve->points[curve->count - 1] : &curve->open;
    if (last->update != update) last = &curve->open;
    last->validation = loss;
}

static void put_all(sl_writing *notes, const double *numbers, const char *const *between) {
    for (; *between; between++) {
        sl_put(notes, *between);
        if (between[1]) sl_put_number(notes, *numbers++);
    }
}

void sl_curve_put(const sl_curve *curve, sl_writing *notes) {
    const sl_point *open = &curve->open;
    put_all(notes, &curve->every, (const char *const[]){"{\"every\":", ",\"points\":[", NULL});
    for (size_t i = 0; i < curve->count; i++)
        put_all(notes, &curve->points[i].update,
                (const char *const[]){i ? ",[" : "[", ",", ",", ",", "]", NULL});
    put_all(notes, (const double[]){open->loss, open->tokens, open->validation},
            (const char *const[]){"],\"open\":{\"sum\":", ",\"tokens\":", ",\"validation\":", "}}",
                                  NULL});
}
