/* Encoder and decoder, as in Dive into Deep Learning: the source is embedded and run through a
 * stack; its final states, and its top one as a context beside every embedded input, start and feed
 * the decoder, whose outputs give the logits of the next target token.
 *
 * A translation model is an sl_model whose `stack` is the decoder and whose `vocabulary` is the
 * target's; what else it has is here.
 *
 * Symbols: S source and T target steps, B rows, E embedding, H hidden, V target vocabulary. */
#ifndef SL_MODEL_SEQ2SEQ_H
#define SL_MODEL_SEQ2SEQ_H

#include "model/language_model.h"
#include "text/pairs.h"

enum { SL_STATE_H, SL_STATE_C, SL_STATE_PARTS };

/* Turns the final states of both directions (B, 2H) into one (B, H): an affine map, learned. */
typedef struct sl_bridge {
    size_t weight, bias; /* offsets: (2H, H), (H); bias may be SL_ABSENT */
    sl_real *packed, *packed_t;
} sl_bridge;

typedef struct sl_translation {
    sl_vocabulary *source;
    sl_recurrent encoder;
    size_t embedding;                                /* E */
    size_t source_embedding, target_embedding;       /* offsets: (source vocabulary, E), (V, E) */
    sl_bridge bridge[SL_MAX_LAYERS][SL_STATE_PARTS]; /* of a bidirectional encoder */
} sl_translation;

/* A translation model with freshly drawn parameters. */
sl_status sl_seq2seq_create(const sl_settings *settings, const sl_vocabulary *source,
                            const sl_vocabulary *target, sl_model **out, sl_error *error);

/* Room for encoding. */
typedef struct sl_encoding {
    sl_run run;
    uint16_t *ids, *lengths;    /* (S, B), (B) */
    sl_real *rows, *d_rows;     /* (S*B, E) */
    sl_real *joined, *d_joined; /* (B, 2H) of one layer's states, for the bridge */
    size_t row_stride, joined_stride;
} sl_encoding;

/* Room for decoding. */
typedef struct sl_decoding {
    sl_pass pass;
    uint16_t *inputs, *targets, *lengths; /* (T, B), (T, B), (B) */
    sl_real *context;                     /* (B, H) */
    sl_real *rows, *d_rows;               /* (T*B, E + H) */
    size_t row_stride, context_stride;
} sl_decoding;

void sl_encoding_reserve(sl_encoding *encoding, const sl_model *model, size_t steps, size_t batch,
                         sl_dropout dropout, bool backward, sl_arena *arena);
void sl_decoding_reserve(sl_decoding *decoding, const sl_model *model, size_t steps, size_t batch,
                         sl_dropout dropout, bool backward, sl_arena *arena);

/* Runs the encoder over encoding->ids, each row for its length, and starts the decoder of as many
 * rows with the outcome. Shapes are set before with sl_run_shape. */
void sl_encode(const sl_model *model, sl_encoding *encoding, sl_decoding *decoding);

/* Runs the decoder over decoding->inputs from the states set; leaves the logits in its pass. */
void sl_decode(const sl_model *model, sl_decoding *decoding);

/* Summed cross-entropy with decoding->targets over each row's length. The logits become the
 * gradient of scale times that, zero past the length. */
double sl_decoding_loss(const sl_model *model, sl_decoding *decoding, sl_real scale);

/* After encode, decode and loss: adds to the flat gradient. */
void sl_seq2seq_backward(const sl_model *model, sl_encoding *encoding, sl_decoding *decoding,
                         sl_real *gradient);

/* Packs what language_model.c does not. */
void sl_translation_pack(const sl_model *model, bool backward);

#endif
