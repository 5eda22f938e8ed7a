#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/number.h"
#include "base/utf8.h"
#include "text/normalize.h"
#include "text/text.h"
#include "text/vocabulary.h"

struct sl_text {
    sl_vocabulary *vocabulary;
    bool own;  /* the vocabulary grows with the text */
    bool full; /* ... and has more symbols than fit */
    bool finished, broken;
    sl_utf8 decoder;
    sl_normalizer normalizer;
    uint64_t offset; /* bytes read */
    uint64_t hash;
    char fingerprint[17];
    size_t line_ends[SL_LINE_ENDS];
    bool returned; /* the last code point was a CR */
    uint16_t *ids;
    size_t length, capacity, most;
};

sl_status sl_text_create(const sl_vocabulary *vocabulary, const char *normalize, size_t max_tokens,
                         sl_text **out, sl_error *error) {
    uint32_t kind;
    *out = NULL;
    sl_status status = sl_settings_choice("normalize", normalize, &kind, error);
    if (status != SL_OK) return status;
    sl_text *text = calloc(1, sizeof *text);
    if (text == NULL) return sl_fail(error, SL_NO_MEMORY, "no memory for a text");
    text->own = vocabulary == NULL;
    text->normalizer.kind = kind;
    text->most = max_tokens > 0 ? max_tokens : SIZE_MAX;
    text->hash = SL_HASH_START;
    status = text->own ? sl_vocabulary_create(&text->vocabulary, error)
                       : sl_vocabulary_copy(vocabulary, &text->vocabulary, error);
    if (status != SL_OK) {
        free(text);
        return status;
    }
    *out = text;
    return SL_OK;
}

void sl_text_free(sl_text *text) {
    if (text == NULL) return;
    sl_vocabulary_free(text->vocabulary);
    free(text->ids);
    free(text);
}

/* ---- reading ---- */

static sl_status keep(sl_text *text, uint32_t code, uint16_t id, sl_error *error) {
    if (text->length == text->most) return SL_OK;
    char bytes[4];
    if (!sl_array_grow(&text->ids, &text->capacity, text->length + 1, sizeof *text->ids))
        return sl_fail(error, SL_NO_MEMORY, "no memory for a text of more than %zu symbols",
                       text->length);
    text->ids[text->length++] = id;
    text->hash = sl_hash(text->hash, bytes, sl_utf8_encode(code, bytes));
    return SL_OK;
}

static sl_status take_symbol(sl_text *text, uint32_t code, sl_error *error) {
    uint16_t id = sl_vocabulary_find_code(text->vocabulary, code);
    if (id == SL_UNKNOWN && text->own && !text->full) {
        if (sl_vocabulary_size(text->vocabulary) == SL_MOST_SYMBOLS)
            text->full = true;
        else if (sl_vocabulary_add_code(text->vocabulary, code, &id, error) != SL_OK)
            return SL_NO_MEMORY;
    }
    return keep(text, code, id, error);
}

static void count_line_end(sl_text *text, uint32_t code) {
    bool joined = code == '\n' && text->returned;
    if (joined) text->line_ends[SL_CR]--;
    if (code == '\r' || code == '\n')
        text->line_ends[joined ? SL_CRLF : code == '\r' ? SL_CR : SL_LF]++;
    text->returned = code == '\r';
}

static sl_status take_code(sl_text *text, uint32_t code, sl_error *error) {
    uint32_t codes[2];
    if (code == 0xFEFF && text->offset == 2) /* a byte order mark says no more than "UTF-8" */
        return SL_OK;
    count_line_end(text, code);
    size_t count = sl_normalizer_feed(&text->normalizer, code, codes);
    sl_status status = SL_OK;
    for (size_t i = 0; i < count && status == SL_OK; i++)
        status = take_symbol(text, codes[i], error);
    return status;
}

static sl_status bad_byte(unsigned char byte, uint64_t offset, const char *why, sl_error *error) {
    return sl_fail(error, SL_BAD_TEXT, "byte 0x%c%c at offset %zu %s", sl_hex_digit(byte >> 4),
                   sl_hex_digit(byte), (size_t)offset, why);
}

static sl_status take_byte(sl_text *text, unsigned char byte, sl_error *error) {
    if (byte == 0)
        return bad_byte(byte, text->offset,
                        "is a NUL: this looks like a binary file; give a plain text in UTF-8",
                        error);
    uint64_t first = text->offset - sl_utf8_taken(&text->decoder);
    int32_t code = sl_utf8_feed(&text->decoder, byte);
    if (code == SL_UTF8_INVALID)
        return bad_byte(text->decoder.first, first,
                        "is not UTF-8: save the text with the encoding UTF-8 and try again", error);
    sl_status status = code >= 0 ? take_code(text, (uint32_t)code, error) : SL_OK;
    text->offset++;
    return status;
}

/* Forgets what was read since; arrays that grew stay as large. */
static void go_back(sl_text *text, const sl_text *before, size_t symbols) {
    uint16_t *ids = text->ids;
    size_t capacity = text->capacity;
    if (text->own) sl_vocabulary_truncate(text->vocabulary, symbols);
    *text = *before;
    text->ids = ids;
    text->capacity = capacity;
}

sl_status sl_text_append(sl_text *text, const void *bytes, size_t size, sl_error *error) {
    const unsigned char *at = bytes;
    const sl_text before = *text;
    size_t symbols = sl_vocabulary_size(text->vocabulary);
    if (text->finished || text->broken)
        return sl_fail(error, SL_MISUSE, "nothing can be added to a text that is %s",
                       text->finished ? "finished" : "not valid");
    sl_status status = SL_OK;
    for (size_t i = 0; i < size && status == SL_OK; i++) status = take_byte(text, at[i], error);
    if (status == SL_NO_MEMORY)
        go_back(text, &before, symbols);
    else
        text->broken = status != SL_OK;
    return status;
}

