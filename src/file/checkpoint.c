/* sl_trainer_save and sl_trainer_restore: a model file from which training can be resumed exactly.
 *
 * Besides the model it holds, in the metadata, "training": counters, the place in the text and what
 * text it was, and the host's notes; and as arrays "optimizer.first" and "optimizer.second"
 * (moments) and "training.states" (what the next window continues from). */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/number.h"
#include "file/model_file.h"
#include "file/weights.h"
#include "train/trainer.h"

/* An array of the file, and where its numbers are in the trainer: piece after piece. */
typedef struct part {
    const char *name;
    sl_real *values[SL_MOST_SHARDS];
    size_t counts[SL_MOST_SHARDS], total;
} part;

enum { MOST_PARTS = 3 };

static void add_piece(part *to, size_t piece, sl_real *values, size_t count) {
    to->values[piece] = values;
    to->counts[piece] = values ? count : 0;
    to->total += to->counts[piece];
}

/* Returns how many parts this trainer has. */
static size_t list_parts(const sl_trainer *trainer, part *parts) {
    const sl_optimizer *optimizer = &trainer->optimizer;
    part all[MOST_PARTS] = {
        {.name = "optimizer.first"}, {.name = "optimizer.second"}, {.name = "training.states"}};
    size_t listed = 0;
    add_piece(&all[0], 0, optimizer->first, optimizer->count);
    add_piece(&all[1], 0, optimizer->second, optimizer->count);
    for (size_t s = 0; s < trainer->settings.shards; s++) {
        size_t count = 0;
        sl_real *states = trainer->learner->kind->states(trainer->learner, s, false, &count);
        add_piece(&all[2], s, states, count);
    }
    for (size_t i = 0; i < MOST_PARTS; i++)
        if (all[i].total) parts[listed++] = all[i];
    return listed;
}

/* ---- Saving -------------------------------------------------------------------------------- */

static sl_status write_training(const sl_trainer *trainer, const char *notes, char **json,
                                sl_error *error) {
    const sl_learner *learner = trainer->learner;
    sl_place place = learner->kind->place(learner);
    sl_json_writer writer = {0};
    char random[17];
    sl_hex_print(place.random, random);
    sl_json_open(&writer, NULL, '{');
    sl_json_put_number(&writer, "update", (double)trainer->optimizer.updates);
    sl_json_put_number(&writer, "tokens", trainer->tokens);
    sl_json_put_number(&writer, "epochs", place.epochs);
    sl_json_put_number(&writer, "window", (double)place.window);
    sl_json_put_text(&writer, "random", random);
    sl_json_put_number(&writer, "gradient_norm", trainer->gradient_norm);
    if (trainer->settings.keep == SL_KEEP_BEST) {
        sl_json_put_number(&writer, "measured", trainer->measured);
        sl_json_put_number(&writer, "stale", trainer->stale);
    }
    sl_json_put_number(&writer, "length", (double)learner->training_length);
    sl_json_put_text(&writer, "fingerprint", learner->fingerprint);
    if (learner->most) sl_json_put_number(&writer, "most", (double)learner->most);
    sl_json_put_text(&writer, "notes", notes ? notes : "");
    sl_json_close(&writer, '}');
    return sl_json_take(&writer, json, error);
}

static void save_part(const part *from, const sl_array *array) {
    size_t at = 0;
    for (size_t p = 0; p < SL_MOST_SHARDS; p++)
        for (size_t i = 0; i < from->counts[p]; i++)
            sl_array_set(array, at++, (float)from->values[p][i]);
}

sl_status sl_trainer_save(const sl_trainer *trainer, const char *notes, void **bytes, size_t *size,
                          sl_error *error) {
    part parts[MOST_PARTS];
    sl_array arrays[MOST_PARTS];
    char *training;
    *bytes = NULL;
    *size = 0;
    sl_status status = write_training(trainer, notes, &training, error);
    if (status != SL_OK) return status;
    size_t count = list_parts(trainer, parts);
    for (size_t i = 0; i < count; i++)
        arrays[i] = (sl_array){.name = parts[i].name, .dimensions = 1, .shape = {parts[i].total}};
    status = sl_model_write(trainer->learner->model, &trainer->settings, training, arrays, count,
                            bytes, size, error);
    free(training);
    for (size_t i = 0; i < count && status == SL_OK; i++) save_part(&parts[i], &arrays[i]);
    return status;
}

/* ---- Restoring ----------------------------------------------------------------------------- */

/* What is read before anything is changed. */
typedef struct checkpoint {
    sl_safetensors *file;
    sl_json *json;
    const sl_json_value *training;
    sl_place place;
    double update, tokens, gradient_norm, measured, stale;
    double model_updates, model_tokens;
} checkpoint;

static sl_status open_checkpoint(checkpoint *saved, const void *bytes, size_t size,
                                 sl_error *error) {
    sl_status status = sl_safetensors_read(bytes, size, &saved->file, error);
    if (status == SL_OK) status = sl_model_metadata(saved->file, &saved->json, error);
    if (status != SL_OK) return status;
    saved->training = sl_json_member(sl_json_root(saved->json), "training");
    return SL_OK;
}

static void close_checkpoint(checkpoint *saved) {
    sl_json_free(saved->json);
    sl_safetensors_free(saved->file);
}

static const char *text_member(const checkpoint *saved, const char *key) {
    const sl_json_value *value = sl_json_member(saved->training, key);
    return value && value->kind == SL_JSON_TEXT ? value->text : NULL;
}

