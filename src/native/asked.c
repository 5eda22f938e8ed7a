#include "native/asked.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "native/files.h"
#include "native/number.h"
#include "native/settings.h"
#include "native/talk.h"

enum { HEADER = 8 }; /* bytes of its length */

/* ---- limits ---- */

static sl_outcome check_lengths(const sl_arguments *arguments, sl_failure *failure) {
    static const char *const names[] = {"updates", "epochs", "minutes"};
    char list[64] = "";
    int count = 0;
    for (int i = 0; i < 3; i++) {
        if (!sl_find_given(arguments, names[i])) continue;
        strcat(strcat(list, count++ ? " or --" : "--"), names[i]);
    }
    if (count < 2) return SL_WELL;
    return sl_refuse(failure, SL_WRONG_USAGE, "give %s, not %s", list, count > 2 ? "all" : "both");
}

static sl_outcome check_resume(const sl_arguments *arguments, sl_failure *failure) {
    if (sl_find_given(arguments, "from-preset"))
        return sl_refuse(
            failure, SL_WRONG_USAGE,
            "--resume continues with the settings of its file: leave out --from-preset");
    if (sl_find_given(arguments, "minutes"))
        return sl_refuse(failure, SL_WRONG_USAGE,
                         "--resume goes on to the update that the schedule of its file was planned "
                         "for: leave out --minutes");
    return SL_WELL;
}

sl_outcome sl_limits_asked(const sl_arguments *arguments, sl_limits *limits, sl_failure *failure) {
    const sl_given *horizon = sl_find_given(arguments, "horizon");
    *limits =
        (sl_limits){sl_given_number(arguments, "updates"), sl_given_number(arguments, "epochs"),
                    sl_given_number(arguments, "minutes")};
    if (check_lengths(arguments, failure)) return failure->outcome;
    if (sl_find_given(arguments, "resume") && check_resume(arguments, failure))
        return failure->outcome;
    if (limits->minutes > 0 && horizon && !horizon->of_preset)
        return sl_refuse(failure, SL_WRONG_USAGE,
                         "--minutes sets the horizon: leave out --horizon");
    if (limits->updates + limits->epochs + limits->minutes > 0) return SL_WELL;
    if (arguments->rows.is_pairs)
        limits->epochs = sl_number_or_usual(arguments, "epochs");
    else
        limits->updates = sl_number_or_usual(arguments, "updates");
    return SL_WELL;
}

static sl_outcome check_end(const sl_saved *saved, const char *name, double asked, double done,
                            sl_failure *failure) {
    if (asked == 0 || asked >= done) return SL_WELL;
    return sl_refuse(
        failure, SL_WRONG_USAGE,
        "the training in %.2000s has done %.0f %s: --%s counts from the start, so %.0f "
        "is too few",
        saved->path, done, name, name, asked);
}

sl_outcome sl_limits_of_resumed(const sl_arguments *arguments, const sl_saved *saved,
                                sl_limits *limits, sl_failure *failure) {
    double horizon = sl_setting_number(sl_model_settings(saved->model), "horizon");
    *limits =
        (sl_limits){sl_given_number(arguments, "updates"), sl_given_number(arguments, "epochs"), 0};
    if (limits->updates + limits->epochs == 0) {
        if (horizon == 0)
            return sl_refuse(
                failure, SL_WRONG_USAGE,
                "its file was not planned to end anywhere: --resume needs --updates or "
                "--epochs, counted from the start");
        limits->updates = fmax(horizon, saved->updates);
    }
    if (check_end(saved, "updates", limits->updates, saved->updates, failure))
        return failure->outcome;
    return check_end(saved, "epochs", limits->epochs, saved->epochs, failure);
}

/* ---- the file of --resume ---- */

static const char *limit_of(const sl_arguments *arguments) {
    return arguments->rows.is_pairs ? "max-pairs" : "max-tokens";
}

static void list_difference(sl_writing *there, sl_writing *asked, const sl_given *given,
                            const char *name, const char *value) {
    sl_put(there, there->size ? ", " : "");
    sl_put(there, name);
    sl_put(there, " ");
    sl_put(there, value);
    sl_put(asked, asked->size ? ", --" : "--");
    sl_put(asked, given->option->name);
    sl_put(asked, " ");
    sl_put(asked, given->text);
}

