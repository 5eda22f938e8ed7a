/* Tables of sentence pairs: ids, vocabularies, lines of every shape, and how bytes arrive. */
#include "models.h"

static const char table[] = "Go.\tVa !\tCC-BY 2.0\r\n"
                            "\r\n"
                            "\n"
                            "Go, go.\tVa, va\u202f!\n"
                            "Hi.\tSalut !\tmore\teven more\n"
                            "\u00c9t\u00e9\tva";

/* A side as text: sentences with / between them, tokens with a space. */
static const char *spell(const sl_pairs *pairs, bool target) {
    static char text[1000];
    const sl_side *side = target ? &pairs->target : &pairs->source;
    size_t at = 0;
    text[0] = 0;
    for (size_t i = 0; i < sl_pairs_count(pairs); i++)
        for (size_t j = 0; j < sl_side_length(side, i); j++)
            at += (size_t)snprintf(text + at, sizeof text - at, "%s%s", j ? " " : (i ? " / " : ""),
                                   sl_vocabulary_symbol(side->vocabulary, sl_side_ids(side, i)[j]));
    return text;
}

static const char *symbols(const sl_pairs *pairs, bool target) {
    static char text[1000];
    const sl_vocabulary *vocabulary = sl_pairs_vocabulary(pairs, target);
    size_t at = 0;
    for (size_t i = 0; i < sl_vocabulary_size(vocabulary); i++)
        at += (size_t)snprintf(text + at, sizeof text - at, "%s%s", i ? " " : "",
                               sl_vocabulary_symbol(vocabulary, i));
    return text;
}

static void reading(void) {
    sl_pairs *pairs = models_pairs("minimum=1", table);
    CHECK_INT(sl_pairs_count(pairs), 4);
    CHECK_TEXT(spell(pairs, false), "go . / go , go . / hi . / \u00e9t\u00e9");
    CHECK_TEXT(spell(pairs, true), "va ! / va , va ! / salut ! / va");
    CHECK_TEXT(symbols(pairs, false), "<unk> <pad> <bos> <eos> , . go hi \u00e9t\u00e9");
    CHECK_TEXT(symbols(pairs, true), "<unk> <pad> <bos> <eos> ! , salut va");
    sl_pairs_free(pairs);
}

static void specials(void) {
    sl_pairs *pairs = models_pairs("minimum=1", "<eos> <unk> a\t<bos> <pad> b\n");
    CHECK_INT(SL_UNKNOWN, 0);
    CHECK_INT(SL_PAD, 1);
    CHECK_INT(SL_BOS, 2);
    CHECK_INT(SL_EOS, 3);
    /* what looks like a special token in the table is no token of ours */
    CHECK_TEXT(spell(pairs, false), "<unk> <unk> a");
    CHECK_TEXT(spell(pairs, true), "<unk> <unk> b");
    CHECK_INT(sl_vocabulary_size(sl_pairs_vocabulary(pairs, true)), 5);
    /* nor when the table is read again for a model of it */
    sl_settings settings = models_settings("");
    sl_pairs *again;
    CHECK_STATUS(sl_pairs_create(&settings, 0, &again, NULL), SL_OK);
    CHECK_STATUS(sl_pairs_append(again, "<eos> <unk> a\t<bos> <pad> b", 27, NULL), SL_OK);
    CHECK_STATUS(
        sl_pairs_finish_with(again, pairs->source.vocabulary, pairs->target.vocabulary, NULL),
        SL_OK);
    CHECK_TEXT(spell(again, false), "<unk> <unk> a");
    CHECK_TEXT(spell(again, true), "<unk> <unk> b");
    CHECK_TEXT(again->fingerprint, pairs->fingerprint);
    sl_pairs_free(again);
    sl_pairs_free(pairs);
}

/* At the start of the table it says no more than "UTF-8"; later it is a symbol. */
static void byte_order_mark(void) {
    sl_pairs *pairs = models_pairs("minimum=1", "\xEF\xBB\xBFgo\tva\n\xEF\xBB\xBFgo\tva\n");
    CHECK_TEXT(spell(pairs, false), "go / \xEF\xBB\xBFgo");
    sl_pairs_free(pairs);
}

