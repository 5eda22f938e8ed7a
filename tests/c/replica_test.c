/* Several trainers that share the work arrive at the bits of one. */
#include "models.h"

enum { SYMBOLS = 6, LENGTH = 300, MOST = 16, UPDATES = 6 };
#ifdef __wasm__
enum { NATIVE = false };
#else
enum { NATIVE = true }; /* sums in pieces are for ranks alone */
#endif

/* Of unequal lengths, so that those who run together are padded to others' longest. */
static const char table[] =
    "a\tx\nb c d e\ty z\na b c\tx y z x y z x\nd\ty x\ne d c b a e d\tz\nb a\tx x y y z\n"
    "c a\tz y\na a a b\ty\ne\tx y z y x\nb b c c d d\tz z z\nd e\tx\n";

typedef struct replica {
    models_training on;
    sl_pairs *pairs; /* of a translator */
} replica;

/* As a replica elsewhere gets them. */
static sl_pairs *copy_of(sl_pairs *pairs, const sl_model *model) {
    void *ids;
    size_t size;
    sl_pairs *copy;
    CHECK_STATUS(sl_pairs_ids(pairs, &ids, &size, NULL), SL_OK);
    CHECK_STATUS(sl_pairs_from_ids(model, ids, size / 2, &copy, NULL), SL_OK);
    sl_release(ids);
    sl_pairs_free(pairs);
    return copy;
}

static replica make(const char *assignments, bool translates, bool copied) {
    replica made = {0};
    if (!translates) {
        made.on = models_begin(assignments, LENGTH, SYMBOLS);
        return made;
    }
    made.pairs = models_pairs("minimum=1", table);
    made.on.model = models_translation(assignments, made.pairs);
    if (copied) made.pairs = copy_of(made.pairs, made.on.model);
    CHECK_STATUS(sl_trainer_create_pairs(made.on.model, made.pairs, &made.on.trainer, NULL), SL_OK);
    return made;
}

static void end(replica *made) {
    models_end(&made->on);
    sl_pairs_free(made->pairs);
}

/* A copy of the present part; the caller frees it. */
static void *part_of(sl_trainer *trainer, size_t *size) {
    const void *bytes = sl_trainer_partial(trainer, size);
    void *copy = malloc(*size);
    memcpy(copy, bytes, *size);
    return copy;
}

static void merge(sl_trainer *trainer, void *part, size_t size) {
    memcpy(sl_trainer_inbox(trainer), part, size);
    CHECK_STATUS(sl_trainer_add_partial(trainer, size, NULL), SL_OK);
    free(part);
}

static void swap(sl_trainer *a, sl_trainer *b) {
    size_t size_a, size_b;
    void *part_a = part_of(a, &size_a), *part_b = part_of(b, &size_b);
    merge(a, part_b, size_b);
    merge(b, part_a, size_a);
}

static void add_whole_sums(replica *all, size_t count) {
    for (size_t apart = 1; apart < count; apart *= 2)
        for (size_t i = 0; i < count; i++)
            if (!(i & apart)) swap(all[i].on.trainer, all[i + apart].on.trainer);
}

#ifndef __wasm__
/* A copy of what belongs to the present part beside its gradient; the caller frees it. */
static void *rest_of(sl_trainer *trainer, size_t *size) {
    const void *bytes = sl_trainer_rest(trainer, size);
    return memcpy(malloc(*size), bytes, *size);
}

/* `a` goes on with bytes [from, middle) of the gradient, `b` with [middle, to). */
static void halve(sl_trainer *a, sl_trainer *b, size_t from, size_t middle, size_t to) {
    size_t size, size_a, size_b;
    char *gradient_a = sl_trainer_gradient(a, &size), *gradient_b = sl_trainer_gradient(b, &size);
    void *rest_a = rest_of(a, &size_a), *rest_b = rest_of(b, &size_b);
    CHECK_STATUS(sl_trainer_add_piece(a, rest_b, size_b + 1, gradient_b, from, middle, NULL),
                 SL_MISUSE);
    CHECK_STATUS(sl_trainer_add_piece(a, rest_b, size_b, gradient_b, 0, SIZE_MAX, NULL), SL_MISUSE);
    CHECK_STATUS(sl_trainer_add_piece(a, rest_b, size_b, gradient_b + from, from, middle, NULL),
                 SL_OK);
    CHECK_STATUS(sl_trainer_add_piece(b, rest_a, size_a, gradient_a + middle, middle, to, NULL),
                 SL_OK);
    free(rest_a);
    free(rest_b);
}

