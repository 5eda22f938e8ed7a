/* N-gram models against figures worked out by hand, and against counting by looking everywhere. */
#include "text/ngram.h"

#include "models.h"

enum { ORDERS = 5, LENGTH = 600 };

static sl_text *make_text(const sl_vocabulary *vocabulary, const char *bytes) {
    sl_text *text;
    CHECK_STATUS(sl_text_create(vocabulary, "none", 0, &text, NULL), SL_OK);
    CHECK_STATUS(sl_text_append(text, bytes, strlen(bytes), NULL), SL_OK);
    CHECK_STATUS(sl_text_finish(text, NULL), SL_OK);
    return text;
}

static double loss_of(const sl_ngram *ngram, const sl_text *text, size_t first, size_t count,
                      size_t order) {
    double loss = -1;
    CHECK_STATUS(sl_ngram_loss(ngram, text, first, count, order, &loss, NULL), SL_OK);
    return loss;
}

/* "aab" over <unk>, a, b. Order 1: p(a) = (2 + 2/3) / 5, p(b) = (1 + 2/3) / 5. After a came one a
 * and one b: p(a|a) = (1 + 2 * 8/15) / 4, p(b|a) = (1 + 2 * 1/3) / 4.
 * Nothing came after b, so p(a|b) = p(a). */
static void by_hand(void) {
    sl_text *text = make_text(NULL, "aab");
    sl_text *turned = make_text(sl_text_vocabulary(text), "ba");
    sl_ngram *ngram;
    if (!CHECK_STATUS(sl_ngram_create(text, 0, 3, 2, &ngram, NULL), SL_OK)) return;
    CHECK_NEAR(loss_of(ngram, text, 0, 3, 0), log(3), 1e-14);
    CHECK_NEAR(loss_of(ngram, text, 0, 3, 1), -(log(8 / 15.) + log(1 / 3.)) / 2, 1e-14);
    CHECK_NEAR(loss_of(ngram, text, 0, 3, 2), -(log(31 / 60.) + log(5 / 12.)) / 2, 1e-14);
    CHECK_NEAR(sl_ngram_training_loss(ngram, 0), log(3), 1e-14);
    CHECK_NEAR(sl_ngram_training_loss(ngram, 1), -(2 * log(2 / 3.) + log(1 / 3.)) / 3, 1e-14);
    CHECK_NEAR(sl_ngram_training_loss(ngram, 2), log(2), 1e-14);
    CHECK(isnan(sl_ngram_training_loss(ngram, 3)));
    CHECK_NEAR(loss_of(ngram, turned, 0, 2, 2), -log(8 / 15.), 1e-14);
    sl_ngram_free(ngram);
    sl_text_free(turned);
    sl_text_free(text);
}

/* ---- the same by looking everywhere ---- */

typedef struct stretch {
    const uint16_t *ids;
    size_t count, symbols;
} stretch;

/* How often `length` symbols and then `symbol` occur; any symbol for -1. */
static double occurrences(const stretch *counted, const uint16_t *context, size_t length,
                          int symbol) {
    double found = 0;
    for (size_t i = 0; i + length < counted->count; i++) {
        bool same = symbol < 0 || counted->ids[i + length] == symbol;
        for (size_t j = 0; j < length && same; j++) same = counted->ids[i + j] == context[j];
        found += same;
    }
    return found;
}

static double brute_probability(const stretch *counted, const uint16_t *end, size_t length,
                                uint16_t symbol) {
    const uint16_t *context = end - length;
    double shorter = length == 0 ? 1.0 / (double)counted->symbols
                                 : brute_probability(counted, end, length - 1, symbol);
    double followed = occurrences(counted, context, length, -1), followers = 0;
    if (followed == 0) return shorter;
    for (size_t w = 0; w < counted->symbols; w++)
        followers += occurrences(counted, context, length, (int)w) > 0;
    return (occurrences(counted, context, length, symbol) + followers * shorter) /
           (followed + followers);
}

static double brute_loss(const stretch *counted, const uint16_t *ids, size_t count, size_t order) {
    double sum = 0;
    for (size_t i = 1; i < count; i++) {
        size_t length = i < order - 1 ? i : order - 1;
        sum -= log(brute_probability(counted, ids + i, length, ids[i]));
    }
    return sum / (double)(count - 1);
}

static double brute_training_loss(const stretch *counted, size_t order) {
    double sum = 0;
    for (size_t i = order - 1; i < counted->count; i++) {
        const uint16_t *context = counted->ids + i - (order - 1);
        sum -= log(occurrences(counted, context, order - 1, counted->ids[i]) /
                   occurrences(counted, context, order - 1, -1));
    }
    return sum / (double)(counted->count - order + 1);
}

/* Letters that depend on the last two, so that every order has something to find. */
static void random_letters(check_random *random, char *letters, size_t count) {
    static const char *const likely = "aabacabcdabcaddbacabbdacbdabcabdcadb";
    for (size_t i = 0; i < count; i++) {
        size_t last =
            i > 1 ? (size_t)(letters[i - 1] - 'a') * 9 + (size_t)(letters[i - 2] - 'a') : 0;
        bool free = check_below(random, 3) == 0;
        letters[i] = free ? (char)('a' + check_below(random, 5)) : likely[last % 36];
    }
    letters[count] = '\0';
}

