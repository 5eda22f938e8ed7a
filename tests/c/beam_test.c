/* Beam search against all sequences there are, against greedy search, and its tree. */
#include "base/json.h"
#include "models.h"

/* Three real tokens on either side: with <eos> four choices a step. */
static const char table[] = "a b c\tx y z\nc b a\tz y x\nb a\ty x\n";
enum { FIRST = SL_EOS, CHOICES = 4, MOST_STEPS = 4, MOST_PATHS = 400 };

typedef struct fixture {
    sl_pairs *pairs;
    sl_model *model;
} fixture;

static fixture make(const char *assignments, double bound, check_random *random) {
    fixture f = {.pairs = models_pairs("minimum=1", table)};
    f.model = models_translation(assignments, f.pairs);
    models_shake(f.model, bound, random);
    return f;
}

static void drop(fixture *f) {
    sl_model_free(f->model);
    sl_pairs_free(f->pairs);
}

static char *translate(sl_model *model, const char *sentence, size_t width, double alpha) {
    char *json;
    CHECK_STATUS(sl_translate(model, sentence, strlen(sentence), width, alpha, &json, NULL), SL_OK);
    return json;
}

static char *sample(sl_model *model, const char *sentence, double temperature, uint32_t seed) {
    char *json;
    CHECK_STATUS(
        sl_translate_sample(model, sentence, strlen(sentence), temperature, seed, &json, NULL),
        SL_OK);
    return json;
}

/* ---- Reading the outcome ------------------------------------------------------------------- */

static sl_json *parse(const char *json) {
    sl_json *read = NULL;
    CHECK_STATUS(sl_json_read(json, strlen(json), "the outcome", &read, NULL), SL_OK);
    return read;
}

static double number(const sl_json_value *object, const char *key) {
    const sl_json_value *value = sl_json_member(object, key);
    return CHECK(value && value->kind == SL_JSON_NUMBER) ? value->number : NAN;
}

static const char *word(const sl_json_value *object, const char *key) {
    const sl_json_value *value = sl_json_member(object, key);
    return CHECK(value && value->kind == SL_JSON_TEXT) ? value->text : "";
}

static size_t size_of(const sl_json *json, const char *key) {
    return sl_json_member(sl_json_root(json), key)->size;
}

/* Token ids of an outcome or hypothesis; returns how many. */
static size_t read_tokens(const sl_model *model, const sl_json_value *object, uint16_t *ids) {
    const sl_json_value *list = sl_json_member(object, "tokens");
    size_t count = 0;
    for (const sl_json_value *at = sl_json_first(list); at; at = sl_json_next(at))
        ids[count++] = sl_vocabulary_find(model->vocabulary, at->text, at->size);
    return count;
}

/* ---- Every sequence there is --------------------------------------------------------------- */

typedef struct path {
    uint16_t ids[MOST_STEPS];
    size_t length;
    double log_probability;
} path;

/* log P of a sequence by the decoder over all of it, with <unk>, <pad> and <bos> left out; libm. */
static double log_probability_of(sl_model *model, const models_sentence *sentence) {
    models_coding coding = models_take_coding(model, sentence->source_length,
                                              sentence->target_length, 1, SL_NO_DROPOUT);
    double sum = 0;
    models_lay(&coding, sentence->source_length, sentence->target_length, sentence, 1);
    models_translate(model, &coding);
    for (size_t t = 0; t < sentence->target_length; t++) {
        const sl_real *logits =
            coding.decoding.pass.logits + t * coding.decoding.pass.logits_stride;
        double total = 0;
        for (size_t i = FIRST; i < FIRST + CHOICES; i++) total += exp((double)logits[i]);
        sum += (double)logits[sentence->target[t]] - log(total);
    }
    sl_arena_free(&coding.arena);
    return sum;
}

static const uint16_t source_ids[] = {4, 5, 6, SL_EOS}; /* "a b c" */

static double path_log_probability(sl_model *model, const uint16_t *ids, size_t length) {
    size_t steps = model->settings.steps; /* a longer sentence is cut off */
    models_sentence sentence = {source_ids, ids, steps < 4 ? steps : 4, length};
    return log_probability_of(model, &sentence);
}