/* Each side is counted on its own. */
static void minimum(void) {
    sl_pairs *pairs = models_pairs("", table); /* 2 is the book's and the default */
    CHECK_TEXT(symbols(pairs, false), "<unk> <pad> <bos> <eos> . go");
    CHECK_TEXT(spell(pairs, false), "go . / go <unk> go . / <unk> . / <unk>");
    CHECK_TEXT(symbols(pairs, true), "<unk> <pad> <bos> <eos> ! va");
    CHECK_INT(sl_pairs_length(pairs, false), 9);
    CHECK_INT(sl_pairs_unknown(pairs, false), 3); /* "," hi and \u00e9t\u00e9 */
    CHECK_INT(sl_pairs_unknown(pairs, true), 2);  /* "," and salut */
    sl_pairs_free(pairs);
    pairs = models_pairs("minimum=3", table);
    CHECK_TEXT(symbols(pairs, false), "<unk> <pad> <bos> <eos> . go");
    CHECK_TEXT(symbols(pairs, true), "<unk> <pad> <bos> <eos> ! va");
    sl_pairs_free(pairs);
}

/* A vocabulary of special tokens alone would learn nothing. */
static void nothing_often_enough(const char *assignments, const char *lines, const char *why) {
    sl_settings settings = models_settings(assignments);
    sl_pairs *pairs;
    sl_error error = {0};
    CHECK_STATUS(sl_pairs_create(&settings, 0, &pairs, NULL), SL_OK);
    CHECK_STATUS(sl_pairs_append(pairs, lines, strlen(lines), NULL), SL_OK);
    CHECK_FAILS(sl_pairs_finish(pairs, &error), SL_BAD_TEXT, error, why);
    sl_pairs_free(pairs);
}

/* Sentences longer than the steps of a model, <eos> counted. */
static void longer(void) {
    sl_pairs *pairs = models_pairs("minimum=1", table); /* 2, 4, 2 and 1 tokens, either way */
    CHECK_INT(sl_pairs_longer(pairs, 5, false), 0);
    CHECK_INT(sl_pairs_longer(pairs, 4, false), 1);
    CHECK_INT(sl_pairs_longer(pairs, 2, true), 3);
    CHECK_INT(sl_pairs_longer(pairs, 1, true), 4);
    sl_pairs_free(pairs);
}

/* The sentences themselves, as they were written. */
static void sentences(void) {
    sl_pairs *pairs = models_pairs("minimum=1", table);
    CHECK_TEXT(sl_pairs_sentence(pairs, 0, false), "Go.");
    CHECK_TEXT(sl_pairs_sentence(pairs, 0, true), "Va !");
    CHECK_TEXT(sl_pairs_sentence(pairs, 1, true), "Va, va\u202f!");
    CHECK_TEXT(sl_pairs_sentence(pairs, 3, false), "\u00c9t\u00e9");
    CHECK_TEXT(sl_pairs_sentence(pairs, 3, true), "va");
    CHECK_TEXT(sl_pairs_sentence(pairs, 4, true), "");
    sl_pairs_free(pairs);
}

static void characters(void) {
    sl_pairs *pairs = models_pairs("tokens=char minimum=1", "ab c\tA\u00e9 \n");
    CHECK_TEXT(spell(pairs, false), "a b   c");
    CHECK_TEXT(spell(pairs, true), "A \u00e9");
    CHECK_TEXT(symbols(pairs, true), "<unk> <pad> <bos> <eos> A \u00e9");
    sl_pairs_free(pairs);
}

static void same(const sl_pairs *a, const sl_pairs *b) {
    char text[1000];
    for (int target = 0; target < 2; target++) {
        strcpy(text, spell(a, target));
        CHECK_TEXT(spell(b, target), text);
        CHECK(sl_vocabulary_equal(sl_pairs_vocabulary(a, target), sl_pairs_vocabulary(b, target)));
    }
}

/* Wherever the bytes are cut in two, and byte by byte, the table is the same. */
static void splitting(void) {
    sl_settings settings = models_settings("minimum=1");
    sl_pairs *whole = models_pairs("minimum=1", table), *pairs;
    size_t size = strlen(table);
    for (size_t cut = 0; cut <= size; cut++) {
        CHECK_STATUS(sl_pairs_create(&settings, 0, &pairs, NULL), SL_OK);
        CHECK_STATUS(sl_pairs_append(pairs, table, cut, NULL), SL_OK);
        CHECK_STATUS(sl_pairs_append(pairs, table + cut, size - cut, NULL), SL_OK);
        CHECK_STATUS(sl_pairs_finish(pairs, NULL), SL_OK);
        same(pairs, whole);
        sl_pairs_free(pairs);
    }
    CHECK_STATUS(sl_pairs_create(&settings, 0, &pairs, NULL), SL_OK);
    for (size_t i = 0; i < size; i++)
        CHECK_STATUS(sl_pairs_append(pairs, table + i, 1, NULL), SL_OK);
    CHECK_STATUS(sl_pairs_finish(pairs, NULL), SL_OK);
    same(pairs, whole);
    sl_pairs_free(pairs);
    sl_pairs_free(whole);
}

