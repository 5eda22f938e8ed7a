/* The weights of a model in a file: those that it is used with as tensors by PyTorch's names, which
 * is what other programs look for, and what training goes on from beside them.
 *
 *     training.weights   (count) the trained weights, as the flat vector has them; missing where
 * the tensors are these */
#ifndef SL_FILE_WEIGHTS_H
#define SL_FILE_WEIGHTS_H

#include "file/safetensors.h"
#include "model/model.h"

enum { SL_MOST_BESIDE = 1 };

/* Describes the arrays that stand beside the tensors, and returns how many there are. */
size_t sl_weights_list(const sl_model *model, sl_array *arrays);

/* Writes the tensors (the first `tensor_count` of the arrays) and what is beside them. */
void sl_weights_save(const sl_model *model, const sl_array *arrays);

/* Whether a file holds averaged weights. */
bool sl_weights_averaged(const sl_safetensors *file);

/* Reads all of it. SL_BAD_FILE, SL_NO_MEMORY; then no weight has changed. */
sl_status sl_weights_load(sl_model *model, const sl_safetensors *file, sl_error *error);

#endif
