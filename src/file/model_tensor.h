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

/* Fills the stored blocks from an array of this tensor's shape, and folds the others. SL_BAD_FILE
 * if a number is not finite or has no place in the model. */
sl_status sl_tensor_load(const sl_parameters *parameters, const sl_tensor *tensor,
                         const sl_array *array, sl_error *error);

/* Fills all parameters from the arrays of their names. SL_BAD_FILE. */
sl_status sl_parameters_load(const sl_parameters *parameters, const sl_safetensors *file,
                             sl_error *error);

#endif
