#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "base/json.h"
#include "base/number.h"
#include "base/utf8.h"

enum { MOST_LEVELS = 32 };

struct sl_json {
    sl_json_value *values; /* (count), in the order of the text */
    size_t count, room;
    char *pool; /* the strings; no longer than the text, where each has two quotes */
    size_t pool_size;
};

typedef struct reader {
    const char *start, *at, *end;
    sl_json *json;
    const char *why; /* what is wrong at `at` */
    bool no_memory;
} reader;

static bool read_value(reader *r, int level);

static bool wrong(reader *r, const char *why) {
    if (r->why == NULL) r->why = why;
    return false;
}

static bool no_memory(reader *r) {
    r->no_memory = true;
    return false;
}

static void skip_space(reader *r) {
    while (r->at < r->end && memchr(" \t\n\r", *r->at, 4) != NULL) r->at++;
}

static bool take(reader *r, char letter) {
    if (r->at == r->end || *r->at != letter) return false;
    r->at++;
    return true;
}

static bool take_word(reader *r, const char *word) {
    size_t size = strlen(word);
    if ((size_t)(r->end - r->at) < size || memcmp(r->at, word, size) != 0)
        return wrong(r, "a value should begin here");
    r->at += size;
    return true;
}

/* ---- strings ---- */

static void pool_put(reader *r, const char *bytes, size_t size) {
    memcpy(r->json->pool + r->json->pool_size, bytes, size);
    r->json->pool_size += size;
}

static bool read_hex(reader *r, uint32_t *code) {
    *code = 0;
    for (int i = 0; i < 4; i++) {
        char letter = r->at < r->end ? *r->at : '\0';
        int digit = sl_hex_value(letter >= 'A' && letter <= 'F' ? (char)(letter | 0x20) : letter);
        if (digit < 0) return wrong(r, "\\u needs four hexadecimal digits");
        *code = *code * 16 + (uint32_t)digit;
        r->at++;
    }
    return true;
}

static bool read_unicode_escape(reader *r) {
    uint32_t code, low;
    char bytes[4];
    if (!read_hex(r, &code)) return false;
    if (code >= 0xD800 && code < 0xDC00) {
        if (!take(r, '\\') || !take(r, 'u')) return wrong(r, "half a surrogate pair");
        if (!read_hex(r, &low)) return false;
        if (low < 0xDC00 || low > 0xDFFF) return wrong(r, "half a surrogate pair");
        code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
    } else if (code >= 0xDC00 && code < 0xE000) {
        return wrong(r, "half a surrogate pair");
    }
    pool_put(r, bytes, sl_utf8_encode(code, bytes));
    return true;
}