/* However lines end, the table is the same, and so are the numbers of its lines. */
static void line_ends(void) {
    static const char *const ends[] = {"\n", "\r\n", "\r", "\r\r\n", "\r\r\r\n"};
    sl_pairs *plain = models_pairs("minimum=1", "a\tb\n\n \t \nc d\te\n");
    for (size_t i = 0; i < 5; i++) {
        char lines[64];
        sl_settings settings = models_settings("minimum=1");
        sl_pairs *pairs;
        sl_error error = {0};
        int size = snprintf(lines, sizeof lines, "a\tb%s%s \t %sc d\te%s", ends[i], ends[i],
                            ends[i], ends[i]);
        CHECK_STATUS(sl_pairs_create(&settings, 0, &pairs, NULL), SL_OK);
        for (int at = 0; at < size; at++)
            CHECK_STATUS(sl_pairs_append(pairs, lines + at, 1, NULL), SL_OK);
        CHECK_STATUS(sl_pairs_finish(pairs, NULL), SL_OK);
        same(pairs, plain);
        CHECK_TEXT(sl_pairs_sentence(pairs, 1, true), "e");
        sl_pairs_free(pairs);
        size = snprintf(lines, sizeof lines, "a\tb%s\t%sno tab%s", ends[i], ends[i], ends[i]);
        CHECK_STATUS(sl_pairs_create(&settings, 0, &pairs, NULL), SL_OK);
        sl_status status = sl_pairs_append(pairs, lines, (size_t)size, &error);
        CHECK_FAILS(status, SL_BAD_TEXT, error, "line 3 has no tab");
        sl_pairs_free(pairs);
    }
    sl_pairs_free(plain);
}

static void most(void) {
    sl_settings settings = models_settings("minimum=1");
    sl_pairs *pairs;
    CHECK_STATUS(sl_pairs_create(&settings, 2, &pairs, NULL), SL_OK);
    CHECK_STATUS(sl_pairs_append(pairs, table, strlen(table), NULL), SL_OK);
    CHECK_STATUS(sl_pairs_append(pairs, "\nbeyond the end, so never looked at", 34, NULL), SL_OK);
    CHECK_STATUS(sl_pairs_finish(pairs, NULL), SL_OK);
    CHECK_INT(sl_pairs_count(pairs), 2);
    CHECK_TEXT(spell(pairs, false), "go . / go , go .");
    CHECK_TEXT(symbols(pairs, true), "<unk> <pad> <bos> <eos> ! , va"); /* no "salut" */
    sl_pairs_free(pairs);
}

static void many(void) {
    enum { COUNT = 3000 };
    char line[64];
    sl_settings settings = models_settings("minimum=1");
    sl_pairs *pairs;
    CHECK_STATUS(sl_pairs_create(&settings, 0, &pairs, NULL), SL_OK);
    for (int i = 0; i < COUNT; i++) {
        int size = snprintf(line, sizeof line, "number %d\tw%d x%d.\n", i, i % 700, i);
        CHECK_STATUS(sl_pairs_append(pairs, line, (size_t)size, NULL), SL_OK);
    }
    CHECK_STATUS(sl_pairs_finish(pairs, NULL), SL_OK);
    CHECK_INT(sl_pairs_count(pairs), COUNT);
    CHECK_INT(sl_vocabulary_size(pairs->source.vocabulary), 4 + 1 + COUNT);
    CHECK_INT(sl_vocabulary_size(pairs->target.vocabulary), 4 + 700 + COUNT + 1);
    for (size_t i = 0; i < COUNT; i++) {
        const uint16_t *ids = sl_side_ids(&pairs->target, i);
        snprintf(line, sizeof line, "w%zu", i % 700);
        CHECK_INT(sl_side_length(&pairs->target, i), 3);
        CHECK_TEXT(sl_vocabulary_symbol(pairs->target.vocabulary, ids[0]), line);
    }
    sl_pairs_free(pairs);
}