/* All sequences that end in <eos> or after `steps` tokens. */
static size_t enumerate(sl_model *model, path *paths, path prefix, size_t steps, size_t count) {
    for (uint16_t id = FIRST; id < FIRST + CHOICES; id++) {
        path one = prefix;
        one.ids[one.length++] = id;
        if (id != SL_EOS && one.length < steps) {
            count = enumerate(model, paths, one, steps, count);
            continue;
        }
        one.log_probability = path_log_probability(model, one.ids, one.length);
        paths[count++] = one;
    }
    return count;
}

static double score_of(const path *one, double alpha) {
    return one->log_probability / pow((double)one->length, alpha);
}

static const path *find_path(const path *paths, size_t count, const uint16_t *ids, size_t length) {
    for (size_t i = 0; i < count; i++)
        if (paths[i].length == length && !memcmp(paths[i].ids, ids, length * sizeof *ids))
            return &paths[i];
    return NULL;
}

static double tolerance(void) { return sizeof(sl_real) == 4 ? 1e-5 : 1e-12; }

/* Wide enough to lose nothing: each sequence once, with its probability, in order of the score. */
static void exhaustive(const char *variant, size_t steps, double alpha, check_random *random) {
    char assignments[200];
    path paths[MOST_PATHS];
    snprintf(assignments, sizeof assignments, "%s hidden=5 embedding=3 steps=%zu", variant, steps);
    fixture f = make(assignments, 1.5, random);
    size_t count = enumerate(f.model, paths, (path){0}, steps, 0), best = 0, width = 1;
    for (size_t i = 0; i < steps; i++) width *= CHOICES;
    for (size_t i = 1; i < count; i++)
        if (score_of(&paths[i], alpha) > score_of(&paths[best], alpha)) best = i;

    char *text = translate(f.model, "a b c", width, alpha);
    sl_json *json = parse(text);
    const sl_json_value *root = sl_json_root(json);
    uint16_t ids[MOST_STEPS];
    size_t length = read_tokens(f.model, root, ids);
    CHECK_INT(length, paths[best].length);
    CHECK_BYTES(ids, paths[best].ids, length * sizeof *ids);
    CHECK_NEAR(number(root, "score"), score_of(&paths[best], alpha), tolerance());
    CHECK_INT(size_of(json, "hypotheses"), count);
    double before = 0;
    const sl_json_value *list = sl_json_member(root, "hypotheses");
    for (const sl_json_value *at = sl_json_first(list); at; at = sl_json_next(at)) {
        length = read_tokens(f.model, at, ids);
        const path *one = find_path(paths, count, ids, length);
        if (!CHECK(one != NULL)) break;
        CHECK_NEAR(number(at, "log_probability"), one->log_probability, tolerance());
        CHECK_NEAR(number(at, "score"), score_of(one, alpha), tolerance());
        CHECK(number(at, "score") <= before);
        before = number(at, "score");
    }
    sl_json_free(json);
    sl_release(text);
    drop(&f);
}

/* ---- The tree ------------------------------------------------------------------------------ */

typedef struct node {
    int parent;
    size_t step;
    uint16_t token;
    double log_probability;
    bool finished;
} node;

static size_t read_tree(const sl_model *model, const sl_json *json, node *nodes) {
    const sl_json_value *list = sl_json_member(sl_json_root(json), "tree");
    size_t count = 0;
    for (const sl_json_value *at = sl_json_first(list); at; at = sl_json_next(at)) {
        const char *token = word(at, "token");
        nodes[count++] =
            (node){.parent = (int)number(at, "parent"),
                   .step = (size_t)number(at, "step"),
                   .token = sl_vocabulary_find(model->vocabulary, token, strlen(token)),
                   .log_probability = number(at, "log_probability"),
                   .finished = sl_json_member(at, "finished")->flag};
        CHECK_NEAR(number(at, "score"),
                   nodes[count - 1].log_probability / pow((double)nodes[count - 1].step, 0.75),
                   1e-12);
    }
    return count;
}

/* Tokens from the root to a node. */
static size_t trace(const node *nodes, int at, uint16_t *ids) {
    size_t length = nodes[at].step;
    for (; at >= 0; at = nodes[at].parent) ids[nodes[at].step - 1] = nodes[at].token;
    return length;
}

static bool is_child(const node *nodes, size_t count, int parent, uint16_t token) {
    for (size_t i = 0; i < count; i++)
        if (nodes[i].parent == parent && nodes[i].token == token) return true;
    return false;
}

/* Of all continuations of a step's unfinished nodes none that was left out is likelier than one
 * that was kept. */