static bool read_escape(reader *r) {
    static const char letters[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
    if (take(r, 'u')) return read_unicode_escape(r);
    const char *letter = r->at < r->end && *r->at != '\0' ? strchr(letters, *r->at) : NULL;
    if (letter == NULL) return wrong(r, "an unknown escape");
    pool_put(r, meanings + (letter - letters), 1);
    r->at++;
    return true;
}

static bool read_code_point(reader *r) {
    const char *first = r->at;
    sl_utf8 decoder = {0};
    int32_t code = SL_UTF8_MORE;
    while (code == SL_UTF8_MORE && r->at < r->end)
        code = sl_utf8_feed(&decoder, (unsigned char)*r->at++);
    if (code < 0) {
        r->at = first;
        return wrong(r, "a byte that is not UTF-8");
    }
    if (code < ' ') {
        r->at = first;
        return wrong(r, "a control character in a string");
    }
    pool_put(r, first, (size_t)(r->at - first));
    return true;
}

/* After the opening quote. */
static bool read_string(reader *r, const char **text, size_t *size) {
    *text = r->json->pool + r->json->pool_size;
    while (!take(r, '"')) {
        if (r->at == r->end) return wrong(r, "a string without its end");
        if (!(take(r, '\\') ? read_escape(r) : read_code_point(r))) return false;
    }
    *size = (size_t)(r->json->pool + r->json->pool_size - *text);
    pool_put(r, "", 1);
    return true;
}

/* ---- numbers ---- */

static size_t skip_digits(reader *r) {
    const char *first = r->at;
    while (r->at < r->end && *r->at >= '0' && *r->at <= '9') r->at++;
    return (size_t)(r->at - first);
}

static bool scan_number(reader *r, bool *whole) {
    bool negative = take(r, '-');
    bool zero = take(r, '0');
    if (!zero && skip_digits(r) == 0) return wrong(r, "a value should begin here");
    *whole = !negative;
    if (take(r, '.')) {
        *whole = false;
        if (skip_digits(r) == 0) return wrong(r, "a point needs digits after it");
    }
    if (take(r, 'e') || take(r, 'E')) {
        *whole = false;
        if (!take(r, '-')) take(r, '+');
        if (skip_digits(r) == 0) return wrong(r, "an exponent needs digits");
    }
    return true;
}

static bool read_number(reader *r, sl_json_value *value) {
    const char *first = r->at;
    value->kind = SL_JSON_NUMBER;
    if (!scan_number(r, &value->whole)) return false;
    if (sl_number_parse(first, (size_t)(r->at - first), &value->number)) return true;
    r->at = first;
    return wrong(r, "a number that is too large");
}

/* ---- objects and arrays ---- */

static int compare_keys(const sl_json_value *a, const sl_json_value *b) {
    if (a->key_size != b->key_size) return a->key_size < b->key_size ? -1 : 1;
    return memcmp(a->key, b->key, a->key_size);
}

static int by_key(const void *a, const void *b) {
    const sl_json_value *x = *(const sl_json_value *const *)a,
                        *y = *(const sl_json_value *const *)b;
    int order = compare_keys(x, y);
    return order != 0 ? order : (x > y) - (x < y);
}

/* Sorted, equal keys are side by side. */
static bool check_keys(reader *r, const sl_json_value *parent) {
    size_t count = 0;
    bool equal = false;
    const sl_json_value **members = malloc((parent->size + 1) * sizeof *members);
    if (members == NULL) return no_memory(r);
    const sl_json_value *value = sl_json_first(parent);
    for (; value != NULL; value = sl_json_next(value)) members[count++] = value;
    qsort(members, count, sizeof *members, by_key);
    for (size_t i = 1; i < count && !equal; i++) {
        equal = compare_keys(members[i - 1], members[i]) == 0;
        if (equal) r->at = r->start + members[i]->place;
    }
    free(members);
    return !equal || wrong(r, "a key that was there before");
}

static bool read_key(reader *r, const char **key, size_t *size) {
    skip_space(r);
    if (!take(r, '"')) return wrong(r, "a key in quotes should begin here");
    if (!read_string(r, key, size)) return false;
    skip_space(r);
    return take(r, ':') || wrong(r, "a colon should follow the key");
}

static bool read_child(reader *r, bool object, int level) {
    const char *key = NULL;
    size_t key_size = 0, child = r->json->count;
    if (object && !read_key(r, &key, &key_size)) return false;
    size_t place = (size_t)(r->at - r->start);
    if (!read_value(r, level + 1)) return false;
    sl_json_value *value = &r->json->values[child];
    value->key = key;
    value->key_size = key_size;
    value->place = place;
    return true;
}

/* After the opening bracket. */
static bool read_children(reader *r, bool object, size_t *count, int level) {
    char closing = object ? '}' : ']';
    size_t previous = 0;
    skip_space(r);
    if (take(r, closing)) return true;
    do {
        size_t child = r->json->count;
        if (!read_child(r, object, level)) return false;
        if (previous != 0) r->json->values[previous].next = child - previous;
        previous = child;
        ++*count;
        skip_space(r);
    } while (take(r, ','));
    return take(r, closing) || wrong(r, "a comma or the closing bracket should follow");
}

static bool read_kind(reader *r, sl_json_value *value, int level) {
    bool object = take(r, '{');
    if (object || take(r, '[')) {
        value->kind = object ? SL_JSON_OBJECT : SL_JSON_ARRAY;
        return read_children(r, object, &value->size, level);
    }
    if (take(r, '"')) {
        value->kind = SL_JSON_TEXT;
        return read_string(r, &value->text, &value->size);
    }
    char first = r->at < r->end ? *r->at : '\0';
    if (first == 't' || first == 'f') {
        value->kind = SL_JSON_FLAG;
        value->flag = first == 't';
        return take_word(r, value->flag ? "true" : "false");
    }
    return first == 'n' ? take_word(r, "null") : read_number(r, value);
}

static bool read_value(reader *r, int level) {
    sl_json *json = r->json;
    sl_json_value value = {0};
    size_t index = json->count;
    if (level > MOST_LEVELS) return wrong(r, "more levels than 32");
    if (!sl_array_grow(&json->values, &json->room, index + 1, sizeof value)) return no_memory(r);
    json->count++;
    skip_space(r);
    if (!read_kind(r, &value, level)) return false;
    json->values[index] = value;
    return value.kind != SL_JSON_OBJECT || check_keys(r, &json->values[index]);
}

static bool read_document(reader *r) {
    r->json->pool = malloc((size_t)(r->end - r->start) + 1);
    if (r->json->pool == NULL) return no_memory(r);
    if (!read_value(r, 1)) return false;
    skip_space(r);
    return r->at == r->end || wrong(r, "something follows after the end");
}

sl_status sl_json_read(const char *text, size_t size, const char *what, sl_json **out,
                       sl_error *error) {
    reader r = {text, text, text + size, calloc(1, sizeof(sl_json)), NULL, false};
    *out = NULL;
    if (r.json != NULL && read_document(&r)) {
        *out = r.json;
        return SL_OK;
    }
    bool no_memory = r.json == NULL || r.no_memory;
    sl_json_free(r.json);
    if (no_memory) return sl_fail(error, SL_NO_MEMORY, "no memory for %zu bytes of JSON", size);
    return sl_fail(error, SL_BAD_FILE, "%s is not valid JSON at byte %zu: %s", what,
                   (size_t)(r.at - text), r.why);
}

void sl_json_free(sl_json *json) {
    if (json == NULL) return;
    free(json->values);
    free(json->pool);
    free(json);
}

const sl_json_value *sl_json_root(const sl_json *json) { return json->values; }

/* Values are in the order of the text. */
const sl_json_value *sl_json_first(const sl_json_value *parent) {
    return parent->kind >= SL_JSON_ARRAY && parent->size > 0 ? parent + 1 : NULL;
}

const sl_json_value *sl_json_next(const sl_json_value *value) {
    return value->next > 0 ? value + value->next : NULL;
}

const sl_json_value *sl_json_member(const sl_json_value *parent, const char *key) {
    if (parent->kind != SL_JSON_OBJECT) return NULL;
    size_t size = strlen(key);
    const sl_json_value *value = sl_json_first(parent);
    while (value != NULL && (value->key_size != size || memcmp(value->key, key, size) != 0))
        value = sl_json_next(value);
    return value;
}

bool sl_json_count(const sl_json_value *value, double *out) {
    if (value == NULL || value->kind != SL_JSON_NUMBER || !value->whole ||
        value->number > 9007199254740992.0)
        return false;
    *out = value->number;
    return true;
}

bool sl_json_whole(const sl_json_value *value, size_t *out) {
    double count;
    if (!sl_json_count(value, &count) || count > (double)(SIZE_MAX / 2)) return false;
    *out = (size_t)count;
    return true;
}
