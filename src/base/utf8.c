#include "base/utf8.h"

/* Which bytes may follow the first one is what keeps out overlong forms, surrogates and everything
 * above U+10FFFF (Unicode standard, table "Well-Formed UTF-8 Byte Sequences"). */
static int32_t begin(sl_utf8 *decoder, unsigned char byte) {
    decoder->first = byte;
    decoder->missing = 0;
    if (byte < 0x80) return byte;
    if (byte < 0xC2 || byte > 0xF4) return SL_UTF8_INVALID;
    decoder->least = byte == 0xE0 ? 0xA0 : byte == 0xF0 ? 0x90 : 0x80;
    decoder->most = byte == 0xED ? 0x9F : byte == 0xF4 ? 0x8F : 0xBF;
    decoder->missing = byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : 3;
    decoder->code = byte & (0x3Fu >> decoder->missing);
    return SL_UTF8_MORE;
}

int32_t sl_utf8_feed(sl_utf8 *decoder, unsigned char byte) {
    if (decoder->missing == 0) return begin(decoder, byte);
    if (byte < decoder->least || byte > decoder->most) return SL_UTF8_INVALID;
    decoder->least = 0x80;
    decoder->most = 0xBF;
    decoder->code = decoder->code << 6 | (byte & 0x3Fu);
    return --decoder->missing > 0 ? SL_UTF8_MORE : (int32_t)decoder->code;
}

size_t sl_utf8_taken(const sl_utf8 *decoder) {
    size_t length = decoder->first < 0xE0 ? 2 : decoder->first < 0xF0 ? 3 : 4;
    return decoder->missing > 0 ? length - decoder->missing : 0;
}

size_t sl_utf8_encode(uint32_t code, char bytes[4]) {
    if (code < 0x80) {
        bytes[0] = (char)code;
        return 1;
    }
    size_t length = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (size_t i = length - 1; i > 0; i--) {
        bytes[i] = (char)(0x80 | (code & 0x3F));
        code >>= 6;
    }
    bytes[0] = (char)((0xF00 >> length & 0xFF) | code);
    return length;
}
