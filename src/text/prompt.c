#include "text/prompt.h"

#include <stdlib.h>

#include "base/error.h"
#include "base/utf8.h"
#include "text/code_name.h"
#include "text/normalize.h"

typedef struct prompt {
    const sl_vocabulary *vocabulary;
    uint16_t *ids;
    size_t count, position; /* ids written; code points read */
    bool skips;             /* leaves out what it does not know */
} prompt;

static sl_status unknown(const prompt *p, uint32_t code, sl_error *error) {
    char name[SL_CODE_NAME];
    sl_code_name(code, name);
    return sl_fail(
        error, SL_UNKNOWN_SYMBOL,
        "the model never saw %s (symbol %zu of what it was given); use symbols of its text", name,
        p->position);
}

static sl_status add(prompt *p, uint32_t code, sl_error *error) {
    uint16_t id = sl_vocabulary_find_code(p->vocabulary, code);
    if (id == SL_UNKNOWN) return p->skips ? SL_OK : unknown(p, code, error);
    p->ids[p->count++] = id;
    return SL_OK;
}

static sl_status encode(prompt *p, uint32_t normalize, const unsigned char *bytes, size_t size,
                        sl_error *error) {
    sl_utf8 decoder = {0};
    sl_normalizer normalizer = {.kind = normalize};
    for (size_t i = 0; i < size; i++) {
        uint32_t codes[2];
        int32_t code = sl_utf8_feed(&decoder, bytes[i]);
        if (code == SL_UTF8_MORE) continue;
        if (code == SL_UTF8_INVALID)
            return sl_fail(error, SL_BAD_TEXT, "what the model was given is not UTF-8");
        p->position++;
        size_t produced = sl_normalizer_feed(&normalizer, (uint32_t)code, codes);
        for (size_t j = 0; j < produced; j++) {
            sl_status status = add(p, codes[j], error);
            if (status != SL_OK) return status;
        }
    }
    if (sl_utf8_taken(&decoder))
        return sl_fail(error, SL_BAD_TEXT, "what the model was given is not UTF-8");
    return normalizer.gap ? add(p, ' ', error) : SL_OK;
}

sl_status sl_prompt_encode(const sl_vocabulary *vocabulary, uint32_t normalize, bool skips,
                           const void *bytes, size_t size, uint16_t **ids, size_t *count,
                           sl_error *error) {
    prompt p = {
        .vocabulary = vocabulary, .skips = skips, .ids = malloc((size + 1) * sizeof *p.ids)};
    *ids = NULL;
    *count = 0;
    if (!p.ids) return sl_fail(error, SL_NO_MEMORY, "no memory to read %zu bytes", size);
    sl_status status = encode(&p, normalize, bytes, size, error);
    if (status != SL_OK) {
        free(p.ids);
        return status;
    }
    *ids = p.ids;
    *count = p.count;
    return SL_OK;
}
