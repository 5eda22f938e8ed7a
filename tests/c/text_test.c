/* Texts: ids, vocabularies, normalization, fingerprints, and what bad bytes are called. */
#include "models.h"
#include "text/vocabulary.h"

static sl_text *made(const sl_vocabulary *vocabulary, const char *normalize, size_t most,
                     const char *bytes, size_t size, size_t piece) {
    sl_text *text;
    sl_error error = {0};
    if (!CHECK_STATUS(sl_text_create(vocabulary, normalize, most, &text, &error), SL_OK))
        return NULL;
    for (size_t at = 0; at < size; at += piece)
        CHECK_STATUS(
            sl_text_append(text, bytes + at, size - at < piece ? size - at : piece, &error), SL_OK);
    CHECK_STATUS(sl_text_finish(text, &error), SL_OK);
    CHECK_TEXT(error.message, "");
    return text;
}

static sl_text *simple(const char *bytes) {
    return made(NULL, "none", 0, bytes, strlen(bytes), strlen(bytes));
}

/* All symbols in order, as one string. */
static void reads(const sl_text *text, const char *expected) {
    char joined[512] = {0};
    for (size_t i = 0; i < sl_text_length(text); i++)
        strcat(joined, sl_vocabulary_symbol(sl_text_vocabulary(text), sl_text_ids(text)[i]));
    CHECK_TEXT(joined, expected);
}

static void ids_by_code_point(void) {
    static const uint16_t expected[] = {3, 2, 4, 5, 1, 2};
    static const char bytes[] = "ba\xc3\xa9\xf0\x9f\x98\x80 a";
    for (size_t piece = 1; piece <= 10; piece += 3) {
        sl_text *text = made(NULL, "none", 0, bytes, 10, piece);
        const sl_vocabulary *vocabulary = sl_text_vocabulary(text);
        CHECK_INT(sl_text_length(text), 6);
        CHECK_BYTES(sl_text_ids(text), expected, sizeof expected);
        CHECK_INT(sl_vocabulary_size(vocabulary), 6);
        CHECK_TEXT(sl_vocabulary_symbol(vocabulary, 0), "<unk>");
        CHECK_TEXT(sl_vocabulary_symbol(vocabulary, 1), " ");
        CHECK_TEXT(sl_vocabulary_symbol(vocabulary, 5), "\xf0\x9f\x98\x80");
        CHECK_TEXT(sl_vocabulary_symbol(vocabulary, 6), "");
        CHECK_INT(models_unknown(text), 0);
        sl_text_free(text);
    }
    sl_text *marked = simple("\xef\xbb\xbf"
                             "ab\xef\xbb\xbf");
    reads(marked, "ab\xef\xbb\xbf"); /* only the first is a byte order mark */
    sl_text_free(marked);
}

static void given_vocabulary(void) {
    sl_text *own = simple("abc");
    sl_text *text = made(sl_text_vocabulary(own), "none", 0, "cxbaxx", 6, 6);
    static const uint16_t expected[] = {3, 0, 2, 1, 0, 0};
    CHECK_BYTES(sl_text_ids(text), expected, sizeof expected);
    CHECK_INT(models_unknown(text), 3);
    CHECK(sl_vocabulary_equal(sl_text_vocabulary(text), sl_text_vocabulary(own)));
    sl_text_free(own); /* the text has a copy */
    reads(text, "c<unk>ba<unk><unk>");
    sl_text_free(text);
}

static void most_tokens(void) {
    sl_text *text = made(NULL, "none", 4, "zzaabbcc", 8, 3);
    CHECK_INT(sl_text_length(text), 4);
    CHECK_INT(sl_vocabulary_size(sl_text_vocabulary(text)), 5); /* of the whole text */
    reads(text, "zzaa");
    sl_text_free(text);
}