static void bad_line(const char *lines, const char *why) {
    sl_settings settings = models_settings("");
    sl_pairs *pairs;
    sl_error error = {0};
    CHECK_STATUS(sl_pairs_create(&settings, 0, &pairs, NULL), SL_OK);
    sl_status status = sl_pairs_append(pairs, lines, strlen(lines), &error);
    if (status == SL_OK) status = sl_pairs_finish(pairs, &error);
    CHECK_FAILS(status, SL_BAD_TEXT, error, why);
    CHECK_STATUS(sl_pairs_append(pairs, "a\tb\n", 4, NULL), SL_MISUSE);
    CHECK_STATUS(sl_pairs_finish(pairs, NULL), SL_MISUSE);
    sl_pairs_free(pairs);
}

static void nul(const char *lines, size_t size) {
    sl_settings settings = models_settings("");
    sl_pairs *pairs;
    sl_error error = {0};
    CHECK_STATUS(sl_pairs_create(&settings, 0, &pairs, NULL), SL_OK);
    sl_status status = sl_pairs_append(pairs, lines, size, &error);
    if (status == SL_OK) status = sl_pairs_finish(pairs, &error);
    CHECK_FAILS(status, SL_BAD_TEXT, error, "line 1 holds a NUL");
    sl_pairs_free(pairs);
}

static void bad_lines(void) {
    bad_line("a\tb\n\nno tab here\nc\td\n", "line 3 has no tab");
    bad_line("a\tb\nlast one without", "line 2 has no tab");
    bad_line("a\tb\r\rno tab here\r", "line 3 has no tab");
    bad_line("a\tb\r\r\nno tab here\r", "line 2 has no tab");
    bad_line("a\tb\n\tb\n", "line 2: a sentence is empty");
    bad_line("a\t\n", "line 1: a sentence is empty");
    bad_line("a\t \u00a0\tc\n", "line 1: a sentence is empty");
    bad_line("a\t\r\n", "line 1: a sentence is empty");
    bad_line("a\tb\na\t\xc3(\n", "line 2: byte 2 of the sentence is not UTF-8");
    bad_line("\xff\tb\n", "line 1: byte 1 of the sentence is not UTF-8");
    bad_line("a\tb\xe2\x82", "line 1: the sentence ends within a character");
    bad_line("", "there are no pairs");
    bad_line("\n\r\n\n", "there are no pairs");
    bad_line("  \n\t\t\n", "there are no pairs");
    nothing_often_enough("", "one\tun\ntwo\tdeux\n", "source sentences occurs 2 times");
    nothing_often_enough("", "a a\tun\nb\tdeux\n", "target sentences occurs 2 times");
    nothing_often_enough("tokens=char minimum=9", "ab\tcd\n", "<unk>. Set minimum to 1");
    nul("G\0o\0\t\0V\0a\0\n", 10);
    nul("a\tb\0c\n", 6);
    nul("ab\0", 3);
}

static void misuse(void) {
    sl_settings settings = models_settings("minimum=1");
    sl_pairs *pairs;
    sl_model *model;
    sl_error error = {0};
    CHECK_STATUS(sl_pairs_create(&settings, 0, &pairs, NULL), SL_OK);
    CHECK_STATUS(sl_pairs_append(pairs, NULL, 0, NULL), SL_OK);
    CHECK_STATUS(sl_pairs_append(pairs, "a\tb", 3, NULL), SL_OK);
    CHECK_FAILS(sl_model_create_translation(&settings, pairs, &model, &error), SL_MISUSE, error,
                "not finished");
    CHECK(model == NULL);
    CHECK_STATUS(sl_pairs_finish(pairs, NULL), SL_OK);
    CHECK_FAILS(sl_pairs_append(pairs, "a\tb", 3, &error), SL_MISUSE, error, "finished");
    CHECK_FAILS(sl_pairs_finish(pairs, &error), SL_MISUSE, error, "finished");
    CHECK_INT(sl_pairs_count(pairs), 1);
    sl_pairs_free(pairs);
    sl_pairs_free(NULL);
}

static sl_pairs *unfinished(const char *lines) {
    sl_settings settings = models_settings("minimum=1");
    sl_pairs *pairs;
    CHECK_STATUS(sl_pairs_create(&settings, 0, &pairs, NULL), SL_OK);
    CHECK_STATUS(sl_pairs_append(pairs, lines, strlen(lines), NULL), SL_OK);
    return pairs;
}

