/* Between a tensor of a model and its array in a file, as the table of parameters.h describes. */
#ifndef SL_FILE_MODEL_TENSOR_H
#define SL_FILE_MODEL_TENSOR_H

#include "file/safetensors.h"
#include "model/parameters.h"

enum { SL_MODEL_FORMAT = 1 }; /* "format" in the metadata */
#define SL_MODEL_KEY "sluice" /* the metadata key that holds everything but the weights */

/* PyTorch's shape: (gates * out, in); (gates * out) for a bias; (in, out) for embeddings. Returns
 * the number of dimensions. */
size_t sl_tensor_file_shape(const sl_tensor *tensor, size_t shape[2]);

/* Writes the stored blocks; the array holds zeros before. */
void sl_tensor_save(const sl_parameters *parameters, const sl_tensor *tensor,
                    const sl_array *array);

/* Fills all parameters from the arrays of their names; a block that is not stored is added to the
 * one it folds into. SL_BAD_FILE if an array is missing or has another shape, or if a number is not
 * finite or has no place in the model; then no parameter has changed. */
sl_status sl_parameters_load(const sl_parameters *parameters, const sl_safetensors *file,
                             sl_error *error);

#endif
