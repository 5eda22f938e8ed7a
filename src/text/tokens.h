/* A sentence cut into tokens: words, prepared as in Dive into Deep Learning, or code points. */
#ifndef SL_TEXT_TOKENS_H
#define SL_TEXT_TOKENS_H

#include "base/settings.h"

/* A sentence of `size` bytes of UTF-8, prepared in a growing buffer that a caller keeps and reuses.
 * Tokens are sub-strings of it. */
typedef struct sl_tokens {
    char *text;
    size_t size, capacity;
    size_t *start; /* of each token in text; one more for the end */
    size_t count, start_room;
    uint32_t kind; /* SL_TOKENS_WORD or SL_TOKENS_CHAR */
} sl_tokens;       /* starts as {.kind = ...} */

/* Cuts one sentence. Words: lower case, non-breaking spaces become spaces, a space before each of
 * ,.!? that does not follow one, cut at spaces. Characters: every code point but the spaces at both
 * ends. SL_BAD_TEXT (not UTF-8, or a NUL), SL_NO_MEMORY. */
sl_status sl_tokens_cut(sl_tokens *tokens, const char *bytes, size_t size, sl_error *error);

size_t sl_token_size(const sl_tokens *tokens, size_t i);
const char *sl_token(const sl_tokens *tokens, size_t i); /* not NUL-terminated */

void sl_tokens_free(sl_tokens *tokens);

#endif
