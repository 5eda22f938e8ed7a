/* A language model that learns windows of a text. */
#ifndef SL_TRAIN_TEXT_LEARNER_H
#define SL_TRAIN_TEXT_LEARNER_H

#include "model/language_model.h"
#include "text/batches.h"
#include "train/learner.h"

typedef struct sl_text_learner {
    sl_learner base;
    const sl_text *text;
    sl_batches batches, before; /* before: as at the end of the last update */
    bool fresh;                 /* the present windows begin from zero states */
    sl_pass pass;               /* over the shards that run together */
    uint16_t *x, *y;            /* (T, rows) of them */
    /* States of each shard before and after the present window; they swap when it is finished. */
    sl_real *carried[2][SL_MOST_SHARDS];
    size_t now; /* which of the two is "before" */
} sl_text_learner;

#endif
