#include "native/team.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "native/fingerprint.h"
#include "native/ranks.h"
#include "native/talk.h"

/* Sums are added in as many rounds as the ranks have bits; bytes of a piece begin at a line. */
enum { MOST_ROUNDS = 8, LINE = 64 };

struct sl_team {
    sl_trainer *trainer;
    sl_model *model; /* of a rank that serves, as the material */
    sl_material material;
    sl_block rest, piece; /* that came */
    bool is_open;
};

/* What rank 0 asks for; no bytes: the end. */
typedef struct job {
    uint64_t bytes, symbols; /* of the training as a file; of the material */
    uint64_t is_pairs;
    char fingerprint[128]; /* of the material */
} job;

/* ---- an update ---- */

/* Bytes of the gradient. */
typedef struct range {
    size_t from, to;
} range;

static void halve(range whole, bool upper, range *kept, range *sent) {
    size_t half = (whole.to - whole.from) / 2, middle = whole.from + half / LINE * LINE;
    *kept = (range){upper ? middle : whole.from, upper ? whole.to : middle};
    *sent = (range){upper ? whole.from : middle, upper ? middle : whole.to};
}

/* One round: adds the partner's piece of what both have in common. False when one of the two has
 * come to the end, which so spreads to all. */
static bool add_round(sl_team *team, size_t partner, range kept, range sent, bool closing,
                      sl_failure *failure) {
    size_t size;
    sl_error error;
    const char *gradient = sl_trainer_gradient(team->trainer, &size);
    const void *rest = sl_trainer_rest(team->trainer, &size);
    if (!sl_ranks_swap_block(partner, rest, closing ? 0 : size, &team->rest)) {
        failure->outcome = SL_STOPPED;
        return false;
    }
    if (closing || team->rest.size == 0) return false;
    size_t keeping = kept.to - kept.from;
    if (keeping > team->piece.room)
        team->piece.bytes = sl_regrab(team->piece.bytes, team->piece.room = keeping);
    if (!sl_ranks_swap(partner, gradient + sent.from, sent.to - sent.from, team->piece.bytes,
                       keeping))
        failure->outcome = SL_STOPPED;
    else if (sl_trainer_add_piece(team->trainer, team->rest.bytes, team->rest.size,
                                  team->piece.bytes, kept.from, kept.to, &error))
        failure->outcome = sl_refuse_as(failure, &error);
    return failure->outcome == SL_WELL;
}

/* Adds up the sums of all ranks: down the tree each goes on with half of what it has in common with
 * its partner, and back up they send each other what is whole. Returns false at the end of the
 * training, or of the ranks. */
static bool add_up(sl_team *team, bool closing, sl_failure *failure) {
    size_t own = sl_ranks_own(), rounds = 0;
    range whole = {0}, kept[MOST_ROUNDS], sent[MOST_ROUNDS];
    char *gradient = sl_trainer_gradient(team->trainer, &whole.to);
    for (size_t bit = 1; bit < sl_ranks_count(); bit *= 2, rounds++) {
        halve(whole, own & bit, &kept[rounds], &sent[rounds]);
        whole = kept[rounds];
        closing = !add_round(team, own ^ bit, kept[rounds], sent[rounds], closing, failure);
        if (closing && failure->outcome) return false;
    }
    while (!closing && rounds-- > 0)
        if (!sl_ranks_swap(own ^ (size_t)1 << rounds, gradient + kept[rounds].from,
                           kept[rounds].to - kept[rounds].from, gradient + sent[rounds].from,
                           sent[rounds].to - sent[rounds].from)) {
            failure->outcome = SL_STOPPED;
            return false;
        }
    return !closing;
}

/* One update on this rank. SL_STOPPED when it is time to end. */
static sl_outcome share_update(sl_team *team, sl_failure *failure) {
    size_t share = sl_trainer_shards(team->trainer) / sl_ranks_count();
    sl_error error;
    *failure = (sl_failure){0};
    if (sl_trainer_accumulate(team->trainer, sl_ranks_own() * share, share, &error))
        return sl_refuse_as(failure, &error);
    if (!add_up(team, false, failure)) {
        sl_trainer_discard(team->trainer);
        return failure->outcome = failure->outcome ? failure->outcome : SL_STOPPED;
    }
    return sl_trainer_apply(team->trainer, &error) ? sl_refuse_as(failure, &error) : SL_WELL;
}

sl_outcome sl_team_step(sl_team *team, sl_failure *failure) {
    if (share_update(team, failure) == SL_STOPPED) {
        team->is_open = false;
        sl_say("sluice: a rank has ended, or does not answer: the training ends with the last "
               "update that all have made");
    }
    return failure->outcome;
}

/* ---- rank 0 ---- */

