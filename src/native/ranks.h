/* Processes that mpirun has started to share a training, on one machine or many: the one file that
 * knows MPI. Rank 0 alone reads, writes and talks. */
#ifndef SL_NATIVE_RANKS_H
#define SL_NATIVE_RANKS_H

#include "native/failure.h"

/* Joins the others, if mpirun has started this; then how many there are, and which this is. */
sl_outcome sl_ranks_begin(sl_failure *failure);
size_t sl_ranks_count(void);
size_t sl_ranks_own(void);
/* The end of the process: all ranks come here, unless one was lost. */
void sl_ranks_end(void);

/* Bytes of rank 0 for all ranks. */
void sl_ranks_share(void *bytes, size_t size);
/* How it went on all ranks, on each; rank 0 is told what has failed elsewhere, and where. */
sl_outcome sl_ranks_agree(sl_outcome own, sl_failure *failure);

/* Sends bytes to another rank, and waits for those that it sends: of any size, which is returned,
 * into a block that grows, or of a known size. False when rank 0 is asked to end and the other one
 * stays away, as after its death; then the ranks are lost to each other. */
typedef struct sl_block {
    void *bytes;
    size_t size, room;
} sl_block;

bool sl_ranks_swap_block(size_t other, const void *sent, size_t size, sl_block *received);
bool sl_ranks_swap(size_t other, const void *sent, size_t size, void *received,
                   size_t received_size);

#endif