/* By Python: [re.sub('[^A-Za-z]+', ' ', line).strip().lower() for line in text.splitlines()] */
static void normalization(void) {
    static const char *const cases[][2] = {
        {"The Time Machine, by H. G. Wells [1898]\n\n\nI\n", "the time machine by h g wellsi"},
        {"  two  spaces -- and\tmore!  \r\nnext", "two spaces and morenext"},
        {"It's\xe2\x80\x94"
         "caf\xc3\xa9.\n \n'Quoted'",
         "it s cafquoted"},
        {"A1B@[`{Z", "a b z"},
        {"old\rMac\r", "oldmac"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sl_text *text = made(NULL, "d2l", 0, cases[i][0], strlen(cases[i][0]), 1);
        reads(text, cases[i][1]);
        sl_text_free(text);
    }
}

/* Values of the FNV authors' own test vectors for 64-bit FNV-1a. */
static void fingerprints(void) {
    static const char *const cases[][2] = {
        {"a", "af63dc4c8601ec8c"}, {"foobar", "85944171f73967e8"}, {"chongo", "e150688c8217b8fd"}};
    for (size_t i = 0; i < 3; i++) {
        sl_text *text = simple(cases[i][0]);
        CHECK_TEXT(sl_text_fingerprint(text), cases[i][1]);
        sl_text_free(text);
    }
    sl_text *cut = made(NULL, "d2l", 6, "FOO-bar", 7, 7), *same = simple("foo ba");
    CHECK_TEXT(sl_text_fingerprint(cut), sl_text_fingerprint(same));
    sl_text *other = made(sl_text_vocabulary(cut), "none", 0, "chongo", 6, 6);
    CHECK_TEXT(sl_text_fingerprint(other), "e150688c8217b8fd"); /* also of what is <unk> */
    sl_text_free(cut);
    sl_text_free(same);
    sl_text_free(other);
}

static void refuses(const char *normalize, const char *bytes, size_t size, const char *message) {
    sl_text *text;
    sl_error error = {0};
    CHECK_STATUS(sl_text_create(NULL, normalize, 0, &text, NULL), SL_OK);
    sl_status status = sl_text_append(text, bytes, size, &error);
    if (status == SL_OK) status = sl_text_finish(text, &error);
    CHECK_STATUS(status, SL_BAD_TEXT);
    CHECK_STATUS(error.status, SL_BAD_TEXT);
    CHECK_CONTAINS(error.message, message);
    sl_text_free(text);
}

static void bad_texts(void) {
    sl_text *text;
    sl_error error = {0};
    refuses("none", "", 0, "the text is empty");
    refuses("none", "\xef\xbb\xbf", 3, "the text is empty");
    refuses("d2l", "123 \n 456", 9, "nothing is left of the text");
    refuses("none", "PK\3\4\0\0", 6, "byte 0x00 at offset 4 is a NUL: this looks like a binary");
    refuses("none", "caf\xe9s", 5, "byte 0xe9 at offset 3 is not UTF-8");
    refuses("none", "ab\xc3", 3, "byte 0xc3 at offset 2 begins a character that is cut off");
    refuses("none", "\xc3\xa9\xe2\x82", 4, "byte 0xe2 at offset 2 begins");
    CHECK_FAILS(sl_text_create(NULL, "upper", 0, &text, &error), SL_BAD_SETTING, error,
                "normalize must be none or d2l, not \"upper\"");
    CHECK(text == NULL);
}

/* The offset counts from the start of the text, not of the call. */
static void offset_over_calls(void) {
    sl_text *text;
    sl_error error = {0};
    CHECK_STATUS(sl_text_create(NULL, "none", 0, &text, NULL), SL_OK);
    CHECK_STATUS(sl_text_append(text, "abc\xe2", 4, NULL), SL_OK);
    CHECK_STATUS(sl_text_append(text, "\x82", 1, NULL), SL_OK);
    CHECK_FAILS(sl_text_append(text, "x", 1, &error), SL_BAD_TEXT, error,
                "byte 0xe2 at offset 3 is not UTF-8");
    CHECK_STATUS(sl_text_append(text, "y", 1, NULL), SL_MISUSE);
    CHECK_STATUS(sl_text_finish(text, NULL), SL_MISUSE);
    sl_text_free(text);
    text = simple("ab");
    CHECK_STATUS(sl_text_append(text, "c", 1, NULL), SL_MISUSE);
    CHECK_STATUS(sl_text_finish(text, NULL), SL_MISUSE);
    CHECK_INT(sl_text_length(text), 2);
    sl_text_free(text);
}

/* Its symbols may still move. */
static void unfinished(void) {
    sl_text *whole = models_text(100, 5), *text;
    sl_settings settings = models_settings("hidden=3 batch=2 steps=3");
    sl_model *model;
    sl_trainer *trainer;
    sl_evaluator *evaluator;
    sl_ngram *ngram;
    sl_error error = {0};
    const char *why = "the text is not finished";
    CHECK_STATUS(sl_model_create(&settings, sl_text_vocabulary(whole), &model, NULL), SL_OK);
    CHECK_STATUS(sl_text_create(sl_text_vocabulary(whole), "none", 0, &text, NULL), SL_OK);
    for (int i = 0; i < 20; i++) CHECK_STATUS(sl_text_append(text, "abcd", 4, NULL), SL_OK);
    CHECK_FAILS(sl_trainer_create(model, text, &trainer, &error), SL_MISUSE, error, why);
    CHECK_FAILS(sl_evaluator_create(model, text, 0, 80, &evaluator, &error), SL_MISUSE, error, why);
    CHECK_FAILS(sl_ngram_create(text, 0, 80, 2, &ngram, &error), SL_MISUSE, error, why);
    CHECK_STATUS(sl_text_finish(text, NULL), SL_OK);
    CHECK_STATUS(sl_trainer_create(model, text, &trainer, NULL), SL_OK);
    sl_trainer_free(trainer);
    sl_model_free(model);
    sl_text_free(text);
    sl_text_free(whole);
}

/* The first `count` code points that are no surrogates, from U+0001 on, as a text. */
static sl_status distinct(size_t count, sl_text **text, sl_error *error) {
    CHECK_STATUS(sl_text_create(NULL, "none", 0, text, NULL), SL_OK);
    for (uint32_t code = 1; count > 0; code++) {
        unsigned char bytes[4] = {
            (unsigned char)(0xF0 | code >> 18), (unsigned char)(0x80 | (code >> 12 & 63)),
            (unsigned char)(0x80 | (code >> 6 & 63)), (unsigned char)(0x80 | (code & 63))};
        if (code < 0x10000) continue; /* of four bytes only, for shortness */
        CHECK_STATUS(sl_text_append(*text, bytes, 4, NULL), SL_OK);
        count--;
    }
    return sl_text_finish(*text, error);
}

static void most_symbols(void) {
    sl_text *text;
    sl_vocabulary *full;
    uint16_t id;
    sl_error error = {0};
    CHECK_STATUS(distinct(65535, &text, &error), SL_OK);
    CHECK_INT(sl_vocabulary_size(sl_text_vocabulary(text)), 65536);
    CHECK_INT(sl_text_ids(text)[65534], 65535);
    CHECK_STATUS(sl_vocabulary_copy(sl_text_vocabulary(text), &full, NULL), SL_OK);
    CHECK_FAILS(sl_vocabulary_add(full, "a", 1, &id, &error), SL_BAD_TEXT, error, "at most 65535");
    CHECK_INT(sl_vocabulary_size(full), 65536);
    sl_vocabulary_free(full);
    sl_text_free(text);
    CHECK_FAILS(distinct(65536, &text, &error), SL_BAD_TEXT, error,
                "more than 65535 distinct symbols");
    sl_text_free(text);
}

/* Words and other long symbols live beside single code points. */
static void words(void) {
    sl_vocabulary *vocabulary, *copy;
    sl_error error = {0};
    uint16_t id;
    char word[16];
    CHECK_STATUS(sl_vocabulary_create(&vocabulary, NULL), SL_OK);
    for (uint16_t i = 1; i <= 2000; i++) {
        snprintf(word, sizeof word, i % 2 ? "w%u" : "<%u>", (unsigned)i);
        CHECK_STATUS(sl_vocabulary_add(vocabulary, word, strlen(word), &id, NULL), SL_OK);
        CHECK_INT(id, i);
    }
    CHECK_STATUS(sl_vocabulary_add_code(vocabulary, 0x20AC, &id, NULL), SL_OK);
    CHECK_INT(id, 2001);
    CHECK_STATUS(sl_vocabulary_add(vocabulary, "w17", 3, &id, NULL), SL_OK);
    CHECK_INT(id, 17);
    CHECK_STATUS(sl_vocabulary_copy(vocabulary, &copy, NULL), SL_OK);
    CHECK(sl_vocabulary_equal(vocabulary, copy));
    CHECK_INT(sl_vocabulary_find(copy, "<1998>", 6), 1998);
    CHECK_INT(sl_vocabulary_find(copy, "\xe2\x82\xac", 3), 2001);
    CHECK_INT(sl_vocabulary_find_code(copy, 0x20AC), 2001);
    CHECK_INT(sl_vocabulary_find(copy, "w2001", 5), SL_UNKNOWN);
    CHECK_INT(sl_vocabulary_find_code(copy, 0x10FFFF), SL_UNKNOWN);
    CHECK_STATUS(sl_vocabulary_add(copy, "<unk>", 5, &id, NULL), SL_OK);
    CHECK_INT(id, SL_UNKNOWN);
    CHECK(sl_vocabulary_equal(vocabulary, copy));
    CHECK_FAILS(sl_vocabulary_add(copy, "", 0, &id, &error), SL_BAD_TEXT, error, "at least one");
    CHECK_FAILS(sl_vocabulary_add(copy, "a\0b", 3, &id, &error), SL_BAD_TEXT, error, "no NUL");
    CHECK_STATUS(sl_vocabulary_add(copy, "new", 3, &id, NULL), SL_OK);
    CHECK(!sl_vocabulary_equal(vocabulary, copy));
    sl_vocabulary_free(vocabulary);
    sl_vocabulary_free(copy);
}

/* A text of some MB: the ids stay those of the bytes, however often the memory grew. */
static void large(void) {
    sl_text *text;
    char block[4096];
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof block; i++) block[i] = (char)('a' + (i * i + i / 7) % 26);
    CHECK_STATUS(sl_text_create(NULL, "none", 0, &text, NULL), SL_OK);
    for (int i = 0; i < 500; i++)
        CHECK_STATUS(sl_text_append(text, block, sizeof block, NULL), SL_OK);
    CHECK_STATUS(sl_text_finish(text, NULL), SL_OK);
    CHECK_INT(sl_text_length(text), 500 * sizeof block);
    const sl_vocabulary *vocabulary = sl_text_vocabulary(text);
    for (size_t i = 0; i < sl_text_length(text); i++)
        wrong += *sl_vocabulary_symbol(vocabulary, sl_text_ids(text)[i]) != block[i % 4096];
    CHECK_INT(wrong, 0);
    sl_text_free(text);
}

