/* A language model: symbol ids -> recurrent stack -> linear output -> logits. Also what it shares
 * with a translation model, whose decoder it is: parameters, packing, output layer. */
#ifndef SL_MODEL_LANGUAGE_MODEL_H
#define SL_MODEL_LANGUAGE_MODEL_H

#include "model/recurrent.h"
#include "text/vocabulary.h"

struct sl_model {
    sl_settings settings;
    sl_vocabulary *vocabulary;
    sl_parameters parameters;
    sl_recurrent stack;
    size_t output_weight, output_bias; /* offsets: (D*H, V), (V) or SL_ABSENT */
    sl_real *packed_output, *packed_output_t;
    enum { SL_PACKED_NONE, SL_PACKED_FORWARD, SL_PACKED_BOTH } packed;
    double updates, tokens;
    struct sl_translation *translation; /* NULL in a language model; see seq2seq.h */
    sl_arena arena;
};

/* The first steps of making a model of either kind: a struct with its settings and a copy of its
 * vocabulary. Free with sl_model_free. */
sl_status sl_model_begin(const sl_settings *settings, const sl_vocabulary *vocabulary,
                         sl_model **out, sl_error *error);

/* The last: `build` runs twice, see arena.h; then parameters are drawn. */
sl_status sl_model_complete(sl_model *model, void (*build)(void *model), sl_error *error);

/* Declares the output layer, `prefix`.weight and .bias, and takes its packed copies. */
void sl_output_declare(sl_model *model, const char *prefix);

/* Tells the model that its parameters changed: packed copies are made anew when next needed. */
void sl_model_touch(sl_model *model);

/* Packs the present weights unless that is done; the transposed ones too if `backward`. */
void sl_model_pack(sl_model *model, bool backward);

size_t sl_model_symbols(const sl_model *model); /* V */

/* Room for passes over windows of up to T steps and B rows; whoever makes passes owns one. */
typedef struct sl_pass {
    sl_run run;
    sl_real *logits; /* (T*B, V) of row stride logits_stride */
    size_t logits_stride;
    sl_real *scratch; /* NULL without backward */
} sl_pass;

void sl_pass_reserve(sl_pass *pass, const sl_model *model, size_t steps, size_t batch,
                     sl_dropout dropout, bool backward, sl_arena *arena);

/* Runs symbols x (T, B) from the states set in pass->run; leaves outputs there and the logits. The
 * model must be packed. */
void sl_model_forward(const sl_model *model, sl_pass *pass, const uint16_t *x);

/* The logits of pass->run's outputs alone. */
void sl_model_logits(const sl_model *model, sl_pass *pass);

/* Summed cross-entropy of the chosen rows' logits with targets y (T, B), in nats. These logits
 * become the gradient of scale times that. */
double sl_model_loss(const sl_model *model, sl_pass *pass, sl_rows rows, const uint16_t *y,
                     sl_real scale);

/* After forward and loss. The gradient of the final states is what the tapes hold; see
 * sl_run_clear_state_gradient. */
void sl_model_backward(const sl_model *model, sl_pass *pass);

/* After that: adds what the chosen rows contribute to the flat `gradient`. */
void sl_model_add_gradient(const sl_model *model, const sl_pass *pass, sl_rows rows,
                           const uint16_t *x, sl_real *gradient);

/* The parts of both above the stack: gradients of its outputs, and of the output layer. */
void sl_output_backward(const sl_model *model, sl_pass *pass);
void sl_output_add_gradient(const sl_model *model, const sl_pass *pass, sl_rows rows,
                            sl_real *gradient);

#endif
