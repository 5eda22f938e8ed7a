#include "native/number.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* In the order of Number.prototype.toString: exponents from 21 up or below -6 are written. */
enum { LARGEST_PLAIN = 21, SMALLEST_PLAIN = -6, MOST_DIGITS = 17 };

static const char *show_infinite(double number, char *out) {
    return strcpy(out, isnan(number) ? "NaN" : number < 0 ? "-Infinity" : "Infinity");
}

/* The fewest digits that read back as the number; point is where the decimal point belongs. */
static int shortest(double number, char *digits, int *point) {
    char text[SL_SHOWN];
    int count = 0;
    do snprintf(text, sizeof text, "%.*e", count++, number);
    while (count < MOST_DIGITS && strtod(text, NULL) != number);
    *point = (int)strtol(strchr(text, 'e') + 1, NULL, 10) + 1;
    digits[0] = text[0];
    if (count > 1) memcpy(digits + 1, text + 2, (size_t)count - 1);
    return count;
}

const char *sl_show(double number, char *out) {
    char digits[MOST_DIGITS + 1], *at = out;
    int point;
    if (!isfinite(number)) return show_infinite(number, out);
    if (number == 0) return strcpy(out, "0");
    if (number < 0) *at++ = '-';
    int count = shortest(fabs(number), digits, &point);
    if (point > LARGEST_PLAIN || point <= SMALLEST_PLAIN)
        sprintf(at, "%c%s%.*se%+d", digits[0], count > 1 ? "." : "", count - 1, digits + 1,
                point - 1);
    else if (point <= 0)
        sprintf(at, "0.%.*s%.*s", -point, "00000", count, digits);
    else if (point < count)
        sprintf(at, "%.*s.%.*s", point, digits, count - point, digits + point);
    else
        sprintf(at, "%.*s%.*s", count, digits, point - count, "00000000000000000000");
    return out;
}

const char *sl_show_fixed(double number, char *out) {
    if (!(fabs(number) < 1e21)) return sl_show(number, out);
    snprintf(out, SL_SHOWN, "%.3f", number);
    return out;
}

const char *sl_show_rough(double number, char *out) {
    if (!isfinite(number)) return show_infinite(number, out);
    number *= 1 + 4e-16; /* halves are rounded up */
    snprintf(out, SL_SHOWN, "%.1e", number);
    char *mark = strchr(out, 'e');
    int exponent = (int)strtol(mark + 1, NULL, 10);
    if (exponent < SMALLEST_PLAIN || exponent > 1)
        sprintf(mark, "e%+d", exponent);
    else
        snprintf(out, SL_SHOWN, "%.*f", 1 - exponent, number);
    return out;
}

const char *sl_show_grouped(double number, char *out) {
    char digits[SL_SHOWN], *to = out;
    if (!(fabs(number) < 1e21)) return sl_show(number, out);
    int left = snprintf(digits, sizeof digits, "%.0f", number);
    for (const char *from = digits; left > 0; left--) {
        *to++ = *from++;
        if (left % 3 == 1 && left > 1 && from[-1] != '-') *to++ = ',';
    }
    *to = '\0';
    return out;
}

static const char *skip_digits(const char *at, int *count) {
    for (; *at >= '0' && *at <= '9'; at++) ++*count;
    return at;
}

bool sl_read_number(const char *text, double *number) {
    int digits = 0, exponent = 0;
    const char *at = skip_digits(text + (*text == '+' || *text == '-'), &digits);
    if (*at == '.') at = skip_digits(at + 1, &digits);
    if (digits > 0 && (*at == 'e' || *at == 'E')) {
        at += 1 + (at[1] == '+' || at[1] == '-');
        at = skip_digits(at, &exponent);
        if (exponent == 0) return false;
    }
    *number = strtod(text, NULL);
    return digits > 0 && *at == '\0' && isfinite(*number);
}
