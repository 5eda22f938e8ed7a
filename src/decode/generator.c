/* sl_generator: a stream of symbols with a hidden state of its own. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "decode/sample.h"
#include "math/elementwise.h"
#include "model/language_model.h"
#include "text/prompt.h"

struct sl_generator {
    sl_model *model;
    sl_recurrent stack; /* the model's, but for the gates that are held */
    sl_sampling sampling;
    sl_random random;
    sl_pass pass;
    sl_real *states;
    uint32_t *order;
    sl_real *logits; /* that the last symbol was drawn from, before anything changed them */
    float *shares;   /* what sl_generator_probabilities returns */
    bool *met;       /* by id: read or drawn before */
    double penalty;  /* for symbols met before; 1: none */
    uint16_t last;   /* read next; nothing yet if `begun` is false */
    bool begun, drawn, skips;
    sl_arena arena;
};

static void build(void *owner) {
    sl_generator *generator = owner;
    size_t symbols = sl_model_symbols(generator->model);
    sl_arena *arena = &generator->arena;
    sl_pass_reserve(&generator->pass, generator->model, 1, 1, SL_NO_DROPOUT, 0, arena);
    generator->pass.run.stack = &generator->stack;
    generator->states = sl_arena_reals(arena, sl_run_state_size(&generator->pass.run));
    generator->order = sl_arena_reserve(arena, symbols, sizeof *generator->order);
    generator->logits = sl_arena_reals(arena, symbols);
    generator->shares = sl_arena_reserve(arena, symbols, sizeof *generator->shares);
    generator->met = sl_arena_reserve(arena, symbols, sizeof *generator->met);
}

sl_status sl_generator_create(sl_model *model, double temperature, size_t top_k, double top_p,
                              uint32_t seed, sl_generator **out, sl_error *error) {
    sl_sampling sampling = {temperature, top_k, top_p};
    *out = NULL;
    sl_status status =
        sl_model_expect(model, &sl_language_model, "does not continue a text", error);
    if (status == SL_OK) status = sl_sampling_check(&sampling, error);
    if (status != SL_OK) return status;
    sl_generator *generator = calloc(1, sizeof *generator);
    if (!generator) return sl_fail(error, SL_NO_MEMORY, "no memory for generating");
    generator->model = model;
    generator->stack = model->stack;
    generator->sampling = sampling;
    generator->random = sl_random_from(seed, 0);
    generator->penalty = 1;
    status = sl_arena_build(&generator->arena, build, generator, "generating", error);
    if (status == SL_OK)
        *out = generator;
    else
        sl_generator_free(generator);
    return status;
}

void sl_generator_free(sl_generator *generator) {
    if (!generator) return;
    sl_arena_free(&generator->arena);
    free(generator);
}

sl_status sl_generator_hold(sl_generator *generator, const char *gate, size_t layer, double value,
                            sl_error *error) {
    return sl_recurrent_hold(&generator->stack, gate, layer, value, error);
}

sl_status sl_generator_clone(const sl_generator *generator, sl_generator **out, sl_error *error) {
    const sl_sampling *sampling = &generator->sampling;
    size_t symbols = sl_model_symbols(generator->model);
    sl_status status = sl_generator_create(generator->model, sampling->temperature, sampling->top_k,
                                           sampling->top_p, 0, out, error);
    if (status != SL_OK) return status;
    sl_generator *clone = *out;
    clone->stack = generator->stack;
    clone->random = generator->random;
    clone->penalty = generator->penalty;
    clone->last = generator->last;
    clone->begun = generator->begun;
    clone->drawn = generator->drawn;
    clone->skips = generator->skips;
    memcpy(clone->states, generator->states,
           sl_run_state_size(&generator->pass.run) * sizeof *clone->states);
    memcpy(clone->logits, generator->logits, symbols * sizeof *clone->logits);
    memcpy(clone->met, generator->met, symbols * sizeof *clone->met);
    return SL_OK;
}

sl_status sl_generator_set_sampling(sl_generator *generator, double temperature, size_t top_k,
                                    double top_p, sl_error *error) {
    sl_sampling sampling = {temperature, top_k, top_p};
    sl_status status = sl_sampling_check(&sampling, error);
    if (status == SL_OK) generator->sampling = sampling;
    return status;
}

