/* A translation model that learns pairs of sentences. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "math/elementwise.h"
#include "train/noise.h"
#include "train/pair_batch.h"
#include "train/trainer.h"

typedef struct sl_pair_learner {
    sl_learner base;
    const sl_pairs *pairs;
    sl_random random, epoch_random; /* of the order: now, and before this epoch's shuffle */
    bool shuffled;
    uint32_t *order;    /* (training), shuffled each epoch */
    size_t next, first; /* places in `order`: of the next batch, and of the present one */
    size_t longest_source, longest_target; /* steps that the longest sentences take */
    sl_encoding encoding;
    sl_decoding decoding;
    sl_random coin;     /* decides on teacher forcing */
    sl_random dropping; /* draws the decoder's masks */
    sl_real *states;    /* two of the decoder's, for its guesses */
    double loss;        /* of the shard that ran, summed, in nats */
} sl_pair_learner;

/* ---- Order --------------------------------------------------------------------------------- */

static void shuffle(sl_pair_learner *learner) {
    learner->epoch_random = learner->random;
    sl_random_order(&learner->random, learner->order, learner->base.training_length);
    learner->next = 0;
    learner->shuffled = true;
}

/* ---- Teacher forcing ----------------------------------------------------------------------- */

static void draw_masks(sl_pair_learner *learner) {
    sl_pass *pass = &learner->decoding.pass;
    sl_pass_draw_masks(pass, sl_run_rows(&pass->run), &learner->dropping);
}

/* Masks of steps are drawn anew; those of a whole sentence serve its guesses, too. */
static void decode(sl_pair_learner *learner) {
    if (!learner->decoding.pass.run.dropout.locked) draw_masks(learner);
    sl_decode(&learner->decoding);
}

/* Runs the decoder one step at a time and, where the coin says so, puts its own guess in the place
 * of the true previous token. No gradient flows through a guess, so the pass that follows over the
 * inputs found here has the gradient. */
static void mix_in_guesses(sl_pair_learner *learner) {
    sl_decoding *decoding = &learner->decoding;
    sl_run *run = &decoding->pass.run;
    size_t steps = run->steps, rows = run->batch;
    uint16_t *inputs = decoding->inputs;
    size_t state_size = sl_run_state_size(run);
    sl_real *first = learner->states, *at = first + state_size;
    sl_run_get_first_state(run, sl_run_rows(run), first);
    memcpy(at, first, state_size * sizeof *at);
    for (size_t t = 0; t + 1 < steps; t++) {
        sl_run_shape(run, 1, rows);
        sl_run_set_state(run, sl_run_rows(run), at);
        decoding->inputs = inputs + t * rows;
        decode(learner);
        sl_run_get_state(run, sl_run_rows(run), at);
        for (size_t i = 0; i < rows; i++)
            if (sl_random_uniform(&learner->coin) >= learner->base.settings->teacher)
                inputs[(t + 1) * rows + i] =
                    (uint16_t)sl_largest(decoding->pass.logits + i * decoding->pass.logits_stride,
                                         sl_model_symbols(learner->base.model));
    }
    decoding->inputs = inputs;
    sl_run_shape(run, steps, rows);
    sl_run_set_state(run, sl_run_rows(run), first);
}

/* Of the source all, of the target what follows <bos>. */
static void drop_tokens(sl_pair_learner *learner, sl_random *random) {
    double share = learner->base.settings->token_dropout;
    sl_rows source = sl_run_rows(&learner->encoding.run);
    sl_rows target = sl_run_rows(&learner->decoding.pass.run);
    sl_drop_tokens(learner->encoding.ids, source, share, random);
    target.steps--;
    sl_drop_tokens(learner->decoding.inputs + target.batch, target, share, random);
}

/* ---- The learner --------------------------------------------------------------------------- */

static void reserve(sl_learner *base, sl_arena *arena) {
    sl_pair_learner *learner = (sl_pair_learner *)base;
    const sl_settings *settings = base->settings;
    size_t rows = sl_shard_rows(settings->batch, 0);
    learner->order = sl_arena_reserve(arena, learner->base.training_length, sizeof *learner->order);
    sl_dropout decoder = sl_dropout_of(settings), encoder = decoder;
    encoder.last = 0; /* of its last layer only states are read */
    sl_encoding_reserve(&learner->encoding, base->model, learner->longest_source, rows, encoder,
                        true, arena);
    sl_decoding_reserve(&learner->decoding, base->model, learner->longest_target, rows, decoder,
                        true, arena);
    learner->states = sl_arena_reals(arena, 2 * sl_run_state_size(&learner->decoding.pass.run));
}

static void begin(sl_learner *base) {
    sl_pair_learner *learner = (sl_pair_learner *)base;
    size_t most = base->settings->batch;
    sl_model_read(base->model, SL_READ_TRAINED, true);
    if (learner->next == learner->base.training_length || !learner->shuffled) shuffle(learner);
    learner->first = learner->next;
    size_t left = learner->base.training_length - learner->first;
    base->batch = left < most ? left : most;
    learner->next += base->batch;
    base->tokens = 0;
    for (size_t i = learner->first; i < learner->next; i++)
        base->tokens += (double)sl_pair_steps(&learner->pairs->target, learner->order[i],
                                              base->settings->steps);
}

