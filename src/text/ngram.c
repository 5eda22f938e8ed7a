#include "text/ngram.h"

#include <stdlib.h>

#include "base/error.h"
#include "base/scalar.h"
#include "text/text.h"
#include "text/trie.h"
#include "text/vocabulary.h"

/* Counters of a node: how often it occurred, how often any symbol followed it (one less at the end
 * of the stretch), and how many different symbols did. */
enum { OCCURRED, FOLLOWED, FOLLOWERS };

struct sl_ngram {
    sl_trie grams; /* of 1 to `order` symbols */
    size_t order;
    sl_vocabulary *vocabulary;
};

/* ---- counting ---- */

static bool count_symbol(sl_ngram *ngram, sl_ngram_cursor *cursor, uint16_t symbol) {
    sl_trie *grams = &ngram->grams;
    for (size_t k = ngram->order; k-- > 0;) { /* downwards: contexts[k] is still the old one */
        uint32_t context = cursor->contexts[k], known = grams->count;
        if (context == SL_TRIE_NONE) continue;
        uint32_t gram = sl_trie_add(grams, context, symbol);
        if (gram == SL_TRIE_NONE) return false;
        grams->nodes[context].tally[FOLLOWED]++;
        grams->nodes[context].tally[FOLLOWERS] += gram == known;
        grams->nodes[gram].tally[OCCURRED]++;
        if (k + 1 < ngram->order) cursor->contexts[k + 1] = gram;
    }
    return true;
}

static sl_status count_stretch(sl_ngram *ngram, const uint16_t *ids, size_t count,
                               sl_error *error) {
    sl_ngram_cursor cursor = sl_ngram_start();
    bool fits = sl_trie_create(&ngram->grams);
    for (size_t i = 0; i < count && fits; i++) fits = count_symbol(ngram, &cursor, ids[i]);
    if (fits) return SL_OK;
    return sl_fail(error, SL_NO_MEMORY, "no memory to count the %zu-grams of %zu symbols",
                   ngram->order, count);
}

static sl_status check_stretch(const sl_text *text, size_t first, size_t count, size_t least,
                               sl_error *error) {
    sl_status status = sl_text_check_stretch(text, first, count, error);
    if (status != SL_OK) return status;
    if (count > UINT32_MAX) return sl_fail(error, SL_MISUSE, "%zu symbols are too many", count);
    if (count < least)
        return sl_fail(error, SL_TEXT_TOO_SHORT,
                       "the text has too few symbols for this n-gram model: %zu; it takes at least "
                       "%zu",
                       count, least);
    return SL_OK;
}

sl_status sl_ngram_create(const sl_text *text, size_t first, size_t count, size_t order,
                          sl_ngram **out, sl_error *error) {
    *out = NULL;
    if (order < 1 || order > SL_NGRAM_ORDERS)
        return sl_fail(error, SL_BAD_SETTING, "the order of an n-gram model is 1 to %d, not %zu",
                       SL_NGRAM_ORDERS, order);
    sl_status status = check_stretch(text, first, count, order, error);
    if (status != SL_OK) return status;
    sl_ngram *ngram = calloc(1, sizeof *ngram);
    if (ngram == NULL) return sl_fail(error, SL_NO_MEMORY, "no memory for an n-gram model");
    ngram->order = order;
    status = sl_vocabulary_copy(sl_text_vocabulary(text), &ngram->vocabulary, error);
    if (status == SL_OK) status = count_stretch(ngram, sl_text_ids(text) + first, count, error);
    if (status == SL_OK)
        *out = ngram;
    else
        sl_ngram_free(ngram);
    return status;
}

void sl_ngram_free(sl_ngram *ngram) {
    if (ngram == NULL) return;
    sl_trie_free(&ngram->grams);
    sl_vocabulary_free(ngram->vocabulary);
    free(ngram);
}

/* ---- predicting ---- */

sl_ngram_cursor sl_ngram_start(void) {
    sl_ngram_cursor cursor;
    cursor.contexts[0] = SL_TRIE_ROOT;
    for (size_t k = 1; k < SL_NGRAM_ORDERS; k++) cursor.contexts[k] = SL_TRIE_NONE;
    return cursor;
}

void sl_ngram_read(const sl_ngram *ngram, sl_ngram_cursor *cursor, uint16_t symbol) {
    for (size_t k = ngram->order; k-- > 1;) {
        uint32_t shorter = cursor->contexts[k - 1];
        cursor->contexts[k] =
            shorter == SL_TRIE_NONE ? SL_TRIE_NONE : sl_trie_find(&ngram->grams, shorter, symbol);
    }
}

double sl_ngram_probability(const sl_ngram *ngram, const sl_ngram_cursor *cursor, size_t order,
                            uint16_t symbol) {
    const sl_trie_node *nodes = ngram->grams.nodes;
    double p = 1 / (double)sl_vocabulary_size(ngram->vocabulary);
    for (size_t k = 0; k < order; k++) {
        uint32_t context = cursor->contexts[k];
        /* then no longer context went on either */
        if (context == SL_TRIE_NONE || nodes[context].tally[FOLLOWED] == 0) break;
        uint32_t gram = sl_trie_find(&ngram->grams, context, symbol);
        double seen = gram == SL_TRIE_NONE ? 0 : nodes[gram].tally[OCCURRED];
        double followers = nodes[context].tally[FOLLOWERS];
        p = (seen + followers * p) / (nodes[context].tally[FOLLOWED] + followers);
    }
    return p;
}

sl_status sl_ngram_loss(const sl_ngram *ngram, const sl_text *text, size_t first, size_t count,
                        size_t order, double *loss, sl_error *error) {
    sl_status status = check_stretch(text, first, count, 2, error);
    if (status != SL_OK) return status;
    if (order > ngram->order)
        return sl_fail(error, SL_BAD_SETTING, "the n-gram model was counted to order %zu, not %zu",
                       ngram->order, order);
    status = sl_vocabulary_expect(sl_text_vocabulary(text), ngram->vocabulary, "the text is",
                                  "the n-gram model's", error);
    if (status != SL_OK) return status;
    const uint16_t *ids = sl_text_ids(text) + first;
    sl_ngram_cursor cursor = sl_ngram_start();
    double sum = 0;
    for (size_t i = 1; i < count; i++) {
        sl_ngram_read(ngram, &cursor, ids[i - 1]);
        sum -= sl_log(sl_ngram_probability(ngram, &cursor, order, ids[i]));
    }
    *loss = sum / (double)(count - 1);
    return SL_OK;
}

/* ---- memorizing ---- */

static size_t length_of(const sl_trie *grams, uint32_t gram) {
    size_t length = 0;
    for (; gram != SL_TRIE_ROOT; gram = grams->nodes[gram].parent) length++;
    return length;
}

double sl_ngram_training_loss(const sl_ngram *ngram, size_t order) {
    const sl_trie_node *nodes = ngram->grams.nodes;
    double sum = 0, count = 0;
    if (order == 0) return sl_log((double)sl_vocabulary_size(ngram->vocabulary));
    for (uint32_t i = 1; i < ngram->grams.count; i++) {
        if (length_of(&ngram->grams, i) != order) continue;
        double occurred = nodes[i].tally[OCCURRED];
        sum -= occurred * sl_log(occurred / nodes[nodes[i].parent].tally[FOLLOWED]);
        count += occurred;
    }
    return sum / count; /* NaN for an order that was not counted */
}
