#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/json.h"
#include "base/number.h"
#include "base/utf8.h"

enum { MOST_LEVELS = 32 };

/* Open addressing by parent and key: finds members, and with that equal keys. */
typedef struct slot {
    size_t parent, value; /* value 0, the root, is no member: an empty slot */
} slot;

struct sl_json {
    sl_json_value *values; /* (count), in the order of the text */
    size_t count;
    char *pool; /* the strings */
    size_t pool_size;
    slot *slots; /* (slot_count), a power of two over twice the members */
    size_t slot_count;
};

/* Runs twice, as a constructor on an arena does: first without memory, which checks everything but
 * equal keys and counts values and bytes, then into memory of just that size. */
typedef struct reader {
    const char *start, *at, *end;
    sl_json *json;   /* values is NULL while counting */
    const char *why; /* what is wrong at `at` */
} reader;

static bool read_value(reader *r, size_t *index, int level);

static bool wrong(reader *r, const char *why) {
    if (r->why == NULL) r->why = why;
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
    if (r->json->pool != NULL) memcpy(r->json->pool + r->json->pool_size, bytes, size);
    r->json->pool_size += size;
}

static bool read_hex(reader *r, uint32_t *code) {
    static const char digits[] = "0123456789abcdef";
    *code = 0;
    for (int i = 0; i < 4; i++) {
        char lower = r->at < r->end && *r->at != '\0' ? (char)(*r->at | 0x20) : '\0';
        const char *digit = lower != '\0' ? strchr(digits, lower) : NULL;
        if (digit == NULL || *r->at < '0') return wrong(r, "\\u needs four hexadecimal digits");
        *code = *code * 16 + (uint32_t)(digit - digits);
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

/* After the opening quote. The text is in the pool from the second run on. */
static bool read_string(reader *r, const char **text, size_t *size) {
    size_t first = r->json->pool_size;
    while (!take(r, '"')) {
        if (r->at == r->end) return wrong(r, "a string without its end");
        if (!(take(r, '\\') ? read_escape(r) : read_code_point(r))) return false;
    }
    *text = r->json->pool != NULL ? r->json->pool + first : NULL;
    *size = r->json->pool_size - first;
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

static slot *find_slot(const sl_json *json, size_t parent, const char *key, size_t size) {
    uint64_t hash = 14695981039346656037u ^ parent;
    for (size_t i = 0; i < size; i++) hash = (hash ^ (unsigned char)key[i]) * 1099511628211u;
    size_t at = (size_t)(hash ^ hash >> 32);
    for (;; at++) {
        slot *found = &json->slots[at & (json->slot_count - 1)];
        if (found->value == 0) return found;
        const sl_json_value *value = &json->values[found->value];
        if (found->parent == parent && value->key_size == size &&
            memcmp(value->key, key, size) == 0)
            return found;
    }
}

static bool read_key(reader *r, const char **key, size_t *size) {
    skip_space(r);
    if (!take(r, '"')) return wrong(r, "a key in quotes should begin here");
    if (!read_string(r, key, size)) return false;
    skip_space(r);
    return take(r, ':') || wrong(r, "a colon should follow the key");
}

static bool enter_member(reader *r, size_t parent, size_t child, const char *key, size_t size) {
    if (r->json->values == NULL) return true;
    r->json->values[child].key = key;
    r->json->values[child].key_size = size;
    slot *free_slot = find_slot(r->json, parent, key, size);
    if (free_slot->value != 0) return wrong(r, "a key that was there before");
    *free_slot = (slot){parent, child};
    return true;
}

static bool read_child(reader *r, size_t parent, bool object, size_t *child, int level) {
    const char *key = NULL;
    size_t key_size = 0;
    if (object && !read_key(r, &key, &key_size)) return false;
    const char *place = r->at;
    if (!read_value(r, child, level + 1)) return false;
    if (!object || enter_member(r, parent, *child, key, key_size)) return true;
    r->at = place;
    return false;
}

/* After the opening bracket. */
static bool read_children(reader *r, size_t parent, bool object, size_t *count, int level) {
    char closing = object ? '}' : ']';
    size_t child, previous = 0;
    *count = 0;
    skip_space(r);
    if (take(r, closing)) return true;
    do {
        if (!read_child(r, parent, object, &child, level)) return false;
        if (previous != 0 && r->json->values != NULL) r->json->values[previous].next = child;
        previous = child;
        ++*count;
        skip_space(r);
    } while (take(r, ','));
    return take(r, closing) || wrong(r, "a comma or the closing bracket should follow");
}

static bool read_kind(reader *r, size_t index, sl_json_value *value, int level) {
    bool object = take(r, '{');
    if (object || take(r, '[')) {
        value->kind = object ? SL_JSON_OBJECT : SL_JSON_ARRAY;
        return read_children(r, index, object, &value->size, level);
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

static bool read_value(reader *r, size_t *index, int level) {
    sl_json_value value = {0};
    *index = r->json->count++;
    if (level > MOST_LEVELS) return wrong(r, "more levels than 32");
    skip_space(r);
    if (!read_kind(r, *index, &value, level)) return false;
    if (r->json->values != NULL) r->json->values[*index] = value;
    return true;
}

static bool read_document(reader *r) {
    size_t root;
    r->at = r->start;
    r->json->count = r->json->pool_size = 0;
    if (!read_value(r, &root, 1)) return false;
    skip_space(r);
    return r->at == r->end || wrong(r, "something follows after the end");
}

static sl_json *allocate(const sl_json *counted, sl_error *error) {
    size_t slots = 1;
    while (slots < 2 * counted->count) slots *= 2;
    const size_t each = sizeof(sl_json_value) + 4 * sizeof(slot);
    sl_json *json = NULL;
    if (counted->count <= (SIZE_MAX / 2 - counted->pool_size) / each - 1)
        json = calloc(1, sizeof *json + slots * sizeof(slot) +
                             counted->count * sizeof(sl_json_value) + counted->pool_size);
    if (json == NULL) {
        sl_fail(error, SL_NO_MEMORY, "no memory for JSON of %zu values", counted->count);
        return NULL;
    }
    json->slots = (slot *)(void *)(json + 1);
    json->slot_count = slots;
    json->values = (sl_json_value *)(void *)(json->slots + slots);
    json->pool = (char *)(json->values + counted->count);
    return json;
}

sl_status sl_json_read(const char *text, size_t size, const char *what, sl_json **out,
                       sl_error *error) {
    sl_json counted = {0};
    reader r = {text, text, text + size, &counted, NULL};
    *out = NULL;
    if (read_document(&r)) {
        r.json = allocate(&counted, error);
        if (r.json == NULL) return SL_NO_MEMORY;
        if (read_document(&r)) {
            *out = r.json;
            return SL_OK;
        }
        free(r.json);
    }
    return sl_fail(error, SL_BAD_FILE, "%s is not valid JSON at byte %zu: %s", what,
                   (size_t)(r.at - text), r.why);
}

void sl_json_free(sl_json *json) { free(json); }

const sl_json_value *sl_json_root(const sl_json *json) { return json->values; }

const sl_json_value *sl_json_first(const sl_json *json, const sl_json_value *parent) {
    bool has = parent->kind >= SL_JSON_ARRAY && parent->size > 0;
    (void)json;
    return has ? parent + 1 : NULL; /* values stand in the order of the text */
}

const sl_json_value *sl_json_next(const sl_json *json, const sl_json_value *value) {
    return value->next > 0 ? &json->values[value->next] : NULL;
}

const sl_json_value *sl_json_member(const sl_json *json, const sl_json_value *parent,
                                    const char *key) {
    if (parent->kind != SL_JSON_OBJECT) return NULL;
    slot *found = find_slot(json, (size_t)(parent - json->values), key, strlen(key));
    return found->value > 0 ? &json->values[found->value] : NULL;
}

bool sl_json_whole(const sl_json_value *value, size_t *out) {
    if (value == NULL || value->kind != SL_JSON_NUMBER || !value->whole ||
        value->number > 9007199254740992.0 || value->number > (double)(SIZE_MAX / 2))
        return false;
    *out = (size_t)value->number;
    return true;
}
