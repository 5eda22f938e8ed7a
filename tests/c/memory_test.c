/* When memory runs out: every function that allocates is run with its first allocation failing,
 * then its second, and so on. Each time it must say SL_NO_MEMORY, return nothing and keep nothing.
 *
 * Needs the linker to send malloc and its family here (CMakeLists.txt does where it can). */
#include "models.h"

#ifdef CHECK_ALLOCATIONS

static struct {
    bool armed;
    long until_failure; /* allocations that still succeed */
    bool failed;
    long live; /* blocks taken and not given back since arming */
} memory;

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *block, size_t size);
void __real_free(void *block);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *block, size_t size);
void __wrap_free(void *block);

static bool refuse(void) {
    if (!memory.armed || memory.until_failure-- > 0) return false;
    memory.failed = true; /* from then on all fail */
    return true;
}

static void *taken(void *block) {
    memory.live += memory.armed && block;
    return block;
}

void *__wrap_malloc(size_t size) { return refuse() ? NULL : taken(__real_malloc(size)); }

void *__wrap_calloc(size_t count, size_t size) {
    return refuse() ? NULL : taken(__real_calloc(count, size));
}

void *__wrap_realloc(void *block, size_t size) {
    if (refuse()) return NULL;
    return block ? __real_realloc(block, size) : taken(__real_realloc(NULL, size));
}

void __wrap_free(void *block) {
    memory.live -= memory.armed && block;
    __real_free(block);
}

/* ---- What is run --------------------------------------------------------------------------- */

/* Made before, with all the memory there is. */
static struct {
    sl_settings settings;
    sl_text *text;
    sl_model *language, *translation;
    sl_pairs *pairs;
    sl_trainer *trainer;
    void *files[2];
    size_t file_sizes[2];
} made;

static const char letters[] = "the quick brown fox jumps over the lazy dog \u00e9\u4e00\u4e8c";
static const char lines[] = "go .\tva !\nhi there you .\tsalut vous l\u00e0 !\n\nrun now\tcours\n";

static void make(void) {
    made.settings = models_settings("hidden=4 layers=2 embedding=3 batch=2 steps=5 minimum=1 "
                                    "bidirectional=true cell=lstm optimizer=adam");
    CHECK_STATUS(sl_text_create(NULL, "none", 0, &made.text, NULL), SL_OK);
    CHECK_STATUS(sl_text_append(made.text, letters, strlen(letters), NULL), SL_OK);
    CHECK_STATUS(sl_text_finish(made.text, NULL), SL_OK);
    made.pairs = models_pairs("minimum=1", lines);
    CHECK_STATUS(sl_model_create_translation(&made.settings, made.pairs, &made.translation, NULL),
                 SL_OK);
    made.settings.bidirectional = false;
    CHECK_STATUS(
        sl_model_create(&made.settings, sl_text_vocabulary(made.text), &made.language, NULL),
        SL_OK);
    CHECK_STATUS(sl_trainer_create(made.language, made.text, &made.trainer, NULL), SL_OK);
    CHECK_STATUS(sl_model_save(made.language, &made.files[0], &made.file_sizes[0], NULL), SL_OK);
    CHECK_STATUS(sl_model_save(made.translation, &made.files[1], &made.file_sizes[1], NULL), SL_OK);
}

static void drop(void) {
    sl_release(made.files[0]);
    sl_release(made.files[1]);
    sl_trainer_free(made.trainer);
    sl_model_free(made.language);
    sl_model_free(made.translation);
    sl_pairs_free(made.pairs);
    sl_text_free(made.text);
}

/* Each gives back what it made, and hands back the status of what failed first. `out` is what an
 * output handle or text became. */

static sl_status settings(sl_error *error, void **out) {
    sl_settings *one;
    char *json;
    sl_status status = sl_settings_create(&one, error);
    *out = one;
    if (status != SL_OK) return status;
    status = sl_settings_json(one, &json, error);
    *out = json;
    sl_settings_free(one);
    sl_release(json);
    return status;
}