static void best_were_kept(sl_model *model, const node *nodes, size_t count, size_t step,
                           double least_kept) {
    for (int parent = -1; parent < (int)count; parent++) {
        uint16_t ids[MOST_STEPS];
        size_t length = parent < 0 ? 0 : trace(nodes, parent, ids);
        if (length + 1 != step || (parent >= 0 && nodes[parent].finished)) continue;
        for (uint16_t id = FIRST; id < FIRST + CHOICES; id++) {
            if (is_child(nodes, count, parent, id)) continue;
            ids[length] = id;
            CHECK(path_log_probability(model, ids, step) <= least_kept + tolerance());
        }
    }
}

static void check_nodes(sl_model *model, const node *nodes, size_t count, size_t width,
                        size_t steps) {
    size_t of_step[MOST_STEPS + 1] = {0};
    double least[MOST_STEPS + 1] = {0};
    for (size_t i = 0; i < count; i++) {
        const node *one = &nodes[i];
        uint16_t ids[MOST_STEPS];
        CHECK(one->step >= 1 && one->step <= steps && one->parent < (int)i);
        CHECK((one->parent < 0) == (one->step == 1));
        if (one->parent >= 0) {
            CHECK_INT(nodes[one->parent].step, one->step - 1);
            CHECK(!nodes[one->parent].finished);
            CHECK(one->log_probability <= nodes[one->parent].log_probability);
        }
        CHECK(one->finished == (one->token == SL_EOS || one->step == steps));
        trace(nodes, (int)i, ids);
        CHECK_NEAR(one->log_probability, path_log_probability(model, ids, one->step), tolerance());
        if (of_step[one->step]++) CHECK(one->log_probability <= least[one->step]);
        least[one->step] = one->log_probability;
    }
    for (size_t step = 1; step <= steps && of_step[step]; step++) {
        CHECK(of_step[step] <= width);
        best_were_kept(model, nodes, count, step, least[step]);
    }
}

/* Each finished node is a hypothesis, and the other way round. */
static void check_hypotheses(const sl_model *model, const sl_json *json, const node *nodes,
                             size_t count) {
    const sl_json_value *list = sl_json_member(sl_json_root(json), "hypotheses");
    size_t finished = 0;
    for (size_t i = 0; i < count; i++) finished += nodes[i].finished;
    CHECK_INT(list->size, finished);
    for (const sl_json_value *at = sl_json_first(list); at; at = sl_json_next(at)) {
        uint16_t ids[MOST_STEPS], leaf[MOST_STEPS];
        size_t length = read_tokens(model, at, ids), matches = 0;
        for (size_t i = 0; i < count; i++)
            if (nodes[i].finished && trace(nodes, (int)i, leaf) == length &&
                !memcmp(ids, leaf, length * sizeof *ids)) {
                CHECK_REAL(number(at, "log_probability"), nodes[i].log_probability);
                matches++;
            }
        CHECK_INT(matches, 1);
    }
}

static void tree(const char *variant, size_t width, check_random *random) {
    char assignments[200];
    node nodes[MOST_PATHS];
    snprintf(assignments, sizeof assignments, "%s hidden=4 embedding=3 steps=4", variant);
    fixture f = make(assignments, 1.2, random);
    char *text = translate(f.model, "a b c", width, 0.75);
    sl_json *json = parse(text);
    size_t count = read_tree(f.model, json, nodes);
    CHECK(count >= 1);
    check_nodes(f.model, nodes, count, width, 4);
    check_hypotheses(f.model, json, nodes, count);
    sl_json_free(json);
    sl_release(text);
    drop(&f);
}

/* ---- Greedy, ties, settings of training ---------------------------------------------------- */

static void width_one_is_greedy(const char *variant, check_random *random) {
    static const char *const sentences[] = {"a b c", "c", "b b b b b b b b b b", "a what ?",
                                            "C, A"};
    char assignments[200];
    snprintf(assignments, sizeof assignments, "%s hidden=7 embedding=3 steps=9", variant);
    for (size_t i = 0; i < 5 * 4; i++) {
        fixture f = make(assignments, 0.4 + 0.5 * (double)(i % 4), random);
        char *beam = translate(f.model, sentences[i / 4], 1, 0);
        char *greedy = sample(f.model, sentences[i / 4], 0, (uint32_t)i);
        size_t same = strlen(greedy) - 1; /* all but the closing brace */
        CHECK(strlen(beam) > same && beam[same] == ',');
        CHECK_BYTES(beam, greedy, same);
        CHECK_CONTAINS(beam + same, ",\"hypotheses\":[{\"text\"");
        CHECK(strstr(greedy, "\"tree\"") == NULL);
        sl_release(beam);
        sl_release(greedy);
        drop(&f);
    }
}

