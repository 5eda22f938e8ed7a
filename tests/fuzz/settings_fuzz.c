/* What reads settings, numbers and JSON. The input is all three: lines "name=value", then as a
 * whole a number and a document. */
#include <math.h>

#include "base/json.h"
#include "base/number.h"
#include "base/settings.h"
#include "fuzz.h"

/* ---- numbers ---- */

static void same(double a, double b) { HOLDS(memcmp(&a, &b, sizeof a) == 0); }

/* Against the C library: equal up to 40 digits, beyond them within one unit in the last place. */
static void number(const char *text) {
    char printed[SL_NUMBER_LENGTH], *end;
    double value = 0, again = 0;
    if (!sl_number_parse(text, strlen(text), &value)) return;
    double expected = strtod(text, &end);
    HOLDS(*end == '\0' && isfinite(value));
    if (strlen(text) <= 40)
        same(value, expected);
    else
        HOLDS(value >= nextafter(expected, -INFINITY) && value <= nextafter(expected, INFINITY));
    size_t size = sl_number_print(value, printed);
    HOLDS(strlen(printed) == size && sl_number_parse(printed, size, &again) && again == value);
    HOLDS(strtod(printed, NULL) == value);
}

/* ---- settings ---- */

static char *json_of(const sl_settings *settings) {
    char *json;
    HOLDS(sl_settings_json(settings, &json, NULL) == SL_OK);
    return json;
}

/* Sets every setting from its own JSON, which must change none. */
static void set_again(sl_settings *settings) {
    char *before = json_of(settings);
    sl_json *json;
    HOLDS(sl_json_read(before, strlen(before), "settings", &json, NULL) == SL_OK);
    const sl_json_value *value = sl_json_first(sl_json_root(json));
    for (; value != NULL; value = sl_json_next(value)) {
        char number[SL_NUMBER_LENGTH];
        const char *text = value->text;
        if (value->kind == SL_JSON_NUMBER) text = (sl_number_print(value->number, number), number);
        if (value->kind == SL_JSON_FLAG) text = value->flag ? "true" : "false";
        HOLDS(sl_settings_set(settings, value->key, text, NULL) == SL_OK);
    }
    char *after = json_of(settings);
    HOLDS(strcmp(before, after) == 0);
    sl_json_free(json);
    sl_release(before);
    sl_release(after);
}

/* A refusal says why and changes nothing. */
static void set(sl_settings *settings, const char *name, const char *value) {
    sl_settings before;
    sl_error why = {0};
    memcpy(&before, settings, sizeof before);
    sl_status status = sl_settings_set(settings, name, value, &why);
    if (status == SL_OK) return;
    HOLDS(status == SL_BAD_SETTING && why.status == status && why.message[0]);
    HOLDS(memcmp(&before, settings, sizeof before) == 0);
}

static void lines(char *text) {
    sl_settings *settings;
    HOLDS(sl_settings_create(&settings, NULL) == SL_OK);
    while (text != NULL) {
        char *next = strchr(text, '\n');
        if (next != NULL) *next++ = '\0';
        char *value = strchr(text, '=');
        if (value != NULL) *value++ = '\0';
        set(settings, text, value != NULL ? value : "");
        number(value != NULL ? value : text);
        text = next;
    }
    set_again(settings);
    sl_settings_free(settings);
}

/* ---- documents ---- */

static size_t walk(const sl_json_value *value, const char *key, sl_json_writer *writer) {
    size_t count = 1, children = 0;
    bool object = value->kind == SL_JSON_OBJECT, list = value->kind == SL_JSON_ARRAY;
    if (object || list) sl_json_open(writer, key, object ? '{' : '[');
    const sl_json_value *child = sl_json_first(value);
    for (; child != NULL; child = sl_json_next(child), children++)
        count += walk(child, object ? child->key : NULL, writer);
    if (object || list) sl_json_close(writer, object ? '}' : ']');
    if (object || list) HOLDS(children == value->size);
    if (value->kind == SL_JSON_NULL) sl_json_put_json(writer, key, "null");
    if (value->kind == SL_JSON_FLAG) sl_json_put_flag(writer, key, value->flag);
    if (value->kind == SL_JSON_NUMBER) sl_json_put_number(writer, key, value->number);
    if (value->kind == SL_JSON_TEXT) sl_json_put_bytes(writer, key, value->text, value->size);
    return count;
}

/* The document written anew, or NULL if it is none. */
static char *rewrite(const char *text, size_t size, size_t *count) {
    sl_json_writer writer = {0};
    sl_json *json;
    sl_error why = {0};
    char *copy;
    sl_status status = sl_json_read(text, size, "the input", &json, &why);
    HOLDS(status == SL_OK || (status == SL_BAD_FILE && why.message[0]));
    if (status != SL_OK) return NULL;
    *count = walk(sl_json_root(json), NULL, &writer);
    HOLDS(sl_json_take(&writer, &copy, NULL) == SL_OK);
    sl_json_free(json);
    return copy;
}

/* What was read and written reads and writes as the same. Keys are written up to their first NUL,
 * and so can have become equal: then the copy is none. */
static void document(const char *text, size_t size) {
    size_t count = 0, count_again = 0;
    char *copy = rewrite(text, size, &count);
    if (copy == NULL) return;
    char *again = rewrite(copy, strlen(copy), &count_again);
    if (again != NULL) HOLDS(count == count_again && strcmp(copy, again) == 0);
    sl_release(copy);
    sl_release(again);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    char *text = malloc(size + 1);
    HOLDS(text != NULL);
    memcpy(text, bytes, size);
    text[size] = '\0';
    document(text, size);
    lines(text);
    free(text);
    return 0;
}
