/* Counted n-gram models of symbols with Witten-Bell smoothing (Witten and Bell 1991):
 *
 *     p(w | h) = (c(h w) + t(h) * p(w | h')) / (c(h) + t(h))
 *
 * c(h w): how often w followed the context h; c(h): how often any symbol did; t(h): how many
 * different ones; h': h without its oldest symbol. Below the empty context lies the uniform
 * distribution over the vocabulary; a context that was never followed by anything is passed over.
 */
#ifndef SL_TEXT_NGRAM_H
#define SL_TEXT_NGRAM_H

#include "sluice.h"

enum { SL_NGRAM_ORDERS = 8 };

/* The last symbols read, as contexts of every length that the model knows. */
typedef struct sl_ngram_cursor {
    uint32_t contexts[SL_NGRAM_ORDERS]; /* [k]: of the last k symbols */
} sl_ngram_cursor;

/* Before the first symbol. */
sl_ngram_cursor sl_ngram_start(void);
void sl_ngram_read(const sl_ngram *ngram, sl_ngram_cursor *cursor, uint16_t symbol);

/* Of the next symbol, from at most order - 1 read before it; never 0. */
double sl_ngram_probability(const sl_ngram *ngram, const sl_ngram_cursor *cursor, size_t order,
                            uint16_t symbol);

#endif
