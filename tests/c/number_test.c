/* Numbers against values written by hand and against the C library, which rounds exactly too. */
#include "base/number.h"
#include "check.h"

static void parses_to(const char *text, double expected) {
    double value = 12345;
    if (!CHECK(sl_number_parse(text, strlen(text), &value))) printf("    of \"%s\"\n", text);
    CHECK_REAL(value, expected);
}

static void parsing(void) {
    parses_to("0", 0);
    parses_to("256", 256);
    parses_to("-0.5", -0.5);
    parses_to(".5", 0.5);
    parses_to("5.", 5);
    parses_to("007", 7);
    parses_to("1E+2", 100);
    parses_to("12.5e-1", 1.25);
    parses_to("0.1", 0.1);
    parses_to("9007199254740993", 9007199254740992.0); /* a tie: to even */
    parses_to("9007199254740995", 9007199254740996.0);
    parses_to("9007199254740993.0000000000000000000000000000000001", 9007199254740994.0);
    parses_to("17976931348623157e292", 0x1.fffffffffffffp1023);
    parses_to("2.2250738585072011e-308", 0x0.fffffffffffffp-1022);
    parses_to("4.9406564584124654e-324", 0x1p-1074);
    parses_to("2.4703282292062328e-324", 0x1p-1074);
    parses_to("2.4703282292062327e-324", 0);
    parses_to("1e-99999999999999999999", 0);
    parses_to("0e99999999999999999999", 0);
    CHECK(signbit(-0.0));
    double zero = 1;
    CHECK(sl_number_parse("-0", 2, &zero) && signbit(zero));
}

static void refusing(void) {
    static const char *const bad[] = {"",     "-",    "+1",   ".",     "e5",
                                      "1e",   "1e+",  " 1",   "1 ",    "1..2",
                                      "1.2.", "1,5",  "0x10", "inf",   "nan",
                                      "--1",  "1e5.", "1-",   "1e400", "179769313486231581e291"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        double value = 12345;
        if (!CHECK(!sl_number_parse(bad[i], strlen(bad[i]), &value)))
            printf("    of \"%s\"\n", bad[i]);
        CHECK_REAL(value, 12345);
    }
    double value = 0;
    CHECK(!sl_number_parse("1\0", 2, &value));
    CHECK(sl_number_parse("123", 2, &value) && value == 12);
}

static void prints(double value, const char *expected) {
    char text[SL_NUMBER_LENGTH];
    size_t size = sl_number_print(value, text);
    CHECK_TEXT(text, expected);
    CHECK_INT(size, strlen(expected));
}

/* JavaScript's String(value). */
static void printing(void) {
    prints(0, "0");
    prints(256, "256");
    prints(-0.5, "-0.5");
    prints(0.1 + 0.2, "0.30000000000000004");
    prints(0.000001, "0.000001");
    prints(0.0000001, "1e-7");
    prints(1.5e-10, "1.5e-10");
    prints(4294967295.0, "4294967295");
    prints(123456789012345680000.0, "123456789012345680000");
    prints(1e21, "1e+21");
    prints(-1.25e100, "-1.25e+100");
    prints(9.5, "9.5");
    prints(99.99, "99.99");
    prints(0x1.fffffffffffffp1023, "1.7976931348623157e+308");
    prints(0x1p-1074, "5e-324");
    prints((double)NAN, "nan");
    prints((double)-INFINITY, "-infinity");
    char text[SL_NUMBER_LENGTH];
    sl_number_print_digits(99.99, 2, text);
    CHECK_TEXT(text, "100");
    sl_number_print_digits(0.00095, 1, text); /* the double is just below: 0.000949999... */
    CHECK_TEXT(text, "0.0009");
    sl_number_print_digits(2.5, 1, text); /* a tie: to even */
    CHECK_TEXT(text, "2");
    sl_number_print_digits(3.5, 1, text);
    CHECK_TEXT(text, "4");
}

static double random_double(check_random *random, int i) {
    uint64_t bits = (uint64_t)check_bits(random) << 32 | check_bits(random);
    double value;
    if (i % 2) /* of everyday size */
        bits = (bits & 0x800fffffffffffff) | (uint64_t)(1023 - 40 + check_below(random, 80)) << 52;
    memcpy(&value, &bits, sizeof value);
    return isfinite(value) ? value : 1;
}

static void against_library(void) {
    check_random random = check_seed("number", 20240501);
    for (int i = 0; i < 3000; i++) {
        double value = random_double(&random, i), back = 0;
        char text[64], ours[SL_NUMBER_LENGTH];
        int digits = 1 + (int)check_below(&random, 20);
        snprintf(text, sizeof text, "%.*e", digits, value);
        if (sl_number_parse(text, strlen(text), &back)) CHECK_REAL(back, strtod(text, NULL));
        sl_number_print(value, ours);
        CHECK_REAL(strtod(ours, NULL), value);
        CHECK(sl_number_parse(ours, strlen(ours), &back) && back == value);
        snprintf(text, sizeof text, "%.5e", value);
        sl_number_print_digits(value, 6, ours);
        CHECK_REAL(strtod(ours, NULL), strtod(text, NULL));
    }
}

void number_test(void) {
    parsing();
    refusing();
    printing();
    against_library();
}
