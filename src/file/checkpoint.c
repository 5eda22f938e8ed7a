/* sl_trainer_save and sl_trainer_restore: a model file that training can be resumed from, to the
 * bit.
 *
 * Besides the model it holds, in the metadata, "training": counters, the place in the text and what
 * it was, and the host's notes; and as arrays "optimizer.first" and "optimizer.second" (moments)
 * and "training.states" (what the next window goes on from). */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/number.h"
#include "base/scalar.h"
#include "file/model_file.h"
#include "file/model_tensor.h"
#include "train/trainer.h"

enum { FIRST, SECOND, STATES, ARRAYS };
static const char *const array_names[ARRAYS] = {"optimizer.first", "optimizer.second",
                                                "training.states"};

/* ---- Saving -------------------------------------------------------------------------------- */

static size_t state_count(const sl_trainer *trainer) {
    size_t sum = 0;
    for (size_t s = 0; s < SL_SHARDS; s++) {
        size_t count = 0;
        trainer->learner->kind->states(trainer->learner, s, false, &count);
        sum += count;
    }
    return sum;
}

static sl_status write_training(const sl_trainer *trainer, const char *notes, char **json,
                                sl_error *error) {
    const sl_learner *learner = trainer->learner;
    sl_place place = learner->kind->place(learner);
    sl_json_writer writer = {0};
    char random[17];
    sl_hex_print(place.random, random);
    sl_json_open(&writer, '{');
    sl_json_put_number(&writer, "update", (double)trainer->optimizer.updates);
    sl_json_put_number(&writer, "tokens", trainer->tokens);
    sl_json_put_number(&writer, "epochs", place.epochs);
    sl_json_put_number(&writer, "window", (double)place.window);
    sl_json_put_text(&writer, "random", random);
    sl_json_put_number(&writer, "gradient_norm", trainer->gradient_norm);
    sl_json_put_number(&writer, "length", (double)trainer->learner->training_length);
    sl_json_put_text(&writer, "fingerprint", learner->fingerprint);
    sl_json_put_text(&writer, "notes", notes ? notes : "");
    sl_json_close(&writer, '}');
    return sl_json_take(&writer, json, error);
}

/* The arrays that this trainer has, for the header. */
static size_t list_arrays(const sl_trainer *trainer, sl_array *arrays) {
    const sl_optimizer *optimizer = &trainer->optimizer;
    const size_t counts[ARRAYS] = {optimizer->first ? optimizer->count : 0,
                                   optimizer->second ? optimizer->count : 0, state_count(trainer)};
    size_t listed = 0;
    for (size_t i = 0; i < ARRAYS; i++)
        if (counts[i])
            arrays[listed++] =
                (sl_array){.name = array_names[i], .dimensions = 1, .shape = {counts[i]}};
    return listed;
}

static void fill_array(const sl_array *array, size_t first, const sl_real *values, size_t count) {
    for (size_t i = 0; i < count; i++) sl_array_set(array, first + i, (float)values[i]);
}

static void fill_states(const sl_trainer *trainer, const sl_array *array) {
    size_t at = 0;
    for (size_t s = 0; s < SL_SHARDS; s++) {
        size_t count = 0;
        const sl_real *states = trainer->learner->kind->states(trainer->learner, s, false, &count);
        fill_array(array, at, states, count);
        at += count;
    }
}

sl_status sl_trainer_save(const sl_trainer *trainer, const char *notes, void **bytes, size_t *size,
                          sl_error *error) {
    const sl_optimizer *optimizer = &trainer->optimizer;
    sl_array arrays[ARRAYS];
    char *training;
    *bytes = NULL;
    *size = 0;
    sl_status status = write_training(trainer, notes, &training, error);
    if (status != SL_OK) return status;
    size_t count = list_arrays(trainer, arrays);
    status = sl_model_write(trainer->learner->model, &trainer->settings, training, arrays, count,
                            bytes, size, error);
    free(training);
    for (size_t i = 0; i < count && status == SL_OK; i++) {
        if (arrays[i].name == array_names[FIRST])
            fill_array(&arrays[i], 0, optimizer->first, optimizer->count);
        else if (arrays[i].name == array_names[SECOND])
            fill_array(&arrays[i], 0, optimizer->second, optimizer->count);
        else
            fill_states(trainer, &arrays[i]);
    }
    return status;
}