/* All tokens are equally likely: the smaller id comes first, and of hypotheses the earlier. */
static void ties(void) {
    check_random random = {1};
    fixture f = make("hidden=3 embedding=2 steps=3", 0, &random);
    char *first = translate(f.model, "a b", 2, 0), *second = translate(f.model, "a b", 2, 0);
    CHECK_TEXT(second, first);
    sl_json *json = parse(first);
    CHECK_TEXT(word(sl_json_root(json), "text"), "");
    CHECK_NEAR(number(sl_json_root(json), "score"), -log(4), 1e-6);
    node nodes[20];
    sl_model *model = f.model;
    static const node expected[] = {{-1, 1, 3, 0, true}, {-1, 1, 4, 0, false}, {1, 2, 3, 0, true},
                                    {1, 2, 4, 0, false}, {3, 3, 3, 0, true},   {3, 3, 4, 0, true}};
    size_t count = size_of(json, "tree");
    if (CHECK_INT(count, 6)) {
        const sl_json_value *list = sl_json_member(sl_json_root(json), "tree");
        size_t i = 0;
        for (const sl_json_value *at = sl_json_first(list); at; at = sl_json_next(at)) {
            const char *token = word(at, "token");
            nodes[i].token = sl_vocabulary_find(model->vocabulary, token, strlen(token));
            CHECK_INT(nodes[i].token, expected[i].token);
            CHECK_INT(number(at, "parent"), expected[i].parent);
            CHECK(sl_json_member(at, "finished")->flag == expected[i].finished);
            i++;
        }
    }
    sl_json_free(json);
    sl_release(first);
    sl_release(second);
    drop(&f);
}

static void plain(const char *with, const char *without) {
    check_random a = {9}, b = {9};
    fixture f = make(with, 1, &a), g = make(without, 1, &b);
    char *first = translate(f.model, "a b c", 3, 0.75),
         *second = translate(g.model, "a b c", 3, 0.75);
    CHECK_TEXT(second, first);
    sl_release(first);
    sl_release(second);
    drop(&f);
    drop(&g);
}

/* ---- Drawing ------------------------------------------------------------------------------- */

/* The share of each first token is its probability. */
static void drawing(check_random *random) {
    enum { DRAWS = 4000 };
    fixture f = make("hidden=5 embedding=3 steps=1", 1, random);
    size_t counts[FIRST + CHOICES] = {0};
    for (uint32_t seed = 0; seed < DRAWS; seed++) {
        char *text = sample(f.model, "a b c", 1, seed);
        sl_json *json = parse(text);
        uint16_t id = 0;
        CHECK_INT(read_tokens(f.model, sl_json_root(json), &id), 1);
        counts[id]++;
        if (seed % 500 == 0) {
            char *again = sample(f.model, "a b c", 1, seed);
            CHECK_TEXT(again, text);
            sl_release(again);
        }
        sl_json_free(json);
        sl_release(text);
    }
    CHECK_INT(counts[SL_UNKNOWN] + counts[SL_PAD] + counts[SL_BOS], 0);
    for (uint16_t id = FIRST; id < FIRST + CHOICES; id++) {
        double p = exp(path_log_probability(f.model, &id, 1));
        CHECK_NEAR((double)counts[id] / (double)DRAWS, p, 4.5 * sqrt(p * (1 - p) / (double)DRAWS));
    }
    drop(&f);
}

/* ---- Refusals ------------------------------------------------------------------------------ */

static void refused(sl_model *model, const char *sentence, size_t width, double alpha,
                    sl_status status, const char *why) {
    char *json = (char *)&json;
    sl_error error = {0};
    CHECK_FAILS(sl_translate(model, sentence, strlen(sentence), width, alpha, &json, &error),
                status, error, why);
    CHECK(json == NULL);
}

