/* The decoder of texts: any bytes, however they are split, give the same text or the same refusal;
 * and what is a text can be encoded again, copied, and given as a prompt. */
#include "fuzz.h"
#include "text/prompt.h"
#include "text/vocabulary.h"

enum { PIECES = 4 };

/* In pieces of a quarter, or all at once. */
static sl_status read_text(const sl_vocabulary *vocabulary, const char *normalize,
                           const uint8_t *bytes, size_t size, bool split, sl_text **text,
                           sl_error *error) {
    sl_status status = SL_OK;
    HOLDS(sl_text_create(vocabulary, normalize, 0, text, NULL) == SL_OK);
    size_t each = split ? size / PIECES : size;
    for (int i = 1; i < PIECES && split && status == SL_OK; i++) {
        status = sl_text_append(*text, bytes, each, error);
        bytes += each;
        size -= each;
    }
    if (status == SL_OK) status = sl_text_append(*text, bytes, size, error);
    if (status == SL_OK) status = sl_text_finish(*text, error);
    return status;
}

static void equal(const sl_text *a, const sl_text *b) {
    HOLDS(strcmp(sl_text_fingerprint(a), sl_text_fingerprint(b)) == 0);
    HOLDS(sl_text_length(a) == sl_text_length(b));
    HOLDS(memcmp(sl_text_ids(a), sl_text_ids(b), sl_text_length(a) * sizeof(uint16_t)) == 0);
    HOLDS(sl_vocabulary_equal(sl_text_vocabulary(a), sl_text_vocabulary(b)));
}

static void use(const sl_text *text, uint32_t normalize, const uint8_t *bytes, size_t size) {
    static const char *const names[] = {"none", "d2l"};
    const sl_vocabulary *vocabulary = sl_text_vocabulary(text);
    sl_text *encoded, *copy;
    uint16_t *ids;
    size_t count, mark = size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    HOLDS(read_text(vocabulary, names[normalize], bytes, size, false, &encoded, NULL) == SL_OK);
    equal(encoded, text);
    HOLDS(sl_text_from_ids(vocabulary, sl_text_ids(text), sl_text_length(text),
                           sl_text_fingerprint(text), &copy, NULL) == SL_OK);
    equal(copy, text);
    sl_status status = sl_prompt_encode(vocabulary, normalize, false, bytes + mark, size - mark,
                                        &ids, &count, NULL);
    HOLDS(status == SL_OK || (normalize == SL_NORMALIZE_D2L && status == SL_UNKNOWN_SYMBOL));
    free(ids);
    sl_text_free(encoded);
    sl_text_free(copy);
}

static void texts(const uint8_t *bytes, size_t size, const char *name, uint32_t normalize) {
    sl_text *whole, *split;
    sl_error why = {0}, why_split = {0};
    sl_status status = read_text(NULL, name, bytes, size, false, &whole, &why);
    HOLDS(status == SL_OK || status == SL_BAD_TEXT);
    HOLDS(read_text(NULL, name, bytes, size, true, &split, &why_split) == status);
    HOLDS(strcmp(why.message, why_split.message) == 0);
    if (status == SL_OK) {
        equal(whole, split);
        for (int kind = 0; kind < SL_LINE_ENDS; kind++)
            HOLDS(sl_text_line_ends(whole, (sl_line_end)kind) ==
                  sl_text_line_ends(split, (sl_line_end)kind));
        use(whole, normalize, bytes, size);
    }
    sl_text_free(whole);
    sl_text_free(split);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    texts(bytes, size, "none", SL_NORMALIZE_NONE);
    texts(bytes, size, "d2l", SL_NORMALIZE_D2L);
    return 0;
}