/* Settings of the file may be given, too, if they agree. */
static sl_outcome check_agreement(const sl_arguments *arguments, const sl_saved *saved,
                                  sl_failure *failure) {
    sl_value settings = sl_settings_read(sl_model_settings(saved->model));
    sl_writing there = {0}, asked = {0};
    char name[32], most[SL_SHOWN];
    for (size_t i = 0; i < arguments->given_count; i++) {
        const sl_given *given = &arguments->given[i];
        if (!given->option->is_setting) continue;
        sl_rename(name, given->option->name, '-', '_');
        const char *value = sl_member_words(&settings, name, "");
        bool is_number = given->option->kind == SL_WHOLE || given->option->kind == SL_REAL;
        bool agrees = is_number ? sl_member_number(&settings, name, NAN) == given->number
                                : strcmp(value, given->text) == 0;
        if (!agrees) list_difference(&there, &asked, given, name, value);
    }
    const sl_given *limit = sl_find_given(arguments, limit_of(arguments));
    /* a file that says nothing of a limit may be of a training that had one */
    if (saved->most > 0 && limit && limit->number != (double)saved->most)
        list_difference(&there, &asked, limit, limit->option->name,
                        sl_show((double)saved->most, most));
    sl_outcome outcome = SL_WELL;
    if (there.size > 0)
        outcome = sl_refuse(failure, SL_WRONG_USAGE,
                            "the training in %.2000s continues with its own settings (%s): leave "
                            "out %s",
                            saved->path, there.text, asked.text);
    free(there.text);
    free(asked.text);
    sl_value_free(&settings);
    return outcome;
}

/* What the header of the file, which the core has read already, says about its training. */
static bool read_note(sl_saved *saved) {
    const unsigned char *bytes = saved->bytes;
    sl_value header, note;
    size_t length = 0;
    for (int i = HEADER - 1; i >= 0; i--) length = length << 8 | bytes[i];
    if (!sl_parse((const char *)bytes + HEADER, length, &header)) return false;
    const char *sluice = sl_member_words(sl_member(&header, "__metadata__"), "sluice", "");
    bool read = sl_parse(sluice, strlen(sluice), &note);
    sl_value_free(&header);
    if (!read) return false;
    for (size_t i = 0; i < note.count; i++)
        if (note.kind == SL_MEMBERS && strcmp(note.parts[i].key, "training") == 0) {
            saved->note = note.parts[i];
            note.parts[i] = (sl_value){0};
        }
    sl_value_free(&note);
    return saved->note.kind == SL_MEMBERS;
}

static void read_counters(sl_saved *saved) {
    const char *notes = sl_member_words(&saved->note, "notes", "");
    saved->updates = sl_member_number(&saved->note, "update", 0);
    saved->epochs = sl_member_number(&saved->note, "epochs", 0);
    double most = sl_member_number(&saved->note, "most", 0);
    saved->most = most >= 1 && most <= UINT32_MAX ? (size_t)most : 0;
    if (!sl_parse(notes, strlen(notes), &saved->notes)) saved->notes = (sl_value){0};
}

sl_outcome sl_saved_read(const sl_arguments *arguments, const char *path, sl_saved *saved,
                         sl_failure *failure) {
    sl_error error;
    *saved = (sl_saved){.path = path};
    if (sl_read_file(path, &saved->bytes, &saved->size, failure)) return failure->outcome;
    if (sl_model_load(saved->bytes, saved->size, &saved->model, &error))
        return sl_about(path, sl_refuse_as(failure, &error), failure);
    if (!read_note(saved))
        return sl_refuse(failure, SL_FAILED,
                         "%s: this file holds only a model, without the training that --resume "
                         "needs",
                         path);
    const char *kind = sl_model_kind(saved->model);
    bool is_pairs = strcmp(kind, "translation") == 0;
    if (is_pairs != arguments->rows.is_pairs)
        return sl_refuse(failure, SL_FAILED,
                         "%s: this is the training of a %s model; resume it with sluice %s", path,
                         kind, is_pairs ? "translate train" : "train");
    read_counters(saved);
    return check_agreement(arguments, saved, failure);
}

void sl_saved_free(sl_saved *saved) {
    sl_model_free(saved->model);
    sl_value_free(&saved->note);
    sl_value_free(&saved->notes);
    free(saved->bytes);
}

/* ---- caveats ---- */

bool sl_fuses(void) { return strstr(sl_engine(), "fused") != NULL; }

void sl_saved_say_caveats(const sl_saved *saved, double total) {
    const sl_settings *settings = sl_model_settings(saved->model);
    double horizon = sl_setting_number(settings, "horizon");
    const sl_value *fused = sl_member(&saved->notes, "fused");
    const char *engine = sl_member_words(&saved->notes, "engine", NULL);
    sl_value schedule = sl_settings_read(settings);
    if (!sl_setting_is(settings, "schedule", "constant") && total > horizon)
        sl_say("its %s schedule ended at update %.0f: the learning rate no longer changes",
               sl_member_words(&schedule, "schedule", ""), horizon);
    sl_value_free(&schedule);
    if (!(fused && fused->kind == SL_FLAG) && !engine) return;
    bool before =
        fused && fused->kind == SL_FLAG ? fused->number != 0 : strcmp(engine, "relaxed") == 0;
    if (before != sl_fuses())
        sl_say("so far it ran %s fused multiply-adds: on the engine %s its last digits will differ",
               before ? "with" : "without", sl_engine());
}
