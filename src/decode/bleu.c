/* BLEU: how many n-grams of a sentence its references have too. */
#include "decode/bleu.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "base/scalar.h"
#include "text/trie.h"

enum { STANDARD_ORDERS = 4, MOST_ORDERS = 8 };

/* Counters of an n-gram: in the reference at hand, and the most in any so far. */
enum { HERE, MOST };

typedef struct sentence {
    uint32_t *tokens; /* as nodes of sl_bleu.tokens */
    size_t length, capacity;
} sentence;

struct sl_bleu {
    sl_trie tokens; /* bytes to token */
    sl_trie grams;  /* tokens to n-gram: those of the present hypothesis */
    sentence hypothesis, reference;
    sl_bleu_counts counts;
};

/* One hypothesis against its references. */
typedef struct comparison {
    size_t correct[MOST_ORDERS]; /* [n - 1] */
    size_t hypothesis_length, reference_length;
} comparison;

sl_status sl_bleu_create(sl_bleu **out, sl_error *error) {
    sl_bleu *bleu = *out = calloc(1, sizeof *bleu);
    if (bleu != NULL && sl_trie_create(&bleu->tokens) && sl_trie_create(&bleu->grams)) return SL_OK;
    sl_bleu_free(bleu);
    *out = NULL;
    return sl_fail(error, SL_NO_MEMORY, "no memory for a BLEU score");
}

void sl_bleu_free(sl_bleu *bleu) {
    if (bleu == NULL) return;
    sl_trie_free(&bleu->tokens);
    sl_trie_free(&bleu->grams);
    free(bleu->hypothesis.tokens);
    free(bleu->reference.tokens);
    free(bleu);
}

/* ---- comparing ---- */

/* False without memory, as all of the following. */
static bool split(sl_bleu *bleu, const char *text, sentence *words) {
    words->length = 0;
    if (!sl_array_grow(&words->tokens, &words->capacity, strlen(text) / 2 + 1, sizeof(uint32_t)))
        return false;
    for (uint32_t token = SL_TRIE_ROOT;; text++) {
        bool within = *text != ' ' && *text != '\0';
        if (within)
            token = sl_trie_add(&bleu->tokens, token, (unsigned char)*text);
        else if (token != SL_TRIE_ROOT)
            words->tokens[words->length++] = token;
        if (token == SL_TRIE_NONE) return false;
        if (*text == '\0') return true;
        if (!within) token = SL_TRIE_ROOT;
    }
}

/* Longest n of an n-gram that begins at this token. */
static size_t longest(const sentence *words, size_t first, size_t orders) {
    size_t left = words->length - first;
    return left < orders ? left : orders;
}

static bool collect_hypothesis(sl_bleu *bleu, const char *text, size_t orders) {
    const sentence *words = &bleu->hypothesis;
    sl_trie_clear(&bleu->grams);
    if (!split(bleu, text, &bleu->hypothesis)) return false;
    for (size_t i = 0; i < words->length; i++) {
        uint32_t gram = SL_TRIE_ROOT;
        for (size_t n = 0; n < longest(words, i, orders); n++) {
            gram = sl_trie_add(&bleu->grams, gram, words->tokens[i + n]);
            if (gram == SL_TRIE_NONE) return false;
        }
    }
    return true;
}

static bool count_reference(sl_bleu *bleu, const char *text, size_t orders) {
    const sentence *words = &bleu->reference;
    sl_trie *grams = &bleu->grams;
    if (!split(bleu, text, &bleu->reference)) return false;
    for (size_t i = 0; i < words->length; i++) {
        uint32_t gram = SL_TRIE_ROOT;
        for (size_t n = 0; n < longest(words, i, orders); n++) {
            gram = sl_trie_find(grams, gram, words->tokens[i + n]);
            if (gram == SL_TRIE_NONE) break; /* then the hypothesis has no longer one either */
            grams->nodes[gram].tally[HERE]++;
        }
    }
    for (uint32_t i = 0; i < grams->count; i++) {
        uint32_t *tally = grams->nodes[i].tally;
        if (tally[HERE] > tally[MOST]) tally[MOST] = tally[HERE];
        tally[HERE] = 0;
    }
    return true;
}

