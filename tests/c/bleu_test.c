/* BLEU against the figures of sacreBLEU's own tests, and against counting by looking everywhere. */
#include "check.h"
#include "decode/bleu.h"

static sl_bleu *make(void) {
    sl_bleu *bleu;
    CHECK_STATUS(sl_bleu_create(&bleu, NULL), SL_OK);
    return bleu;
}

static void add(sl_bleu *bleu, const char *hypothesis, const char *a, const char *b) {
    const char *references[] = {a, b};
    CHECK_STATUS(sl_bleu_add(bleu, hypothesis, references, b == NULL ? 1 : 2, NULL), SL_OK);
}

/* Score of one hypothesis with one or two references. */
static double score_of(const char *hypothesis, const char *a, const char *b) {
    sl_bleu *bleu = make();
    add(bleu, hypothesis, a, b);
    double score = sl_bleu_score(bleu);
    sl_bleu_free(bleu);
    return score;
}

/* ---- published values ---- */

static void from_counts(void) {
    sl_bleu_counts counts = {{9, 7, 5, 3}, {10, 8, 6, 4}, 11, 11};
    CHECK_NEAR(sl_bleu_of_counts(&counts), 0.8375922397, 1e-8);
    counts.reference_length = 22; /* half as long as it should be: exp(1 - 2) of that */
    CHECK_NEAR(sl_bleu_of_counts(&counts), 0.8375922397 * exp(-1), 1e-8);
    counts.reference_length = 5; /* too long is punished by precision alone */
    CHECK_NEAR(sl_bleu_of_counts(&counts), 0.8375922397, 1e-8);
    CHECK_REAL(sl_bleu_of_counts(&(sl_bleu_counts){0}), 0);
}

static void published_corpus(void) {
    sl_bleu *bleu = make();
    CHECK_REAL(sl_bleu_score(bleu), 0);
    add(bleu, "The dog bit the man.", "The dog bit the man.", "The dog had bit the man.");
    add(bleu, "It wasn't surprising.", "It was not unexpected.", "No one was surprised.");
    add(bleu, "The man had just bitten him.", "The man bit him first.",
        "The man had bitten the dog.");
    CHECK_NEAR(100 * sl_bleu_score(bleu), 49.1919566, 1e-7);
    sl_bleu_free(bleu);
    bleu = make(); /* tokenized as 13a does it */
    add(bleu, "The dog bit the man .", "The dog bit the man .", "The dog had bit the man .");
    add(bleu, "It wasn't surprising .", "It was not unexpected .", "No one was surprised .");
    add(bleu, "The man had just bitten him .", "The man bit him first .",
        "The man had bitten the dog .");
    CHECK_NEAR(100 * sl_bleu_score(bleu), 48.530827, 1e-6);
    sl_bleu_free(bleu);
}

static void exact(void) {
    CHECK_REAL(score_of("a b c d", "a b c d", NULL), 1);
    CHECK_REAL(score_of("a  b c d ", " a b c   d", NULL), 1); /* spaces only separate */
    CHECK_REAL(score_of("a b c d", "x y", "a b c d"), 1);
    CHECK_REAL(score_of("a b c", "a b c", NULL), 0); /* there is no 4-gram to be right */
    CHECK_REAL(score_of("", "a b c d", NULL), 0);
    CHECK_REAL(score_of("a b c d", "", NULL), 0);
    CHECK_REAL(score_of("é è ê ë", "é è ê ë", NULL), 1);
    CHECK_REAL(score_of("ab c d e", "a bc d e", NULL), 0);
}

/* Lengths 3 and 5 are equally close to 4: the shorter counts. Of 2 and 5 the 5 does. */
static void reference_lengths(void) {
    sl_bleu *bleu = make();
    add(bleu, "a b c d", "a b c d e", "a b c");
    CHECK_REAL(sl_bleu_counted(bleu)->reference_length, 3);
    add(bleu, "a b c d", "a b", "a b c d e");
    CHECK_REAL(sl_bleu_counted(bleu)->reference_length, 3 + 5);
    add(bleu, "a", "a b c", "a b c d");
    CHECK_REAL(sl_bleu_counted(bleu)->reference_length, 3 + 5 + 3);
    CHECK_REAL(sl_bleu_counted(bleu)->hypothesis_length, 4 + 4 + 1);
    sl_bleu_free(bleu);
}

/* ---- the same by looking everywhere ---- */

enum { REFERENCES = 3, LONGEST = 30 };

typedef struct words {
    size_t count;
    char letters[LONGEST]; /* one a word */
    char text[2 * LONGEST + 1];
} words;

static void draw(check_random *random, words *sentence, size_t kinds) {
    sentence->count = check_below(random, LONGEST + 1);
    for (size_t i = 0; i < sentence->count; i++) {
        sentence->letters[i] = (char)('a' + check_below(random, kinds));
        sentence->text[2 * i] = sentence->letters[i];
        sentence->text[2 * i + 1] = ' ';
    }
    sentence->text[2 * sentence->count] = '\0';
}

static size_t occurrences(const words *sentence, const char *gram, size_t n, size_t end) {
    size_t found = 0;
    for (size_t i = 0; i + n <= end; i++) found += memcmp(sentence->letters + i, gram, n) == 0;
    return found;
}

/* Sums min(in the hypothesis, most in one reference) over its different n-grams. */
static size_t brute_correct(const words *hypothesis, const words *references, size_t count,
                            size_t n) {
    size_t correct = 0;
    for (size_t i = 0; i + n <= hypothesis->count; i++) {
        const char *gram = hypothesis->letters + i;
        if (occurrences(hypothesis, gram, n, i + n - 1) > 0) continue; /* not its first place */
        size_t here = occurrences(hypothesis, gram, n, hypothesis->count), most = 0;
        for (size_t r = 0; r < count; r++) {
            size_t there = occurrences(&references[r], gram, n, references[r].count);
            most = there > most ? there : most;
        }
        correct += here < most ? here : most;
    }
    return correct;
}

