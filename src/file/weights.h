/* The weights of a model in a file: those that it is used with as tensors by PyTorch's names, which
 * is what other programs look for, and beside them, as the flat vector has them:
 *
 *     training.weights   (count) the trained ones, which training goes on from, where the tensors
 *                        are others
 *     training.average   (count) the averaged ones, where the tensors are the best */
#ifndef SL_FILE_WEIGHTS_H
#define SL_FILE_WEIGHTS_H

#include "file/safetensors.h"
#include "model/model.h"

enum { SL_MOST_BESIDE = 2 };

/* Describes the arrays that stand beside the tensors, and returns how many there are. */
size_t sl_weights_list(const sl_model *model, sl_array *arrays);

/* Writes the tensors (the first `tensor_count` of the arrays) and what is beside them. */
void sl_weights_save(const sl_model *model, const sl_array *arrays);

/* Writes the member "kept", if the model keeps its best weights. */
void sl_weights_put_kept(const sl_model *model, sl_json_writer *writer);

/* Whether a file holds averaged weights; `metadata` is what sl_model_metadata reads. */
bool sl_weights_averaged(const sl_safetensors *file, const sl_json_value *metadata);

/* Reads all of it. SL_BAD_FILE, SL_NO_MEMORY; then no weight has changed. */
sl_status sl_weights_load(sl_model *model, const sl_safetensors *file,
                          const sl_json_value *metadata, sl_error *error);

#endif
