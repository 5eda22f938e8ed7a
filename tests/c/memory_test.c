/* When memory runs out: every function of sluice.h that can fail is called with its first
 * allocation failing, then its second, and so on. Each time it must say SL_NO_MEMORY, return
 * nothing, leave all handles as they were, so that the same call succeeds afterwards, and keep
 * nothing. tests/js/memory-calls.test.js sees to it that no such function is missing here.
 *
 * Needs the linker to send malloc and its family here (CMakeLists.txt does where it can). */
#include "handles.h"

#ifdef CHECK_ALLOCATIONS

static struct {
    bool armed, lasting; /* whether, after the first, all fail */
    long until_failure;  /* allocations that still succeed */
    bool failed;
    long taken; /* asked for while armed */
    long live;  /* blocks taken and not given back */
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
    if (!memory.armed) return false;
    memory.taken++;
    bool refused = memory.lasting ? memory.until_failure <= 0 : memory.until_failure == 0;
    memory.until_failure--;
    memory.failed |= refused;
    return refused;
}

static void *taken(void *block) {
    memory.live += block != NULL;
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
    memory.live -= block != NULL;
    __real_free(block);
}

/* ---- The calls ----------------------------------------------------------------------------- */

/* Whether a call takes memory: training, drawing and setting never do. */
typedef enum needs { NEVER, TAKES } needs;

#ifndef __wasm__
#define CALLS_OF_RANKS(CALL)                                                                       \
    CALL(trainer_add_piece, NEVER, NOTHING, h->half, h->rest, h->rest_size, h->rest, 0, 0)
#else
#define CALLS_OF_RANKS(CALL)
#endif

/* Function of sluice.h, whether it takes memory, what it makes, and its arguments but for the
 * error.
 */
