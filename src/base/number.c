#include "base/number.h"

#include <stdint.h>
#include <string.h>

/* Both directions are one idea: the number is a ratio of two big integers, and long division gives
 * its digits, base 2 for a double and base 10 for text. */

enum {
    LIMBS = 64,        /* 2048 bits; the largest below is under 1600 */
    MOST_DIGITS = 40,  /* kept by the parser */
    MANTISSA = 53,     /* bits of a double */
    LEAST_POWER = -350 /* 10^-350 is far below the least double, 10^310 above the largest */
};

typedef struct big {
    uint32_t limbs[LIMBS]; /* least significant first, zeros above count */
    int count;
} big;

static big big_from(uint64_t value) {
    big a = {{(uint32_t)value, (uint32_t)(value >> 32)}, 2};
    return a;
}

/* a = a * factor + summand */
static void big_scale(big *a, uint32_t factor, uint32_t summand) {
    uint64_t carry = summand;
    for (int i = 0; i < a->count; i++) {
        carry += (uint64_t)a->limbs[i] * factor;
        a->limbs[i] = (uint32_t)carry;
        carry >>= 32;
    }
    if (carry > 0) a->limbs[a->count++] = (uint32_t)carry;
}

static void big_power(big *a, uint32_t base, int exponent) {
    for (int i = 0; i < exponent; i++) big_scale(a, base, 0);
}

static int big_compare(const big *a, const big *b) {
    for (int i = a->count > b->count ? a->count : b->count; i-- > 0;)
        if (a->limbs[i] != b->limbs[i]) return a->limbs[i] < b->limbs[i] ? -1 : 1;
    return 0;
}

/* a = a - b, where a >= b */
static void big_subtract(big *a, const big *b) {
    int64_t borrow = 0;
    for (int i = 0; i < a->count; i++) {
        borrow += (int64_t)a->limbs[i] - (int64_t)b->limbs[i];
        a->limbs[i] = (uint32_t)borrow;
        borrow >>= 32;
    }
}

typedef struct ratio {
    big above, below;
} ratio;

/* Makes 1 <= ratio < base and returns the exponent of base that was taken out. Not for zero. */
static int ratio_normalize(ratio *r, uint32_t base) {
    int exponent = 0;
    while (big_compare(&r->above, &r->below) < 0) {
        big_scale(&r->above, base, 0);
        exponent--;
    }
    for (;;) {
        big next = r->below;
        big_scale(&next, base, 0);
        if (big_compare(&r->above, &next) < 0) return exponent;
        r->below = next;
        exponent++;
    }
}

/* The digit before the point, after which the ratio is that of the remaining digits. */
static uint32_t ratio_digit(ratio *r, uint32_t base) {
    uint32_t digit = 0;
    while (big_compare(&r->above, &r->below) >= 0) {
        big_subtract(&r->above, &r->below);
        digit++;
    }
    big_scale(&r->above, base, 0);
    return digit;
}

/* The first `count` digits as one whole number, rounded to the nearest, ties to even. Without
 * digits, what is to be rounded is the ratio itself, already multiplied by base. */
static uint64_t ratio_digits(ratio *r, uint32_t base, int count) {
    uint64_t digits = 0;
    for (int i = 0; i < count; i++) digits = digits * base + ratio_digit(r, base);
    big half = r->below;
    big_scale(&half, base / 2, 0);
    int side = big_compare(&r->above, &half);
    return digits + (side > 0 || (side == 0 && digits % 2 == 1));
}

/* The double nearest to digits * 10^power, which are above 0; false beyond the largest. */
static bool nearest_double(const big *digits, int power, double *out) {
    ratio r = {*digits, big_from(1)};
    big_power(power >= 0 ? &r.above : &r.below, 10, power >= 0 ? power : -power);
    int exponent = ratio_normalize(&r, 2);
    /* below 2^-1022 doubles keep fewer bits, at last none */
    int lost = exponent < -1022 ? -1022 - exponent : 0, count = MANTISSA - lost;
    /* the first bit of a mantissa counts one up in the exponent's field, and so does a carry */
    uint64_t bits = (uint64_t)(exponent + 1022 + lost) << (MANTISSA - 1);
    if (count >= 0) bits += ratio_digits(&r, 2, count);
    if (bits >= (uint64_t)0x7FF << (MANTISSA - 1)) return false;
    memcpy(out, &bits, sizeof bits);
    return true;
}

typedef struct scan {
    const char *at, *end;
} scan;

static bool scan_letter(scan *s, const char *letters) {
    if (s->at == s->end || *s->at == '\0' || strchr(letters, *s->at) == NULL) return false;
    s->at++;
    return true;
}

static bool scan_digit(scan *s, uint32_t *digit) {
    if (s->at == s->end || *s->at < '0' || *s->at > '9') return false;
    *digit = (uint32_t)(*s->at++ - '0');
    return true;
}

/* Digits with at most one point among them, as digits * 10^power. */
static bool scan_mantissa(scan *s, big *digits, int *power) {
    uint32_t digit;
    int read = 0, kept = 0;
    bool point = false, more = false;
    for (;; read++) {
        if (!point && scan_letter(s, ".")) point = true;
        if (!scan_digit(s, &digit)) break;
        if (kept < MOST_DIGITS) {
            big_scale(digits, 10, digit);
            kept += kept > 0 || digit > 0;
            *power -= point;
        } else {
            more |= digit > 0;
            *power += !point;
        }
    }
    if (more) {
        big_scale(digits, 10, 1);
        *power -= 1;
    }
    return read > 0;
}

