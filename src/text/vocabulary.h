/* The symbols of a text, numbered. A symbol is any UTF-8 string; those of a single code point are
 * found without hashing. */
#ifndef SL_TEXT_VOCABULARY_H
#define SL_TEXT_VOCABULARY_H

#include "sluice.h"

enum { SL_UNKNOWN = 0, SL_MOST_SYMBOLS = 65536 }; /* <unk> counted */

/* A vocabulary of <unk> alone. SL_NO_MEMORY. */
sl_status sl_vocabulary_create(sl_vocabulary **out, sl_error *error);
sl_status sl_vocabulary_copy(const sl_vocabulary *vocabulary, sl_vocabulary **out, sl_error *error);
void sl_vocabulary_free(sl_vocabulary *vocabulary);

/* Adds a symbol unless it is known, and sets its id (of "<unk>": SL_UNKNOWN). SL_BAD_TEXT if it is
 * empty, holds a NUL or is one too many; SL_NO_MEMORY. The vocabulary is then as before, and *id
 * SL_UNKNOWN. */
sl_status sl_vocabulary_add(sl_vocabulary *vocabulary, const char *symbol, size_t size,
                            uint16_t *id, sl_error *error);
sl_status sl_vocabulary_add_code(sl_vocabulary *vocabulary, uint32_t code, uint16_t *id,
                                 sl_error *error);

/* Takes the last symbols away again, down to so many. */
void sl_vocabulary_truncate(sl_vocabulary *vocabulary, size_t size);

/* The id of a symbol; SL_UNKNOWN if the vocabulary lacks it. */
uint16_t sl_vocabulary_find(const sl_vocabulary *vocabulary, const char *symbol, size_t size);
uint16_t sl_vocabulary_find_code(const sl_vocabulary *vocabulary, uint32_t code);

/* The same symbols in the same order. */
bool sl_vocabulary_equal(const sl_vocabulary *a, const sl_vocabulary *b);

/* SL_OTHER_VOCABULARY unless they are equal; `what` is encoded with the first, and `whose` is the
 * second: "the text is", "the model's". */
sl_status sl_vocabulary_expect(const sl_vocabulary *vocabulary, const sl_vocabulary *expected,
                               const char *what, const char *whose, sl_error *error);

/* Adds new symbols in the order of their bytes, which is that of their code points; sorts
 * `symbols`. SL_NO_MEMORY. */
sl_status sl_vocabulary_add_sorted(sl_vocabulary *vocabulary, const char **symbols, size_t count,
                                   sl_error *error);

/* The ids of one vocabulary as those of another (size of `from`), to be freed: SL_UNKNOWN for what
 * that one lacks, and for ids below `first`. NULL without memory. */
uint16_t *sl_vocabulary_map(const sl_vocabulary *from, size_t first, const sl_vocabulary *to);

#endif
