/* UTF-8: every code point there and back, and where malformed text is noticed. */
#include "base/utf8.h"
#include "check.h"

/* The encoding by its definition (RFC 3629, section 3). */
static size_t reference(uint32_t code, unsigned char bytes[4]) {
    if (code < 0x80) {
        bytes[0] = (unsigned char)code;
        return 1;
    }
    if (code < 0x800) {
        bytes[0] = (unsigned char)(0xC0 + (code >> 6));
        bytes[1] = (unsigned char)(0x80 + code % 64);
        return 2;
    }
    if (code < 0x10000) {
        bytes[0] = (unsigned char)(0xE0 + (code >> 12));
        bytes[1] = (unsigned char)(0x80 + code / 64 % 64);
        bytes[2] = (unsigned char)(0x80 + code % 64);
        return 3;
    }
    bytes[0] = (unsigned char)(0xF0 + (code >> 18));
    bytes[1] = (unsigned char)(0x80 + code / 4096 % 64);
    bytes[2] = (unsigned char)(0x80 + code / 64 % 64);
    bytes[3] = (unsigned char)(0x80 + code % 64);
    return 4;
}

static bool survives(sl_utf8 *decoder, uint32_t code) {
    unsigned char expected[4];
    char bytes[4];
    size_t size = reference(code, expected);
    bool surrogate = code >= 0xD800 && code < 0xE000;
    if (sl_utf8_encode(code, bytes) != size || memcmp(bytes, expected, size) != 0) return false;
    for (size_t i = 0; i < size; i++) {
        if (sl_utf8_taken(decoder) != i) return false;
        int32_t got = sl_utf8_feed(decoder, expected[i]);
        if (surrogate && i == 1) return *decoder = (sl_utf8){0}, got == SL_UTF8_INVALID;
        if (got != (i + 1 < size ? SL_UTF8_MORE : (int32_t)code)) return false;
    }
    return sl_utf8_taken(decoder) == 0;
}

static void every_code_point(void) {
    sl_utf8 decoder = {0};
    uint32_t bad = 0;
    for (uint32_t code = 0; code <= 0x10FFFF; code++)
        if (!survives(&decoder, code)) bad = code;
    CHECK_INT(bad, 0);
}

/* Where a text ceases to be UTF-8: the place that Python's bytes.decode names. */
static void malformed(void) {
    static const struct {
        const char *text;
        size_t offset;
    } cases[] = {
        {"\x80", 0},
        {"ab\xff", 2},
        {"\xc0\xaf", 0},
        {"\xc1\xbf", 0},
        {"a\xc3(", 1},
        {"\xe2\x82(", 0},
        {"\xe0\x9f\xbf", 0},
        {"\xed\xa0\x80", 0},
        {"x\xf0\x8f\xbf\xbf", 1},
        {"\xf4\x90\x80\x80", 0},
        {"\xf5\x80\x80\x80", 0},
        {"\xe2\x82\xac\xe2\x82\xac\xf0\x9f\x98\xc3", 6},
        {"\xc3\xa9t\xe9s", 3},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sl_utf8 decoder = {0};
        const char *text = cases[i].text;
        size_t at = 0, start = 0;
        int32_t code = SL_UTF8_MORE;
        for (; text[at] && code != SL_UTF8_INVALID; at++) {
            start = at - sl_utf8_taken(&decoder);
            code = sl_utf8_feed(&decoder, (unsigned char)text[at]);
        }
        CHECK_INT(code, SL_UTF8_INVALID);
        CHECK_INT(start, cases[i].offset);
        CHECK_INT(decoder.first, (unsigned char)text[start]);
    }
}

void utf8_test(void) {
    every_code_point();
    malformed();
}
