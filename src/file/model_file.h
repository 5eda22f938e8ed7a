/* A model file, with or without what resuming its training takes. */
#ifndef SL_FILE_MODEL_FILE_H
#define SL_FILE_MODEL_FILE_H

#include "file/safetensors.h"
#include "model/model.h"

/* A file of the model, these settings, the JSON object `training` (or NULL) and `extra` arrays,
 * whose data are left zero for the caller to fill. Free *bytes with sl_release. SL_NO_MEMORY. */
sl_status sl_model_write(const sl_model *model, const sl_settings *settings, const char *training,
                         sl_array *extra, size_t extra_count, void **bytes, size_t *size,
                         sl_error *error);

/* Reads what a file says of its model besides the weights. SL_BAD_FILE, SL_NO_MEMORY. */
sl_status sl_model_metadata(const sl_safetensors *file, sl_json **json, sl_error *error);

#endif