/* Over the vocabulary, the probabilities after every context sum to 1. */
static void check_sums(const sl_ngram *ngram, sl_ngram_cursor cursor, size_t order, size_t symbols,
                       size_t depth) {
    double sum = 0;
    for (size_t w = 0; w < symbols; w++)
        sum += sl_ngram_probability(ngram, &cursor, order, (uint16_t)w);
    CHECK_NEAR(sum, 1, 1e-13);
    for (size_t w = 0; w < symbols && depth > 0; w++) {
        sl_ngram_cursor next = cursor;
        sl_ngram_read(ngram, &next, (uint16_t)w);
        check_sums(ngram, next, order, symbols, depth - 1);
    }
}

static void against_brute_force(void) {
    check_random random = check_seed("ngram", 8);
    char letters[LENGTH + 1];
    random_letters(&random, letters, LENGTH);
    sl_text *text = make_text(NULL, letters);
    sl_text *other = make_text(sl_text_vocabulary(text), "abbaxcadabbxxdacaabcadcabaccdbab");
    const uint16_t *ids = sl_text_ids(text);
    stretch counted = {ids + 20, 400, sl_vocabulary_size(sl_text_vocabulary(text))};
    CHECK_INT(models_unknown(other), 3);
    sl_ngram *ngram;
    if (!CHECK_STATUS(sl_ngram_create(text, 20, 400, ORDERS, &ngram, NULL), SL_OK)) return;
    for (size_t order = 1; order <= ORDERS; order++) {
        CHECK_NEAR(sl_ngram_training_loss(ngram, order), brute_training_loss(&counted, order),
                   1e-12);
        CHECK_NEAR(loss_of(ngram, text, 420, 180, order),
                   brute_loss(&counted, ids + 420, 180, order), 1e-12);
        CHECK_NEAR(loss_of(ngram, other, 3, 29, order),
                   brute_loss(&counted, sl_text_ids(other) + 3, 29, order), 1e-12);
        CHECK_NEAR(loss_of(ngram, text, 500, 2, order), brute_loss(&counted, ids + 500, 2, order),
                   1e-12);
    }
    for (size_t order = 0; order <= ORDERS; order++)
        check_sums(ngram, sl_ngram_start(), order, counted.symbols, ORDERS - 1);
    sl_ngram_free(ngram);
    sl_text_free(other);
    sl_text_free(text);
}

/* A count to a high order gives the same lower orders; nothing is left of order 8 on noise. */
static void one_count_for_all(void) {
    check_random random = check_seed("ngram", 9);
    char letters[20001];
    for (size_t i = 0; i < 20000; i++) letters[i] = (char)('A' + check_below(&random, 50));
    letters[20000] = '\0';
    sl_text *text = make_text(NULL, letters);
    sl_ngram *all, *one;
    if (!CHECK_STATUS(sl_ngram_create(text, 0, 15000, 8, &all, NULL), SL_OK)) return;
    for (size_t order = 1; order <= 8; order++) {
        if (!CHECK_STATUS(sl_ngram_create(text, 0, 15000, order, &one, NULL), SL_OK)) return;
        CHECK_REAL(loss_of(all, text, 15000, 5000, order), loss_of(one, text, 15000, 5000, order));
        CHECK_NEAR(sl_ngram_training_loss(all, order), sl_ngram_training_loss(one, order), 1e-12);
        sl_ngram_free(one);
    }
    CHECK_NEAR(sl_ngram_training_loss(all, 8), 0, 1e-12);
    CHECK_NEAR(loss_of(all, text, 15000, 5000, 1), log(50), 0.02);
    sl_ngram_free(all);
    sl_text_free(text);
}

static void misuse(void) {
    sl_text *text = make_text(NULL, "hello"), *other = make_text(NULL, "world");
    sl_ngram *ngram;
    sl_error error;
    double loss;
    CHECK_FAILS(sl_ngram_create(text, 0, 5, 0, &ngram, &error), SL_BAD_SETTING, error, "1 to 8");
    CHECK_FAILS(sl_ngram_create(text, 0, 5, 9, &ngram, &error), SL_BAD_SETTING, error, "not 9");
    CHECK(ngram == NULL);
    CHECK_FAILS(sl_ngram_create(text, 3, 3, 1, &ngram, &error), SL_MISUSE, error, "3 to 6");
    CHECK_FAILS(sl_ngram_create(text, 1, 3, 4, &ngram, &error), SL_TEXT_TOO_SHORT, error,
                "at least 4");
    if (!CHECK_STATUS(sl_ngram_create(text, 0, 5, 5, &ngram, &error), SL_OK)) return;
    CHECK_FAILS(sl_ngram_loss(ngram, text, 0, 5, 6, &loss, &error), SL_BAD_SETTING, error,
                "order 5");
    CHECK_FAILS(sl_ngram_loss(ngram, text, 5, 1, 1, &loss, &error), SL_MISUSE, error, "of 5");
    CHECK_FAILS(sl_ngram_loss(ngram, text, 4, 1, 1, &loss, &error), SL_TEXT_TOO_SHORT, error,
                "at least 2");
    CHECK_FAILS(sl_ngram_loss(ngram, other, 0, 5, 1, &loss, &error), SL_OTHER_VOCABULARY, error,
                "the text is not encoded with the n-gram model's vocabulary");
    sl_ngram_free(ngram);
    sl_ngram_free(NULL);
    sl_text_free(other);
    sl_text_free(text);
}

void ngram_test(void) {
    by_hand();
    against_brute_force();
    one_count_for_all();
    misuse();
}