/* ---- Restoring ----------------------------------------------------------------------------- */

/* What is read before anything is changed. */
typedef struct checkpoint {
    sl_safetensors *file;
    sl_json *json;
    const sl_json_value *training;
    const sl_array *arrays[ARRAYS];
    sl_place place;
    double update, tokens, gradient_norm;
    double model_updates, model_tokens;
} checkpoint;

static sl_status open_checkpoint(checkpoint *saved, const void *bytes, size_t size,
                                 sl_error *error) {
    size_t length;
    sl_status status = sl_safetensors_read(bytes, size, &saved->file, error);
    if (status != SL_OK) return status;
    const char *text = sl_safetensors_metadata(saved->file, SL_MODEL_KEY, &length);
    if (!text) return sl_fail(error, SL_BAD_FILE, "the metadata key \"sluice\" is missing");
    status = sl_json_read(text, length, "the metadata \"sluice\" of the file", &saved->json, error);
    if (status != SL_OK) return status;
    saved->training = sl_json_member(saved->json, sl_json_root(saved->json), "training");
    return SL_OK;
}

static void close_checkpoint(checkpoint *saved) {
    sl_json_free(saved->json);
    sl_safetensors_free(saved->file);
}

static const char *text_member(const checkpoint *saved, const char *key) {
    const sl_json_value *value = sl_json_member(saved->json, saved->training, key);
    return value && value->kind == SL_JSON_TEXT ? value->text : NULL;
}

static bool read_number(const sl_json_value *value, double *number) {
    if (!value || value->kind != SL_JSON_NUMBER || !sl_is_finite(value->number)) return false;
    *number = value->number;
    return true;
}

static bool number_member(const checkpoint *saved, const char *key, double *number) {
    return read_number(sl_json_member(saved->json, saved->training, key), number);
}

static bool model_member(const checkpoint *saved, const char *key, double *number) {
    return read_number(sl_json_member(saved->json, sl_json_root(saved->json), key), number);
}

static bool count_member(const checkpoint *saved, const char *key, double *number) {
    size_t whole;
    const sl_json_value *value = sl_json_member(saved->json, saved->training, key);
    if (!number_member(saved, key, number)) return false;
    return sl_json_whole(value, &whole) || (value->whole && *number <= 9007199254740992.0);
}

static bool read_numbers(checkpoint *saved) {
    double window;
    const char *random = text_member(saved, "random");
    bool good = count_member(saved, "update", &saved->update) &&
                count_member(saved, "tokens", &saved->tokens) &&
                count_member(saved, "epochs", &saved->place.epochs) &&
                count_member(saved, "window", &window) &&
                number_member(saved, "gradient_norm", &saved->gradient_norm) &&
                model_member(saved, "updates", &saved->model_updates) &&
                model_member(saved, "tokens", &saved->model_tokens) && random &&
                sl_hex_parse(random, &saved->place.random);
    if (!good || window > 4294967295.0) return false;
    saved->place.window = (size_t)window;
    return true;
}

/* The training that is to go on must be the one that was saved. */
static sl_status check_same(const checkpoint *saved, const sl_trainer *trainer, sl_error *error) {
    const char *fingerprint = text_member(saved, "fingerprint");
    double length;
    if (!fingerprint || strcmp(fingerprint, trainer->learner->fingerprint))
        return sl_fail(error, SL_BAD_TEXT,
                       "the training in the file was on another text (fingerprint %s, here %s): "
                       "resume it with the text it began with",
                       fingerprint ? fingerprint : "missing", trainer->learner->fingerprint);
    if (!number_member(saved, "length", &length) ||
        length != (double)trainer->learner->training_length)
        return sl_fail(error, SL_BAD_FILE,
                       "the training in the file held out another part of the text");
    return SL_OK;
}

