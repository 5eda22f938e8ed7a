/* Decimal numbers to and from text: exact, and the same on every host and in every locale. */
#ifndef SL_BASE_NUMBER_H
#define SL_BASE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SL_NUMBER_LENGTH = 32 }; /* room for any printed number and its NUL */

/* Reads "12", "-0.5", ".5", "1e-3": the whole of the text or nothing. The nearest double, ties to
 * even; digits after the 40th only matter if one of them is above 0. False, and *out
 * untouched, for anything else and for what no finite double is near to. */
bool sl_number_parse(const char *text, size_t size, double *out);

/* The fewest digits that sl_number_parse reads back as the same double; the form is JSON's and
 * JavaScript's: "0.001", "256", "1e-7", "1e+21". Returns the length without the NUL.
 * "infinity", "-infinity" and "nan" are what they are, and no JSON. */
size_t sl_number_print(double value, char text[SL_NUMBER_LENGTH]);

/* The same, rounded to at most `digits` (1 to 17) significant ones. */
size_t sl_number_print_digits(double value, int digits, char text[SL_NUMBER_LENGTH]);

/* The lower-case hexadecimal digit of the four low bits, and back: -1 for anything else. */
static inline char sl_hex_digit(uint64_t bits) { return "0123456789abcdef"[bits & 15]; }
int sl_hex_value(char digit);

/* 64 bits as 16 lower-case hexadecimal digits and a NUL, and back; false for anything else. */
void sl_hex_print(uint64_t value, char text[17]);
bool sl_hex_parse(const char *text, uint64_t *value);

#endif