static bool scan_exponent(scan *s, int *power) {
    uint32_t digit;
    int exponent = 0;
    if (!scan_letter(s, "eE")) return true;
    bool negative = scan_letter(s, "-");
    if (!negative) scan_letter(s, "+");
    if (!scan_digit(s, &digit)) return false;
    do exponent = exponent < 100000000 ? exponent * 10 + (int)digit : exponent;
    while (scan_digit(s, &digit));
    *power += negative ? -exponent : exponent;
    return true;
}

bool sl_number_parse(const char *text, size_t size, double *out) {
    scan s = {text, text + size};
    big digits = big_from(0);
    int power = 0;
    double value = 0;
    if (size > 100000000) return false; /* the counts below are ints */
    bool negative = scan_letter(&s, "-");
    if (!scan_mantissa(&s, &digits, &power) || !scan_exponent(&s, &power) || s.at != s.end)
        return false;
    bool nothing = big_compare(&digits, &(big){{0}, 0}) == 0 || power < LEAST_POWER - MOST_DIGITS;
    if (!nothing && (power > 310 || !nearest_double(&digits, power, &value))) return false;
    *out = negative ? -value : value;
    return true;
}

/* `count` digits of a positive number as text, rounded; returns the exponent of ten of the first
 * (of the rounded number: 9.99 to two digits is 1.0 times ten to the 1). */
static int decimal_digits(double value, int count, char *text) {
    uint64_t bits, most = 1;
    memcpy(&bits, &value, sizeof bits);
    int exponent = (int)(bits >> 52 & 0x7FF);
    uint64_t fraction = bits & 0xFFFFFFFFFFFFF;
    ratio r = {big_from(exponent > 0 ? fraction | (uint64_t)1 << 52 : fraction), big_from(1)};
    int binary = (exponent > 0 ? exponent : 1) - 1075;
    big_power(binary >= 0 ? &r.above : &r.below, 2, binary >= 0 ? binary : -binary);
    int decimal = ratio_normalize(&r, 10);
    uint64_t digits = ratio_digits(&r, 10, count);
    for (int i = 0; i < count; i++) most *= 10;
    if (digits == most) {
        digits /= 10;
        decimal++;
    }
    for (; count > 0; digits /= 10) text[--count] = (char)('0' + digits % 10);
    return decimal;
}

/* d.ddde+x */
static char *lay_out_exponent(char *out, const char *digits, int count, int exponent) {
    int size = exponent < 0 ? -exponent : exponent;
    *out++ = digits[0];
    if (count > 1) *out++ = '.';
    for (int i = 1; i < count; i++) *out++ = digits[i];
    *out++ = 'e';
    *out++ = exponent < 0 ? '-' : '+';
    for (int place = size >= 100 ? 100 : size >= 10 ? 10 : 1; place > 0; place /= 10)
        *out++ = (char)('0' + size / place % 10);
    return out;
}

/* ddd.ddd, with zeros where there are no digits */
static char *lay_out_plain(char *out, const char *digits, int count, int exponent) {
    for (int place = exponent > 0 ? exponent : 0; place >= 0 || exponent - place < count; place--) {
        int i = exponent - place;
        if (place == -1) *out++ = '.';
        *out++ = i >= 0 && i < count ? digits[i] : '0';
    }
    return out;
}

size_t sl_number_print_digits(double value, int digits, char text[SL_NUMBER_LENGTH]) {
    char decimal[17] = "0", *out = text;
    int exponent = 0, count = 1;
    if (value < 0) *out++ = '-';
    if (value < 0) value = -value;
    if (value != value || value > 1.7976931348623157e308)
        return (size_t)(out - text) + strlen(strcpy(out, value != value ? "nan" : "infinity"));
    if (value > 0) exponent = decimal_digits(value, count = digits, decimal);
    while (count > 1 && decimal[count - 1] == '0') count--;
    out = exponent < -6 || exponent > 20 ? lay_out_exponent(out, decimal, count, exponent)
                                         : lay_out_plain(out, decimal, count, exponent);
    *out = '\0';
    return (size_t)(out - text);
}

size_t sl_number_print(double value, char text[SL_NUMBER_LENGTH]) {
    size_t size = 0;
    double back = 0;
    for (int digits = 1; digits <= 17; digits++) {
        size = sl_number_print_digits(value, digits, text);
        if (sl_number_parse(text, size, &back) && back == value) break;
    }
    return size;
}

/* ---- hexadecimal ---- */

int sl_hex_value(char digit) {
    if (digit >= '0' && digit <= '9') return digit - '0';
    return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
}

void sl_hex_print(uint64_t value, char text[17]) {
    for (int i = 0; i < 16; i++) text[i] = sl_hex_digit(value >> (60 - 4 * i));
    text[16] = 0;
}

bool sl_hex_parse(const char *text, uint64_t *value) {
    uint64_t sum = 0;
    for (int i = 0; i < 16; i++) {
        int digit = sl_hex_value(text[i]);
        if (digit < 0) return false;
        sum = sum << 4 | (uint64_t)digit;
    }
    if (text[16]) return false;
    *value = sum;
    return true;
}