/* Replicas [at, at + count) that have bytes [from, to) in common end with the whole sum of them. */
static void add_pieces(replica *all, size_t at, size_t apart, size_t count, size_t from,
                       size_t to) {
    size_t size, middle = from + (to - from) / 2 / sizeof(double) * sizeof(double);
    if (apart == count) return;
    for (size_t i = at; i < count; i += 2 * apart)
        halve(all[i].on.trainer, all[i + apart].on.trainer, from, middle, to);
    add_pieces(all, at, 2 * apart, count, from, middle);
    add_pieces(all, at + apart, 2 * apart, count, middle, to);
    for (size_t i = at; i < count; i += 2 * apart) {
        char *a = sl_trainer_gradient(all[i].on.trainer, &size);
        char *b = sl_trainer_gradient(all[i + apart].on.trainer, &size);
        memcpy(a + middle, b + middle, to - middle);
        memcpy(b + from, a + from, middle - from);
    }
}
#endif

static void step_together(replica *all, size_t count, bool in_pieces) {
    size_t share = sl_trainer_shards(all[0].on.trainer) / count;
    for (size_t i = 0; i < count; i++)
        CHECK_STATUS(sl_trainer_accumulate(all[i].on.trainer, i * share, share, NULL), SL_OK);
#ifndef __wasm__
    size_t size;
    sl_trainer_gradient(all[0].on.trainer, &size);
    if (in_pieces) add_pieces(all, 0, 1, count, 0, size);
#endif
    if (!in_pieces) add_whole_sums(all, count);
    for (size_t i = 0; i < count; i++)
        CHECK_STATUS(sl_trainer_apply(all[i].on.trainer, NULL), SL_OK);
}

static void same(const replica *a, const replica *b) {
    const sl_model *model = a->on.model, *other = b->on.model;
    size_t size = other->parameters.count * sizeof(sl_real);
    CHECK_BYTES(model->parameters.values, other->parameters.values, size);
    if (other->averaged.there) CHECK_BYTES(model->averaged.values, other->averaged.values, size);
    CHECK_REAL(sl_trainer_loss(a->on.trainer), sl_trainer_loss(b->on.trainer));
}

static void some_together(const char *assignments, bool translates, size_t count, bool in_pieces) {
    replica one = make(assignments, translates, false), all[MOST];
    for (size_t i = 0; i < count; i++) all[i] = make(assignments, translates, i > 0);
    for (int u = 0; u < UPDATES; u++) {
        CHECK_STATUS(sl_trainer_step(one.on.trainer, NULL), SL_OK);
        if (u == 5) { /* an update given up half way and repeated */
            CHECK_STATUS(sl_trainer_accumulate(all[0].on.trainer, 0, 1, NULL), SL_OK);
            sl_trainer_discard(all[0].on.trainer);
        }
        step_together(all, count, in_pieces);
    }
    long failed = check_so_far().failures;
    for (size_t i = 0; i < count; i++) same(&all[i], &one);
    replica *last = &all[count - 1]; /* it has the states of all shards, and can go on alone */
    CHECK_STATUS(sl_trainer_step(one.on.trainer, NULL), SL_OK);
    CHECK_STATUS(sl_trainer_step(last->on.trainer, NULL), SL_OK);
    same(last, &one);
    for (size_t i = 0; i < count; i++) end(&all[i]);
    if (check_so_far().failures > failed) printf("  %s, %zu replicas\n", assignments, count);
    end(&one);
}

/* Any number of them, up to that of the shards. */
static void together(const char *assignments, bool translates) {
    size_t shards = models_settings(assignments).shards;
    for (size_t count = 1; count <= shards && count <= MOST; count *= 2)
        for (int in_pieces = 0; in_pieces < (NATIVE ? 2 : 1); in_pieces++)
            some_together(assignments, translates, count, in_pieces);
}