static sl_status find_arrays(checkpoint *saved, const sl_trainer *trainer, sl_error *error) {
    sl_array needed[ARRAYS];
    size_t count = list_arrays(trainer, needed);
    for (size_t i = 0; i < count; i++) {
        const sl_array *array = sl_safetensors_find(saved->file, needed[i].name);
        if (!array || !sl_array_is(array, 1, needed[i].shape))
            return sl_fail(error, SL_BAD_FILE,
                           "tensor \"%s\" is missing or not of %zu numbers, as this training needs",
                           needed[i].name, needed[i].shape[0]);
        for (size_t j = 0; j < array->count; j++)
            if (!sl_is_finite((double)sl_array_get(array, j)))
                return sl_fail(error, SL_BAD_FILE,
                               "tensor \"%s\" holds a number that is not finite", needed[i].name);
        for (size_t j = 0; j < ARRAYS; j++)
            if (needed[i].name == array_names[j]) saved->arrays[j] = array;
    }
    return SL_OK;
}

static sl_status check_checkpoint(checkpoint *saved, const sl_trainer *trainer, sl_error *error) {
    if (!saved->training)
        return sl_fail(error, SL_BAD_FILE,
                       "the file holds a model, but no training that could be resumed");
    if (!read_numbers(saved))
        return sl_fail(error, SL_BAD_FILE, "the file's account of its training is incomplete");
    sl_status status = check_same(saved, trainer, error);
    return status == SL_OK ? find_arrays(saved, trainer, error) : status;
}

static void take_array(const sl_array *array, size_t first, sl_real *values, size_t count) {
    for (size_t i = 0; i < count; i++) values[i] = (sl_real)sl_array_get(array, first + i);
}

static void take_states(const sl_array *array, sl_trainer *trainer) {
    size_t at = 0;
    for (size_t s = 0; s < SL_SHARDS; s++) {
        size_t count = 0;
        sl_real *states = trainer->learner->kind->states(trainer->learner, s, false, &count);
        take_array(array, at, states, count);
        at += count;
    }
}

static void take_over(const checkpoint *saved, sl_trainer *trainer) {
    sl_optimizer *optimizer = &trainer->optimizer;
    sl_model *model = trainer->learner->model;
    if (saved->arrays[FIRST])
        take_array(saved->arrays[FIRST], 0, optimizer->first, optimizer->count);
    if (saved->arrays[SECOND])
        take_array(saved->arrays[SECOND], 0, optimizer->second, optimizer->count);
    if (saved->arrays[STATES]) take_states(saved->arrays[STATES], trainer);
    optimizer->updates = (uint64_t)saved->update;
    trainer->tokens = saved->tokens;
    trainer->last_loss = trainer->last_tokens = 0;
    trainer->gradient_norm = saved->gradient_norm;
    trainer->part_shards = 0;
    model->updates = saved->model_updates;
    model->tokens = saved->model_tokens;
    sl_model_touch(model);
}

static sl_status restore(checkpoint *saved, sl_trainer *trainer, sl_error *error) {
    sl_learner *learner = trainer->learner;
    sl_status status = check_checkpoint(saved, trainer, error);
    if (status != SL_OK) return status;
    sl_place before = learner->kind->place(learner);
    if (!learner->kind->go_to(learner, &saved->place))
        return sl_fail(error, SL_BAD_FILE, "the text has no such place as the file says");
    status = sl_parameters_load(&learner->model->parameters, saved->file, error);
    if (status == SL_OK)
        take_over(saved, trainer);
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

sl_status sl_file_notes(const void *bytes, size_t size, char **notes, sl_error *error) {
    checkpoint saved = {0};
    *notes = NULL;
    sl_status status = open_checkpoint(&saved, bytes, size, error);
    const char *text = status == SL_OK && saved.training ? text_member(&saved, "notes") : NULL;
    size_t length = text ? strlen(text) + 1 : 1;
    if (status == SL_OK) {
        *notes = malloc(length);
        if (*notes)
            memcpy(*notes, text ? text : "", length);
        else
            status = sl_fail(error, SL_NO_MEMORY, "no memory for the notes of a file");
    }
    close_checkpoint(&saved);
    return status;
}
