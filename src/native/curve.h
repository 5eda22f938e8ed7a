/* The course of the loss, as a file's notes keep it: the same as in Node, however often a training
 * was interrupted, and wherever it went on. */
#ifndef SL_NATIVE_CURVE_H
#define SL_NATIVE_CURVE_H

#include "native/json.h"
#include "native/report.h"

/* Mean loss of so many updates, up to `update`. */
typedef struct sl_point {
    double update, loss, tokens;
    double validation; /* NaN: not measured */
} sl_point;

enum { SL_MOST_POINTS = 512 }; /* are thinned to half, each of twice the updates */

typedef struct sl_curve {
    double every; /* updates to a point */
    size_t count;
    sl_point points[SL_MOST_POINTS];
    sl_point open; /* those after the last point; its loss is a sum */
    double seen;   /* tokens before the next update */
} sl_curve;

/* Begins one, or continues that of the notes (NULL: of none), after so many tokens. */
void sl_curve_begin(sl_curve *curve, const sl_value *notes, double tokens);
void sl_curve_add(sl_curve *curve, const sl_report *report);
/* The held-out part was measured at an update that an interruption had left unmeasured. */
void sl_curve_measured(sl_curve *curve, double update, double loss);
void sl_curve_put(const sl_curve *curve, sl_writing *notes);

#endif