#define CALLS(CALL)                                                                                \
    CALL(settings_create, TAKES, SETTINGS, &h->made.settings)                                      \
    CALL(settings_set, NEVER, NOTHING, h->settings, "hidden", "9")                                 \
    CALL(settings_json, TAKES, BLOCK, h->settings, &h->made.json)                                  \
    CALL(settings_table, TAKES, BLOCK, &h->made.json)                                              \
    CALL(text_create, TAKES, TEXT, sl_text_vocabulary(h->text), "none", 9, &h->made.text)          \
    CALL(text_append, TAKES, NOTHING, h->reading, "\xa9 of\r\u4e00\n story", 15)                   \
    CALL(text_finish, TAKES, NOTHING, h->read)                                                     \
    CALL(text_from_ids, TAKES, TEXT, sl_text_vocabulary(h->text), sl_text_ids(h->text), 20,        \
         sl_text_fingerprint(h->text), &h->made.text)                                              \
    CALL(model_create, TAKES, MODEL, h->settings, sl_text_vocabulary(h->text), &h->made.model)     \
    CALL(model_set, NEVER, NOTHING, h->language, "lr", "0.5")                                      \
    CALL(model_save, TAKES, BLOCK, h->language, &h->made.block, &h->made_size)                     \
    CALL(model_load, TAKES, MODEL, h->file, h->file_size, &h->made.model)                          \
    CALL(model_describe, TAKES, BLOCK, h->translation, &h->made.json)                              \
    CALL(trainer_create, TAKES, TRAINER, h->language, h->text, &h->made.trainer)                   \
    CALL(trainer_step, NEVER, NOTHING, h->trainer)                                                 \
    CALL(trainer_set, NEVER, NOTHING, h->trainer, "lr", "0.5")                                     \
    CALL(trainer_save, TAKES, BLOCK, h->trainer, "{}", &h->made.block, &h->made_size)              \
    CALL(trainer_restore, TAKES, NOTHING, h->trainer, h->checkpoint, h->checkpoint_size)           \
    CALL(dissection_create, TAKES, DISSECTION, h->trainer, &h->made.dissection)                    \
    CALL(evaluator_create, TAKES, EVALUATOR, h->language, h->text, 0, 20, &h->made.evaluator)      \
    CALL(evaluator_create_learning, TAKES, EVALUATOR, h->language, h->text, 0, 20, 0.1, 0.1,       \
         &h->made.evaluator)                                                                       \
    CALL(evaluator_check, NEVER, NOTHING, h->evaluator)                                            \
    CALL(ngram_create, TAKES, NGRAM, h->text, 0, sl_text_length(h->text), 8, &h->made.ngram)       \
    CALL(ngram_loss, NEVER, NOTHING, h->ngram, h->text, 0, 20, 3, &h->number)                      \
    CALL(generator_create, TAKES, GENERATOR, h->language, 1, 3, 0.9, 1, &h->made.generator)        \
    CALL(generator_prompt, TAKES, NOTHING, h->generator, "lazy", 4)                                \
    CALL(generator_next, NEVER, NOTHING, h->generator, &h->symbol)                                 \
    CALL(generator_clone, TAKES, GENERATOR, h->generator, &h->made.generator)                      \
    CALL(generator_hold, NEVER, NOTHING, h->generator, "forget", 0, 0.5)                           \
    CALL(generator_set_sampling, NEVER, NOTHING, h->generator, 0.5, 0, 1)                          \
    CALL(generator_penalize, NEVER, NOTHING, h->generator, 2)                                      \
    CALL(generator_probabilities, NEVER, NOTHING, h->generator, &h->probabilities)                 \
    CALL(pairs_create, TAKES, PAIRS, h->settings, 0, &h->made.pairs)                               \
    CALL(pairs_append, TAKES, NOTHING, h->table, h->words, strlen(h->words))                       \
    CALL(pairs_finish, TAKES, NOTHING, h->table)                                                   \
    CALL(pairs_finish_for, TAKES, NOTHING, h->table, h->translation)                               \
    CALL(pairs_ids, TAKES, BLOCK, h->pairs, &h->made.block, &h->made_size)                         \
    CALL(pairs_from_ids, TAKES, PAIRS, h->translation, h->pair_ids, h->pair_ids_size / 2,          \
         &h->made.pairs)                                                                           \
    CALL(pairs_cut, TAKES, BLOCK, "word", h->words, strlen(h->words), &h->made.json)               \
    CALL(model_create_translation, TAKES, MODEL, h->settings, h->pairs, &h->made.model)            \
    CALL(trainer_create_pairs, TAKES, TRAINER, h->translation, h->pairs, &h->made.trainer)         \
    CALL(pairs_loss, TAKES, NOTHING, h->translation, h->pairs, 0, 3, &h->number)                   \
    CALL(pairs_newest_loss, TAKES, NOTHING, h->translation, h->pairs, 0, 3, &h->number)            \
    CALL(translate, TAKES, BLOCK, h->translation, "go there .", 10, 3, 0.75, &h->made.json)        \
    CALL(translate_sample, TAKES, BLOCK, h->translation, "go there .", 10, 1, 5, &h->made.json)    \
    CALL(bleu_create, TAKES, BLEU, &h->made.bleu)                                                  \
    CALL(bleu_add, TAKES, NOTHING, h->bleu, h->words, h->references, 2)                            \
    CALL(bleu_book, TAKES, NOTHING, h->words, "a0 b1 c2 d3 e4", 4, &h->number)                     \
    CALL(inspection_create, TAKES, INSPECTION, h->language, "the fox", 7, &h->made.inspection)     \
    CALL(inspection_attribute, NEVER, NOTHING, h->inspection, 4)                                   \
    CALL(inspection_hold, NEVER, NOTHING, h->inspection, "forget", 0, 0.5)                         \
    CALL(trainer_accumulate, NEVER, NOTHING, h->trainer, 0, 2)                                     \
    CALL(trainer_add_partial, NEVER, NOTHING, h->half, h->inbox_size)                              \
    CALL(trainer_apply, NEVER, NOTHING, h->whole)                                                  \
    CALLS_OF_RANKS(CALL)

