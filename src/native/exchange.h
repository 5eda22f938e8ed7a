/* Where the replicas of a training meet, each to swap its part of the gradient for its partner's:
 * the only thing that they share. */
#ifndef SL_NATIVE_EXCHANGE_H
#define SL_NATIVE_EXCHANGE_H

#include <stdbool.h>
#include <stddef.h>

typedef struct sl_exchange sl_exchange;

/* For `count` replicas, a power of two up to 64. */
sl_exchange *sl_exchange_create(size_t count);
void sl_exchange_free(sl_exchange *exchange);
size_t sl_exchange_count(const sl_exchange *exchange);

/* Called by the replica `rank` and by the one whose rank differs in this bit; all replicas make the
 * same calls in the same order. Copies the partner's part to the inbox, which may be where the own
 * part lies, and returns when the partner has this one, with the size of what came; 0 once the
 * exchange has been closed. */
size_t sl_exchange_swap(sl_exchange *exchange, size_t rank, size_t bit, const void *part,
                        size_t size, void *inbox);

/* Ends all swaps that wait or will wait. */
void sl_exchange_close(sl_exchange *exchange);

#endif
