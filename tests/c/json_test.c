/* The JSON writer against texts written by hand; the reader against good and bad documents. */
#include "base/json.h"
#include "check.h"

static void writing(void) {
    sl_json_writer writer = {0};
    char *json = NULL;
    sl_json_open(&writer, NULL, '{');
    sl_json_put_text(&writer, "a\"b", "tab\t, line\n, \\, {,\x7f, \xc3\xa9");
    sl_json_open(&writer, "list", '[');
    sl_json_put_number(&writer, NULL, 0.1);
    sl_json_put_flag(&writer, NULL, true);
    sl_json_open(&writer, NULL, '[');
    sl_json_close(&writer, ']');
    sl_json_put_json(&writer, NULL, "{\"x\":1}");
    sl_json_put_text(&writer, NULL, "[");
    sl_json_put_text(&writer, NULL, "");
    sl_json_close(&writer, ']');
    sl_json_put_flag(&writer, "last", false);
    sl_json_close(&writer, '}');
    CHECK_STATUS(sl_json_take(&writer, &json, NULL), SL_OK);
    CHECK_TEXT(json, "{\"a\\\"b\":\"tab\\u0009, line\\n, \\\\, {,\x7f, \xc3\xa9\","
                     "\"list\":[0.1,true,[],{\"x\":1},\"[\",\"\"],\"last\":false}");
    sl_release(json);
    CHECK(writer.text == NULL && writer.size == 0);
}

static sl_json *read(const char *text) {
    sl_json *json = NULL;
    sl_error error = {0};
    if (!CHECK_STATUS(sl_json_read(text, strlen(text), "it", &json, &error), SL_OK))
        printf("    of %s: %s\n", text, error.message);
    return json;
}

static void tree(void) {
    sl_json *json = read(" {\"n\" : [1, -2.5e1, 16.0] ,\"t\":true,\"f\":false,\"z\":null,"
                         "\"s\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE00\\u0000!\","
                         "\"o\":{\"n\":{}}}\n");
    if (!json) return;
    const sl_json_value *root = sl_json_root(json);
    CHECK_INT(root->kind, SL_JSON_OBJECT);
    CHECK_INT(root->size, 6);
    const sl_json_value *list = sl_json_member(root, "n");
    const sl_json_value *one = sl_json_first(list), *two = sl_json_next(one);
    size_t whole = 0;
    CHECK(list == sl_json_first(root));
    CHECK_INT(list->size, 3);
    CHECK(sl_json_whole(one, &whole) && whole == 1);
    CHECK_REAL(two->number, -25);
    CHECK(!sl_json_whole(two, &whole) && !sl_json_whole(sl_json_next(two), &whole));
    CHECK(sl_json_next(sl_json_next(two)) == NULL);
    CHECK_TEXT(sl_json_next(list)->key, "t");
    CHECK(sl_json_member(root, "t")->flag && !sl_json_member(root, "f")->flag);
    CHECK_INT(sl_json_member(root, "z")->kind, SL_JSON_NULL);
    const sl_json_value *text = sl_json_member(root, "s");
    CHECK_INT(text->size, 16);
    CHECK_BYTES(text->text, "\"\\/\b\f\n\r\t\xc3\xa9\xf0\x9f\x98\x80\0!", 17);
    const sl_json_value *inner = sl_json_member(root, "o");
    CHECK_INT(sl_json_member(inner, "n")->kind, SL_JSON_OBJECT);
    CHECK(sl_json_first(sl_json_member(inner, "n")) == NULL);
    CHECK(sl_json_member(root, "x") == NULL && sl_json_member(list, "n") == NULL);
    sl_json_free(json);
}

static void refuses(const char *text, size_t size, size_t at, const char *why) {
    sl_json *json = (sl_json *)&json;
    sl_error error = {0};
    char place[64];
    snprintf(place, sizeof place, "at byte %zu:", at);
    bool held = CHECK_STATUS(sl_json_read(text, size, "it", &json, &error), SL_BAD_FILE) &&
                CHECK_CONTAINS(error.message, place) && CHECK_CONTAINS(error.message, why);
    CHECK(json == NULL);
    if (!held) printf("    of %.*s\n", (int)size, text);
}

