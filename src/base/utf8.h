/* UTF-8, a byte at a time. */
#ifndef SL_BASE_UTF8_H
#define SL_BASE_UTF8_H

#include <stddef.h>
#include <stdint.h>

/* Starts as {0}. */
typedef struct sl_utf8 {
    uint32_t code;             /* bits so far */
    unsigned char first;       /* byte that the code point began with */
    unsigned char missing;     /* bytes still to come */
    unsigned char least, most; /* what the next of them may be */
} sl_utf8;

enum { SL_UTF8_MORE = -1, SL_UTF8_INVALID = -2 };

/* Takes the next byte: a code point, SL_UTF8_MORE, or SL_UTF8_INVALID. After the last `first` is
 * the byte at which the text ceased to be UTF-8, sl_utf8_taken bytes before the one just given. */
int32_t sl_utf8_feed(sl_utf8 *decoder, unsigned char byte);

/* Bytes of an unfinished code point that were taken before. */
size_t sl_utf8_taken(const sl_utf8 *decoder);

/* Writes 1 to 4 bytes and returns how many. */
size_t sl_utf8_encode(uint32_t code, char bytes[4]);

#endif