static bool number_member(const sl_json_value *parent, const char *key, double *number) {
    const sl_json_value *value = sl_json_member(parent, key);
    if (!value || value->kind != SL_JSON_NUMBER) return false;
    *number = value->number;
    return true;
}

static bool count_member(const checkpoint *saved, const char *key, double *count) {
    return sl_json_count(sl_json_member(saved->training, key), count);
}

static bool read_numbers(checkpoint *saved) {
    double window;
    const sl_json_value *root = sl_json_root(saved->json);
    const char *random = text_member(saved, "random");
    bool good = count_member(saved, "update", &saved->update) &&
                count_member(saved, "tokens", &saved->tokens) &&
                count_member(saved, "epochs", &saved->place.epochs) &&
                count_member(saved, "window", &window) &&
                number_member(saved->training, "gradient_norm", &saved->gradient_norm) &&
                number_member(root, "updates", &saved->model_updates) &&
                number_member(root, "tokens", &saved->model_tokens) && random &&
                sl_hex_parse(random, &saved->place.random);
    if (!good || window > 4294967295.0) return false;
    saved->place.window = (size_t)window;
    return true;
}

static bool read_measured(checkpoint *saved, const sl_settings *settings) {
    if (settings->keep != SL_KEEP_BEST) return true;
    return count_member(saved, "measured", &saved->measured) &&
           count_member(saved, "stale", &saved->stale);
}

/* The training to be resumed must be the one that was saved. */
static sl_status check_same(const checkpoint *saved, const sl_trainer *trainer, sl_error *error) {
    const sl_learner *learner = trainer->learner;
    const char *fingerprint = text_member(saved, "fingerprint");
    double length;
    if (!fingerprint || strcmp(fingerprint, learner->fingerprint))
        return sl_fail(error, SL_BAD_TEXT,
                       "the training in the file was on another text (fingerprint %s, here %s): "
                       "resume it with the text it began with",
                       fingerprint ? fingerprint : "missing", learner->fingerprint);
    if (!number_member(saved->training, "length", &length) ||
        length != (double)learner->training_length)
        return sl_fail(error, SL_BAD_FILE,
                       "the training in the file held out another part of the text");
    return SL_OK;
}

static sl_status check_part(const checkpoint *saved, const part *needed, sl_error *error) {
    const sl_array *array = sl_safetensors_find(saved->file, needed->name);
    if (!array || !sl_array_is(array, 1, &needed->total))
        return sl_fail(error, SL_BAD_FILE,
                       "tensor \"%s\" is missing or not of %zu numbers, as this training needs",
                       needed->name, needed->total);
    return sl_array_check(array, error);
}

static sl_status check_checkpoint(checkpoint *saved, const sl_trainer *trainer, const part *parts,
                                  size_t count, sl_error *error) {
    if (!saved->training)
        return sl_fail(error, SL_BAD_FILE,
                       "the file holds a model, but no training that could be resumed");
    if (!read_numbers(saved) || !read_measured(saved, &trainer->settings))
        return sl_fail(error, SL_BAD_FILE, "the file's account of its training is incomplete");
    sl_status status = check_same(saved, trainer, error);
    if (status == SL_OK && trainer->settings.average > 0 && saved->update > 0 &&
        !sl_weights_averaged(saved->file, sl_json_root(saved->json)))
        return sl_fail(error, SL_BAD_FILE,
                       "the file has no averaged weights, which this training needs");
    for (size_t i = 0; i < count && status == SL_OK; i++)
        status = check_part(saved, &parts[i], error);
    return status;
}

static void restore_part(const part *to, const sl_array *array) {
    size_t at = 0;
    for (size_t p = 0; p < SL_MOST_SHARDS; p++)
        for (size_t i = 0; i < to->counts[p]; i++)
            to->values[p][i] = (sl_real)sl_array_get(array, at++);
}

static void take_over(const checkpoint *saved, sl_trainer *trainer, const part *parts,
                      size_t count) {
    sl_model *model = trainer->learner->model;
    for (size_t i = 0; i < count; i++)
        restore_part(&parts[i], sl_safetensors_find(saved->file, parts[i].name));
    trainer->optimizer.updates = (uint64_t)saved->update;
    trainer->tokens = saved->tokens;
    trainer->last_loss = trainer->last_tokens = 0;
    trainer->gradient_norm = saved->gradient_norm;
    trainer->measured = saved->measured;
    trainer->stale = saved->stale;
    trainer->part_shards = 0;
    model->updates = saved->model_updates;
    model->tokens = saved->model_tokens;
}

static sl_status restore(checkpoint *saved, sl_trainer *trainer, sl_error *error) {
    sl_learner *learner = trainer->learner;
    part parts[MOST_PARTS];
    size_t count = list_parts(trainer, parts);
    sl_status status = check_checkpoint(saved, trainer, parts, count, error);
    if (status != SL_OK) return status;
    sl_place before = learner->kind->place(learner);
    if (learner->kind->go_to(learner, &saved->place))
        status = sl_weights_load(learner->model, saved->file, sl_json_root(saved->json), error);
    else
        status = sl_fail(error, SL_BAD_FILE, "the text has no such place as the file says");
    if (status == SL_OK)
        take_over(saved, trainer, parts, count);
    else
        learner->kind->go_to(learner, &before);
    return status;
}

sl_status sl_trainer_restore(sl_trainer *trainer, const void *bytes, size_t size, sl_error *error) {
    checkpoint saved = {0};
    sl_status status = open_checkpoint(&saved, bytes, size, error);
    if (status == SL_OK) status = restore(&saved, trainer, error);
    close_checkpoint(&saved);
    return status;
}
