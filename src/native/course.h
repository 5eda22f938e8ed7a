/* A training under way: its updates, the measurements between them, what is told and saved. */
#ifndef SL_NATIVE_COURSE_H
#define SL_NATIVE_COURSE_H

#include "native/asked.h"
#include "native/curve.h"
#include "native/lock.h"
#include "native/material.h"
#include "native/progress.h"

typedef struct sl_course {
    const sl_material *material;
    sl_model *model;
    const sl_saved *saved; /* that it continues; or NULL */
    sl_limits limits;
    double validate_every; /* updates */
    size_t workers;
    const char *out;   /* or NULL */
    double save_every; /* seconds */
    sl_lock *lock;
    sl_progress progress;
    /* its own */
    sl_trainer *trainer;
    sl_curve curve;
    double seconds, first_tokens, saved_at;
    sl_report last; /* update 0: none */
} sl_course;

/* Where measurements repeat, however a training is interrupted: after a fixed number of updates,
 * about an epoch of them. */
double sl_validation_grid(double updates_per_epoch);

/* Trains, reports and saves, from `trainer` on; the end is told unless it was stopped. `blown_up`
 * says what to think of it if its loss has blown up. */
sl_outcome sl_course_run(sl_course *course, bool *blown_up, sl_failure *failure);

/* Turns the minutes of a training that is about to begin into updates: how long it takes here is
 * found by trying it out for a moment on a copy of the model. */
sl_outcome sl_plan_minutes(const sl_material *material, sl_model *model, double minutes,
                           size_t workers, double validate_every, double *updates,
                           sl_failure *failure);

#endif