/* Symbols that the vocabulary lacks count in the fingerprint, but not in the ids. */
static void equal_in_another_instance(void) {
    sl_text *own, *text, *copy;
    sl_error error;
    CHECK_STATUS(sl_text_create(NULL, "none", 0, &own, NULL), SL_OK);
    CHECK_STATUS(sl_text_append(own, "heron", 5, NULL), SL_OK);
    CHECK_STATUS(sl_text_finish(own, NULL), SL_OK);
    const sl_vocabulary *vocabulary = sl_text_vocabulary(own);
    CHECK_STATUS(sl_text_create(vocabulary, "none", 0, &text, NULL), SL_OK);
    CHECK_STATUS(sl_text_append(text, "no other", 8, NULL), SL_OK);
    CHECK_STATUS(sl_text_finish(text, NULL), SL_OK);
    const uint16_t *ids = sl_text_ids(text);
    const char *fingerprint = sl_text_fingerprint(text);
    CHECK_STATUS(sl_text_from_ids(vocabulary, ids, 8, fingerprint, &copy, NULL), SL_OK);
    CHECK_INT(sl_text_length(copy), 8);
    CHECK_INT(models_unknown(copy), 2);
    CHECK_BYTES(sl_text_ids(copy), ids, 16);
    CHECK_BYTES(sl_text_fingerprint(copy), fingerprint, 17);
    CHECK(sl_vocabulary_equal(sl_text_vocabulary(copy), vocabulary));
    CHECK_FAILS(sl_text_append(copy, "h", 1, &error), SL_MISUSE, error, "finished");
    sl_text_free(copy);
    CHECK_FAILS(sl_text_from_ids(vocabulary, ids, 0, fingerprint, &copy, &error), SL_BAD_TEXT,
                error, "at least one");
    CHECK(copy == NULL);
    CHECK_FAILS(sl_text_from_ids(vocabulary, ids, 8, "7", &copy, &error), SL_BAD_TEXT, error,
                "16 hexadecimal");
    uint16_t beyond[] = {1, 6};
    CHECK_FAILS(sl_text_from_ids(vocabulary, beyond, 2, fingerprint, &copy, &error), SL_BAD_TEXT,
                error, "id 6");
    sl_text_free(text);
    sl_text_free(own);
}

/* Counted as they arrive, whatever the normalization makes of them. */
static void line_ends(void) {
    static const char bytes[] = "one\ntwo\r\nthree\rfour\r\r\n\n\r";
    for (size_t piece = 1; piece < sizeof bytes; piece++)
        for (int d2l = 0; d2l < 2; d2l++) {
            sl_text *text = made(NULL, d2l ? "d2l" : "none", 0, bytes, sizeof bytes - 1, piece);
            CHECK_INT(sl_text_line_ends(text, SL_LF), 2);
            CHECK_INT(sl_text_line_ends(text, SL_CRLF), 2);
            CHECK_INT(sl_text_line_ends(text, SL_CR), 3);
            sl_text_free(text);
        }
}

void text_test(void) {
    ids_by_code_point();
    given_vocabulary();
    most_tokens();
    normalization();
    line_ends();
    fingerprints();
    bad_texts();
    offset_over_calls();
    unfinished();
    most_symbols();
    words();
    large();
    equal_in_another_instance();
    sl_text_free(NULL);
}
