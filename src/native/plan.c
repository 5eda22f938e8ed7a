#include <math.h>

#include "native/course.h"
#include "native/crew.h"
#include "native/number.h"
#include "native/settings.h"
#include "native/stop.h"
#include "native/talk.h"

/* Seconds of trying, at most, and the share of the planned time that they may be; the first third
 * does not count: threads start, and caches fill. */
#define LONGEST 3.0
#define SHARE 0.05
#define WARMING_UP (1 / 3.0)
/* Symbols, or pairs, of the held-out part from which the time to measure it is taken. */
enum { SAMPLE_SYMBOLS = 4096, SAMPLE_PAIRS = 64 };
/* The longest horizon. */
#define MOST 1e9

static sl_outcome copy_model(const sl_model *model, sl_model **copy, sl_failure *failure) {
    char most[SL_SHOWN];
    sl_error error;
    void *bytes;
    size_t size;
    *copy = NULL;
    if (sl_model_save(model, &bytes, &size, &error)) return sl_refuse_as(failure, &error);
    sl_status status = sl_model_load(bytes, size, copy, &error);
    sl_release(bytes);
    /* any horizon that the schedule takes */
    if (status || sl_model_set(*copy, "horizon", sl_show(MOST, most), &error))
        return sl_refuse_as(failure, &error);
    return SL_WELL;
}

/* Seconds of an update. */
static sl_outcome time_updates(sl_trainer *trainer, sl_crew *crew, double enough, double *seconds,
                               sl_failure *failure) {
    double start = sl_seconds(), from = 0, warm_at = 0;
    while (!sl_stopped()) {
        if (sl_crew_step(crew, failure)) return failure->outcome;
        double now = sl_seconds(), update = sl_trainer_updates(trainer);
        if (from > 0 && now - start >= enough) {
            *seconds = (now - warm_at) / (update - from);
            return SL_WELL;
        }
        if (from > 0 || now - start < WARMING_UP * enough) continue;
        from = update;
        warm_at = now;
    }
    return sl_refuse(failure, SL_STOPPED, "stopped");
}

/* Seconds of measuring the held-out part, for each update. */
static sl_outcome time_looks(const sl_material *material, sl_model *model, double validate_every,
                             double *seconds, sl_failure *failure) {
    size_t whole = sl_material_held_out(material, model);
    size_t most = material->is_pairs ? SAMPLE_PAIRS : SAMPLE_SYMBOLS;
    size_t count = whole < most ? whole : most;
    double start = sl_seconds(), loss;
    *seconds = 0;
    if (whole == 0) return SL_WELL;
    if (sl_material_measure(material, model, sl_material_training(material, model), count, false,
                            &loss, failure))
        return failure->outcome;
    *seconds = (sl_seconds() - start) * ((double)whole / (double)count) / validate_every;
    return SL_WELL;
}

static sl_outcome try_out(const sl_material *material, sl_model *copy, double minutes,
                          size_t workers, double *update, sl_failure *failure) {
    sl_trainer *trainer;
    sl_crew *crew = NULL;
    sl_error error;
    if (sl_material_trainer(material, copy, &trainer, &error)) return sl_refuse_as(failure, &error);
    sl_outcome outcome = sl_crew_create(trainer, material, workers, &crew, failure);
    if (!outcome)
        outcome = time_updates(trainer, crew, fmin(LONGEST, SHARE * 60 * minutes), update, failure);
    sl_crew_free(crew);
    sl_trainer_free(trainer);
    return outcome;
}

sl_outcome sl_plan_minutes(const sl_material *material, sl_model *model, double minutes,
                           size_t workers, double validate_every, double *updates,
                           sl_failure *failure) {
    const sl_settings *settings = sl_model_settings(model);
    bool is_constant = sl_setting_is(settings, "schedule", "constant");
    double start = sl_seconds(), update = 0, look = 0;
    sl_model *copy;
    sl_outcome outcome = copy_model(model, &copy, failure);
    if (!outcome) outcome = try_out(material, copy, minutes, workers, &update, failure);
    if (!outcome) outcome = time_looks(material, copy, validate_every, &look, failure);
    sl_model_free(copy);
    double left = 60 * minutes - (sl_seconds() - start);
    double fewest = is_constant ? 1 : sl_setting_number(settings, "warmup") + 1;
    *updates = fmin(fmax(floor(left / (update + look)), fewest), MOST);
    return outcome;
}
