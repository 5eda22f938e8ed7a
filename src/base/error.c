#include "base/error.h"

#include <stdarg.h>
#include <string.h>

#include "base/number.h"

const char *sl_status_name(sl_status status) {
    static const char *const names[SL_STATUS_COUNT] = {
        [SL_OK] = "OK",
        [SL_NO_MEMORY] = "NO_MEMORY",
        [SL_BAD_SETTING] = "BAD_SETTING",
        [SL_BAD_TEXT] = "BAD_TEXT",
        [SL_TEXT_TOO_SHORT] = "TEXT_TOO_SHORT",
        [SL_UNKNOWN_SYMBOL] = "UNKNOWN_SYMBOL",
        [SL_DIVERGED] = "DIVERGED",
        [SL_BAD_FILE] = "BAD_FILE",
        [SL_MISUSE] = "MISUSE",
        [SL_OTHER_VOCABULARY] = "OTHER_VOCABULARY",
    };
    return (unsigned)status < SL_STATUS_COUNT ? names[status] : "UNKNOWN_STATUS";
}

typedef struct message {
    char *text;
    size_t size, room; /* room leaves a place for the NUL */
} message;

static void put(message *out, const char *text, size_t size) {
    if (size > out->room - out->size) size = out->room - out->size;
    memcpy(out->text + out->size, text, size);
    out->size += size;
}

static void put_number(message *out, double value, int digits) {
    char text[SL_NUMBER_LENGTH];
    put(out, text, sl_number_print_digits(value, digits, text));
}

/* Writes one conversion; returns how many characters of the format after the % it took. Whole
 * numbers are exact up to 2^53, far beyond any memory. */
static size_t put_conversion(message *out, const char *format, va_list *arguments) {
    const char *text = "%";
    char letter;
    switch (format[0]) {
    case 'c':
        letter = (char)va_arg(*arguments, int);
        put(out, &letter, 1);
        return 1;
    case 'd': put_number(out, va_arg(*arguments, int), 17); return 1;
    case 'u': put_number(out, va_arg(*arguments, unsigned), 17); return 1;
    case 'z': /* %zu */ put_number(out, (double)va_arg(*arguments, size_t), 17); return 2;
    case 'g': put_number(out, va_arg(*arguments, double), 6); return 1;
    case 's': text = va_arg(*arguments, const char *); /* fall through */
    default: /* %% */ put(out, text, strlen(text)); return 1;
    }
}

/* Drops what a cut left of a code point, so that the message stays UTF-8. */
static void end_at_code_point(message *out) {
    if (out->size == out->room) {
        size_t lead = out->size;
        while (lead > 0 && ((unsigned char)out->text[lead - 1] & 0xC0) == 0x80) lead--;
        unsigned char first = lead > 0 ? (unsigned char)out->text[lead - 1] : 0;
        size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
        if (lead > 0 && lead - 1 + length > out->size) out->size = lead - 1;
    }
    out->text[out->size] = '\0';
}

sl_status sl_fail(sl_error *error, sl_status status, const char *format, ...) {
    if (error == NULL) return status;
    message out = {error->message, 0, sizeof error->message - 1};
    va_list arguments;
    va_start(arguments, format);
    while (*format != '\0') {
        size_t plain = strcspn(format, "%");
        put(&out, format, plain);
        format += plain;
        if (*format == '%') format += 1 + put_conversion(&out, format + 1, &arguments);
    }
    va_end(arguments);
    end_at_code_point(&out);
    error->status = status;
    return status;
}
