/* sl_generator: a stream of symbols with a hidden state of its own. */
#include <stdlib.h>

#include "base/error.h"
#include "decode/sample.h"
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
    uint16_t last; /* read next; nothing yet if `begun` is false */
    bool begun;
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

/* Whoever used the model before may have read other weights. */
static void pack(sl_generator *generator) {
    sl_model_pack(generator->model, false);
    sl_recurrent_use(&generator->stack, generator->model->parameters.active);
}

/* Reads one symbol into the state. */
static void read_symbol(sl_generator *generator, uint16_t id) {
    sl_run *run = &generator->pass.run;
    sl_run_set_state(run, sl_run_rows(run), generator->states);
    sl_language_run(&generator->pass, &id);
    sl_run_get_state(run, sl_run_rows(run), generator->states);
}

/* The last symbol of the prompt waits in `last`, to be read when the first one is drawn. */
static void feed(sl_generator *generator, uint16_t id) {
    if (generator->begun) read_symbol(generator, generator->last);
    generator->last = id;
    generator->begun = true;
}

sl_status sl_generator_prompt(sl_generator *generator, const void *bytes, size_t size,
                              sl_error *error) {
    const sl_model *model = generator->model;
    uint16_t *ids;
    size_t count;
    sl_status status = sl_prompt_encode(model->vocabulary, model->settings.normalize, bytes, size,
                                        &ids, &count, error);
    if (status != SL_OK) return status;
    pack(generator);
    for (size_t i = 0; i < count; i++) feed(generator, ids[i]);
    free(ids);
    return SL_OK;
}

sl_status sl_generator_next(sl_generator *generator, const char **symbol, sl_error *error) {
    sl_model *model = generator->model;
    size_t symbols = sl_model_symbols(model);
    sl_real *logits = generator->pass.logits;
    *symbol = "";
    pack(generator);
    if (generator->begun) read_symbol(generator, generator->last); /* else the state is zero */
    sl_output_forward(&generator->pass);
    sl_status status = sl_output_check(&generator->pass, error);
    if (status != SL_OK) return status;
    size_t id =
        sl_sample(logits, symbols, &generator->sampling, &generator->random, generator->order);
    generator->last = (uint16_t)id;
    generator->begun = true;
    *symbol = sl_vocabulary_symbol(model->vocabulary, id);
    return SL_OK;
}
