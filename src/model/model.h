/* What every model has, whatever its kind: settings, vocabularies, parameters, a stack whose
 * outputs become logits, and counters. A kind adds what its own struct holds behind that, and
 * builds it.
 *
 * V: symbols of the vocabulary. */
#ifndef SL_MODEL_MODEL_H
#define SL_MODEL_MODEL_H

#include "model/affine.h"
#include "model/embedding.h"
#include "model/recurrent.h"
#include "text/vocabulary.h"

typedef struct sl_kind {
    const char *name;
    size_t size;       /* of its struct, which begins with an sl_model */
    bool reads_source; /* has a second vocabulary, of what an encoder reads */
    /* Declares all parameters and reserves all memory of an sl_model; runs twice, see arena.h. */
    void (*build)(void *model);
    /* Packs the weights that only this kind has; NULL if there are none. See sl_model_pack. */
    void (*pack)(const sl_model *model, bool backward);
    uint32_t usual_embedding; /* what 0 stands for in the setting "embedding" */
    /* Tensors that are as many columns wide as the settings "hidden" and "embedding" (if there is
     * one) say: a loader looks there before it makes a model of that size. */
    const char *hidden_tensor, *embedding_tensor;
} sl_kind;

/* Weights beside the trained ones, of the same layout. */
typedef struct sl_weights {
    sl_real *values; /* (count of the model's parameters); NULL until there is room */
    bool there;      /* whether they hold any */
    sl_arena arena;
} sl_weights;

/* Which weights are read. */
typedef enum sl_reading {
    SL_READ_TRAINED, /* those that training changes */
    SL_READ_NEWEST,  /* their average, if there is one */
    SL_READ_KEPT,    /* the best of these, if there is one: what a model is used with */
} sl_reading;

struct sl_model {
    const sl_kind *kind;
    sl_settings settings;
    sl_vocabulary *vocabulary, *source; /* source: NULL unless the kind reads one */
    sl_parameters parameters;
    sl_embedding embedding;        /* what the stack reads; E = 0 if it looks symbols up itself */
    sl_weights averaged;           /* the running mean of the trained weights (setting "average") */
    sl_weights best;               /* the newest when they measured best (setting "keep") */
    double best_update, best_loss; /* of its training, and on the held-out part */
    sl_recurrent stack;
    sl_recurrent *encoder; /* NULL unless the kind has one */
    sl_affine output;      /* (D*H, V) */
    enum { SL_PACKED_NONE, SL_PACKED_FORWARD, SL_PACKED_BOTH } packed;
    double updates, tokens;
    sl_arena arena;
};

/* A model of this kind with freshly drawn parameters; copies the vocabularies. SL_NO_MEMORY. */
sl_status sl_model_make(const sl_kind *kind, const sl_settings *settings,
                        const sl_vocabulary *vocabulary, const sl_vocabulary *source,
                        sl_model **out, sl_error *error);

/* SL_MISUSE unless the model is of this kind; `what` says what one of another kind does not do:
 * "does not translate". */
sl_status sl_model_expect(const sl_model *model, const sl_kind *kind, const char *what,
                          sl_error *error);

/* Tells the model that its parameters changed: packed copies are made anew when next needed. */
void sl_model_touch(sl_model *model);

/* Makes room for weights of this model unless there is some. SL_NO_MEMORY. */
sl_status sl_model_make_room(const sl_model *model, sl_weights *weights, sl_error *error);

const sl_real *sl_model_values(const sl_model *model, sl_reading reading);

/* Makes these the weights that passes read, and packs them unless that is done; the transposed ones
 * too if `backward`. Whoever runs passes does this first: others may have read other weights. */
void sl_model_read(sl_model *model, sl_reading reading, bool backward);

/* The same, in both ways, for weights of the caller's own, which may have changed since. Whoever
 * frees them touches the model before. */
void sl_model_read_own(sl_model *model, const sl_real *values);

/* The same as sl_model_read for the weights that a model is used with. */
void sl_model_pack(sl_model *model, bool backward);

size_t sl_model_symbols(const sl_model *model); /* V */

#endif
