/* An embedding: a table with a row of numbers for each symbol, and what a stack reads of it.
 *
 * Symbols: V symbols, E numbers of each, T steps, B rows. */
#ifndef SL_MODEL_EMBEDDING_H
#define SL_MODEL_EMBEDDING_H

#include "cell/cell.h"
#include "model/dropout.h"
#include "model/parameters.h"

typedef struct sl_embedding {
    size_t symbols, width;           /* V, E; a model without an embedding has E = 0 */
    size_t table;                    /* offset of (V, E) */
    const sl_parameters *parameters; /* borrowed */
} sl_embedding;

/* Declares `prefix`.weight. */
void sl_embedding_declare(sl_embedding *embedding, size_t symbols, size_t width, const char *prefix,
                          sl_parameters *parameters);

/* Symbols as rows, with room for what the caller puts behind their E places. */
typedef struct sl_embedded {
    const sl_embedding *embedding; /* borrowed */
    size_t stride;                 /* of all rows */
    double share;                  /* dropped of the embedding's numbers */
    bool locked;                   /* see dropout.h */
    sl_real *rows;                 /* (T*B) */
    sl_real *d_rows;               /* (T*B): their gradient; NULL without backward */
    sl_real *mask;                 /* (T*B); NULL without dropout */
} sl_embedded;

/* Room for T steps of B rows of `width` places, at least E. */
void sl_embedded_reserve(sl_embedded *embedded, const sl_embedding *embedding, size_t width,
                         size_t steps, size_t batch, sl_dropout dropout, bool backward,
                         sl_arena *arena);

/* Draws what the chosen rows drop; does nothing without dropout. */
void sl_embedded_draw_mask(sl_embedded *embedded, sl_rows rows, sl_random *random);

/* Looks `count` ids up, and drops what the mask says. */
void sl_embedded_look_up(sl_embedded *embedded, const uint16_t *ids, size_t count);

/* What a stack reads. */
sl_input sl_embedded_input(const sl_embedded *embedded);

/* d_rows of `count` rows become zero, for a backward pass to add to. */
void sl_embedded_clear_gradient(sl_embedded *embedded, size_t count);

/* After that pass: d_rows become the gradient of what the table holds. */
void sl_embedded_backward(sl_embedded *embedded, size_t count);

/* After that: adds what the chosen rows contribute to the flat `gradient`, shard by shard.
 * `scratch` holds sl_sums_scratch(n, rows.shards) reals, whatever n: see sl_sum_by_id. */
void sl_embedded_add_gradient(const sl_embedded *embedded, const uint16_t *ids, sl_rows rows,
                              sl_real *gradient, sl_real *scratch);

#endif