static sl_outcome check_count(const sl_trainer *trainer, sl_failure *failure) {
    size_t ranks = sl_ranks_count(), shards = sl_trainer_shards(trainer);
    if (shards % ranks == 0) return SL_WELL;
    return sl_refuse(failure, SL_WRONG_USAGE,
                     "%zu ranks cannot share a batch of %zu shard%s: take a power of two up to %zu",
                     ranks, shards, shards == 1 ? "" : "s", shards);
}

static sl_outcome send_job(const sl_trainer *trainer, const sl_material *material,
                           sl_failure *failure) {
    sl_error error;
    void *bytes;
    uint16_t *ids;
    size_t size, symbols;
    if (sl_trainer_save(trainer, "", &bytes, &size, &error)) return sl_refuse_as(failure, &error);
    if (sl_material_ids(material, &ids, &symbols, &error)) {
        sl_release(bytes);
        return sl_refuse_as(failure, &error);
    }
    job asked = {.bytes = size, .symbols = symbols, .is_pairs = material->is_pairs};
    snprintf(asked.fingerprint, sizeof asked.fingerprint, "%s", sl_material_fingerprint(material));
    sl_ranks_share(&asked, sizeof asked);
    sl_ranks_share(bytes, size);
    sl_ranks_share(ids, symbols * sizeof *ids);
    sl_release(bytes);
    free(ids);
    return sl_ranks_agree(SL_WELL, failure);
}

sl_outcome sl_team_create(sl_trainer *trainer, const sl_material *material, sl_team **out,
                          sl_failure *failure) {
    *out = NULL;
    if (check_count(trainer, failure) || send_job(trainer, material, failure))
        return failure->outcome;
    *out = sl_grab(sizeof **out);
    **out = (sl_team){.trainer = trainer, .is_open = true};
    return SL_WELL;
}

static void free_blocks(sl_team *team) {
    free(team->rest.bytes);
    free(team->piece.bytes);
}

void sl_team_free(sl_team *team) {
    sl_failure failure = {0};
    if (!team) return;
    if (team->is_open) add_up(team, true, &failure);
    free_blocks(team);
    free(team);
}

void sl_team_dismiss(void) {
    job none = {0};
    sl_ranks_share(&none, sizeof none);
}

/* ---- the others ---- */

static sl_outcome take_job(const job *asked, sl_team *team, sl_failure *failure) {
    sl_error error;
    uint16_t *ids = sl_grab(asked->symbols * sizeof *ids);
    void *bytes = sl_grab(asked->bytes);
    sl_ranks_share(bytes, asked->bytes);
    sl_ranks_share(ids, asked->symbols * sizeof *ids);
    sl_status status = sl_model_load(bytes, asked->bytes, &team->model, &error);
    if (!status)
        status = sl_material_from_ids(&team->material, asked->is_pairs, team->model, ids,
                                      asked->symbols, asked->fingerprint, &error);
    if (!status) status = sl_material_trainer(&team->material, team->model, &team->trainer, &error);
    if (!status) status = sl_trainer_restore(team->trainer, bytes, asked->bytes, &error);
    free(ids);
    free(bytes);
    return sl_ranks_agree(status ? sl_refuse_as(failure, &error) : SL_WELL, failure);
}

/* All diverge together, and then make the update again: rank 0 may go on. */
static void serve(const job *asked) {
    sl_team team = {0};
    sl_failure failure = {0};
    if (take_job(asked, &team, &failure) == SL_WELL)
        while (share_update(&team, &failure) != SL_STOPPED)
            if (failure.outcome && failure.status != SL_DIVERGED) {
                sl_say("sluice: rank %zu: %s", sl_ranks_own(), failure.message);
                exit(SL_FAILED);
            }
    free_blocks(&team);
    sl_trainer_free(team.trainer);
    sl_material_free(&team.material);
    sl_model_free(team.model);
}

void sl_team_serve(void) {
    for (job asked;;) {
        sl_ranks_share(&asked, sizeof asked);
        if (asked.bytes == 0) return;
        serve(&asked);
    }
}

/* ---- all ---- */

sl_outcome sl_team_meet(sl_failure *failure) {
    sl_outcome outcome = SL_WELL;
    if (sl_ranks_count() == 1) return SL_WELL;
    sl_fingerprint own = sl_fingerprint_own(), first = own;
    sl_ranks_share(&first, sizeof first);
    if (!sl_fingerprint_equals(&own, &first))
        outcome = sl_refuse(failure, SL_FAILED,
                            "its sluice-train %s (engine %s) computes other bits than that of "
                            "rank 0, %s (engine %s): start the same build everywhere",
                            own.version, own.engine, first.version, first.engine);
    return sl_ranks_agree(outcome, failure);
}
