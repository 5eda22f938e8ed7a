/* How many threads share a training. */
#ifndef SL_NATIVE_WORKERS_H
#define SL_NATIVE_WORKERS_H

#include "native/failure.h"

/* `asked` threads, or with 0 as many as this machine's cores and the size of the model suggest: the
 * rule of wasm/replicas/count.js. Refuses more than there are shards. */
sl_outcome sl_count_workers(size_t asked, const sl_model *model, size_t *count,
                            sl_failure *failure);

#endif
