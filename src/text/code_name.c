#include "text/code_name.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/number.h"
#include "base/utf8.h"

/* Ranges of code points that leave no mark of their own; within one, the narrower comes first. */
static const struct {
    uint32_t first, last;
    const char *name; /* or NULL */
} invisible[] = {
    {0x09, 0x09, "tab"},
    {0x0A, 0x0A, "line feed"},
    {0x0D, 0x0D, "carriage return"},
    {0x00, 0x1F, "control character"},
    {0x20, 0x20, "space"},
    {0x7F, 0x9F, "control character"},
    {0xA0, 0xA0, "no-break space"},
    {0xAD, 0xAD, "soft hyphen"},
    {0x300, 0x36F, "combining mark"},
    {0x1680, 0x1680, "space"},
    {0x180E, 0x180E, NULL},
    {0x2000, 0x200A, "space"},
    {0x200B, 0x200B, "zero width space"},
    {0x200C, 0x200C, "zero width non-joiner"},
    {0x200D, 0x200D, "zero width joiner"},
    {0x200E, 0x200F, "direction mark"},
    {0x2028, 0x2028, "line separator"},
    {0x2029, 0x2029, "paragraph separator"},
    {0x202A, 0x202E, "direction mark"},
    {0x202F, 0x202F, "narrow no-break space"},
    {0x205F, 0x205F, "space"},
    {0x2060, 0x2060, "word joiner"},
    {0x2061, 0x206F, NULL},
    {0x3000, 0x3000, "ideographic space"},
    {0xE000, 0xF8FF, "private use"},
    {0xFE00, 0xFE0F, "variation selector"},
    {0xFEFF, 0xFEFF, "byte order mark"},
    {0xE0000, 0xE0FFF, NULL},
};

/* "U+00A0": at least four digits. */
static void write_number(uint32_t code, char *name) {
    size_t digits = code > 0xFFFFF ? 6 : code > 0xFFFF ? 5 : 4;
    strcpy(name, "U+");
    for (size_t i = 0; i < digits; i++) {
        char digit = sl_hex_digit(code >> 4 * (digits - 1 - i) & 15);
        name[2 + i] = digit >= 'a' ? (char)(digit - 'a' + 'A') : digit;
    }
    name[2 + digits] = '\0';
}

static void quote(uint32_t code, char *name) {
    char *end = name + 1;
    *name = '"';
    end += sl_utf8_encode(code, end);
    strcpy(end, "\"");
}

void sl_code_name(uint32_t code, char name[SL_CODE_NAME]) {
    for (size_t i = 0; i < sizeof invisible / sizeof *invisible; i++) {
        if (code < invisible[i].first || code > invisible[i].last) continue;
        write_number(code, name);
        if (!invisible[i].name) return;
        strcat(name, ", ");
        strcat(name, invisible[i].name);
        return;
    }
    quote(code, name);
}