static double brute_book(const words *hypothesis, const words *reference, size_t k) {
    double length = (double)hypothesis->count;
    double score = exp(fmin(0, 1 - (double)reference->count / length));
    for (size_t n = 1; n <= k && n <= hypothesis->count; n++)
        score *= pow((double)brute_correct(hypothesis, reference, 1, n) /
                         (double)(hypothesis->count - n + 1),
                     pow(0.5, (double)n));
    return length > 0 ? score : 0;
}

static void check_pair(const words *hypothesis, const words *references, size_t count,
                       double *correct, double *total, sl_bleu *bleu) {
    const char *texts[REFERENCES];
    for (size_t r = 0; r < count; r++) texts[r] = references[r].text;
    CHECK_STATUS(sl_bleu_add(bleu, hypothesis->text, texts, count, NULL), SL_OK);
    const sl_bleu_counts *counts = sl_bleu_counted(bleu);
    for (size_t n = 1; n <= 4; n++) {
        correct[n - 1] += (double)brute_correct(hypothesis, references, count, n);
        total[n - 1] += hypothesis->count >= n ? (double)(hypothesis->count - n + 1) : 0;
        CHECK_REAL(counts->correct[n - 1], correct[n - 1]);
        CHECK_REAL(counts->total[n - 1], total[n - 1]);
    }
    for (size_t k = 1; k <= 8; k++) {
        double score = -1;
        CHECK_STATUS(sl_bleu_book(hypothesis->text, texts[0], k, &score, NULL), SL_OK);
        CHECK_NEAR(score, brute_book(hypothesis, &references[0], k), 1e-14);
    }
}

static void against_brute_force(void) {
    check_random random = check_seed("bleu", 11);
    sl_bleu *bleu = make();
    double correct[4] = {0}, total[4] = {0};
    for (int round = 0; round < 300; round++) {
        size_t kinds = 1 + check_below(&random, 6), count = 1 + check_below(&random, REFERENCES);
        words hypothesis, references[REFERENCES];
        draw(&random, &hypothesis, kinds);
        for (size_t r = 0; r < count; r++) draw(&random, &references[r], kinds);
        check_pair(&hypothesis, references, count, correct, total, bleu);
    }
    sl_bleu_free(bleu);
}

/* Long enough for the tables to grow: in a permutation only the words agree, and each pair of
 * neighbours is turned round. */
static void long_sentence(void) {
    enum { WORDS = 5000 };
    static char there[WORDS * 8], turned[WORDS * 8];
    size_t a = 0, b = 0;
    for (int i = 0; i < WORDS; i++) {
        a += (size_t)snprintf(there + a, 8, "w%d ", i);
        b += (size_t)snprintf(turned + b, 8, "w%d ", i ^ 1);
    }
    CHECK_REAL(score_of(there, there, NULL), 1);
    sl_bleu *bleu = make();
    add(bleu, turned, there, NULL);
    CHECK_REAL(sl_bleu_counted(bleu)->correct[0], WORDS);
    CHECK_REAL(sl_bleu_counted(bleu)->correct[1], 0);
    CHECK_REAL(sl_bleu_counted(bleu)->total[3], WORDS - 3);
    sl_bleu_free(bleu);
}

/* ---- the book's ---- */

static double book(const char *hypothesis, const char *reference, size_t k) {
    double score = -1;
    CHECK_STATUS(sl_bleu_book(hypothesis, reference, k, &score, NULL), SL_OK);
    return score;
}

static void book_by_hand(void) {
    CHECK_REAL(book("va !", "va !", 2), 1);
    CHECK_REAL(book("j'ai perdu .", "j'ai perdu .", 2), 1);
    /* the book's third score: 3 of 4 words, 1 of 3 pairs; and its fourth: 2 of 5, 1 of 4 */
    CHECK_NEAR(book("il est mouillé .", "il est calme .", 2), sqrt(.75) * pow(1 / 3., .25), 1e-14);
    CHECK_NEAR(book("il est mouillé .", "il est calme .", 2), 0.658, 5e-4);
    CHECK_NEAR(book("je suis en train de", "je suis chez moi .", 2), 0.447, 5e-4);
    CHECK_NEAR(book("a a", "a b c d", 1), exp(-1) * sqrt(.5), 1e-15); /* a counts once */
    CHECK_REAL(book("va", "va", 2), 1);                               /* it has no pairs */
    CHECK_REAL(book("", "va !", 2), 0);
    CHECK_REAL(book("va !", "", 2), 0);
    CHECK_REAL(book("x y", "va !", 2), 0);
}

static void misuse(void) {
    sl_error error;
    double score;
    sl_bleu *bleu = make();
    CHECK_FAILS(sl_bleu_add(bleu, "a", NULL, 0, &error), SL_MISUSE, error, "at least one");
    CHECK_FAILS(sl_bleu_book("a", "a", 0, &score, &error), SL_BAD_SETTING, error, "1 to 8");
    CHECK_FAILS(sl_bleu_book("a", "a", 9, &score, &error), SL_BAD_SETTING, error, "not 9");
    sl_bleu_free(bleu);
    sl_bleu_free(NULL);
}

void bleu_test(void) {
    from_counts();
    published_corpus();
    exact();
    reference_lengths();
    against_brute_force();
    long_sentence();
    book_by_hand();
    misuse();
}
