#include "native/course.h"

#include <math.h>
#include <stdlib.h>

#include "native/crew.h"
#include "native/files.h"
#include "native/number.h"
#include "native/settings.h"
#include "native/stop.h"
#include "native/talk.h"

/* Updates between two measurements, at least; seconds between two attempts to save, at most. */
enum { GAP = 100, LONGEST_PAUSE = 60 };
/* A fresh model may guess a little worse than blindly; one that does so by far has gone astray. */
enum { ASTRAY = 2 };

double sl_validation_grid(double updates_per_epoch) {
    return GAP * fmax(ceil(updates_per_epoch / GAP), 1);
}

static size_t held_out(const sl_course *course) {
    return sl_material_held_out(course->material, course->model);
}

/* ---- saving ---- */

static sl_outcome file_of(const sl_course *course, void **bytes, size_t *size,
                          sl_failure *failure) {
    sl_writing notes = {0};
    sl_error error;
    sl_put(&notes, sl_fuses() ? "{\"fused\":true,\"curve\":" : "{\"fused\":false,\"curve\":");
    sl_curve_put(&course->curve, &notes);
    sl_put(&notes, "}");
    sl_status status = sl_trainer_save(course->trainer, notes.text, bytes, size, &error);
    free(notes.text);
    return status ? sl_refuse_as(failure, &error) : SL_WELL;
}

static sl_outcome save(const sl_course *course, sl_failure *failure) {
    void *bytes;
    size_t size;
    if (!course->out) return SL_WELL;
    if (file_of(course, &bytes, &size, failure)) return failure->outcome;
    sl_outcome outcome = sl_write_file(course->out, bytes, size, failure);
    sl_release(bytes);
    return outcome;
}

static sl_outcome check_room(const sl_course *course, sl_failure *failure) {
    void *bytes;
    size_t size;
    if (!course->out) return SL_WELL;
    if (file_of(course, &bytes, &size, failure)) return failure->outcome;
    sl_release(bytes);
    return sl_check_room(course->out, size, failure);
}

/* From time to time, so that little is lost whatever happens. */
static sl_outcome save_in_time(sl_course *course, sl_failure *failure) {
    sl_lock_show_life(course->lock);
    if (!course->out || sl_seconds() - course->saved_at < course->save_every) return SL_WELL;
    if (save(course, failure)) {
        if (failure->status) return failure->outcome;
        sl_say("sluice: %s; training continues and will be saved later", failure->message);
    }
    course->saved_at = sl_seconds();
    return SL_WELL;
}

/* At the end, when nothing else keeps what was learned: a failure is told, and what may work later
 * is tried again until it does, or until a signal comes meanwhile. */
static sl_outcome save_at_end(sl_course *course, sl_failure *failure) {
    bool may_stop = !sl_stopped();
    int code = sl_stop_code();
    for (int pause = 1;; pause = pause < LONGEST_PAUSE / 2 ? 2 * pause : LONGEST_PAUSE) {
        if (save(course, failure) == SL_WELL) return SL_WELL;
        if (!failure->may_pass) return failure->outcome;
        sl_say("sluice: %s; the training is kept in memory until it can be saved",
               failure->message);
        sl_say("sluice: trying again in %d s; Ctrl+C gives it up", pause);
        sl_wait_seconds(pause);
        sl_lock_show_life(course->lock);
        if ((may_stop && sl_stopped()) || sl_stop_code() != code) return failure->outcome;
    }
}

/* ---- measuring ---- */

/* The held-out part, with the newest weights; NaN when it is time to end. */
static sl_outcome measure(const sl_course *course, double *loss, sl_failure *failure) {
    size_t first = sl_material_training(course->material, course->model);
    sl_outcome outcome = sl_material_measure(course->material, course->model, first,
                                             held_out(course), true, loss, failure);
    if (outcome != SL_STOPPED) return outcome;
    *loss = NAN;
    return SL_WELL;
}

/* Before the first update there is nothing to measure. */
static bool is_time(const sl_course *course) {
    double updates = sl_trainer_updates(course->trainer);
    return updates > 0 && held_out(course) > 0 && fmod(updates, course->validate_every) == 0;
}

/* Tells the trainer, which keeps the best weights if it should. */
static sl_outcome measure_now(const sl_course *course, double *loss, sl_failure *failure) {
    if (measure(course, loss, failure)) return failure->outcome;
    if (!isnan(*loss)) sl_trainer_measured(course->trainer, *loss);
    return SL_WELL;
}

/* An interruption may have come while a measurement was due. */
static sl_outcome catch_up(sl_course *course, sl_failure *failure) {
    double loss, updates = sl_trainer_updates(course->trainer);
    if (!course->saved || !is_time(course)) return SL_WELL;
    if (measure_now(course, &loss, failure)) return failure->outcome;
    if (!isnan(loss)) sl_curve_measured(&course->curve, updates, loss);
    return SL_WELL;
}

/* ---- training ---- */

static bool is_at_limit(const sl_course *course) {
    const sl_trainer *trainer = course->trainer;
    const sl_limits *limits = &course->limits;
    return (limits->updates > 0 && sl_trainer_updates(trainer) >= limits->updates) ||
           (limits->epochs > 0 && sl_trainer_epochs(trainer) >= limits->epochs);
}

static bool is_reached(const sl_course *course) {
    return is_at_limit(course) || sl_trainer_out_of_patience(course->trainer);
}

