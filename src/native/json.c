#include "native/json.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "native/failure.h"
#include "native/number.h"

enum { MOST_LEVELS = 32 };

typedef struct reader {
    const char *at, *end;
} reader;

static bool read_value(reader *r, sl_value *value, int level);

/* ---- reading ---- */

static bool take(reader *r, char letter) {
    while (r->at < r->end && strchr(" \t\n\r", *r->at) && *r->at) r->at++;
    if (r->at == r->end || *r->at != letter) return false;
    r->at++;
    return true;
}

static bool read_code(reader *r, uint32_t *code) {
    char digits[5] = "";
    char *last;
    if (r->end - r->at < 4) return false;
    memcpy(digits, r->at, 4);
    r->at += 4;
    *code = (uint32_t)strtoul(digits, &last, 16);
    return *last == '\0';
}

static char *put_code(char *to, uint32_t code) {
    if (code < 0x80) return *to = (char)code, to + 1;
    int more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    *to++ = (char)((0xF00u >> (more + 1) & 0xFFu) | code >> 6 * more);
    while (more-- > 0) *to++ = (char)(0x80 | (code >> 6 * more & 0x3F));
    return to;
}

static char *read_escape(reader *r, char *to) {
    static const char letters[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
    uint32_t code, low;
    char letter = r->at < r->end ? *r->at++ : '\0';
    const char *known = letter ? strchr(letters, letter) : NULL;
    if (known) return *to = meanings[known - letters], to + 1;
    if (letter != 'u' || !read_code(r, &code)) return NULL;
    if (code >= 0xD800 && code < 0xDC00) {
        if (r->end - r->at < 6 || r->at[0] != '\\' || r->at[1] != 'u') return NULL;
        r->at += 2;
        if (!read_code(r, &low)) return NULL;
        code = 0x10000 + ((code & 0x3FF) << 10 | (low & 0x3FF));
    }
    return put_code(to, code);
}

/* After its first quote. */
static bool read_words(reader *r, char **words) {
    const char *last = r->at;
    while (last < r->end && *last != '"') last += *last == '\\' ? 2 : 1;
    if (last >= r->end) return false;
    char *to = *words = sl_grab((size_t)(last - r->at) + 1);
    while (to && r->at < last) {
        if (*r->at == '\\') {
            r->at++;
            to = read_escape(r, to);
        } else
            *to++ = *r->at++;
    }
    r->at = last + 1;
    return to != NULL;
}

static bool read_plain(reader *r, sl_value *value) {
    const char *start = r->at;
    while (r->at < r->end && *r->at && strchr("+-.0123456789abcdefghijklmnopqrstuvwxyzE", *r->at))
        r->at++;
    value->words = sl_grab((size_t)(r->at - start) + 1);
    memcpy(value->words, start, (size_t)(r->at - start));
    value->kind = SL_FLAG;
    value->number = strcmp(value->words, "true") == 0;
    if (value->number != 0 || strcmp(value->words, "false") == 0) return true;
    value->kind = strcmp(value->words, "null") == 0 ? SL_NOTHING : SL_NUMBER;
    return value->kind == SL_NOTHING || sl_read_number(value->words, &value->number);
}

/* After the first bracket. */
static bool read_parts(reader *r, sl_value *value, char bracket, int level) {
    if (level == MOST_LEVELS) return false;
    if (take(r, bracket)) return true;
    do {
        if ((value->count & (value->count - 1)) == 0) {
            size_t room = value->count ? 2 * value->count : 1;
            value->parts = sl_regrab(value->parts, room * sizeof *value->parts);
        }
        sl_value *part = &value->parts[value->count++];
        *part = (sl_value){0};
        if (value->kind == SL_MEMBERS)
            if (!take(r, '"') || !read_words(r, &part->key) || !take(r, ':')) return false;
        if (!read_value(r, part, level + 1)) return false;
    } while (take(r, ','));
    return take(r, bracket);
}

static bool read_value(reader *r, sl_value *value, int level) {
    if (take(r, '"')) return value->kind = SL_WORDS, read_words(r, &value->words);
    if (take(r, '[')) return value->kind = SL_LIST, read_parts(r, value, ']', level);
    if (take(r, '{')) return value->kind = SL_MEMBERS, read_parts(r, value, '}', level);
    return read_plain(r, value);
}

bool sl_parse(const char *text, size_t size, sl_value *value) {
    reader r = {text, text + size};
    *value = (sl_value){0};
    bool whole = read_value(&r, value, 0);
    take(&r, '\0');
    if (whole && r.at == r.end) return true;
    sl_value_free(value);
    return false;
}

void sl_value_free(sl_value *value) {
    for (size_t i = 0; i < value->count; i++) sl_value_free(&value->parts[i]);
    free(value->parts);
    free(value->words);
    free(value->key);
    *value = (sl_value){0};
}

const sl_value *sl_member(const sl_value *value, const char *key) {
    for (size_t i = 0; value && value->kind == SL_MEMBERS && i < value->count; i++)
        if (strcmp(value->parts[i].key, key) == 0) return &value->parts[i];
    return NULL;
}

const char *sl_member_words(const sl_value *value, const char *key, const char *otherwise) {
    const sl_value *member = sl_member(value, key);
    return member && member->words ? member->words : otherwise;
}

double sl_member_number(const sl_value *value, const char *key, double otherwise) {
    const sl_value *member = sl_member(value, key);
    return member && (member->kind == SL_NUMBER || member->kind == SL_FLAG) ? member->number
                                                                            : otherwise;
}

/* ---- writing ---- */

static void put_bytes(sl_writing *writing, const char *bytes, size_t size) {
    if (writing->size + size + 1 > writing->room) {
        writing->room = 2 * (writing->size + size + 1);
        writing->text = sl_regrab(writing->text, writing->room);
    }
    memcpy(writing->text + writing->size, bytes, size);
    writing->size += size;
    writing->text[writing->size] = '\0';
}

void sl_put(sl_writing *writing, const char *text) { put_bytes(writing, text, strlen(text)); }

void sl_put_quoted(sl_writing *writing, const char *text) {
    char escape[8];
    sl_put(writing, "\"");
    for (; *text; text++) {
        if (*text == '"' || *text == '\\') sl_put(writing, "\\");
        if ((unsigned char)*text >= ' ')
            put_bytes(writing, text, 1);
        else {
            snprintf(escape, sizeof escape, "\\u%04x", (unsigned)*text);
            sl_put(writing, escape);
        }
    }
    sl_put(writing, "\"");
}

void sl_put_number(sl_writing *writing, double number) {
    char shown[SL_SHOWN];
    sl_put(writing, isfinite(number) ? sl_show(number, shown) : "null");
}
