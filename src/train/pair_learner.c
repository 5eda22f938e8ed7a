/* A translation model that learns pairs of sentences. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "math/elementwise.h"
#include "train/noise.h"
#include "train/pair_batch.h"
#include "train/trainer.h"

/* A shard draws for the steps of its longest sentence, as it would alone; those that run together
 * are padded to the longest of all. */
typedef struct shard_of_pairs {
    sl_rows source, target;
    sl_random coin;     /* decides on teacher forcing */
    sl_random dropping; /* draws the decoder's masks */
} shard_of_pairs;

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
    shard_of_pairs shard[SL_MOST_SHARDS]; /* those that run together */
    size_t shards;
    sl_real *states; /* two of the decoder's, for its guesses */
} sl_pair_learner;

/* ---- Order --------------------------------------------------------------------------------- */

static void shuffle(sl_pair_learner *learner) {
    learner->epoch_random = learner->random;
    sl_random_order(&learner->random, learner->order, learner->base.training_length);
    learner->next = 0;
    learner->shuffled = true;
}

/* ---- Teacher forcing ----------------------------------------------------------------------- */

/* What shards with more than `from` steps drop in them, as far as the decoder's run goes. */
static void draw_masks(sl_pair_learner *learner, size_t from) {
    sl_pass *pass = &learner->decoding.pass;
    for (size_t s = 0; s < learner->shards; s++) {
        sl_rows rows = learner->shard[s].target;
        rows.steps = rows.steps > from ? rows.steps - from : 0;
        if (rows.steps > pass->run.steps) rows.steps = pass->run.steps;
        sl_pass_draw_masks(pass, rows, &learner->shard[s].dropping);
    }
}

/* Masks of steps are drawn anew; those of a whole sentence serve its guesses, too. */
static void decode(sl_pair_learner *learner, size_t from) {
    if (!learner->decoding.pass.run.dropout.locked) draw_masks(learner, from);
    sl_decode(&learner->decoding);
}

/* Where a shard's coin says so, the likeliest token after step t becomes the input of the next. */
static void guess(sl_pair_learner *learner, shard_of_pairs *shard, size_t t, uint16_t *next) {
    const sl_pass *pass = &learner->decoding.pass;
    size_t symbols = sl_model_symbols(learner->base.model), first = shard->target.first;
    if (t + 1 >= shard->target.steps) return;
    for (size_t i = first; i < first + shard->target.count; i++)
        if (sl_random_uniform(&shard->coin) >= learner->base.settings->teacher)
            next[i] = (uint16_t)sl_largest(pass->logits + i * pass->logits_stride, symbols);
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
        decode(learner, t + 1);
        sl_run_get_state(run, sl_run_rows(run), at);
        for (size_t s = 0; s < learner->shards; s++)
            guess(learner, &learner->shard[s], t, inputs + (t + 1) * rows);
    }
    decoding->inputs = inputs;
    sl_run_shape(run, steps, rows);
    sl_run_set_state(run, sl_run_rows(run), first);
}

/* ---- The learner --------------------------------------------------------------------------- */

static void reserve(sl_learner *base, sl_arena *arena) {
    sl_pair_learner *learner = (sl_pair_learner *)base;
    const sl_settings *settings = base->settings;
    size_t rows = sl_learner_first(base, base->together);
    learner->order = sl_arena_reserve(arena, learner->base.training_length, sizeof *learner->order);
    sl_dropout decoder = sl_dropout_of(settings), encoder = decoder;
    encoder.last = 0; /* of its last layer only states are read */
    sl_encoding_reserve(&learner->encoding, base->model, learner->longest_source, rows, encoder,
                        true, arena);
    sl_decoding_reserve(&learner->decoding, base->model, learner->longest_target, rows, decoder,
                        base->together, arena);
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

/* Steps of a shard's longest sentences, and its rows among those that run. */
static void shape(const sl_pair_learner *learner, const uint32_t *order, size_t s,
                  shard_of_pairs *shard) {
    size_t most = learner->base.settings->steps, count = learner->shards;
    const sl_pairs *pairs = learner->pairs;
    sl_rows all = sl_rows_in(sl_run_rows(&learner->encoding.run), count);
    shard->source = shard->target = sl_rows_of_shards(all, s, 1);
    size_t first = shard->source.first, rows = shard->source.count;
    shard->source.steps = sl_longest_steps(&pairs->source, order, first, rows, most);
    shard->target.steps = sl_longest_steps(&pairs->target, order, first, rows, most);
}

/* Draws what a shard hides: of the source all, of the target what follows <bos>. */
static void hide(sl_pair_learner *learner, shard_of_pairs *shard, uint64_t stream) {
    sl_encoding *encoding = &learner->encoding;
    const sl_settings *settings = learner->base.settings;
    double share = settings->token_dropout;
    sl_rows later = shard->target;
    later.steps--;
    sl_random random = sl_random_from(settings->seed, stream);
    sl_run_draw_masks(&encoding->run, shard->source, &random);
    sl_embedded_draw_mask(&encoding->input, shard->source, &random);
    sl_drop_tokens(encoding->ids, shard->source, share, &random);
    sl_drop_tokens(learner->decoding.inputs + later.batch, later, share, &random);
    shard->dropping = sl_random_from(settings->seed, stream + 1);
    shard->coin = sl_random_from(settings->seed, ~stream);
}

static void run(sl_learner *base, size_t first, size_t count, uint64_t update, sl_real *gradient,
                double *loss) {
    sl_pair_learner *learner = (sl_pair_learner *)base;
    const sl_settings *settings = base->settings;
    sl_decoding *decoding = &learner->decoding;
    size_t from = sl_learner_first(base, first);
    const uint32_t *order = learner->order + learner->first + from;
    learner->shards = count;
    sl_pairs_read(learner->pairs, order, sl_learner_first(base, first + count) - from,
                  settings->steps, &learner->encoding, decoding);
    for (size_t s = 0; s < count; s++) {
        shape(learner, order, s, &learner->shard[s]);
        hide(learner, &learner->shard[s], 2 + 2 * (update * settings->shards + first + s));
    }
    if (decoding->pass.run.dropout.locked) draw_masks(learner, 0);
    sl_encode(&learner->encoding, decoding);
    if (settings->teacher < 1) mix_in_guesses(learner);
    decode(learner, 0);
    for (size_t s = 0; s < count; s++) {
        sl_rows rows = learner->shard[s].target;
        rows.steps = decoding->pass.run.steps; /* past a sentence, its logits become zero */
        loss[s] = sl_decoding_loss(decoding, rows, (sl_real)(1 / base->tokens));
    }
    sl_seq2seq_backward(&learner->encoding, decoding, count, gradient);
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
                                 .together = sl_shards_together(settings, &model->stack.layer[0]),
                                 .batch = settings->batch,
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
