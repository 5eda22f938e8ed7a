#include "text/tokens.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/error.h"
#include "base/json.h"
#include "base/utf8.h"

size_t sl_token_size(const sl_tokens *tokens, size_t i) {
    size_t end = tokens->start[i + 1];
    while (end > tokens->start[i] && tokens->text[end - 1] == ' ' && tokens->kind == SL_TOKENS_WORD)
        end--;
    return end - tokens->start[i];
}

const char *sl_token(const sl_tokens *tokens, size_t i) { return tokens->text + tokens->start[i]; }

void sl_tokens_free(sl_tokens *tokens) {
    free(tokens->text);
    free(tokens->start);
    *tokens = (sl_tokens){.kind = tokens->kind};
}

/* At most twice the bytes (a space before every mark) and a token each; one more start for the end.
 */
static bool reserve(sl_tokens *tokens, size_t size) {
    return size < SIZE_MAX / 4 &&
           sl_array_grow(&tokens->text, &tokens->capacity, 2 * size + 8, 1) &&
           sl_array_grow(&tokens->start, &tokens->start_room, 2 * size + 9, sizeof *tokens->start);
}

/* Capitals of the alphabets that have them: Latin, Greek, Cyrillic, Armenian. In a range of PAIRS
 * the first code point is a capital, the next its small letter, and so on. */
enum { PAIRS = 0 };

static const struct {
    uint16_t first, last;
    int16_t to_small;
} capitals[] = {
    {'A', 'Z', 32},         {0xC0, 0xD6, 32},      {0xD8, 0xDE, 32},        {0x100, 0x12F, PAIRS},
    {0x130, 0x130, -199},   {0x132, 0x137, PAIRS}, {0x139, 0x148, PAIRS},   {0x14A, 0x177, PAIRS},
    {0x178, 0x178, -121},   {0x179, 0x17E, PAIRS}, {0x1A0, 0x1A5, PAIRS},   {0x1AF, 0x1B0, PAIRS},
    {0x1CD, 0x1DC, PAIRS},  {0x1DE, 0x1EF, PAIRS}, {0x1F8, 0x21F, PAIRS},   {0x222, 0x233, PAIRS},
    {0x386, 0x386, 38},     {0x388, 0x38A, 37},    {0x38C, 0x38C, 64},      {0x38E, 0x38F, 63},
    {0x391, 0x3A1, 32},     {0x3A3, 0x3AB, 32},    {0x400, 0x40F, 80},      {0x410, 0x42F, 32},
    {0x460, 0x481, PAIRS},  {0x48A, 0x4BF, PAIRS}, {0x4C0, 0x4C0, 15},      {0x4C1, 0x4CE, PAIRS},
    {0x4D0, 0x52F, PAIRS},  {0x531, 0x556, 48},    {0x1E00, 0x1E95, PAIRS}, {0x1E9E, 0x1E9E, -7615},
    {0x1EA0, 0x1EFF, PAIRS}};

static uint32_t lower(uint32_t code) {
    for (size_t i = 0; i < sizeof capitals / sizeof *capitals; i++) {
        uint32_t first = capitals[i].first, last = capitals[i].last;
        if (code < first) break;
        if (code > last) continue;
        if (capitals[i].to_small == PAIRS) return code + ((code - first) % 2 == 0);
        return (uint32_t)((int32_t)code + capitals[i].to_small);
    }
    return code;
}

static void put(sl_tokens *tokens, uint32_t code) {
    tokens->size += sl_utf8_encode(code, tokens->text + tokens->size);
}

static bool at_space(const sl_tokens *tokens) {
    return tokens->size == 0 || tokens->text[tokens->size - 1] == ' ';
}

static bool is_mark(uint32_t code) {
    return code == ',' || code == '.' || code == '!' || code == '?';
}

static void put_of_words(sl_tokens *tokens, uint32_t code) {
    if (code == 0xA0 || code == 0x202F || code == '\t') code = ' ';
    if (code == ' ' && at_space(tokens)) return;
    if (is_mark(code) && !at_space(tokens)) put(tokens, ' ');
    put(tokens, lower(code));
}

static void trim(sl_tokens *tokens) {
    while (tokens->size && tokens->text[tokens->size - 1] == ' ') tokens->size--;
}

static bool starts_token(const sl_tokens *tokens, size_t i) {
    unsigned char byte = (unsigned char)tokens->text[i];
    if (tokens->kind == SL_TOKENS_CHAR) return (byte & 0xC0) != 0x80;
    return byte != ' ' && (i == 0 || tokens->text[i - 1] == ' ');
}

static void mark_tokens(sl_tokens *tokens) {
    tokens->count = 0;
    for (size_t i = 0; i < tokens->size; i++)
        if (starts_token(tokens, i)) tokens->start[tokens->count++] = i;
    tokens->start[tokens->count] = tokens->size;
}

sl_status sl_tokens_cut(sl_tokens *tokens, const char *bytes, size_t size, sl_error *error) {
    sl_utf8 decoder = {0};
    if (!reserve(tokens, size))
        return sl_fail(error, SL_NO_MEMORY, "no memory for a sentence of %zu bytes", size);
    tokens->size = 0;
    for (size_t i = 0; i < size; i++) {
        int32_t code = sl_utf8_feed(&decoder, (unsigned char)bytes[i]);
        if (code == SL_UTF8_MORE) continue;
        if (code == 0)
            return sl_fail(error, SL_BAD_TEXT,
                           "byte %zu of the sentence is a NUL, which no text has", i + 1);
        if (code == SL_UTF8_INVALID)
            return sl_fail(error, SL_BAD_TEXT, "byte %zu of the sentence is not UTF-8 text", i + 1);
        if (tokens->kind == SL_TOKENS_WORD)
            put_of_words(tokens, (uint32_t)code);
        else if (code != ' ' || tokens->size)
            put(tokens, (uint32_t)code);
    }
    if (sl_utf8_taken(&decoder))
        return sl_fail(error, SL_BAD_TEXT, "the sentence ends within a character");
    trim(tokens);
    mark_tokens(tokens);
    return SL_OK;
}

sl_status sl_pairs_cut(const char *tokens, const void *bytes, size_t size, char **json,
                       sl_error *error) {
    sl_tokens cut = {0};
    sl_json_writer writer = {0};
    *json = NULL;
    sl_status status = sl_settings_choice("tokens", tokens, &cut.kind, error);
    if (status == SL_OK) status = sl_tokens_cut(&cut, bytes, size, error);
    if (status == SL_OK) {
        sl_json_open(&writer, '[');
        for (size_t i = 0; i < cut.count; i++)
            sl_json_bytes(&writer, sl_token(&cut, i), sl_token_size(&cut, i));
        sl_json_close(&writer, ']');
        status = sl_json_take(&writer, json, error);
    }
    sl_tokens_free(&cut);
    return status;
}
