#include "native/material.h"

#include <string.h>

#include "native/files.h"
#include "native/settings.h"
#include "native/stop.h"

/* Symbols of a portion: soon over. Pairs of a call: always as many, as in Node, for the sum's bits.
 */
enum { PORTION = 256, ROWS = 32 };

/* ---- reading ---- */

static sl_status take_text(void *text, const void *bytes, size_t size, sl_error *error) {
    return sl_text_append(text, bytes, size, error);
}

static sl_status take_pairs(void *pairs, const void *bytes, size_t size, sl_error *error) {
    return sl_pairs_append(pairs, bytes, size, error);
}

static sl_outcome read_text(sl_material *material, const char *path, const sl_settings *settings,
                            size_t most, const sl_model *model, sl_failure *failure) {
    const sl_vocabulary *vocabulary = model ? sl_model_vocabulary(model) : NULL;
    const char *normalize = sl_setting_is(settings, "normalize", "d2l") ? "d2l" : "none";
    sl_error error;
    if (sl_text_create(vocabulary, normalize, most, &material->text, &error))
        return sl_refuse_as(failure, &error);
    if (sl_read_pieces(path, take_text, material->text, failure)) return failure->outcome;
    if (sl_text_finish(material->text, &error)) return sl_refuse_as(failure, &error);
    material->length = sl_text_length(material->text);
    return SL_WELL;
}

static sl_outcome read_pairs(sl_material *material, const char *path, const sl_settings *settings,
                             size_t most, const sl_model *model, sl_failure *failure) {
    sl_error error;
    if (sl_pairs_create(settings, most, &material->pairs, &error))
        return sl_refuse_as(failure, &error);
    if (sl_read_pieces(path, take_pairs, material->pairs, failure)) return failure->outcome;
    sl_status status = model ? sl_pairs_finish_for(material->pairs, model, &error)
                             : sl_pairs_finish(material->pairs, &error);
    material->length = status ? 0 : sl_pairs_count(material->pairs);
    return status ? sl_refuse_as(failure, &error) : SL_WELL;
}

sl_outcome sl_material_read(sl_material *material, bool is_pairs, const char *path,
                            const sl_settings *settings, size_t most, const sl_model *model,
                            sl_failure *failure) {
    *material = (sl_material){.is_pairs = is_pairs};
    return (is_pairs ? read_pairs : read_text)(material, path, settings, most, model, failure);
}

void sl_material_free(sl_material *material) {
    sl_text_free(material->text);
    sl_pairs_free(material->pairs);
    *material = (sl_material){0};
}

sl_status sl_material_ids(const sl_material *material, uint16_t **ids, size_t *count,
                          sl_error *error) {
    void *bytes;
    size_t size = material->length * sizeof **ids;
    if (material->is_pairs) {
        if (sl_pairs_ids(material->pairs, &bytes, &size, error)) return error->status;
        *ids = bytes;
    } else
        *ids = memcpy(sl_grab(size), sl_text_ids(material->text), size);
    *count = size / sizeof **ids;
    return SL_OK;
}

sl_status sl_material_from_ids(sl_material *material, bool is_pairs, const sl_model *model,
                               const uint16_t *ids, size_t count, const char *fingerprint,
                               sl_error *error) {
    *material = (sl_material){.is_pairs = is_pairs};
    return is_pairs ? sl_pairs_from_ids(model, ids, count, &material->pairs, error)
                    : sl_text_from_ids(sl_model_vocabulary(model), ids, count, fingerprint,
                                       &material->text, error);
}

const char *sl_material_fingerprint(const sl_material *material) {
    return material->is_pairs ? "" : sl_text_fingerprint(material->text);
}

/* ---- training on it ---- */

sl_status sl_material_model(const sl_material *material, const sl_settings *settings,
                            sl_model **out, sl_error *error) {
    return material->is_pairs
               ? sl_model_create_translation(settings, material->pairs, out, error)
               : sl_model_create(settings, sl_text_vocabulary(material->text), out, error);
}

sl_status sl_material_trainer(const sl_material *material, sl_model *model, sl_trainer **out,
                              sl_error *error) {
    return material->is_pairs ? sl_trainer_create_pairs(model, material->pairs, out, error)
                              : sl_trainer_create(model, material->text, out, error);
}

size_t sl_material_training(const sl_material *material, const sl_model *model) {
    return sl_settings_training_length(sl_model_settings(model), material->length);
}

size_t sl_material_held_out(const sl_material *material, const sl_model *model) {
    return material->length - sl_material_training(material, model);
}

double sl_material_epoch(const sl_material *material, const sl_model *model) {
    return sl_settings_updates_per_epoch(sl_model_settings(model), material->length,
                                         material->is_pairs);
}

/* ---- measuring ---- */

static sl_outcome stopped(sl_failure *failure) { return sl_refuse(failure, SL_STOPPED, "stopped"); }

/* Between two portions: whether to go on. */
static bool goes_on(const sl_material *material) {
    if (material->lock) sl_lock_show_life(material->lock);
    return !sl_stopped();
}

static sl_outcome measure_text(const sl_material *material, sl_model *model, size_t first,
                               size_t count, bool newest, double *loss, sl_failure *failure) {
    sl_evaluator *evaluator;
    sl_error error;
    if (sl_evaluator_create(model, material->text, first, count, &evaluator, &error))
        return sl_refuse_as(failure, &error);
    if (newest) sl_evaluator_read_newest(evaluator);
    while (goes_on(material) && sl_evaluator_advance(evaluator, PORTION)) continue;
    *loss = sl_evaluator_loss(evaluator);
    sl_evaluator_free(evaluator);
    return sl_stopped() ? stopped(failure) : SL_WELL;
}

static sl_outcome measure_pairs(const sl_material *material, sl_model *model, size_t first,
                                size_t count, bool newest, double *loss, sl_failure *failure) {
    const sl_pairs *pairs = material->pairs;
    double sum = 0, tokens = 0, part;
    sl_error error;
    for (size_t at = first, end = first + count; at < end; at += ROWS) {
        size_t rows = end - at < ROWS ? end - at : ROWS;
        double counted = sl_pairs_tokens(model, pairs, at, rows);
        if (!goes_on(material)) return stopped(failure);
        if ((newest ? sl_pairs_newest_loss : sl_pairs_loss)(model, pairs, at, rows, &part, &error))
            return sl_refuse_as(failure, &error);
        sum += part * counted;
        tokens += counted;
    }
    *loss = sum / tokens;
    return SL_WELL;
}

sl_outcome sl_material_measure(const sl_material *material, sl_model *model, size_t first,
                               size_t count, bool newest, double *loss, sl_failure *failure) {
    return (material->is_pairs ? measure_pairs : measure_text)(material, model, first, count,
                                                               newest, loss, failure);
}
