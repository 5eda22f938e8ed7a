#include "native/ranks.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "native/stop.h"
#include "native/talk.h"

/* The first of these variables that is there, or NULL. */
static const char *found_in(const char *const *names) {
    while (*names && !getenv(*names)) names++;
    return *names ? getenv(*names) : NULL;
}

#ifndef SL_MPI
static const char *const counts[] = {"OMPI_COMM_WORLD_SIZE", "PMI_SIZE", NULL};
static const char *const owns[] = {"OMPI_COMM_WORLD_RANK", "PMI_RANK", NULL};

sl_outcome sl_ranks_begin(sl_failure *failure) {
    const char *count = found_in(counts), *own = found_in(owns);
    if (!count || strcmp(count, "1") == 0) return SL_WELL;
    if (own && strcmp(own, "0") != 0) exit(SL_WRONG_USAGE); /* rank 0 says it */
    return sl_refuse(failure, SL_WRONG_USAGE,
                     "mpirun has started this %s times, and it was built without MPI: build it "
                     "with -DSL_MPI=ON",
                     count);
}

size_t sl_ranks_count(void) { return 1; }
size_t sl_ranks_own(void) { return 0; }
void sl_ranks_end(void) {}

void sl_ranks_share(void *bytes, size_t size) { (void)bytes, (void)size; }

sl_outcome sl_ranks_agree(sl_outcome own, sl_failure *failure) { return (void)failure, own; }

bool sl_ranks_swap_block(size_t other, const void *sent, size_t size, sl_block *received) {
    return (void)other, (void)sent, (void)size, (void)received, false;
}

bool sl_ranks_swap(size_t other, const void *sent, size_t size, void *received,
                   size_t received_size) {
    return (void)other, (void)sent, (void)size, (void)received, (void)received_size, false;
}

#else
#include <mpi.h>
#include <sched.h>
#include <time.h>

/* Bytes of a broadcast: MPI counts in int. */
#define PIECE ((size_t)1 << 30)
/* Seconds that rank 0 waits for another one after it was asked to end: mpirun, which asks so when a
 * rank has died, kills a second later. */
#define GRACE 0.5
/* Seconds after which a rank that waits leaves the core to others: the partner may need it. Then it
 * looks again every so many nanoseconds. */
#define SPIN 3e-4
enum { NAP = 20000 };

/* MPI is one to a process, too. */
static size_t ranks = 1, own_rank;
static bool lost;

/* By one of these, launchers tell a process that it is one of several. */
static const char *const signs[] = {"OMPI_COMM_WORLD_SIZE", "PMI_SIZE", "PMIX_RANK", NULL};

sl_outcome sl_ranks_begin(sl_failure *failure) {
    int count, own, provided;
    (void)failure;
    if (!found_in(signs)) return SL_WELL; /* MPI takes half a second to begin */
    MPI_Init_thread(NULL, NULL, MPI_THREAD_FUNNELED, &provided);
    MPI_Comm_size(MPI_COMM_WORLD, &count);
    MPI_Comm_rank(MPI_COMM_WORLD, &own);
    ranks = (size_t)count;
    own_rank = (size_t)own;
    return SL_WELL;
}

size_t sl_ranks_count(void) { return ranks; }
size_t sl_ranks_own(void) { return own_rank; }

void sl_ranks_end(void) {
    int begun;
    MPI_Initialized(&begun);
    if (begun && !lost) MPI_Finalize();
}

/* ---- waiting ---- */

typedef struct patience {
    double since, asked_at; /* asked to end; 0: not */
} patience;

/* Between two looks; false when there is nothing more to wait for. */
static bool wait_on(patience *own) {
    static const struct timespec nap = {.tv_nsec = NAP};
    double now = sl_seconds();
    if (own->since == 0) own->since = now;
    if (now - own->since < SPIN)
        sched_yield();
    else
        nanosleep(&nap, NULL);
    if (own_rank > 0 || !sl_stopped()) return true;
    if (own->asked_at == 0) own->asked_at = now;
    lost = now - own->asked_at > GRACE;
    return !lost;
}

