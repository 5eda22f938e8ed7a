/* sl_translate: beam search, and sl_translate_sample. */
#include <stdlib.h>

#include "base/error.h"
#include "base/scalar.h"
#include "decode/sample.h"
#include "decode/sentence.h"

enum { MOST_WIDTH = 1000, ROOT = -1 };

/* A token in the tree of hypotheses. */
typedef struct node {
    int32_t parent; /* ROOT: the first token */
    uint32_t row;   /* of the states that its step began from */
    uint16_t token;
    uint32_t step; /* from 1: how many tokens lead here */
    double log_probability, score;
    bool finished;
} node;

typedef struct beam {
    sl_sentence sentence;
    double alpha;
    node *nodes;    /* (width * steps), those of a step one after the other */
    size_t count;   /* of nodes */
    uint32_t *live; /* (width): nodes to be continued */
    size_t rows;    /* of these; before the first step the root alone */
    node *best;     /* (width): continuations so far, likeliest first */
    size_t kept;
    uint32_t *parents; /* (width): row of the state that each live node continues */
    uint16_t *last;    /* (width) */
    sl_real *state, *next_state;
    uint32_t *ranking; /* (width * steps): finished nodes, best score first */
    uint16_t *path;    /* (steps) */
    bool diverged;     /* a probability is not finite */
    sl_arena arena;
} beam;

static void build(void *owner) {
    beam *search = owner;
    size_t width = search->sentence.width, most = width * search->sentence.steps;
    size_t state = sl_sentence_state_size(&search->sentence, width);
    sl_arena *arena = &search->arena;
    search->nodes = sl_arena_reserve(arena, most, sizeof *search->nodes);
    search->live = sl_arena_reserve(arena, width, sizeof *search->live);
    search->best = sl_arena_reserve(arena, width, sizeof *search->best);
    search->parents = sl_arena_reserve(arena, width, sizeof *search->parents);
    search->last = sl_arena_reserve(arena, width, sizeof *search->last);
    search->state = sl_arena_reals(arena, state);
    search->next_state = sl_arena_reals(arena, state);
    search->ranking = sl_arena_reserve(arena, most, sizeof *search->ranking);
    search->path = sl_arena_reserve(arena, search->sentence.steps, sizeof *search->path);
}

/* ---- Searching ----------------------------------------------------------------------------- */

/* Keeps a continuation if it is among the likeliest; an earlier one wins a tie. */
static void consider(beam *search, node candidate) {
    size_t width = search->sentence.width, at = search->kept;
    while (at > 0 && search->best[at - 1].log_probability < candidate.log_probability) at--;
    if (at == width) return;
    if (search->kept < width) search->kept++;
    for (size_t i = search->kept - 1; i > at; i--) search->best[i] = search->best[i - 1];
    search->best[at] = candidate;
}

/* Continues the hypothesis of a row with every token but <unk>, <pad> and <bos>. */
static void expand(beam *search, uint32_t row, const sl_real *logits, uint32_t step) {
    const sl_sentence *sentence = &search->sentence;
    size_t symbols = sl_model_symbols(sentence->model);
    int32_t parent = step > 1 ? (int32_t)search->live[row] : ROOT;
    double before = step > 1 ? search->nodes[parent].log_probability : 0;
    double sum = sl_log_sum(logits, symbols);
    if (!sl_is_finite(sum)) search->diverged = true;
    for (size_t token = SL_EOS; token < symbols; token++)
        consider(search, (node){.parent = parent,
                                .row = row,
                                .token = (uint16_t)token,
                                .step = step,
                                .log_probability = before + ((double)logits[token] - sum),
                                .finished = token == SL_EOS || step == sentence->steps});
}

