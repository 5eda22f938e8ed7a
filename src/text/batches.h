/* Windows of a text for truncated backward through time, as in Dive into Deep Learning.
 *
 * Sequential: after a random offset, below one window, the text is cut into B equally long columns;
 * update after update all of them move on by T symbols, so that the state can be carried over.
 * Random: windows of T symbols, end to end, in random order, each from a zero state.
 * Overlapping: the same with a window from every symbol, so an epoch has T times as many. */
#ifndef SL_TEXT_BATCHES_H
#define SL_TEXT_BATCHES_H

#include "base/arena.h"
#include "base/random.h"
#include "base/settings.h"
#include "sluice.h"

typedef struct sl_batches {
    const uint16_t *ids; /* borrowed, (length) */
    size_t length, batch, steps;
    size_t slack;  /* symbols beyond what an update needs */
    size_t stride; /* distance between the starts of shuffled windows; 0: columns, in sequence */
    sl_random random, epoch_random; /* now, and before this epoch's draws */
    uint32_t *order;                /* the windows of this epoch, shuffled */
    size_t offset, column;          /* of this epoch: first symbol, symbols a column */
    size_t windows, window;         /* updates in this epoch, and how many were taken */
    double epochs;                  /* finished */
} sl_batches;

/* Symbols that one update needs, the last of them only to be predicted. */
size_t sl_batches_least(const sl_settings *settings);

/* Updates in an epoch of so many symbols, if its random offset is 0. */
size_t sl_batches_per_epoch(const sl_settings *settings, size_t length);

/* Uses the settings batch, steps, order and seed; `length` is at least sl_batches_least. */
void sl_batches_reserve(sl_batches *batches, const uint16_t *ids, size_t length,
                        const sl_settings *settings, sl_arena *arena);

/* Moves on to the next window; true if its states do not follow from the last one's. */
bool sl_batches_advance(sl_batches *batches);

/* Inputs x and targets y of rows [first, first + rows) of this window, each (T, rows). */
void sl_batches_read(const sl_batches *batches, size_t first, size_t rows, uint16_t *x,
                     uint16_t *y);

/* A place in a pass over the data, from which it can be resumed elsewhere. */
typedef struct sl_place {
    uint64_t random; /* state of the generator before the epoch's draws */
    size_t window;   /* updates done in this epoch; 0: it has not begun */
    double epochs;   /* finished */
} sl_place;

sl_place sl_batches_place(const sl_batches *batches);

/* False if the epoch has no such window. The order has been shuffled by then, so the caller must go
 * to a place that exists. */
bool sl_batches_go_to(sl_batches *batches, const sl_place *place);

/* Call after the update: counts the epoch if that was its last window. */
void sl_batches_finish(sl_batches *batches);

#endif