static bool finish(MPI_Request *requests, int count, patience *own) {
    for (int done;;) {
        MPI_Testall(count, requests, &done, MPI_STATUSES_IGNORE);
        if (done) return true;
        if (!wait_on(own)) return false;
    }
}

/* ---- all with all ---- */

void sl_ranks_share(void *bytes, size_t size) {
    for (size_t at = 0; at < size && ranks > 1 && !lost; at += PIECE) {
        patience own = {0};
        int count = (int)(size - at < PIECE ? size - at : PIECE);
        MPI_Request request;
        MPI_Ibcast((char *)bytes + at, count, MPI_BYTE, 0, MPI_COMM_WORLD, &request);
        finish(&request, 1, &own);
    }
}

/* How it went on a rank, for builds of all kinds alike. */
typedef struct account {
    int32_t outcome;
    char message[1000];
} account;

static sl_outcome read_accounts(const account *all, sl_failure *failure) {
    for (size_t rank = 0; rank < ranks; rank++) {
        sl_outcome outcome = (sl_outcome)all[rank].outcome;
        if (!outcome || rank == 0) continue;
        return sl_refuse(failure, outcome, "rank %zu: %s", rank, all[rank].message);
    }
    return SL_WELL;
}

sl_outcome sl_ranks_agree(sl_outcome own, sl_failure *failure) {
    if (ranks == 1) return own;
    if (lost) return failure->outcome = SL_STOPPED;
    account *all = sl_grab(ranks * sizeof *all), mine = {(int32_t)own, ""};
    int32_t verdict = (int32_t)own;
    if (own) snprintf(mine.message, sizeof mine.message, "%.900s", failure->message);
    MPI_Gather(&mine, sizeof mine, MPI_BYTE, all, sizeof mine, MPI_BYTE, 0, MPI_COMM_WORLD);
    if (own_rank == 0 && !own) verdict = (int32_t)read_accounts(all, failure);
    free(all);
    sl_ranks_share(&verdict, sizeof verdict);
    return (sl_outcome)verdict;
}

/* ---- one with one ---- */

/* Parts are whole numbers of words; counted so, MPI's int reaches further. */
static int words_of(size_t size) { return (int)(size / sizeof(uint32_t)); }

static bool receive(size_t other, sl_block *received, patience *own) {
    MPI_Message message;
    MPI_Status status;
    MPI_Request request;
    int there = 0, words;
    for (;;) {
        MPI_Improbe((int)other, 0, MPI_COMM_WORLD, &there, &message, &status);
        if (there) break;
        if (!wait_on(own)) return false;
    }
    MPI_Get_count(&status, MPI_UINT32_T, &words);
    received->size = (size_t)words * sizeof(uint32_t);
    if (received->size > received->room)
        received->bytes = sl_regrab(received->bytes, received->room = received->size);
    MPI_Imrecv(received->bytes, words, MPI_UINT32_T, &message, &request);
    return finish(&request, 1, own);
}

bool sl_ranks_swap_block(size_t other, const void *sent, size_t size, sl_block *received) {
    patience own = {0};
    MPI_Request request;
    MPI_Isend(sent, words_of(size), MPI_UINT32_T, (int)other, 0, MPI_COMM_WORLD, &request);
    return receive(other, received, &own) && finish(&request, 1, &own);
}

bool sl_ranks_swap(size_t other, const void *sent, size_t size, void *received,
                   size_t received_size) {
    patience own = {0};
    MPI_Request requests[2];
    MPI_Irecv(received, words_of(received_size), MPI_UINT32_T, (int)other, 0, MPI_COMM_WORLD,
              &requests[0]);
    MPI_Isend(sent, words_of(size), MPI_UINT32_T, (int)other, 0, MPI_COMM_WORLD, &requests[1]);
    return finish(requests, 2, &own);
}
#endif
