/* One of each handle in the middle of its work, for tests that call any function of sluice.h and
 * ask what it changed. */
#ifndef HANDLES_H
#define HANDLES_H

#include "models.h"

/* What a call makes, and so which field of handles.made it writes to. */
typedef enum handles_kind {
    NOTHING,
    SETTINGS,
    TEXT,
    MODEL,
    TRAINER,
    DISSECTION,
    EVALUATOR,
    NGRAM,
    GENERATOR,
    PAIRS,
    INSPECTION,
    BLEU,
    BLOCK /* JSON, notes or a file */
} handles_kind;

typedef struct handles {
    char words[4096]; /* the end of `table`'s line, a line of hundreds of words, half a line */
    const char *references[2];
    sl_settings *settings;
    sl_text *text, *reading, *read; /* finished; within a code point; read to its end */
    sl_pairs *pairs, *table;        /* finished; within a line */
    void *pair_ids;                 /* of `pairs` */
    size_t pair_ids_size;
    sl_model *language, *translation;
    sl_trainer *trainer, *pair_trainer;
    sl_trainer *half, *whole; /* with the sums of half the shards and an inbox full, and of all */
    size_t inbox_size;
    void *rest; /* what `half` lacks beside a piece of the gradient; there are none in wasm */
    size_t rest_size;
    sl_generator *generator;
    sl_inspection *inspection;
    sl_evaluator *evaluator;
    sl_ngram *ngram;
    sl_bleu *bleu;
    void *file, *checkpoint; /* of the language model; of an earlier update of its trainer */
    size_t file_size, checkpoint_size;
    union {
        void *any;
        sl_settings *settings;
        sl_text *text;
        sl_model *model;
        sl_trainer *trainer;
        sl_dissection *dissection;
        sl_evaluator *evaluator;
        sl_ngram *ngram;
        sl_generator *generator;
        sl_pairs *pairs;
        sl_inspection *inspection;
        sl_bleu *bleu;
        void *block;
        char *json;
    } made;
    size_t made_size; /* of a file */
    double number;    /* other outputs of calls */
    const char *symbol;
    const float *probabilities;
} handles;

handles handles_begin(void);

/* A hash of all that can be asked of the handles and of what was made, which is freed. It finishes
 * what is being read, and so comes last. */
uint64_t handles_outcome(handles *h, handles_kind made);

void handles_end(handles *h);

#endif
