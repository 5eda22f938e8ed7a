#include "native/crew.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "native/exchange.h"
#include "native/ranks.h"
#include "native/team.h"

typedef struct replica {
    pthread_t thread;
    bool running;
    size_t rank;
    sl_exchange *exchange; /* borrowed */
    sl_material material;
    sl_model *model;
    sl_trainer *trainer;
    sl_error error; /* why it has ended, if not because the exchange was closed */
} replica;

struct sl_crew {
    sl_team *team; /* or NULL: threads, by what follows */
    sl_exchange *exchange;
    sl_trainer *trainer;
    size_t count;
    replica others[]; /* (count - 1) */
};

/* One update, as one of the replicas. SL_MISUSE without a message when the exchange is closed. */
static sl_status share_update(sl_trainer *trainer, sl_exchange *exchange, size_t rank,
                              sl_error *error) {
    size_t count = sl_exchange_count(exchange), share = sl_trainer_shards(trainer) / count;
    if (sl_trainer_accumulate(trainer, rank * share, share, error)) return error->status;
    for (size_t bit = 0; (size_t)1 << bit < count; bit++) {
        size_t size;
        const void *part = sl_trainer_partial(trainer, &size);
        size = sl_exchange_swap(exchange, rank, bit, part, size, sl_trainer_inbox(trainer));
        if (size == 0) return SL_MISUSE;
        if (sl_trainer_add_partial(trainer, size, error)) return error->status;
    }
    return sl_trainer_apply(trainer, error);
}

/* A replica runs ahead until it needs the parts of the others, so the first one sets the pace. All
 * diverge together, and then make the update again. */
static void *run_replica(void *given) {
    replica *own = given;
    sl_status status = SL_OK;
    while (status == SL_OK || status == SL_DIVERGED) {
        own->error = (sl_error){0};
        status = share_update(own->trainer, own->exchange, own->rank, &own->error);
    }
    sl_exchange_close(own->exchange);
    return NULL;
}

/* Each with all that it uses in handles of its own. */
static sl_status copy(replica *own, const sl_material *material, const void *bytes, size_t size,
                      sl_error *error) {
    uint16_t *ids;
    size_t count;
    if (sl_model_load(bytes, size, &own->model, error) ||
        sl_material_ids(material, &ids, &count, error))
        return error->status;
    sl_status status = sl_material_from_ids(&own->material, material->is_pairs, own->model, ids,
                                            count, sl_material_fingerprint(material), error);
    free(ids);
    return status;
}

static sl_status start(replica *own, const sl_material *material, const void *bytes, size_t size,
                       sl_error *error) {
    if (copy(own, material, bytes, size, error) ||
        sl_material_trainer(&own->material, own->model, &own->trainer, error) ||
        sl_trainer_restore(own->trainer, bytes, size, error))
        return error->status;
    own->running = pthread_create(&own->thread, NULL, run_replica, own) == 0;
    return SL_OK;
}

static sl_outcome start_all(sl_crew *crew, const sl_material *material, sl_failure *failure) {
    sl_error error;
    void *bytes;
    size_t size;
    if (crew->count == 1) return SL_WELL;
    sl_status status = sl_trainer_save(crew->trainer, "", &bytes, &size, &error);
    bool running = true;
    for (size_t rank = 1; rank < crew->count && !status && running; rank++) {
        replica *own = &crew->others[rank - 1];
        own->rank = rank;
        own->exchange = crew->exchange;
        status = start(own, material, bytes, size, &error);
        running = own->running;
    }
    sl_release(bytes);
    if (status) return sl_refuse_as(failure, &error);
    return running ? SL_WELL : sl_refuse(failure, SL_FAILED, "the system starts no more threads");
}

static sl_outcome join_ranks(sl_crew *crew, const sl_material *material, sl_failure *failure) {
    if (crew->count > 1)
        return sl_refuse(failure, SL_WRONG_USAGE,
                         "each rank trains on one core: leave out --workers, and let mpirun start "
                         "as many ranks as there are cores");
    return sl_team_create(crew->trainer, material, &crew->team, failure);
}

sl_outcome sl_crew_create(sl_trainer *trainer, const sl_material *material, size_t count,
                          sl_crew **out, sl_failure *failure) {
    sl_crew *crew = *out = sl_grab(sizeof *crew + (count - 1) * sizeof crew->others[0]);
    crew->exchange = sl_exchange_create(count);
    crew->trainer = trainer;
    crew->count = count;
    sl_outcome outcome = sl_ranks_count() > 1 ? join_ranks(crew, material, failure)
                                              : start_all(crew, material, failure);
    if (outcome == SL_WELL) return SL_WELL;
    sl_crew_free(crew);
    *out = NULL;
    return failure->outcome;
}

void sl_crew_free(sl_crew *crew) {
    if (!crew) return;
    sl_team_free(crew->team);
    sl_exchange_close(crew->exchange);
    for (replica *own = crew->others; own < crew->others + crew->count - 1; own++) {
        if (own->running) pthread_join(own->thread, NULL);
        sl_trainer_free(own->trainer);
        sl_material_free(&own->material);
        sl_model_free(own->model);
    }
    sl_exchange_free(crew->exchange);
    free(crew);
}

static sl_status step_threads(sl_crew *crew, sl_error *error) {
    *error = (sl_error){0};
    sl_status status = share_update(crew->trainer, crew->exchange, 0, error);
    if (status != SL_MISUSE || error->status) return status;
    /* a replica has ended, and closed the exchange */
    sl_trainer_discard(crew->trainer);
    for (replica *own = crew->others; own < crew->others + crew->count - 1; own++) {
        pthread_join(own->thread, NULL);
        own->running = false;
        if (own->error.status) *error = own->error;
    }
    return error->status;
}

sl_outcome sl_crew_step(sl_crew *crew, sl_failure *failure) {
    sl_error error;
    if (crew->team) return sl_team_step(crew->team, failure);
    return step_threads(crew, &error) ? sl_refuse_as(failure, &error) : SL_WELL;
}