/* The kept continuations join the tree; the unfinished ones are continued. */
static void advance(beam *search) {
    size_t rows = 0;
    for (size_t i = 0; i < search->kept; i++) {
        node *one = &search->best[i];
        one->score = sl_beam_score(one->log_probability, one->step, search->alpha);
        if (!one->finished) {
            search->parents[rows] = one->row;
            search->last[rows] = one->token;
            search->live[rows++] = (uint32_t)search->count;
        }
        search->nodes[search->count++] = *one;
    }
    sl_sentence_select(&search->sentence, search->state, search->rows, search->parents,
                       search->next_state, rows);
    sl_real *swap = search->state;
    search->state = search->next_state;
    search->next_state = swap;
    search->rows = rows;
}

static void run(beam *search) {
    sl_sentence *sentence = &search->sentence;
    sl_sentence_first_state(sentence, search->state);
    search->rows = 1;
    search->last[0] = SL_BOS;
    for (uint32_t step = 1; step <= sentence->steps && search->rows && !search->diverged; step++) {
        const sl_real *logits =
            sl_sentence_step(sentence, search->last, search->rows, search->state);
        search->kept = 0;
        for (uint32_t row = 0; row < search->rows; row++)
            expand(search, row, logits + row * sentence->decoding.pass.logits_stride, step);
        advance(search);
    }
}

/* ---- Writing ------------------------------------------------------------------------------- */

/* Finished nodes, best score first; an earlier one wins a tie. */
static size_t rank(beam *search) {
    size_t count = 0;
    for (size_t i = 0; i < search->count; i++) {
        if (!search->nodes[i].finished) continue;
        double score = search->nodes[i].score;
        size_t at = count++;
        while (at > 0 && search->nodes[search->ranking[at - 1]].score < score) {
            search->ranking[at] = search->ranking[at - 1];
            at--;
        }
        search->ranking[at] = (uint32_t)i;
    }
    return count;
}

static void write_hypothesis(const beam *search, uint32_t index, sl_json_writer *writer) {
    const node *leaf = &search->nodes[index];
    for (int32_t at = (int32_t)index; at != ROOT; at = search->nodes[at].parent)
        search->path[search->nodes[at].step - 1] = search->nodes[at].token;
    sl_sentence_write(&search->sentence, writer, search->path, leaf->step, leaf->log_probability,
                      search->alpha);
}

static void write_node(const beam *search, const node *one, sl_json_writer *writer) {
    sl_json_open(writer, NULL, '{');
    sl_json_put_number(writer, "parent", one->parent);
    sl_json_put_text(writer, "token",
                     sl_vocabulary_symbol(search->sentence.model->vocabulary, one->token));
    sl_json_put_number(writer, "step", one->step);
    sl_json_put_number(writer, "log_probability", one->log_probability);
    sl_json_put_number(writer, "score", one->score);
    sl_json_put_flag(writer, "finished", one->finished);
    sl_json_close(writer, '}');
}

static sl_status write_result(beam *search, char **json, sl_error *error) {
    sl_json_writer writer = {0};
    size_t finished = rank(search);
    sl_json_open(&writer, NULL, '{');
    write_hypothesis(search, search->ranking[0], &writer);
    sl_json_open(&writer, "hypotheses", '[');
    for (size_t i = 0; i < finished; i++) {
        sl_json_open(&writer, NULL, '{');
        write_hypothesis(search, search->ranking[i], &writer);
        sl_json_close(&writer, '}');
    }
    sl_json_close(&writer, ']');
    sl_json_open(&writer, "tree", '[');
    for (size_t i = 0; i < search->count; i++) write_node(search, &search->nodes[i], &writer);
    sl_json_close(&writer, ']');
    sl_json_close(&writer, '}');
    return sl_json_take(&writer, json, error);
}

/* ---- Entry --------------------------------------------------------------------------------- */

static sl_status search_and_write(beam *search, char **json, sl_error *error) {
    sl_status status = sl_arena_build(&search->arena, build, search, "the beam", error);
    if (status != SL_OK) return status;
    run(search);
    if (search->diverged) return sl_fail(error, SL_DIVERGED, "the model's weights are not finite");
    return write_result(search, json, error);
}

