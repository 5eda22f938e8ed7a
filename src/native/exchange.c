#include "native/exchange.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "native/failure.h"

/* What a replica lays out for its partner, and how many swaps it has begun, and finished copying.
 */
typedef struct stand {
    void *part;
    size_t size, room;
    atomic_ulong begun, copied;
} stand;

/* Looks at the partner before a replica that waits goes to sleep: waking up takes longer than most
 * partners are late. Some hundred microseconds. */
enum { LOOKS = 10000 };

struct sl_exchange {
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    bool closed;
    size_t count;
    stand stands[]; /* (count), by rank */
};

sl_exchange *sl_exchange_create(size_t count) {
    sl_exchange *exchange = sl_grab(sizeof *exchange + count * sizeof exchange->stands[0]);
    pthread_mutex_init(&exchange->mutex, NULL);
    pthread_cond_init(&exchange->changed, NULL);
    exchange->count = count;
    return exchange;
}

void sl_exchange_free(sl_exchange *exchange) {
    for (size_t rank = 0; rank < exchange->count; rank++) free(exchange->stands[rank].part);
    pthread_cond_destroy(&exchange->changed);
    pthread_mutex_destroy(&exchange->mutex);
    free(exchange);
}

size_t sl_exchange_count(const sl_exchange *exchange) { return exchange->count; }

void sl_exchange_close(sl_exchange *exchange) {
    pthread_mutex_lock(&exchange->mutex);
    exchange->closed = true;
    pthread_cond_broadcast(&exchange->changed);
    pthread_mutex_unlock(&exchange->mutex);
}

static bool comes_soon(const atomic_ulong *other, unsigned long step) {
    for (int looks = 0; looks < LOOKS; looks++) {
        if (atomic_load(other) >= step) return true;
#if defined(__x86_64__) || defined(__i386__)
        __builtin_ia32_pause();
#endif
    }
    return false;
}

/* Says one step more, and waits until the partner has come as far; false if it will not. */
static bool keep_step(sl_exchange *exchange, atomic_ulong *own, const atomic_ulong *other) {
    pthread_mutex_lock(&exchange->mutex);
    unsigned long step = atomic_fetch_add(own, 1) + 1;
    pthread_cond_broadcast(&exchange->changed);
    pthread_mutex_unlock(&exchange->mutex);
    if (comes_soon(other, step)) return true;
    pthread_mutex_lock(&exchange->mutex);
    while (atomic_load(other) < step && !exchange->closed)
        pthread_cond_wait(&exchange->changed, &exchange->mutex);
    bool together = atomic_load(other) >= step;
    pthread_mutex_unlock(&exchange->mutex);
    return together;
}

/* A copy, for inbox and part may be one. */
static void lay_out(stand *own, const void *part, size_t size) {
    if (size > own->room) own->part = sl_regrab(own->part, own->room = size);
    memcpy(own->part, part, own->size = size);
}

size_t sl_exchange_swap(sl_exchange *exchange, size_t rank, size_t bit, const void *part,
                        size_t size, void *inbox) {
    stand *own = &exchange->stands[rank], *other = &exchange->stands[rank ^ (size_t)1 << bit];
    lay_out(own, part, size); /* the partner reads it after it has seen `begun` */
    if (!keep_step(exchange, &own->begun, &other->begun)) return 0;
    size_t came = other->size;
    memcpy(inbox, other->part, came);
    return keep_step(exchange, &own->copied, &other->copied) ? came : 0;
}