/* One shard at a time: its sentences are padded to the longest of them alone. */
static void run(sl_learner *base, size_t shard, size_t count, uint64_t update) {
    (void)count;
    sl_pair_learner *learner = (sl_pair_learner *)base;
    sl_run *encoder = &learner->encoding.run;
    const uint32_t *order = learner->order + learner->first + sl_shard_first(base->batch, shard);
    uint64_t stream = 2 + 2 * (update * SL_SHARDS + shard);
    sl_pairs_read(learner->pairs, order, sl_shard_rows(base->batch, shard), base->settings->steps,
                  &learner->encoding, &learner->decoding);
    sl_random random = sl_random_from(base->settings->seed, stream);
    learner->dropping = sl_random_from(base->settings->seed, stream + 1);
    learner->coin = sl_random_from(base->settings->seed, ~stream);

    sl_run_draw_masks(encoder, sl_run_rows(encoder), &random);
    sl_embedded_draw_mask(&learner->encoding.input, sl_run_rows(encoder), &random);
    if (learner->decoding.pass.run.dropout.locked) draw_masks(learner);
    drop_tokens(learner, &random);
    sl_encode(&learner->encoding, &learner->decoding);
    if (base->settings->teacher < 1) mix_in_guesses(learner);
    decode(learner);
    learner->loss = sl_decoding_loss(&learner->decoding, (sl_real)(1 / base->tokens));
}

static double shard_gradient(sl_learner *base, size_t shard, sl_real *gradient) {
    (void)shard;
    sl_pair_learner *learner = (sl_pair_learner *)base;
    memset(gradient, 0, base->model->parameters.count * sizeof *gradient);
    sl_seq2seq_backward(&learner->encoding, &learner->decoding, gradient);
    return learner->loss;
}

static void finish(sl_learner *base) {
    const sl_pair_learner *learner = (const sl_pair_learner *)base;
    sl_model_touch(base->model);
    if (learner->next == learner->base.training_length) base->epochs++;
}

/* The order stays as it was shuffled; an epoch's first batch is its first once more. */
static void discard(sl_learner *base, bool fresh) {
    (void)fresh;
    sl_pair_learner *learner = (sl_pair_learner *)base;
    learner->next = learner->first;
}

static sl_real *states(sl_learner *base, size_t shard, bool after, size_t *count) {
    (void)base;
    (void)shard;
    (void)after;
    *count = 0;
    return NULL;
}

static sl_place place(const sl_learner *base) {
    const sl_pair_learner *learner = (const sl_pair_learner *)base;
    bool between = learner->next == learner->base.training_length || !learner->shuffled;
    return (sl_place){
        .random = between ? learner->random.state : learner->epoch_random.state,
        .window = between ? 0 : learner->next / base->settings->batch,
        .epochs = base->epochs,
    };
}

static bool go_to(sl_learner *base, const sl_place *there) {
    sl_pair_learner *learner = (sl_pair_learner *)base;
    size_t batch = base->settings->batch;
    if (there->window && there->window > (learner->base.training_length - 1) / batch) return false;
    learner->random.state = there->random;
    learner->shuffled = false;
    base->epochs = there->epochs;
    if (!there->window) return true;
    shuffle(learner);
    learner->next = there->window * batch;
    return true;
}

static const sl_learner_kind pair_learner = {.reserve = reserve,
                                             .begin = begin,
                                             .run = run,
                                             .shard = shard_gradient,
                                             .finish = finish,
                                             .discard = discard,
                                             .states = states,
                                             .place = place,
                                             .go_to = go_to};

/* ---- Making -------------------------------------------------------------------------------- */

static sl_status check_pairs(const sl_model *model, const sl_pairs *pairs, size_t training,
                             sl_error *error) {
    sl_status status = sl_pairs_check(pairs, model, error);
    if (status != SL_OK) return status;
    if (!training)
        return sl_fail(
            error, SL_TEXT_TOO_SHORT,
            "of %zu pairs none is left to train on; use more pairs or a smaller validation",
            pairs->count);
    if (training == pairs->count && model->settings.validation > 0 &&
        model->settings.keep == SL_KEEP_BEST)
        return sl_fail(error, SL_TEXT_TOO_SHORT,
                       "keep best chooses by held-out pairs, and a validation of %g holds out none "
                       "of %zu: use more pairs or a larger validation",
                       model->settings.validation, pairs->count);
    return SL_OK;
}

sl_status sl_trainer_create_pairs(sl_model *model, const sl_pairs *pairs, sl_trainer **out,
                                  sl_error *error) {
    const sl_settings *settings = &model->settings;
    *out = NULL;
    size_t training = sl_settings_training_length(settings, pairs->count);
    sl_status status = check_pairs(model, pairs, training, error);
    if (status != SL_OK) return status;
    sl_pair_learner *learner = calloc(1, sizeof *learner);
    if (!learner) return sl_fail(error, SL_NO_MEMORY, "no memory for training");
    learner->base = (sl_learner){.kind = &pair_learner,
                                 .settings = settings,
                                 .together = 1,
                                 .model = model,
                                 .fingerprint = pairs->fingerprint,
                                 .most = pairs->most == SIZE_MAX ? 0 : pairs->most,
                                 .training_length = training};
    learner->pairs = pairs;
    learner->random = sl_random_from(settings->seed, 1);
    learner->longest_source = sl_longest_steps(&pairs->source, NULL, 0, training, settings->steps);
    learner->longest_target = sl_longest_steps(&pairs->target, NULL, 0, training, settings->steps);
    return sl_trainer_around(&learner->base, out, error);
}