/* ---- the end ---- */

static sl_status check_end(sl_text *text, sl_error *error) {
    if (text->finished || text->broken)
        return sl_fail(error, SL_MISUSE, "a text that is %s cannot be finished",
                       text->finished ? "finished" : "not valid");
    size_t open = sl_utf8_taken(&text->decoder);
    if (open > 0)
        return bad_byte(text->decoder.first, text->offset - open,
                        "begins a character that is cut off by the end of the text", error);
    if (text->full)
        return sl_fail(error, SL_BAD_TEXT,
                       "the text has more than 65535 distinct symbols; a text in one language has "
                       "far fewer");
    if (text->length == 0)
        return sl_fail(error, SL_BAD_TEXT, "%s",
                       text->normalizer.kind == SL_NORMALIZE_NONE
                           ? "the text is empty; give at least a few lines"
                           : "nothing is left of the text: the normalization d2l keeps only the "
                             "letters A to Z");
    return SL_OK;
}

static sl_status no_memory(size_t symbols, sl_error *error) {
    return sl_fail(error, SL_NO_MEMORY, "no memory for a vocabulary of %zu", symbols);
}

static sl_status order_vocabulary(sl_text *text, sl_error *error) {
    size_t size = sl_vocabulary_size(text->vocabulary);
    sl_vocabulary *sorted = NULL;
    const char **symbols = calloc(size, sizeof *symbols);
    if (symbols == NULL) return no_memory(size, error);
    for (size_t id = 1; id < size; id++)
        symbols[id - 1] = sl_vocabulary_symbol(text->vocabulary, id);
    sl_status status = sl_vocabulary_create(&sorted, error);
    if (status == SL_OK) status = sl_vocabulary_add_sorted(sorted, symbols, size - 1, error);
    free(symbols);
    uint16_t *new_ids = status == SL_OK ? sl_vocabulary_map(text->vocabulary, 1, sorted) : NULL;
    if (new_ids == NULL) {
        sl_vocabulary_free(sorted);
        return status == SL_OK ? no_memory(size, error) : status;
    }
    for (size_t i = 0; i < text->length; i++) text->ids[i] = new_ids[text->ids[i]];
    free(new_ids);
    sl_vocabulary_free(text->vocabulary);
    text->vocabulary = sorted;
    return SL_OK;
}

sl_status sl_text_finish(sl_text *text, sl_error *error) {
    sl_status status = check_end(text, error);
    if (status == SL_OK && text->own) status = order_vocabulary(text, error);
    if (status != SL_OK) return status;
    uint16_t *exact = realloc(text->ids, text->length * sizeof *exact);
    text->ids = exact != NULL ? exact : text->ids;
    sl_hex_print(text->hash, text->fingerprint);
    text->finished = true;
    return SL_OK;
}

/* ---- a copy ---- */

static sl_status check_ids(const uint16_t *ids, size_t count, size_t symbols, sl_error *error) {
    for (size_t i = 0; i < count; i++)
        if (ids[i] >= symbols)
            return sl_fail(error, SL_BAD_TEXT, "id %u is none of the vocabulary's %zu",
                           (unsigned)ids[i], symbols);
    return count > 0 ? SL_OK : sl_fail(error, SL_BAD_TEXT, "a text has at least one symbol");
}

static sl_status take_ids(sl_text *text, const uint16_t *ids, size_t count, sl_error *error) {
    text->ids = malloc(count * sizeof *ids);
    if (text->ids == NULL)
        return sl_fail(error, SL_NO_MEMORY, "no memory for a text of %zu symbols", count);
    memcpy(text->ids, ids, count * sizeof *ids);
    text->length = text->capacity = count;
    text->finished = true;
    return SL_OK;
}

sl_status sl_text_from_ids(const sl_vocabulary *vocabulary, const uint16_t *ids, size_t count,
                           const char *fingerprint, sl_text **out, sl_error *error) {
    *out = NULL;
    sl_status status = check_ids(ids, count, sl_vocabulary_size(vocabulary), error);
    if (status == SL_OK && !sl_hex_parse(fingerprint, &(uint64_t){0}))
        status = sl_fail(error, SL_BAD_TEXT, "a fingerprint is 16 hexadecimal digits");
    if (status == SL_OK) status = sl_text_create(vocabulary, "none", 0, out, error);
    if (status != SL_OK) return status;
    status = take_ids(*out, ids, count, error);
    if (status != SL_OK) {
        sl_text_free(*out);
        *out = NULL;
        return status;
    }
    memcpy((*out)->fingerprint, fingerprint, sizeof(*out)->fingerprint);
    return SL_OK;
}

/* ---- asking ---- */

sl_status sl_text_check_stretch(const sl_text *text, size_t first, size_t count, sl_error *error) {
    if (!text->finished) return sl_fail(error, SL_MISUSE, "the text is not finished");
    if (first <= text->length && count <= text->length - first) return SL_OK;
    return sl_fail(error, SL_MISUSE, "symbols %zu to %zu of a text of %zu", first, first + count,
                   text->length);
}

size_t sl_text_length(const sl_text *text) { return text->length; }

size_t sl_text_most(const sl_text *text) { return text->most == SIZE_MAX ? 0 : text->most; }

size_t sl_text_line_ends(const sl_text *text, sl_line_end kind) { return text->line_ends[kind]; }

const uint16_t *sl_text_ids(const sl_text *text) { return text->ids; }

const char *sl_text_fingerprint(const sl_text *text) { return text->fingerprint; }

const sl_vocabulary *sl_text_vocabulary(const sl_text *text) { return text->vocabulary; }