static sl_status settings_table(sl_error *error, void **out) {
    char *json;
    sl_status status = sl_settings_table(&json, error);
    *out = json;
    sl_release(json);
    return status;
}

static sl_status text(sl_error *error, void **out) {
    sl_text *one;
    sl_status status = sl_text_create(NULL, "d2l", 0, &one, error);
    *out = one;
    for (int i = 0; i < 3 && status == SL_OK; i++)
        status = sl_text_append(one, letters, strlen(letters), error);
    if (status == SL_OK) status = sl_text_finish(one, error);
    if (*out && status != SL_OK) *out = NULL;
    sl_text_free(one);
    return status;
}

static sl_status encoded_text(sl_error *error, void **out) {
    sl_text *one;
    sl_status status = sl_text_create(sl_text_vocabulary(made.text), "none", 9, &one, error);
    *out = one;
    sl_text_free(one);
    return status;
}

static sl_status pairs(sl_error *error, void **out) {
    sl_pairs *one;
    sl_status status = sl_pairs_create(&made.settings, 0, &one, error);
    *out = one;
    for (size_t i = 0; i < strlen(lines) && status == SL_OK; i++)
        status = sl_pairs_append(one, lines + i, 1, error);
    if (status == SL_OK) status = sl_pairs_finish(one, error);
    if (*out && status != SL_OK) *out = NULL;
    sl_pairs_free(one);
    return status;
}

static sl_status language(sl_error *error, void **out) {
    sl_model *one;
    sl_status status = sl_model_create(&made.settings, sl_text_vocabulary(made.text), &one, error);
    *out = one;
    sl_model_free(one);
    return status;
}

static sl_status translation(sl_error *error, void **out) {
    sl_model *one;
    sl_status status = sl_model_create_translation(&made.settings, made.pairs, &one, error);
    *out = one;
    sl_model_free(one);
    return status;
}

static sl_status trainer(sl_error *error, void **out) {
    sl_trainer *one;
    sl_status status = sl_trainer_create(made.language, made.text, &one, error);
    *out = one;
    if (status == SL_OK) status = sl_trainer_step(one, error);
    sl_trainer_free(one);
    return status;
}

static sl_status pair_trainer(sl_error *error, void **out) {
    sl_trainer *one;
    sl_status status = sl_trainer_create_pairs(made.translation, made.pairs, &one, error);
    *out = one;
    if (status == SL_OK) status = sl_trainer_step(one, error);
    sl_trainer_free(one);
    return status;
}

static sl_status evaluator(sl_error *error, void **out) {
    sl_evaluator *one;
    sl_status status = sl_evaluator_create(made.language, made.text, 0, 20, &one, error);
    *out = one;
    if (status == SL_OK) sl_evaluator_advance(one, 100);
    sl_evaluator_free(one);
    return status;
}

static sl_status pairs_loss(sl_error *error, void **out) {
    double loss;
    *out = NULL;
    return sl_pairs_loss(made.translation, made.pairs, 0, 3, &loss, error);
}

static sl_status generator(sl_error *error, void **out) {
    sl_generator *one;
    const char *symbol;
    sl_status status = sl_generator_create(made.language, 1, 3, 0.9, 1, &one, error);
    *out = one;
    if (status == SL_OK) status = sl_generator_prompt(one, "the fox", 7, error);
    if (status == SL_OK) status = sl_generator_next(one, &symbol, error);
    if (*out && status != SL_OK) *out = NULL;
    sl_generator_free(one);
    return status;
}

static sl_status inspection(sl_error *error, void **out) {
    sl_inspection *one;
    sl_status status = sl_inspection_create(made.language, "the fox", 7, &one, error);
    *out = one;
    sl_inspection_free(one);
    return status;
}

static sl_status ngram(sl_error *error, void **out) {
    sl_ngram *one;
    sl_status status = sl_ngram_create(made.text, 0, sl_text_length(made.text), 4, &one, error);
    *out = one;
    sl_ngram_free(one);
    return status;
}