sl_status sl_generator_penalize(sl_generator *generator, double penalty, sl_error *error) {
    if (!(penalty >= 1 && penalty <= 100))
        return sl_fail(error, SL_BAD_SETTING, "a repetition penalty is from 1 to 100, not %g",
                       penalty);
    generator->penalty = penalty;
    return SL_OK;
}

void sl_generator_skip_unknown(sl_generator *generator, bool skips) { generator->skips = skips; }

/* Runs the last symbol, if there is one, from the state before it; without one the state is zero.
 */
static void read_last(sl_generator *generator) {
    sl_run *run = &generator->pass.run;
    if (!generator->begun) return;
    sl_run_set_state(run, sl_run_rows(run), generator->states);
    sl_language_run(&generator->pass, &generator->last);
}

/* Takes the state behind the last symbol from the run, and puts the next one in its place, to be
 * read when what follows it is wanted. */
static void move_on(sl_generator *generator, size_t id) {
    sl_run *run = &generator->pass.run;
    if (generator->begun) sl_run_get_state(run, sl_run_rows(run), generator->states);
    generator->last = (uint16_t)id;
    generator->met[id] = true;
    generator->begun = true;
}

/* Whoever used the model before may have read other weights. */
static void pack(sl_generator *generator) {
    sl_model_pack(generator->model, false);
    sl_recurrent_use(&generator->stack, generator->model->parameters.active);
}

/* Leaves the logits of what comes next. */
static sl_status predict(sl_generator *generator, sl_error *error) {
    pack(generator);
    read_last(generator);
    sl_output_forward(&generator->pass);
    return sl_output_check(&generator->pass, error);
}

sl_status sl_generator_prompt(sl_generator *generator, const void *bytes, size_t size,
                              sl_error *error) {
    const sl_model *model = generator->model;
    uint16_t *ids;
    size_t count;
    sl_status status = sl_prompt_encode(model->vocabulary, model->settings.normalize,
                                        generator->skips, bytes, size, &ids, &count, error);
    if (status != SL_OK) return status;
    pack(generator);
    for (size_t i = 0; i < count; i++) {
        read_last(generator);
        move_on(generator, ids[i]);
        generator->drawn = false;
    }
    free(ids);
    return SL_OK;
}

/* As in CTRL (Keskar et al. 2019): the logits of symbols met before, divided where they are
 * positive, multiplied where they are negative. */
static void penalize(const sl_generator *generator) {
    sl_real *logits = generator->pass.logits, penalty = (sl_real)generator->penalty;
    for (size_t i = 1; i < sl_model_symbols(generator->model); i++)
        if (generator->met[i])
            logits[i] = logits[i] > 0 ? logits[i] / penalty : logits[i] * penalty;
}

sl_status sl_generator_next(sl_generator *generator, const char **symbol, sl_error *error) {
    size_t symbols = sl_model_symbols(generator->model);
    sl_real *logits = generator->pass.logits;
    *symbol = "";
    sl_status status = predict(generator, error);
    if (status != SL_OK) return status;
    memcpy(generator->logits, logits, symbols * sizeof *logits);
    if (generator->penalty > 1) penalize(generator);
    size_t id =
        sl_sample(logits, symbols, &generator->sampling, &generator->random, generator->order);
    move_on(generator, id);
    generator->drawn = true;
    *symbol = sl_vocabulary_symbol(generator->model->vocabulary, id);
    return SL_OK;
}

double sl_generator_probability(sl_generator *generator) {
    size_t symbols = sl_model_symbols(generator->model);
    sl_real *scratch = generator->pass.logits, largest;
    if (!generator->drawn) return 0;
    memcpy(scratch, generator->logits, symbols * sizeof *scratch);
    double sum = (double)sl_exponentiate(scratch, symbols, &largest);
    return (double)scratch[generator->last] / sum;
}

sl_status sl_generator_probabilities(sl_generator *generator, const float **probabilities,
                                     sl_error *error) {
    size_t symbols = sl_model_symbols(generator->model);
    sl_real *logits = generator->pass.logits, largest;
    *probabilities = NULL;
    sl_status status = predict(generator, error);
    if (status != SL_OK) return status;
    double sum = (double)sl_exponentiate(logits, symbols, &largest);
    for (size_t i = 0; i < symbols; i++) generator->shares[i] = (float)((double)logits[i] / sum);
    *probabilities = generator->shares;
    return SL_OK;
}