sl_status sl_translate(sl_model *model, const void *bytes, size_t size, size_t width, double alpha,
                       char **json, sl_error *error) {
    beam search = {.alpha = alpha};
    *json = NULL;
    if (width < 1 || width > MOST_WIDTH)
        return sl_fail(error, SL_BAD_SETTING, "the beam's width must be from 1 to %d, not %zu",
                       MOST_WIDTH, width);
    if (!(alpha >= 0 && alpha <= 10))
        return sl_fail(error, SL_BAD_SETTING, "alpha must be from 0 to 10, not %g", alpha);
    sl_status status = sl_sentence_open(&search.sentence, model, bytes, size, width, error);
    if (status == SL_OK) status = search_and_write(&search, json, error);
    sl_arena_free(&search.arena);
    sl_sentence_close(&search.sentence);
    return status;
}

/* ---- Sampling ------------------------------------------------------------------------------ */

typedef struct drawing {
    sl_sentence sentence;
    sl_sampling sampling;
    sl_real *state, *logits;
    uint16_t *path;
    uint32_t *order;
    double log_probability;
    sl_arena arena;
} drawing;

static void build_drawing(void *owner) {
    drawing *one = owner;
    size_t symbols = sl_model_symbols(one->sentence.model);
    one->state = sl_arena_reals(&one->arena, sl_sentence_state_size(&one->sentence, 1));
    one->logits = sl_arena_reals(&one->arena, one->sentence.decoding.pass.logits_stride);
    one->path = sl_arena_reserve(&one->arena, one->sentence.steps, sizeof *one->path);
    one->order = sl_arena_reserve(&one->arena, symbols, sizeof *one->order);
}

static size_t draw(drawing *one, uint32_t seed) {
    sl_sentence *sentence = &one->sentence;
    size_t symbols = sl_model_symbols(sentence->model), count = 0;
    sl_random random = sl_random_from(seed, 0);
    uint16_t last = SL_BOS;
    sl_sentence_first_state(sentence, one->state);
    while (count < sentence->steps && last != SL_EOS) {
        sl_real *logits = sl_sentence_step(sentence, &last, 1, one->state);
        for (size_t i = 0; i < symbols; i++) one->logits[i] = logits[i];
        last = (uint16_t)sl_sample(logits, symbols, &one->sampling, &random, one->order);
        one->log_probability += (double)one->logits[last] - sl_log_sum(one->logits, symbols);
        one->path[count++] = last;
    }
    return count;
}

static sl_status draw_and_write(drawing *one, uint32_t seed, char **json, sl_error *error) {
    sl_status status = sl_arena_build(&one->arena, build_drawing, one, "a translation", error);
    if (status != SL_OK) return status;
    size_t count = draw(one, seed);
    if (!sl_is_finite(one->log_probability))
        return sl_fail(error, SL_DIVERGED, "the model's weights are not finite");
    sl_json_writer writer = {0};
    sl_json_open(&writer, NULL, '{');
    sl_sentence_write(&one->sentence, &writer, one->path, count, one->log_probability, 0);
    sl_json_close(&writer, '}');
    return sl_json_take(&writer, json, error);
}

sl_status sl_translate_sample(sl_model *model, const void *bytes, size_t size, double temperature,
                              uint32_t seed, char **json, sl_error *error) {
    drawing one = {.sampling = {.temperature = temperature, .top_p = 1}};
    *json = NULL;
    sl_status status = sl_sampling_check(&one.sampling, error);
    if (status != SL_OK) return status;
    status = sl_sentence_open(&one.sentence, model, bytes, size, 1, error);
    if (status == SL_OK) status = draw_and_write(&one, seed, json, error);
    sl_arena_free(&one.arena);
    sl_sentence_close(&one.sentence);
    return status;
}