/* Every n-gram of the hypothesis uses up one of the references'. */
static void match(sl_bleu *bleu, size_t orders, size_t *correct) {
    const sentence *words = &bleu->hypothesis;
    for (size_t i = 0; i < words->length; i++) {
        uint32_t gram = SL_TRIE_ROOT;
        for (size_t n = 0; n < longest(words, i, orders); n++) {
            gram = sl_trie_find(&bleu->grams, gram, words->tokens[i + n]);
            uint32_t *left = &bleu->grams.nodes[gram].tally[MOST];
            if (*left == 0) continue;
            (*left)--;
            correct[n]++;
        }
    }
}

static bool closer(size_t length, size_t best, size_t wanted) {
    size_t off = length > wanted ? length - wanted : wanted - length;
    size_t best_off = best > wanted ? best - wanted : wanted - best;
    return off < best_off || (off == best_off && length < best);
}

static sl_status compare(sl_bleu *bleu, const char *hypothesis, const char *const *references,
                         size_t reference_count, size_t orders, comparison *out, sl_error *error) {
    *out = (comparison){0};
    bool fits = collect_hypothesis(bleu, hypothesis, orders);
    out->hypothesis_length = bleu->hypothesis.length;
    for (size_t i = 0; i < reference_count && fits; i++) {
        fits = count_reference(bleu, references[i], orders);
        size_t length = bleu->reference.length;
        if (i == 0 || closer(length, out->reference_length, out->hypothesis_length))
            out->reference_length = length;
    }
    if (!fits) return sl_fail(error, SL_NO_MEMORY, "no memory for a BLEU score");
    match(bleu, orders, out->correct);
    return SL_OK;
}

/* ---- the standard score ---- */

sl_status sl_bleu_add(sl_bleu *bleu, const char *hypothesis, const char *const *references,
                      size_t reference_count, sl_error *error) {
    comparison found;
    if (reference_count == 0)
        return sl_fail(error, SL_MISUSE, "a hypothesis is compared with at least one reference");
    sl_status status =
        compare(bleu, hypothesis, references, reference_count, STANDARD_ORDERS, &found, error);
    if (status != SL_OK) return status;
    sl_bleu_counts *counts = &bleu->counts;
    for (size_t n = 0; n < STANDARD_ORDERS; n++) {
        counts->correct[n] += (double)found.correct[n];
        if (found.hypothesis_length > n) counts->total[n] += (double)(found.hypothesis_length - n);
    }
    counts->hypothesis_length += (double)found.hypothesis_length;
    counts->reference_length += (double)found.reference_length;
    return SL_OK;
}

/* Punishes what is too short; the lengths are above 0. */
static double brevity(double hypothesis_length, double reference_length) {
    if (hypothesis_length >= reference_length) return 1;
    return sl_exp(1 - reference_length / hypothesis_length);
}

double sl_bleu_of_counts(const sl_bleu_counts *counts) {
    double sum = 0;
    for (size_t n = 0; n < STANDARD_ORDERS; n++) {
        if (!(counts->correct[n] > 0)) return 0;
        sum += sl_log(counts->correct[n] / counts->total[n]);
    }
    return brevity(counts->hypothesis_length, counts->reference_length) *
           sl_exp(sum / (double)STANDARD_ORDERS);
}

double sl_bleu_score(const sl_bleu *bleu) { return sl_bleu_of_counts(&bleu->counts); }
const sl_bleu_counts *sl_bleu_counted(const sl_bleu *bleu) { return &bleu->counts; }

/* ---- the book's score ---- */

static double book_score(const comparison *found, size_t k) {
    size_t length = found->hypothesis_length;
    if (length == 0) return 0;
    double score = brevity((double)length, (double)found->reference_length);
    for (size_t n = 1; n <= k && n <= length; n++) {
        double factor = (double)found->correct[n - 1] / (double)(length - n + 1);
        for (size_t i = 0; i < n; i++) factor = sl_sqrt(factor); /* to the power of 1 / 2^n */
        score *= factor;
    }
    return score;
}

sl_status sl_bleu_book(const char *hypothesis, const char *reference, size_t k, double *score,
                       sl_error *error) {
    sl_bleu *bleu;
    comparison found;
    if (k < 1 || k > MOST_ORDERS)
        return sl_fail(error, SL_BAD_SETTING, "the k of the book's BLEU is 1 to %d, not %zu",
                       MOST_ORDERS, k);
    sl_status status = sl_bleu_create(&bleu, error);
    if (status != SL_OK) return status;
    status = compare(bleu, hypothesis, &reference, 1, k, &found, error);
    if (status == SL_OK) *score = book_score(&found, k);
    sl_bleu_free(bleu);
    return status;
}
