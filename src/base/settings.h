/* Every setting of a model and its training, as fields. Their ranges, defaults and help are in the
 * table of settings.c, and nowhere else. */
#ifndef SL_BASE_SETTINGS_H
#define SL_BASE_SETTINGS_H

#include "base/json.h"

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
enum { SL_DROPOUT_BETWEEN, SL_DROPOUT_EVERY };
enum { SL_MASK_STEP, SL_MASK_WINDOW };
enum { SL_KEEP_LAST, SL_KEEP_BEST };

enum { SL_MOST_SHARDS = 64, SL_MOST_WIDTH = 4096 /* of a state, and of an embedding */ };

/* A flag and a choice are a uint32_t, a real number is a double. */
struct sl_settings {
    /* what a model is */
    uint32_t cell, layers, hidden, embedding, bidirectional;
    uint32_t reset, update, gates, bias;
    uint32_t init, normalize;
    /* how it is trained */
    uint32_t batch, shards, steps, order, optimizer;
    double lr;
    uint32_t schedule, warmup, horizon;
    double clip, dropout;
    uint32_t dropout_at, dropout_mask;
    double dropout_input, dropout_output;
    double dropconnect, token_dropout, average, validation;
    uint32_t keep, patience, seed;
    /* what translation models need besides */
    uint32_t tokens, minimum;
    double teacher;
};

/* The value that a word of this choice stands for, which must be in the table. SL_BAD_SETTING. */
sl_status sl_settings_choice(const char *name, const char *word, uint32_t *choice, sl_error *error);

/* Whether the schedule, if there is one, has a horizon that suits it. SL_BAD_SETTING. */
sl_status sl_settings_check_schedule(const sl_settings *settings, sl_error *error);

/* Sets one that may change once a model exists: one of group "training", or if `live_only` one that
 * is live in the table. SL_BAD_SETTING, also for a horizon that does not suit the schedule. */
sl_status sl_settings_change(sl_settings *settings, bool live_only, const char *name,
                             const char *value, sl_error *error);

/* Writes all of them as an object; see sl_settings_json. */
void sl_settings_put(sl_json_writer *writer, const char *key, const sl_settings *settings);

#endif
