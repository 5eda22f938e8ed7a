/* Messages and status names. */
#include "base/error.h"
#include "check.h"

static const char euro[] = "\xe2\x82\xac"; /* three bytes */

static void formats(void) {
    sl_error error = {0};
    CHECK_STATUS(sl_fail(&error, SL_BAD_TEXT, "%s, %c, %d, %d, %u, %zu, %g, %%", "word", 'x', -12,
                         INT32_MIN, 4294967295u, (size_t)0, 0.25),
                 SL_BAD_TEXT);
    CHECK_TEXT(error.message, "word, x, -12, -2147483648, 4294967295, 0, 0.25, %");
    CHECK_STATUS(error.status, SL_BAD_TEXT);
    sl_fail(&error, SL_DIVERGED, "%g %g %g %g", 1234567.0, -1.0 / 3, 2.5e-9, (double)INFINITY);
    CHECK_TEXT(error.message, "1234570 -0.333333 2.5e-9 infinity");
    CHECK_STATUS(sl_fail(NULL, SL_MISUSE, "nobody reads %s", "this"), SL_MISUSE);
}

/* Whatever comes before it, a cut never leaves part of a character. */
static void cuts(void) {
    sl_error error;
    for (size_t before = 0; before < 4; before++) {
        char text[400] = "aaa";
        for (size_t at = before; at + 3 < sizeof text; at += 3) memcpy(text + at, euro, 4);
        memset(&error, 'z', sizeof error);
        sl_fail(&error, SL_BAD_TEXT, "%s", text);
        size_t expected = before + (251 - before) / 3 * 3;
        CHECK_INT(strlen(error.message), expected);
        CHECK_BYTES(error.message, text, expected);
    }
    memset(&error, 'z', sizeof error);
    char exact[252] = {0};
    memset(exact, 'a', 251);
    sl_fail(&error, SL_BAD_TEXT, "%s%s", exact, "more");
    CHECK_TEXT(error.message, exact);
}

void error_test(void) {
    formats();
    cuts();
    CHECK_TEXT(sl_status_name(SL_OK), "OK");
    CHECK_TEXT(sl_status_name(SL_BAD_SETTING), "BAD_SETTING");
    CHECK_TEXT(sl_status_name(SL_TEXT_TOO_SHORT), "TEXT_TOO_SHORT");
    CHECK_TEXT(sl_status_name(SL_UNKNOWN_SYMBOL), "UNKNOWN_SYMBOL");
    CHECK_TEXT(sl_status_name(SL_MISUSE), "MISUSE");
    CHECK_TEXT(sl_status_name(SL_OTHER_VOCABULARY), "OTHER_VOCABULARY");
    CHECK_INT(SL_MISUSE, 8); /* numbers that hosts may have written down */
    CHECK_INT(SL_OTHER_VOCABULARY, 9);
    for (int status = SL_OK; status < SL_STATUS_COUNT; status++)
        CHECK(sl_status_name((sl_status)status) != NULL);
    CHECK(sl_status_name(SL_STATUS_COUNT) != NULL);
}