/* What is drawn and how it is summed belongs to the shards: other ones give other bits. */
static void shards_count(const char *assignments) {
    char more[200];
    snprintf(more, sizeof more, "%s shards=8", assignments);
    replica four = make(assignments, false, false), eight = make(more, false, false);
    CHECK_STATUS(sl_trainer_step(four.on.trainer, NULL), SL_OK);
    CHECK_STATUS(sl_trainer_step(eight.on.trainer, NULL), SL_OK);
    CHECK_NEAR(sl_trainer_loss(four.on.trainer), sl_trainer_loss(eight.on.trainer), 1e-6);
    CHECK(memcmp(four.on.model->parameters.values, eight.on.model->parameters.values,
                 four.on.model->parameters.count * sizeof(sl_real)) != 0);
    end(&four);
    end(&eight);
}

static void misuse(void) {
    models_training r = models_begin("hidden=4 batch=4 steps=5", LENGTH, SYMBOLS);
    sl_error error = {0};
    CHECK_INT(sl_trainer_shards(r.trainer), 4);
    CHECK_STATUS(sl_trainer_accumulate(r.trainer, 0, 0, &error), SL_MISUSE);
    CHECK_STATUS(sl_trainer_accumulate(r.trainer, 0, 8, &error), SL_MISUSE);
    CHECK_STATUS(sl_trainer_accumulate(r.trainer, 4, 1, &error), SL_MISUSE);
    CHECK_STATUS(sl_trainer_accumulate(r.trainer, 1, 2, &error), SL_MISUSE);
    CHECK_STATUS(sl_trainer_accumulate(r.trainer, 0, 3, &error), SL_MISUSE);
    CHECK_STATUS(sl_trainer_accumulate(r.trainer, SIZE_MAX, 1, &error), SL_MISUSE);
    CHECK_STATUS(sl_trainer_apply(r.trainer, &error), SL_MISUSE);
    CHECK_STATUS(sl_trainer_accumulate(r.trainer, 0, 2, &error), SL_OK);
    CHECK_STATUS(sl_trainer_accumulate(r.trainer, 0, 2, &error), SL_MISUSE);
    CHECK_STATUS(sl_trainer_apply(r.trainer, &error), SL_MISUSE);
    CHECK_STATUS(sl_trainer_add_partial(r.trainer, 12, &error), SL_MISUSE);
    sl_trainer_discard(r.trainer);
    CHECK_STATUS(sl_trainer_step(r.trainer, &error), SL_OK);
    models_end(&r);
}

static void texts(void) {
    together("hidden=9 batch=7 steps=5 init=xavier", false);
    together("hidden=9 batch=1 steps=5 init=xavier", false);
    together("hidden=9 batch=3 steps=5 init=xavier cell=lstm shards=2", false);
    together("hidden=8 batch=8 steps=5 init=xavier cell=lstm layers=2 dropout=0.4 optimizer=adam",
             false);
    together("hidden=8 batch=6 steps=5 init=xavier order=random", false);
    together("hidden=8 batch=7 steps=5 init=xavier layers=2 dropconnect=0.3 token_dropout=0.2 "
             "average=0.9 shards=8",
             false);
    together("hidden=8 batch=19 steps=5 init=xavier layers=2 embedding=6 dropout=0.3 "
             "dropout_mask=window dropout_input=0.2 dropout_output=0.4 dropconnect=0.3 "
             "token_dropout=0.2 cell=lstm average=0.9 shards=16",
             false);
    together("hidden=9 batch=37 steps=3 init=xavier bidirectional=true shards=64", false);
    together("hidden=257 batch=6 steps=3 cell=lstm layers=2 dropout=0.3", false); /* far weights */
    together("hidden=300 batch=2 steps=3 cell=gru bidirectional=true reset=after", false);
}

static void translators(void) {
    together("minimum=1 hidden=7 embedding=5 batch=4 init=xavier", true);
    together("minimum=1 hidden=7 embedding=5 batch=3 init=xavier bidirectional=true cell=lstm",
             true);
    together("minimum=1 hidden=7 embedding=5 batch=9 init=xavier layers=2 teacher=0.4 dropout=0.3 "
             "dropout_at=every token_dropout=0.2 dropout_input=0.2 optimizer=adam shards=8",
             true);
    together("minimum=1 hidden=7 embedding=5 batch=9 init=xavier layers=2 teacher=0.4 dropout=0.3 "
             "dropout_mask=window dropconnect=0.3 average=0.9 shards=16",
             true);
}

void replica_test(void) {
    texts();
    translators();
    shards_count("hidden=9 batch=16 steps=5 init=xavier");
    misuse();
}
