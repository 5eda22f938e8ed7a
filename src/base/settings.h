/* Every setting of a model and its training, as fields. The table in settings.c gives their names,
 * ranges, defaults and one-line help; nothing else repeats them. */
#ifndef SL_BASE_SETTINGS_H
#define SL_BASE_SETTINGS_H

#include "sluice.h"

/* Values of the choices, in the order of the table's words. */
enum { SL_CELL_RNN, SL_CELL_GRU, SL_CELL_LSTM };
enum { SL_RESET_BEFORE, SL_RESET_AFTER };
enum { SL_UPDATE_KEEPS, SL_UPDATE_TAKES };
enum { SL_GATES_BOTH, SL_GATES_RESET, SL_GATES_UPDATE };
enum { SL_INIT_D2L, SL_INIT_PYTORCH, SL_INIT_XAVIER };
enum { SL_NORMALIZE_NONE, SL_NORMALIZE_D2L };
enum { SL_TOKENS_WORD, SL_TOKENS_CHAR };
enum { SL_ORDER_SEQUENTIAL, SL_ORDER_RANDOM, SL_ORDER_OVERLAPPING };
enum {
    SL_OPTIMIZER_SGD,
    SL_OPTIMIZER_MOMENTUM,
    SL_OPTIMIZER_RMSPROP,
    SL_OPTIMIZER_ADAM,
    SL_OPTIMIZER_ADAMW
};
enum { SL_SCHEDULE_CONSTANT, SL_SCHEDULE_COSINE, SL_SCHEDULE_STEP };
enum { SL_DROPS_BETWEEN, SL_DROPS_EVERY };

struct sl_settings {
    /* group "model" */
    uint32_t cell;          /* rnn|gru|lstm, gru */
    uint32_t layers;        /* 1..8, 1 */
    uint32_t hidden;        /* 1..4096, 256 */
    uint32_t bidirectional; /* flag, false */
    uint32_t reset;         /* before|after, before */
    uint32_t update;        /* keeps|takes, keeps */
    uint32_t gates;         /* both|reset|update, both */
    uint32_t bias;          /* flag, true */
    uint32_t init;          /* d2l|pytorch|xavier, d2l */
    uint32_t normalize;     /* none|d2l, none */
    /* group "training" */
    uint32_t batch;     /* 1..4096, 32 */
    uint32_t steps;     /* 1..4096, 35 */
    uint32_t order;     /* sequential|random|overlapping, sequential */
    uint32_t optimizer; /* sgd|momentum|rmsprop|adam|adamw, sgd */
    double lr;          /* > 0 .. 1000, 1 */
    uint32_t schedule;  /* constant|cosine|step, constant */
    uint32_t warmup;    /* updates, 0..1e9, 0 */
    uint32_t horizon;   /* updates over which a schedule runs, 0 (none)..1e9, 0 */
    double clip;        /* 0 (off) .. 1e6, 1 */
    double dropout;     /* 0..0.95, 0 */
    uint32_t drops;     /* between|every, between */
    double dropconnect; /* 0..0.95, 0 */
    double blank;       /* 0..0.95, 0 */
    double validation;  /* fraction held out at the end, 0..0.9, 0 */
    uint32_t seed;      /* 0..4294967295, 1 */
    /* group "translation" */
    uint32_t tokens;    /* word|char, word */
    uint32_t minimum;   /* 1..1000000, 2 */
    uint32_t embedding; /* 1..4096, 32 */
    double teacher;     /* 0..1, 1 */
};

/* Sets one that may change during a training: "lr", "clip" or "horizon". SL_BAD_SETTING. */
sl_status sl_settings_change(sl_settings *settings, const char *name, const char *value,
                             sl_error *error);

#endif