static sl_outcome update(sl_course *course, sl_crew *crew, sl_failure *failure) {
    const sl_trainer *trainer = course->trainer;
    sl_report *report = &course->last;
    double start = sl_seconds(), validation = NAN;
    if (sl_crew_step(crew, failure)) return failure->outcome;
    course->seconds += sl_seconds() - start;
    if (is_time(course) && measure_now(course, &validation, failure)) return failure->outcome;
    double tokens = sl_trainer_tokens(trainer);
    *report = (sl_report){.update = sl_trainer_updates(trainer),
                          .epoch = sl_trainer_epochs(trainer),
                          .tokens = tokens,
                          .loss = sl_trainer_loss(trainer),
                          .validation = validation,
                          .gradient_norm = sl_trainer_gradient_norm(trainer),
                          .seconds = course->seconds,
                          .tokens_per_second =
                              (tokens - course->first_tokens) / fmax(course->seconds, 1e-6)};
    sl_progress_add(&course->progress, report);
    sl_curve_add(&course->curve, report);
    return save_in_time(course, failure);
}

static sl_outcome make_updates(sl_course *course, sl_crew *crew, sl_failure *failure) {
    sl_outcome outcome = SL_WELL;
    while (!outcome && !is_reached(course) && !sl_stopped())
        outcome = update(course, crew, failure);
    return outcome == SL_STOPPED ? SL_WELL : outcome;
}

/* What comes to an end with an error is worth saving: the failed update has changed nothing. */
static sl_outcome finish(sl_course *course, sl_outcome outcome, sl_failure *failure) {
    sl_failure of_saving;
    if (outcome && course->last.update > 0 && save_at_end(course, &of_saving))
        sl_say("sluice: %s", of_saving.message);
    sl_progress_end(&course->progress);
    return outcome ? outcome : save_at_end(course, failure);
}

/* Saves before the crew is dismissed, which may take its time. */
static sl_outcome train(sl_course *course, sl_failure *failure) {
    sl_crew *crew;
    if (sl_crew_create(course->trainer, course->material, course->workers, &crew, failure))
        return finish(course, failure->outcome, failure);
    sl_outcome outcome = make_updates(course, crew, failure);
    outcome = finish(course, outcome, failure);
    sl_crew_free(crew);
    return outcome;
}

/* ---- the end ---- */

static sl_outcome closing_validation(const sl_course *course, double *perplexity,
                                     sl_failure *failure) {
    size_t count = held_out(course);
    size_t first = sl_material_training(course->material, course->model);
    double loss = course->last.update > 0 ? course->last.validation : NAN;
    if (sl_model_kept_update(course->model) > 0)
        loss = sl_model_kept_loss(course->model);
    else if (isnan(loss) && count > 0 &&
             sl_material_measure(course->material, course->model, first, count, false, &loss,
                                 failure))
        return failure->outcome;
    *perplexity = exp(loss);
    return SL_WELL;
}

static bool is_astray(const sl_course *course, double validation) {
    double symbols = (double)sl_vocabulary_size(sl_model_vocabulary(course->model));
    bool blown_up = !(exp(course->last.loss) <= ASTRAY * symbols) || isinf(validation);
    return course->last.update > 0 && blown_up;
}

/* What happened, why, and what would help. */
static sl_outcome explain(const sl_course *course, sl_failure *failure) {
    const sl_settings *settings = sl_model_settings(course->model);
    double lr = sl_setting_number(settings, "lr"), clip = sl_setting_number(settings, "clip");
    char norm[SL_SHOWN], rate[SL_SHOWN], limit[SL_SHOWN], lower[SL_SHOWN], rough[SL_SHOWN];
    bool clipped = clip > 0, lowers = clipped && clip <= 1;
    sl_show(strtod(sl_show_rough(lr / 4, rough), NULL), lower);
    sl_show(clip, limit);
    return sl_refuse(failure, SL_FAILED,
                     "the loss has blown up by update %.0f: it is far worse than guessing blindly. "
                     "The gradient (norm now %s) times the learning rate %s makes a step so long "
                     "that it destroys what was learned; %s%s%s. Begin again with %s %s",
                     course->last.update, sl_show_rough(course->last.gradient_norm, norm),
                     sl_show(lr, rate), clipped ? "the clip at " : "no clip shortens it",
                     clipped ? limit : "", clipped ? " does not shorten it enough" : "",
                     lowers ? "--lr" : "--clip", lowers ? lower : "1");
}

static sl_outcome tell_end(sl_course *course, bool *blown_up, sl_failure *failure) {
    double patience = sl_setting_number(sl_model_settings(course->model), "patience");
    sl_end end = {.kept = sl_model_kept_update(course->model)};
    if (closing_validation(course, &end.validation, failure)) return failure->outcome;
    *blown_up = end.diverged = is_astray(course, end.validation);
    if (!is_at_limit(course)) end.patience = patience;
    sl_progress_done(&course->progress, &end);
    return *blown_up ? explain(course, failure) : SL_WELL;
}

sl_outcome sl_course_run(sl_course *course, bool *blown_up, sl_failure *failure) {
    const sl_saved *saved = course->saved;
    sl_progress *progress = &course->progress;
    *blown_up = false;
    course->first_tokens = sl_trainer_tokens(course->trainer);
    if (saved) {
        sl_saved_say_caveats(saved, progress->total);
        if (saved->updates >= progress->total && !progress->json)
            sl_say("it is at update %.0f already", progress->total);
    }
    sl_progress_begin(progress, saved ? saved->updates : 0, saved ? saved->epochs : 0,
                      course->first_tokens);
    sl_curve_begin(&course->curve, saved ? &saved->notes : NULL, course->first_tokens);
    course->saved_at = sl_seconds();
    if (check_room(course, failure) || catch_up(course, failure) || train(course, failure))
        return failure->outcome;
    return sl_stopped() ? SL_WELL : tell_end(course, blown_up, failure);
}