static void sample_refused(sl_model *model, const char *sentence, double temperature,
                           sl_status status, const char *why) {
    char *json = (char *)&json;
    sl_error error = {0};
    CHECK_FAILS(
        sl_translate_sample(model, sentence, strlen(sentence), temperature, 1, &json, &error),
        status, error, why);
    CHECK(json == NULL);
}

static void bad_input(check_random *random) {
    fixture f = make("hidden=4 embedding=3 steps=5", 1, random);
    sl_model *language = models_create("hidden=3", 5);
    refused(f.model, "a", 0, 1, SL_BAD_SETTING, "from 1 to 1000, not 0");
    refused(f.model, "a", 1001, 1, SL_BAD_SETTING, "from 1 to 1000, not 1001");
    refused(f.model, "a", 2, NAN, SL_BAD_SETTING, "alpha must be from 0 to 10");
    refused(f.model, "a", 2, -0.5, SL_BAD_SETTING, "alpha");
    refused(f.model, "a", 2, INFINITY, SL_BAD_SETTING, "alpha");
    refused(f.model, "", 2, 1, SL_BAD_TEXT, "the sentence is empty");
    refused(f.model, " \u00a0 ", 2, 1, SL_BAD_TEXT, "the sentence is empty");
    refused(f.model, "a \xff", 2, 1, SL_BAD_TEXT, "byte 3");
    refused(language, "a", 2, 1, SL_MISUSE, "a language model does not translate");
    sample_refused(f.model, "a", -1, SL_BAD_SETTING, "temperature");
    sample_refused(f.model, "a", NAN, SL_BAD_SETTING, "temperature");
    sample_refused(f.model, "", 1, SL_BAD_TEXT, "the sentence is empty");
    sample_refused(language, "a", 1, SL_MISUSE, "does not translate");
    char *json = translate(f.model, "a", 1000, 10);
    sl_release(json);
    sl_model_free(language);
    drop(&f);
}

static void all_refuse(sl_model *model) {
    sl_model_touch(model);
    refused(model, "a b c", 3, 1, SL_DIVERGED, "not finite");
    refused(model, "a b c", 1, 1, SL_DIVERGED, "not finite");
    sample_refused(model, "a b c", 0, SL_DIVERGED, "not finite");
    sample_refused(model, "a b c", 1, SL_DIVERGED, "not finite");
}

/* Wherever a weight is not a number, as soon as it is used. */
static void not_finite(check_random *random) {
    fixture f = make("hidden=4 embedding=3 steps=5", 1, random);
    sl_model *model = f.model;
    const sl_translation *translation = sl_translation_of(model);
    sl_real *values = model->parameters.values;
    size_t width = model->settings.embedding;
    const size_t places[] = {model->output.bias + SL_EOS,
                             model->output.bias + 5,
                             model->output.weight + 4,
                             translation->model.embedding.table + SL_BOS * width,
                             model->stack.layer[0].w_h[SL_GRU_N],
                             translation->encoder.layer[0].w_x[SL_GRU_N]};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        sl_real keep = values[places[i]];
        values[places[i]] = (sl_real)NAN;
        all_refuse(model);
        values[places[i]] = keep;
    }
    values[model->output.bias + 5] = (sl_real)INFINITY;
    all_refuse(model);
    values[model->output.bias + 5] = 0;
    /* read only once a first token was chosen, which <eos> is not */
    values[model->output.bias + SL_EOS] = -50;
    for (uint16_t id = 4; id < 7; id++)
        values[translation->model.embedding.table + id * width] = (sl_real)NAN;
    all_refuse(model);
    drop(&f);
}

void beam_test(void) {
    static const char *const variants[] = {"cell=rnn", "cell=gru layers=2",
                                           "cell=lstm bidirectional=true", "cell=lstm layers=2"};
    static const double alphas[] = {0, 0.75, 1};
    check_random random = check_seed("beam", 51);
    for (size_t i = 0; i < 4; i++) {
        for (size_t j = 0; j < 3; j++) {
            exhaustive(variants[i], 3, alphas[j], &random);
            exhaustive(variants[i], i == 0 ? 1 : 4, alphas[j], &random);
        }
        for (size_t width = 1; width <= 5; width++) tree(variants[i], width, &random);
        width_one_is_greedy(variants[i], &random);
    }
    ties();
    plain("hidden=5 layers=2 dropout=0.9 teacher=0 steps=6", "hidden=5 layers=2 steps=6");
    drawing(&random);
    bad_input(&random);
    not_finite(&random);
}
