#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "base/json.h"
#include "base/number.h"

static void put(sl_json_writer *writer, const char *bytes, size_t size) {
    if (size > SIZE_MAX - writer->size ||
        !sl_array_grow(&writer->text, &writer->capacity, writer->size + size, 1))
        writer->failed = true;
    if (writer->failed) return;
    memcpy(writer->text + writer->size, bytes, size);
    writer->size += size;
}

static void put_escaped(sl_json_writer *writer, unsigned char letter) {
    char escape[6] = {'\\', 'u', '0', '0', sl_hex_digit(letter >> 4), sl_hex_digit(letter)};
    if (letter == '\n')
        put(writer, "\\n", 2);
    else if (letter == '"' || letter == '\\')
        put(writer, letter == '"' ? "\\\"" : "\\\\", 2);
    else
        put(writer, escape, sizeof escape);
}

static bool is_plain(char letter) {
    return (unsigned char)letter >= ' ' && letter != '"' && letter != '\\';
}

static void put_quoted(sl_json_writer *writer, const char *text, size_t size) {
    put(writer, "\"", 1);
    for (size_t i = 0; i < size;) {
        size_t plain = 0;
        while (i + plain < size && is_plain(text[i + plain])) plain++;
        put(writer, text + i, plain);
        i += plain;
        if (i < size) put_escaped(writer, (unsigned char)text[i++]);
    }
    put(writer, "\"", 1);
}

/* A comma belongs before what does not come first; then the key, if there is one. */
static void begin_value(sl_json_writer *writer, const char *key) {
    if (writer->size > 0 && strchr("{[", writer->text[writer->size - 1]) == NULL)
        put(writer, ",", 1);
    if (key == NULL) return;
    put_quoted(writer, key, strlen(key));
    put(writer, ":", 1);
}

void sl_json_open(sl_json_writer *writer, const char *key, char bracket) {
    begin_value(writer, key);
    put(writer, &bracket, 1);
}

void sl_json_close(sl_json_writer *writer, char bracket) { put(writer, &bracket, 1); }

void sl_json_put_text(sl_json_writer *writer, const char *key, const char *text) {
    sl_json_put_bytes(writer, key, text, strlen(text));
}

void sl_json_put_bytes(sl_json_writer *writer, const char *key, const char *text, size_t size) {
    begin_value(writer, key);
    put_quoted(writer, text, size);
}

void sl_json_put_number(sl_json_writer *writer, const char *key, double value) {
    char text[SL_NUMBER_LENGTH];
    begin_value(writer, key);
    put(writer, text, sl_number_print(value, text));
}

void sl_json_put_flag(sl_json_writer *writer, const char *key, bool value) {
    sl_json_put_json(writer, key, value ? "true" : "false");
}

void sl_json_put_json(sl_json_writer *writer, const char *key, const char *json) {
    begin_value(writer, key);
    put(writer, json, strlen(json));
}

sl_status sl_json_take(sl_json_writer *writer, char **json, sl_error *error) {
    put(writer, "", 1);
    sl_json_writer done = *writer;
    *writer = (sl_json_writer){0};
    *json = done.failed ? NULL : done.text;
    if (!done.failed) return SL_OK;
    free(done.text);
    return sl_fail(error, SL_NO_MEMORY, "no memory for %zu bytes of JSON", done.size);
}
