#include "text/normalize.h"

static bool is_letter(uint32_t code) { return (code | 0x20) - 'a' < 26; }

size_t sl_normalizer_feed(sl_normalizer *normalizer, uint32_t code, uint32_t out[2]) {
    size_t count = 0;
    if (normalizer->kind == SL_NORMALIZE_NONE) {
        out[count++] = code;
    } else if (code == '\n' || code == '\r') {
        normalizer->in_line = normalizer->gap = false; /* lines are joined without a separator */
    } else if (is_letter(code)) {
        if (normalizer->gap) out[count++] = ' ';
        out[count++] = code | 0x20;
        normalizer->in_line = true;
        normalizer->gap = false;
    } else {
        normalizer->gap = normalizer->in_line;
    }
    return count;
}