#define DEFINE(name, needs, kind, ...)                                                             \
    static sl_status call_##name(handles *h, sl_error *error) {                                    \
        return sl_##name(__VA_ARGS__, error);                                                      \
    }
CALLS(DEFINE)

typedef struct call {
    const char *name;
    needs needs;
    handles_kind makes;
    sl_status (*make)(handles *h, sl_error *error);
} call;

#define ROW(name, needs, kind, ...) {#name, needs, kind, call_##name},
static const call calls[] = {CALLS(ROW)};

/* ---- Running out --------------------------------------------------------------------------- */

enum { NONE_FAILS = -1 };

/* The call, with allocation n failing (from 0 on), and if `lasting` all after it. */
static sl_status make(const call *one, handles *h, long n, bool lasting, sl_error *error) {
    if (one->makes != NOTHING) h->made.any = h; /* which a failure replaces by NULL */
    memory.until_failure = n;
    memory.lasting = lasting;
    memory.failed = false;
    memory.taken = 0;
    memory.armed = true;
    sl_status status = one->make(h, error);
    memory.armed = false;
    return status;
}

static void expect_refusal(const handles *h, sl_status status, const sl_error *error) {
    CHECK_STATUS(status, SL_NO_MEMORY);
    CHECK_STATUS(error->status, SL_NO_MEMORY);
    CHECK_CONTAINS(error->message, "memory");
    CHECK(h->made.any == NULL);
}

/* What handles are before a call, and after it. */
typedef struct outcomes {
    uint64_t before, after;
} outcomes;

/* Compares what became of the handles, and that nothing is left of them. */
static void expect_outcome(handles *h, handles_kind made, uint64_t expected) {
    CHECK(handles_outcome(h, made) == expected);
    handles_end(h);
    CHECK_INT(memory.live, 0);
}

static outcomes without_failure(const call *one) {
    outcomes expected;
    handles h = handles_begin();
    expected.before = handles_outcome(&h, NOTHING);
    handles_end(&h);
    CHECK_INT(memory.live, 0);
    h = handles_begin();
    CHECK_STATUS(make(one, &h, NONE_FAILS, false, NULL), SL_OK);
    CHECK(one->needs == TAKES ? memory.taken > 0 : memory.taken == 0);
    expected.after = handles_outcome(&h, one->makes);
    handles_end(&h);
    CHECK_INT(memory.live, 0);
    return expected;
}

/* One allocation fails, or all from one on; then the handles are as they were, or the same call is
 * made again. False if none failed. What only saves memory may fail without harm. */
static bool with_failure(const call *one, long n, bool lasting, bool again, outcomes expected) {
    sl_error error = {0};
    handles h = handles_begin();
    sl_status status = make(one, &h, n, lasting, &error);
    bool failed = memory.failed, succeeded = status == SL_OK;
    if (!succeeded) expect_refusal(&h, status, &error);
    if (!succeeded && again) {
        CHECK_STATUS(make(one, &h, NONE_FAILS, false, &error), SL_OK);
        succeeded = true;
    }
    expect_outcome(&h, succeeded ? one->makes : NOTHING,
                   succeeded ? expected.after : expected.before);
    return failed;
}

static void run_out(const call *one) {
    check_counts before = check_so_far();
    outcomes expected = without_failure(one);
    long n = 0;
    while (with_failure(one, n, true, false, expected) &&
           with_failure(one, n, false, true, expected))
        if (check_so_far().failures == before.failures)
            n++;
        else
            break;
    if (check_so_far().failures > before.failures)
        printf("  sl_%s, allocation %ld\n", one->name, n + 1);
}

void memory_test(void) {
    memory.live = 0; /* what other tests took is none of ours */
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) run_out(&calls[i]);
}

#else

void memory_test(void) {
    printf("memory: SKIPPED, this build cannot make an allocation fail\n");
    check_true(true, "so that the test has a check", __FILE__, __LINE__);
}

#endif