static void refusing(void) {
    static const struct {
        const char *text;
        size_t at;
        const char *why;
    } bad[] = {
        {"", 0, "a value should begin"},
        {"  ", 2, "a value should begin"},
        {"{} {}", 3, "after the end"},
        {"1,", 1, "after the end"},
        {"nul", 0, "a value"},
        {"True", 0, "a value"},
        {"[1,]", 3, "a value"},
        {"[1 2]", 3, "a comma"},
        {"[1", 2, "a comma"},
        {"{\"a\":1,}", 7, "a key"},
        {"{a:1}", 1, "a key"},
        {"{\"a\" 1}", 5, "a colon"},
        {"{\"a\":1,\"b\":2,\"\\u0061\":3}", 22, "there before"},
        {"[{\"a\":1},{\"a\":1,\"a\":2}]", 20, "there before"},
        {"\"abc", 4, "without its end"},
        {"\"a\nb\"", 2, "control character"},
        {"\"\\x41\"", 2, "escape"},
        {"\"\\u12g4\"", 5, "four hexadecimal"},
        {"\"\\u\x11"
         "234\"",
         3, "four hexadecimal"},
        {"\"\\ud83d\"", 7, "surrogate"},
        {"\"\\ud83d\\u0041\"", 13, "surrogate"},
        {"\"\\ud800\"", 7, "surrogate"},
        {"\"\\udbff\\ue000\"", 13, "surrogate"},
        {"\"\\ude00\"", 7, "surrogate"},
        {"\"\xff\"", 1, "not UTF-8"},
        {"\"a\xc3\"", 2, "not UTF-8"},
        {"\"\xed\xa0\x80\"", 1, "not UTF-8"},
        {"\"\xc0\xaf\"", 1, "not UTF-8"},
        {"01", 1, "after the end"},
        {"+1", 0, "a value"},
        {".5", 0, "a value"},
        {"1.", 2, "digits"},
        {"1e", 2, "digits"},
        {"-", 1, "a value"},
        {"[1e999]", 1, "too large"},
        {"\xef\xbb\xbf{}", 0, "a value"},
        {"{\"a\"", 4, "a colon"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        refuses(bad[i].text, strlen(bad[i].text), bad[i].at, bad[i].why);
    refuses("1\0", 2, 1, "after the end");
    refuses("\"\0\"", 3, 1, "control character");
    refuses("\"\\\0\"", 4, 2, "escape");
}

static void levels(void) {
    char text[70] = {0};
    for (size_t depth = 31; depth <= 33; depth++) {
        sl_json *json;
        memset(text, '[', depth);
        memset(text + depth, ']', depth);
        CHECK_STATUS(sl_json_read(text, 2 * depth, "it", &json, NULL),
                     depth <= 32 ? SL_OK : SL_BAD_FILE);
        sl_json_free(json);
    }
}

/* Every member of a large object is found, and a second one of its name refused. */
static void many_members(void) {
    sl_json_writer writer = {0};
    sl_json *json;
    char *text, key[16];
    sl_json_open(&writer, NULL, '{');
    for (int i = 0; i < 3000; i++) {
        snprintf(key, sizeof key, "k%d", i);
        sl_json_put_number(&writer, key, i);
    }
    sl_json_close(&writer, '}');
    CHECK_STATUS(sl_json_take(&writer, &text, NULL), SL_OK);
    json = read(text);
    for (int i = 0; json && i < 3000; i++) {
        snprintf(key, sizeof key, "k%d", i);
        const sl_json_value *value = sl_json_member(sl_json_root(json), key);
        CHECK_REAL(value ? value->number : -1, i);
    }
    sl_json_free(json);
    char *last = strstr(text, "\"k2999\"");
    memcpy(last, "\"k1234\"", 7);
    CHECK_STATUS(sl_json_read(text, strlen(text), "it", &json, NULL), SL_BAD_FILE);
    sl_release(text);
}

/* What is written is read again; any byte altered gives a document or an error, never a crash. */
static void altered(void) {
    static const char good[] =
        "{\"a\":[1,2.5e-3,true,null,\"x\\u00e9\\n\"],\"b\":{\"c\":\"\xe2\x82\xac\"}}";
    check_random random = check_seed("json", 7);
    for (size_t size = 0; size < sizeof good - 1; size++) {
        sl_json *json;
        char *exact = memcpy(malloc(size + 1), good, size); /* for the sanitizer to see overreads */
        char *shrunk = realloc(exact, size > 0 ? size : 1);
        CHECK_STATUS(sl_json_read(shrunk, size, "it", &json, NULL), SL_BAD_FILE);
        free(shrunk);
    }
    for (int i = 0; i < 20000; i++) {
        char text[sizeof good];
        sl_json *json;
        memcpy(text, good, sizeof good);
        for (size_t flips = 1 + check_below(&random, 3); flips > 0; flips--)
            text[check_below(&random, sizeof good - 1)] ^= (char)(1 + check_below(&random, 255));
        sl_status status = sl_json_read(text, sizeof good - 1, "it", &json, NULL);
        CHECK(status == SL_OK ? json != NULL : status == SL_BAD_FILE && json == NULL);
        sl_json_free(json);
    }
}

void json_test(void) {
    writing();
    tree();
    refusing();
    levels();
    many_members();
    altered();
}
