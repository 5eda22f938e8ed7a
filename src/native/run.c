#include "native/run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "native/course.h"
#include "native/files.h"
#include "native/number.h"
#include "native/ranks.h"
#include "native/settings.h"
#include "native/stop.h"
#include "native/talk.h"
#include "native/workers.h"

/* All that a training needs, in the order in which it comes to be. */
typedef struct run {
    const sl_arguments *arguments;
    const char *file;
    bool json;
    sl_limits limits;
    sl_saved saved;
    bool resumes;
    sl_lock lock;
    sl_material material;
    sl_model *model;
    sl_course course;
} run;

static sl_outcome set_horizon(run *all, double updates, sl_failure *failure) {
    char shown[SL_SHOWN];
    sl_error error;
    return sl_model_set(all->model, "horizon", sl_show(updates, shown), &error)
               ? sl_refuse_as(failure, &error)
               : SL_WELL;
}

/* Updates of the whole training. */
static double total_of(const run *all) {
    double updates = all->limits.updates;
    return updates > 0 ? updates
                       : all->limits.epochs * sl_material_epoch(&all->material, all->model);
}

/* ---- a model to train ---- */

static sl_outcome read_material(run *all, const sl_settings *settings, size_t most,
                                sl_failure *failure) {
    sl_outcome outcome =
        sl_material_read(&all->material, all->arguments->rows.is_pairs, all->file, settings, most,
                         all->resumes ? all->saved.model : NULL, failure);
    all->material.lock = &all->lock;
    return outcome;
}

static size_t most_of(const run *all) {
    const char *name = all->arguments->rows.is_pairs ? "max-pairs" : "max-tokens";
    return all->saved.most ? all->saved.most : (size_t)sl_given_number(all->arguments, name);
}

static sl_outcome begin(run *all, sl_failure *failure) {
    const sl_given *horizon = sl_find_given(all->arguments, "horizon");
    sl_settings *settings;
    sl_error error;
    if (sl_arguments_settings(all->arguments, &settings, failure)) return failure->outcome;
    sl_outcome outcome = read_material(all, settings, most_of(all), failure);
    if (!outcome && sl_material_model(&all->material, settings, &all->model, &error))
        outcome = sl_refuse_as(failure, &error);
    bool is_constant = sl_setting_is(settings, "schedule", "constant");
    sl_settings_free(settings);
    bool is_given = horizon && !horizon->of_preset;
    /* a schedule runs over the whole training, unless the user says otherwise */
    if (outcome || is_constant || is_given || all->limits.minutes > 0) return outcome;
    double total = total_of(all);
    if (total == 0) return SL_WELL; /* too little is there, as the trainer says */
    return set_horizon(all, total, failure);
}

/* What a training was on cannot be too short for it. */
static sl_outcome refuse_material(const run *all, const sl_error *error, sl_failure *failure) {
    sl_outcome outcome = sl_refuse_as(failure, error);
    if (!all->resumes || error->status != SL_TEXT_TOO_SHORT) return outcome;
    outcome = sl_refuse(failure, outcome,
                        "the training in the file was on something else than is loaded; load that "
                        "first (%s)",
                        error->message);
    failure->status = SL_BAD_TEXT; /* as of the material, not of the file */
    return outcome;
}

static sl_outcome open_trainer(run *all, sl_failure *failure) {
    sl_trainer **trainer = &all->course.trainer;
    sl_error error;
    if (sl_material_trainer(&all->material, all->model, trainer, &error))
        return refuse_material(all, &error, failure);
    const sl_saved *saved = &all->saved;
    if (!all->resumes || !sl_trainer_restore(*trainer, saved->bytes, saved->size, &error))
        return SL_WELL;
    sl_outcome outcome = sl_refuse_as(failure, &error);
    return error.status == SL_BAD_FILE ? sl_about(saved->path, outcome, failure) : outcome;
}

static sl_outcome load_or_begin(run *all, sl_failure *failure) {
    if (!all->resumes) return begin(all, failure);
    all->model = all->saved.model;
    if (read_material(all, sl_model_settings(all->model), most_of(all), failure))
        return failure->outcome;
    return open_trainer(all, failure);
}

/* ---- what is said ---- */

/* What is trained, in a line on stderr. */
static void introduce(const run *all) {
    char size[160], shown[SL_SHOWN];
    if (all->resumes && all->saved.updates > 0)
        sl_say("resuming after update %s", sl_show_grouped(all->saved.updates, shown));
    sl_material_size(&all->material, size);
    sl_show_grouped(sl_parameters_of(all->model), shown);
    sl_say("%s; %s parameters; engine %s", size, shown, sl_engine());
}

static const char *in_words(double minutes, char *words) {
    sl_show(minutes, words);
    return strcat(words, minutes == 1 ? " minute" : " minutes");
}

