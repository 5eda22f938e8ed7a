/* Encoder and decoder, as in Dive into Deep Learning: the source is embedded and run through a
 * stack; its final states, and its top one as a context beside every embedded input, start and feed
 * the decoder, whose outputs give the logits of the next target token.
 *
 * A translation model is an sl_model whose `stack` is the decoder and whose `vocabulary` is the
 * target's.
 *
 * Symbols: S source and T target steps, B rows, E embedding, H hidden, V target vocabulary. */
#ifndef SL_MODEL_SEQ2SEQ_H
#define SL_MODEL_SEQ2SEQ_H

#include "model/output.h"
#include "text/pairs.h"

extern const sl_kind sl_translation_model;

typedef struct sl_translation {
    sl_model model;
    sl_recurrent encoder;
    sl_embedding source_embedding; /* of the encoder; that of the model is the decoder's */
    /* Of a bidirectional encoder: turns the final states of both directions, (B, 2H), into (B, H).
     */
    sl_affine bridge[SL_MAX_LAYERS * SL_STATE_PARTS]; /* of part p of layer l: l * parts + p */
} sl_translation;

/* The translation model that this is; see sl_model_expect. */
static inline const sl_translation *sl_translation_of(const sl_model *model) {
    return (const sl_translation *)model;
}

/* Room for encoding. */
typedef struct sl_encoding {
    const sl_translation *translation; /* borrowed */
    sl_run run;
    uint16_t *ids, *lengths;    /* (S, B), (B) */
    sl_embedded input;          /* (S*B, E) */
    sl_real *joined, *d_joined; /* (B, 2H) of one layer's states, for the bridge */
    size_t joined_stride;
} sl_encoding;

/* Room for decoding. */
typedef struct sl_decoding {
    sl_pass pass;                         /* its input is (T*B, E + H): the context stands behind */
    uint16_t *inputs, *targets, *lengths; /* (T, B), (T, B), (B) */
    sl_real *context;                     /* (B, H) */
    size_t context_stride;
} sl_decoding;

void sl_encoding_reserve(sl_encoding *encoding, const sl_model *model, size_t steps, size_t batch,
                         sl_dropout dropout, bool backward, sl_arena *arena);
void sl_decoding_reserve(sl_decoding *decoding, const sl_model *model, size_t steps, size_t batch,
                         sl_dropout dropout, size_t shards, sl_arena *arena);

/* Runs the encoder over encoding->ids, each row for its length, and starts the decoder of as many
 * rows with the outcome. Shapes are set before with sl_run_shape. */
void sl_encode(sl_encoding *encoding, sl_decoding *decoding);

/* Runs the decoder over decoding->inputs from the states set; leaves the logits in its pass. */
void sl_decode(sl_decoding *decoding);

/* Summed cross-entropy of the chosen rows with decoding->targets over each row's length. Their
 * logits become the gradient of scale times that, zero past the length. */
double sl_decoding_loss(sl_decoding *decoding, sl_rows rows, sl_real scale);

/* After encode, decode and loss: adds to the flat gradient, whose rows fall into so many shards. */
void sl_seq2seq_backward(sl_encoding *encoding, sl_decoding *decoding, size_t shards,
                         sl_real *gradient);

#endif
