/* The reader of pairs: any bytes, however they are split, give the same table or the same refusal,
 * for words and characters, with and without a minimum; and a table's own vocabularies read it
 * again.
 */
#include "fuzz.h"
#include "text/pairs.h"
#include "text/vocabulary.h"

static sl_pairs *begin(const sl_settings *settings) {
    sl_pairs *pairs;
    HOLDS(sl_pairs_create(settings, 0, &pairs, NULL) == SL_OK);
    return pairs;
}

/* In pieces of so many bytes. */
static sl_status append(sl_pairs *pairs, const uint8_t *bytes, size_t size, size_t piece,
                        sl_error *error) {
    sl_status status = SL_OK;
    for (size_t at = 0; at < size && status == SL_OK; at += piece)
        status = sl_pairs_append(pairs, bytes + at, size - at < piece ? size - at : piece, error);
    return status;
}

static void equal(const sl_pairs *a, const sl_pairs *b) {
    HOLDS(sl_pairs_count(a) == sl_pairs_count(b));
    HOLDS(strcmp(a->fingerprint, b->fingerprint) == 0);
    for (int target = 0; target < 2; target++) {
        HOLDS(sl_vocabulary_equal(sl_pairs_vocabulary(a, target), sl_pairs_vocabulary(b, target)));
        for (size_t i = 0; i < sl_pairs_count(a); i++)
            HOLDS(strcmp(sl_pairs_sentence(a, i, target), sl_pairs_sentence(b, i, target)) == 0);
    }
}

static void read_again(const sl_pairs *pairs, const sl_settings *settings, const uint8_t *bytes,
                       size_t size) {
    sl_pairs *again = begin(settings);
    HOLDS(append(again, bytes, size, size, NULL) == SL_OK);
    HOLDS(sl_pairs_finish_with(again, sl_pairs_vocabulary(pairs, false),
                               sl_pairs_vocabulary(pairs, true), NULL) == SL_OK);
    equal(again, pairs);
    sl_pairs_free(again);
}

static void tables(const uint8_t *bytes, size_t size, const sl_settings *settings) {
    sl_pairs *whole = begin(settings), *split = begin(settings);
    sl_error why = {0}, why_split = {0};
    sl_status status = append(whole, bytes, size, size, &why);
    HOLDS(append(split, bytes, size, 3, &why_split) == status);
    if (status == SL_OK) {
        status = sl_pairs_finish(whole, &why);
        HOLDS(sl_pairs_finish(split, &why_split) == status);
    }
    HOLDS(status == SL_OK || status == SL_BAD_TEXT);
    HOLDS(strcmp(why.message, why_split.message) == 0);
    if (status == SL_OK) {
        equal(whole, split);
        read_again(whole, settings, bytes, size);
    }
    sl_pairs_free(whole);
    sl_pairs_free(split);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    static const char *const kinds[] = {"word", "char"}, *const minimums[] = {"1", "2"};
    for (int i = 0; i < 4; i++) {
        sl_settings *settings;
        char *json;
        HOLDS(sl_settings_create(&settings, NULL) == SL_OK);
        HOLDS(sl_settings_set(settings, "tokens", kinds[i / 2], NULL) == SL_OK);
        HOLDS(sl_settings_set(settings, "minimum", minimums[i % 2], NULL) == SL_OK);
        tables(bytes, size, settings);
        sl_settings_free(settings);
        if (sl_pairs_cut(kinds[i / 2], bytes, size, &json, NULL) == SL_OK) sl_release(json);
    }
    return 0;
}