static void tell_plan(const run *all, double updates) {
    const char *preset = sl_given_text(all->arguments, "from-preset");
    char words[SL_SHOWN + 8], shown[SL_SHOWN];
    sl_event event = {0};
    if (!all->json) {
        sl_say("%s: %s updates on this machine", in_words(all->limits.minutes, words),
               sl_show_grouped(updates, shown));
        return;
    }
    sl_event_words(&event, "event", "planned");
    if (preset) sl_event_words(&event, "preset", preset);
    sl_event_number(&event, "minutes", all->limits.minutes);
    sl_event_number(&event, "updates", updates);
    sl_event_number(&event, "horizon", updates);
    sl_event_print(&event);
}

/* How to train the same again, to the bit, on whatever machine. */
static void say_how_to_repeat(const run *all) {
    const char *preset = sl_given_text(all->arguments, "from-preset");
    bool others = !preset;
    char updates[SL_SHOWN];
    for (size_t i = 0; i < all->arguments->given_count; i++) {
        const sl_given *given = &all->arguments->given[i];
        if (given->option->is_setting && !given->of_preset) others = true;
    }
    sl_show(all->limits.updates, updates);
    sl_say("to repeat it: %s%s%s--updates %s --horizon %s%s", preset ? "--preset " : "",
           preset ? preset : "", preset ? " " : "", updates, updates,
           others ? ", with the other options as they are" : "");
}

/* ---- from one to the other ---- */

static sl_outcome plan(run *all, sl_failure *failure) {
    const char *preset = sl_given_text(all->arguments, "from-preset");
    double minutes = all->limits.minutes, updates;
    char words[SL_SHOWN + 8];
    if (minutes == 0) return SL_WELL;
    if (preset && !all->json)
        sl_say("with the preset %s (sluice presets lists all), for %s", preset,
               in_words(minutes, words));
    if (sl_plan_minutes(&all->material, all->model, minutes, all->course.workers,
                        all->course.validate_every, &updates, failure))
        return failure->outcome;
    tell_plan(all, updates);
    all->limits.updates = updates;
    return set_horizon(all, updates, failure);
}

static sl_outcome train_model(run *all, bool *blown_up, sl_failure *failure) {
    const sl_arguments *arguments = all->arguments;
    sl_course *course = &all->course;
    size_t workers = (size_t)sl_number_or_usual(arguments, "workers"); /* 0: auto */
    if (workers == 0 && sl_ranks_count() > 1) workers = 1;             /* a rank is one core's */
    if (!all->json) introduce(all);
    sl_material_say_caveats(&all->material, all->model, !all->resumes);
    if (sl_count_workers(workers, all->model, &course->workers, failure)) return failure->outcome;
    /* counted in updates, so that an interrupted training measures at the same points */
    course->validate_every = sl_validation_grid(sl_material_epoch(&all->material, all->model));
    if (plan(all, failure) || (!all->resumes && open_trainer(all, failure)))
        return failure->outcome;
    course->material = &all->material;
    course->model = all->model;
    course->saved = all->resumes ? &all->saved : NULL;
    course->limits = all->limits;
    course->out = sl_given_text(arguments, "out");
    course->save_every = sl_number_or_usual(arguments, "save-every");
    course->lock = &all->lock;
    course->progress = (sl_progress){.json = all->json,
                                     .total = total_of(all),
                                     .planned = all->limits.minutes > 0,
                                     .workers = (double)(course->workers * sl_ranks_count())};
    return sl_course_run(course, blown_up, failure);
}

static sl_outcome train_here(run *all, sl_failure *failure) {
    bool blown_up = false;
    sl_outcome outcome = load_or_begin(all, failure);
    if (!outcome) outcome = train_model(all, &blown_up, failure);
    if (outcome && !blown_up) return sl_about(all->file, outcome, failure);
    if (all->course.out && !all->json) sl_say("model and training are in %s", all->course.out);
    if (outcome || all->json || sl_stopped()) return outcome;
    if (all->limits.minutes > 0) say_how_to_repeat(all);
    return sl_material_show(&all->material, all->model, failure);
}

static sl_outcome prepare(run *all, sl_failure *failure) {
    const char *out = sl_given_text(all->arguments, "out");
    const char *resume = sl_given_text(all->arguments, "resume");
    all->resumes = resume != NULL;
    all->json = sl_given_number(all->arguments, "json") != 0;
    if (sl_limits_asked(all->arguments, &all->limits, failure)) return failure->outcome;
    if (resume && (sl_saved_read(all->arguments, resume, &all->saved, failure) ||
                   sl_limits_of_resumed(all->arguments, &all->saved, &all->limits, failure)))
        return failure->outcome;
    if (out && sl_check_writable(out, all->file, failure)) return failure->outcome;
    return sl_lock_take(out, &all->lock, failure);
}

sl_outcome sl_train_file(const sl_arguments *arguments, const char *file, sl_failure *failure) {
    run *all = sl_grab(sizeof *all);
    all->arguments = arguments;
    all->file = file;
    sl_outcome outcome = prepare(all, failure);
    if (!outcome) outcome = train_here(all, failure);
    sl_lock_release(&all->lock);
    sl_trainer_free(all->course.trainer);
    if (!all->resumes) sl_model_free(all->model);
    sl_material_free(&all->material);
    sl_saved_free(&all->saved);
    free(all);
    return outcome;
}
