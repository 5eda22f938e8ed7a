/* From arguments to a trained model. */
#ifndef SL_NATIVE_RUN_H
#define SL_NATIVE_RUN_H

#include "native/arguments.h"

/* Trains on a file as the arguments say, or resumes a training on it. */
sl_outcome sl_train_file(const sl_arguments *arguments, const char *file, sl_failure *failure);

#endif
