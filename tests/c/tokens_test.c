/* Sentences cut into words, prepared as the book does, and into characters. */
#include "check.h"
#include "text/tokens.h"

/* Tokens with | between them; "(empty)" if there is none. */
static void cut(uint32_t kind, const char *sentence, const char *expected) {
    sl_tokens tokens = {.kind = kind};
    char joined[400] = "";
    size_t at = 0;
    size_t size = strlen(sentence);
    char *exact = malloc(size ? size : 1); /* for the sanitizer to see an overread */
    memcpy(exact, sentence, size);
    CHECK_STATUS(sl_tokens_cut(&tokens, exact, size, NULL), SL_OK);
    for (size_t i = 0; i < tokens.count; i++)
        at += (size_t)snprintf(joined + at, sizeof joined - at, "%s%.*s", i ? "|" : "",
                               (int)sl_token_size(&tokens, i), sl_token(&tokens, i));
    CHECK_TEXT(tokens.count ? joined : "(empty)", expected);
    sl_tokens_free(&tokens);
    free(exact);
}

static void words(const char *sentence, const char *expected) {
    cut(SL_TOKENS_WORD, sentence, expected);
}

static void book(void) {
    words("Go.", "go|.");
    words("Hi!", "hi|!");
    words("I'm home.", "i'm|home|.");
    words("He's calm, isn't he?", "he's|calm|,|isn't|he|?");
    words("Wait!!", "wait|!|!");
    words("Ha, ha!", "ha|,|ha|!");
    words("already apart .", "already|apart|.");
    words("3.14", "3|.14"); /* the book puts a space before a mark, none after it */
    words(".", ".");
    words("?!", "?|!");
    words("Va !", "va|!");
    words("Va\u00a0!", "va|!");
    words("Va\u202f!", "va|!");
    words("\u00a0Qui\u202f?\u00a0", "qui|?");
    words("two  spaces   here", "two|spaces|here");
    words("  both ends  ", "both|ends");
    words("a:b;c-d", "a:b;c-d");
}

/* Pairs of a capital and its small letter as the Unicode standard has them. */
static void lower_case(void) {
    words("ABCXYZ abcxyz 09 @[`{", "abcxyz|abcxyz|09|@[`{");
    words("ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞ", "àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþ");
    words("×÷ßÿŸ", "×÷ßÿÿ");
    words("ĀāĂĎĐĦĲĴĶ ĸ ĹĻĽĿŁ ŉ ŊŒŠŶ ŹŻŽž ſ", "āāăďđħĳĵķ|ĸ|ĺļľŀł|ŉ|ŋœšŷ|źżžž|ſ");
    words("ƠƯ ǍǛ ȘȚ ẞ Ẹ ẖẗẘẙẚẛ Ỹ", "ơư|ǎǜ|șț|ß|ẹ|ẖẗẘẙẚẛ|ỹ");
    words("ΆΈΉΊΌΎΏ ΑΒΓΩΪΫ ΐάΰς", "άέήίόύώ|αβγωϊϋ|ΐάΰς");
    words("ЀЁЏ АБЯ абя ѐё Ґґ Ӏ Ӂ Ӯ", "ѐёџ|абя|абя|ѐё|ґґ|ӏ|ӂ|ӯ");
    words("ԱՖ", "աֆ");
    words("Ça alors\u00a0! École, Œuvre", "ça|alors|!|école|,|œuvre");
    words("日本語 العربية 🙂", "日本語|العربية|🙂");
}

static void characters(void) {
    cut(SL_TOKENS_CHAR, "Go.", "G|o|.");
    cut(SL_TOKENS_CHAR, "été 🙂", "é|t|é| |🙂");
    cut(SL_TOKENS_CHAR, "  a  b  ", "a| | |b");
    cut(SL_TOKENS_CHAR, "\u00a0a", "\u00a0|a");
    cut(SL_TOKENS_CHAR, "1999-12-31", "1|9|9|9|-|1|2|-|3|1");
}

static void empty(void) {
    words("", "(empty)");
    words("   ", "(empty)");
    words("\u00a0\u202f", "(empty)");
    cut(SL_TOKENS_CHAR, "", "(empty)");
    cut(SL_TOKENS_CHAR, "   ", "(empty)");
}

/* The buffer is kept: after a long sentence a short one, and the other way round. */
static void reuse(void) {
    sl_tokens tokens = {.kind = SL_TOKENS_WORD};
    char marks[3000];
    memset(marks, '.', sizeof marks); /* each becomes two bytes and a token */
    CHECK_STATUS(sl_tokens_cut(&tokens, "one two", 7, NULL), SL_OK);
    CHECK_INT(tokens.count, 2);
    CHECK_STATUS(sl_tokens_cut(&tokens, marks, sizeof marks, NULL), SL_OK);
    CHECK_INT(tokens.count, sizeof marks);
    CHECK_INT(sl_token_size(&tokens, sizeof marks - 1), 1);
    CHECK_STATUS(sl_tokens_cut(&tokens, "three", 5, NULL), SL_OK);
    CHECK_INT(tokens.count, 1);
    CHECK_INT(sl_token_size(&tokens, 0), 5);
    sl_tokens_free(&tokens);
    sl_tokens_free(&tokens);
}

static void bad(uint32_t kind) {
    sl_tokens tokens = {.kind = kind};
    sl_error error = {0};
    CHECK_FAILS(sl_tokens_cut(&tokens, "ab\xff", 3, &error), SL_BAD_TEXT, error, "byte 3");
    CHECK_FAILS(sl_tokens_cut(&tokens, "ab\0c", 4, &error), SL_BAD_TEXT, error, "byte 3");
    CHECK_FAILS(sl_tokens_cut(&tokens, "ab\xc3", 3, &error), SL_BAD_TEXT, error,
                "ends within a character");
    CHECK_FAILS(sl_tokens_cut(&tokens, "\xed\xa0\x80", 3, &error), SL_BAD_TEXT, error, "UTF-8");
    sl_tokens_free(&tokens);
}

/* What hosts are given, by the names of the setting. */
static void cut_for_hosts(void) {
    static const struct {
        const char *tokens, *sentence, *json;
    } cases[] = {{"word", "Va\u00a0!  \"GO\".", "[\"va\",\"!\",\"\\\"go\\\"\",\".\"]"},
                 {"char", " a\u00e9 b ", "[\"a\",\"\u00e9\",\" \",\"b\"]"},
                 {"word", "", "[]"}};
    sl_error error = {0};
    char *json;
    for (size_t i = 0; i < 3; i++) {
        const char *sentence = cases[i].sentence;
        CHECK_STATUS(sl_pairs_cut(cases[i].tokens, sentence, strlen(sentence), &json, NULL), SL_OK);
        CHECK_TEXT(json, cases[i].json);
        sl_release(json);
    }
    CHECK_FAILS(sl_pairs_cut("line", "a", 1, &json, &error), SL_BAD_SETTING, error,
                "tokens must be word or char, not \"line\"");
    CHECK(json == NULL);
    CHECK_FAILS(sl_pairs_cut("word", "a\xff", 2, &json, &error), SL_BAD_TEXT, error, "byte 2");
    CHECK(json == NULL);
}

void tokens_test(void) {
    book();
    lower_case();
    characters();
    empty();
    reuse();
    bad(SL_TOKENS_WORD);
    bad(SL_TOKENS_CHAR);
    cut_for_hosts();
}