static sl_status beam(sl_error *error, void **out) {
    char *json;
    sl_status status = sl_translate(made.translation, "go there .", 10, 3, 0.75, &json, error);
    *out = json;
    sl_release(json);
    return status;
}

static sl_status sampled(sl_error *error, void **out) {
    char *json;
    sl_status status = sl_translate_sample(made.translation, "go there .", 10, 1, 5, &json, error);
    *out = json;
    sl_release(json);
    return status;
}

static sl_status saved(const sl_model *model, sl_error *error, void **out) {
    size_t size;
    sl_status status = sl_model_save(model, out, &size, error);
    sl_release(*out);
    return status;
}

static sl_status save(sl_error *error, void **out) { return saved(made.language, error, out); }
static sl_status save_translation(sl_error *error, void **out) {
    return saved(made.translation, error, out);
}

static sl_status save_training(sl_error *error, void **out) {
    size_t size;
    sl_status status = sl_trainer_save(made.trainer, "{}", out, &size, error);
    sl_release(*out);
    return status;
}

static sl_status loaded(int which, sl_error *error, void **out) {
    sl_model *one;
    sl_status status = sl_model_load(made.files[which], made.file_sizes[which], &one, error);
    *out = one;
    sl_model_free(one);
    return status;
}

static sl_status load(sl_error *error, void **out) { return loaded(0, error, out); }
static sl_status load_translation(sl_error *error, void **out) { return loaded(1, error, out); }

static sl_status describe(sl_error *error, void **out) {
    char *json;
    sl_status status = sl_model_describe(made.translation, &json, error);
    *out = json;
    sl_release(json);
    return status;
}

/* ---- Running it ---------------------------------------------------------------------------- */

#define RUN(name, least) run(#name, name, least, 0)

/* Until nothing fails any more, which takes at least so many allocations. The last `optional` ones
 * only save memory: without them it goes on. */
static void run(const char *name, sl_status (*what)(sl_error *, void **), long least,
                long optional) {
    check_counts before = check_so_far();
    long n = 0;
    for (;; n++) {
        sl_error error = {0};
        void *out = &out;
        memory.until_failure = n;
        memory.failed = false;
        memory.live = 0;
        memory.armed = true;
        sl_status status = what(&error, &out);
        memory.armed = false;
        CHECK_INT(memory.live, 0);
        bool survived = memory.failed && status == SL_OK && optional-- > 0;
        if (survived) continue;
        CHECK_STATUS(status, memory.failed ? SL_NO_MEMORY : SL_OK);
        if (!memory.failed || check_so_far().failures > before.failures) break;
        CHECK(out == NULL);
        CHECK(error.status == SL_NO_MEMORY);
        CHECK_CONTAINS(error.message, "memory");
    }
    if (!CHECK(n >= least)) printf("  only %ld allocations\n", n);
    if (check_so_far().failures > before.failures) printf("  %s, allocation %ld\n", name, n + 1);
}

void memory_test(void) {
    make();
    RUN(settings, 2);
    RUN(settings_table, 1);
    run("text", text, 8, 1);
    RUN(encoded_text, 3);
    RUN(pairs, 8);
    RUN(language, 3);
    RUN(translation, 4);
    RUN(trainer, 3);
    RUN(pair_trainer, 3);
    RUN(evaluator, 2);
    RUN(pairs_loss, 1);
    RUN(generator, 2);
    RUN(inspection, 2);
    RUN(ngram, 2);
    RUN(beam, 4);
    RUN(sampled, 4);
    RUN(save, 4);
    RUN(save_translation, 4);
    RUN(save_training, 4);
    RUN(load, 6);
    RUN(load_translation, 8);
    RUN(describe, 2);
    drop();
}

#else

void memory_test(void) {
    printf("memory: SKIPPED, this build cannot make an allocation fail\n");
    check_true(true, "so that the test has a check", __FILE__, __LINE__);
}

#endif
