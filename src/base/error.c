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

static void put_whole(message *out, unsigned long long value) {
    char digits[20];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + value % 10);
        value /= 10;
    } while (value > 0);
    put(out, digits + at, sizeof digits - at);
}

static void put_signed(message *out, int value) {
    if (value < 0) put(out, "-", 1);
    put_whole(out, value < 0 ? 0ull - (unsigned long long)value : (unsigned long long)value);
}

static void put_real(message *out, double value) {
    char text[SL_NUMBER_LENGTH];
    put(out, text, sl_number_print_digits(value, 6, text));
}

static void put_string(message *out, const char *text) { put(out, text, strlen(text)); }

/* Writes one conversion; returns how many characters of the format after the % it took. */
static size_t put_conversion(message *out, const char *format, va_list *arguments) {
    char letter;
    switch (format[0]) {
    case 's': put_string(out, va_arg(*arguments, const char *)); return 1;
    case 'c':
        letter = (char)va_arg(*arguments, int);
        put(out, &letter, 1);
        return 1;
    case 'd': put_signed(out, va_arg(*arguments, int)); return 1;
    case 'u': put_whole(out, va_arg(*arguments, unsigned)); return 1;
    case 'z': /* %zu */ put_whole(out, va_arg(*arguments, size_t)); return 2;
    case 'g': put_real(out, va_arg(*arguments, double)); return 1;
    default: /* %% */ put(out, "%", 1); return 1;
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
