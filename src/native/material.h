/* What is trained on: a text, or pairs of sentences. */
#ifndef SL_NATIVE_MATERIAL_H
#define SL_NATIVE_MATERIAL_H

#include <stdint.h>

#include "native/failure.h"
#include "native/lock.h"

typedef struct sl_material {
    bool is_pairs;
    sl_text *text;
    sl_pairs *pairs;
    size_t length; /* in symbols, or in pairs */
    sl_lock *lock; /* shown to be alive while this is measured; or NULL */
} sl_material;

/* Reads a file, or stdin for "-": its first `most` symbols or pairs (0: all), in the way that the
 * settings say, and with the vocabularies of the model if there is one. */
sl_outcome sl_material_read(sl_material *material, bool is_pairs, const char *path,
                            const sl_settings *settings, size_t most, const sl_model *model,
                            sl_failure *failure);
void sl_material_free(sl_material *material);
/* Its symbols as numbers, for its equal in a replica; free() them. */
SL_CHECKED sl_status sl_material_ids(const sl_material *material, uint16_t **ids, size_t *count,
                                     sl_error *error);
const char *sl_material_fingerprint(const sl_material *material);
/* Made from these, with the vocabularies of the replica's model, and good for its trainer only. */
SL_CHECKED sl_status sl_material_from_ids(sl_material *material, bool is_pairs,
                                          const sl_model *model, const uint16_t *ids, size_t count,
                                          const char *fingerprint, sl_error *error);

SL_CHECKED sl_status sl_material_model(const sl_material *material, const sl_settings *settings,
                                       sl_model **out, sl_error *error);
SL_CHECKED sl_status sl_material_trainer(const sl_material *material, sl_model *model,
                                         sl_trainer **out, sl_error *error);

/* How a model of these settings divides it. */
size_t sl_material_training(const sl_material *material, const sl_model *model);
size_t sl_material_held_out(const sl_material *material, const sl_model *model);
double sl_material_epoch(const sl_material *material, const sl_model *model); /* updates */

/* Mean loss over a part, at least one pair or two symbols, with the newest weights of a training or
 * those that the model is used with. SL_STOPPED when it is time to end. */
sl_outcome sl_material_measure(const sl_material *material, sl_model *model, size_t first,
                               size_t count, bool newest, double *loss, sl_failure *failure);

/* Says how large it is, and what to know before such a model is trained on it; `own`: with its own
 * vocabularies. The first writes into 160 bytes. */
void sl_material_size(const sl_material *material, char *size);
void sl_material_say_caveats(const sl_material *material, const sl_model *model, bool own);

/* Prints what the model has learned: some text of its own, or some translations. */
sl_outcome sl_material_show(const sl_material *material, sl_model *model, sl_failure *failure);

#endif