/* Encoded with the vocabularies of a model, <unk> for the rest; tokens are cut as the model cuts.
 */
static void for_a_model(void) {
    sl_pairs *own = models_pairs("minimum=1", table), *others = unfinished("Go hi.\tva ?\nNo!\tva");
    sl_model *model = models_translation("hidden=3 embedding=2 steps=3", own);
    sl_model *language = models_create("hidden=3", 5);
    sl_error error = {0};
    CHECK_FAILS(sl_pairs_finish_for(others, language, &error), SL_MISUSE, error, "language model");
    CHECK_STATUS(sl_pairs_finish_for(others, model, &error), SL_OK);
    CHECK_TEXT(symbols(others, false), "<unk> <pad> <bos> <eos> , . go hi \u00e9t\u00e9");
    CHECK_TEXT(symbols(others, true), "<unk> <pad> <bos> <eos> ! , salut va");
    CHECK_TEXT(spell(others, false), "go hi . / <unk> <unk>");
    CHECK_TEXT(spell(others, true), "va <unk> / va");
    CHECK_FAILS(sl_pairs_finish_for(others, model, &error), SL_MISUSE, error, "finished");
    /* with <eos>: 3, and 5 cut off at 3, 3 and 2 of the model's own; 3 and 2 of the others */
    CHECK_REAL(sl_pairs_tokens(model, own, 0, 4), 3 + 3 + 3 + 2);
    CHECK_REAL(sl_pairs_tokens(model, own, 1, 2), 3 + 3);
    CHECK_REAL(sl_pairs_tokens(model, others, 0, 2), 3 + 2);
    CHECK_REAL(sl_pairs_tokens(model, others, 1, 1), 2);
    CHECK_REAL(sl_pairs_tokens(model, others, 2, 0), 0);
    CHECK_REAL(sl_pairs_tokens(model, others, 1, 2), 0);
    CHECK_REAL(sl_pairs_tokens(model, others, SIZE_MAX, 2), 0);
    sl_model_free(model);
    sl_model_free(language);
    sl_pairs_free(own);
    sl_pairs_free(others);
}

/* Another instance of the library gets the same pairs, and refuses what are none of the model's. */
static void as_ids(void) {
    sl_pairs *pairs = models_pairs("minimum=1", table), *copy;
    sl_model *model = models_translation("minimum=1 hidden=4", pairs);
    sl_error error = {0};
    void *block;
    size_t size;
    CHECK_STATUS(sl_pairs_ids(pairs, &block, &size, &error), SL_OK);
    uint16_t *ids = block;
    CHECK_STATUS(sl_pairs_from_ids(model, ids, size / 2, &copy, &error), SL_OK);
    CHECK_INT(sl_pairs_count(copy), 4);
    CHECK_TEXT(spell(copy, false), "go . / go , go . / hi . / \u00e9t\u00e9");
    CHECK_TEXT(spell(copy, true), "va ! / va , va ! / salut ! / va");
    CHECK_TEXT(copy->fingerprint, pairs->fingerprint);
    CHECK_TEXT(sl_pairs_sentence(copy, 0, false), "");
    sl_pairs_free(copy);
    for (size_t cut = 1; cut < size / 2; cut++) {
        sl_status status = sl_pairs_from_ids(model, ids, cut, &copy, &error);
        bool whole = ids[cut - 1] == SL_EOS;
        CHECK(status == SL_BAD_TEXT || (whole && status == SL_OK));
        sl_pairs_free(copy);
    }
    CHECK_FAILS(sl_pairs_from_ids(model, ids, 0, &copy, &error), SL_BAD_TEXT, error, "no whole");
    ids[0] = (uint16_t)sl_vocabulary_size(pairs->source.vocabulary);
    CHECK_FAILS(sl_pairs_from_ids(model, ids, size / 2, &copy, &error), SL_BAD_TEXT, error,
                "is no token");
    ids[0] = SL_BOS;
    CHECK_STATUS(sl_pairs_from_ids(model, ids, size / 2, &copy, &error), SL_BAD_TEXT);
    CHECK(copy == NULL);
    sl_release(block);
    sl_model_free(model);
    sl_pairs_free(pairs);
}

void pairs_test(void) {
    reading();
    specials();
    byte_order_mark();
    minimum();
    longer();
    sentences();
    characters();
    splitting();
    line_ends();
    most();
    many();
    bad_lines();
    misuse();
    for_a_model();
    as_ids();
}
