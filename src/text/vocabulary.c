#include "text/vocabulary.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/utf8.h"

/* Ids by code point: a page for each 256 of them that occur, page 0 being all SL_UNKNOWN. */
enum { PAGE = 256, PAGES = 0x110000 / PAGE };

struct sl_vocabulary {
    char *bytes; /* the symbols one after another, each with a NUL */
    size_t bytes_size, bytes_capacity;
    size_t *starts; /* (size) of each in `bytes` */
    size_t size, capacity;
    uint16_t *slots; /* ids of longer symbols by hash, SL_UNKNOWN where free; over twice as many */
    size_t slot_count;
    uint16_t page_of[PAGES];
    uint16_t (*pages)[PAGE];
    size_t page_count, page_capacity;
};

static sl_status no_memory(sl_error *error) {
    return sl_fail(error, SL_NO_MEMORY, "no memory for the vocabulary");
}

static const char *symbol_of(const sl_vocabulary *vocabulary, size_t id) {
    return vocabulary->bytes + vocabulary->starts[id];
}

static size_t size_of(const sl_vocabulary *vocabulary, size_t id) {
    size_t end = id + 1 < vocabulary->size ? vocabulary->starts[id + 1] : vocabulary->bytes_size;
    return end - vocabulary->starts[id] - 1;
}

static bool append(sl_vocabulary *vocabulary, const char *symbol, size_t size) {
    if (!sl_array_grow(&vocabulary->bytes, &vocabulary->bytes_capacity,
                       vocabulary->bytes_size + size + 1, 1) ||
        !sl_array_grow(&vocabulary->starts, &vocabulary->capacity, vocabulary->size + 1,
                       sizeof *vocabulary->starts))
        return false;
    char *place = vocabulary->bytes + vocabulary->bytes_size;
    memcpy(place, symbol, size);
    place[size] = '\0';
    vocabulary->starts[vocabulary->size++] = vocabulary->bytes_size;
    vocabulary->bytes_size += size + 1;
    return true;
}

/* ---- longer symbols ---- */

static uint16_t *find_slot(const sl_vocabulary *vocabulary, const char *symbol, size_t size) {
    for (uint64_t hash = sl_hash(SL_HASH_START, symbol, size);; hash++) {
        uint16_t *slot = &vocabulary->slots[hash & (vocabulary->slot_count - 1)];
        if (*slot == SL_UNKNOWN || (size_of(vocabulary, *slot) == size &&
                                    memcmp(symbol_of(vocabulary, *slot), symbol, size) == 0))
            return slot;
    }
}

/* The code point that the whole symbol is; -1 for a longer one, or one that is not UTF-8. */
static int32_t single_code(const char *symbol, size_t size) {
    sl_utf8 decoder = {0};
    int32_t code = SL_UTF8_MORE;
    size_t i = 0;
    while (i < size && code == SL_UTF8_MORE)
        code = sl_utf8_feed(&decoder, (unsigned char)symbol[i++]);
    return i == size && code >= 0 ? code : -1;
}

static bool grow_slots(sl_vocabulary *vocabulary) {
    size_t count = vocabulary->slot_count > 0 ? vocabulary->slot_count : 64;
    while (count < 2 * (vocabulary->size + 1)) count *= 2;
    if (count == vocabulary->slot_count) return true;
    uint16_t *slots = calloc(count, sizeof *slots);
    if (slots == NULL) return false;
    free(vocabulary->slots);
    vocabulary->slots = slots;
    vocabulary->slot_count = count;
    for (size_t id = 1; id < vocabulary->size; id++) {
        const char *symbol = symbol_of(vocabulary, id);
        size_t size = size_of(vocabulary, id);
        if (single_code(symbol, size) < 0) *find_slot(vocabulary, symbol, size) = (uint16_t)id;
    }
    return true;
}

/* ---- single code points ---- */

/* The place of a code point's id, on a new page if need be; NULL without memory. */
static uint16_t *page_place(sl_vocabulary *vocabulary, uint32_t code) {
    uint16_t *page = &vocabulary->page_of[code / PAGE];
    if (*page == 0) {
        if (!sl_array_grow(&vocabulary->pages, &vocabulary->page_capacity,
                           vocabulary->page_count + 1, sizeof *vocabulary->pages))
            return NULL;
        *page = (uint16_t)vocabulary->page_count++;
    }
    return &vocabulary->pages[*page][code % PAGE];
}

uint16_t sl_vocabulary_find_code(const sl_vocabulary *vocabulary, uint32_t code) {
    return vocabulary->pages[vocabulary->page_of[code / PAGE]][code % PAGE];
}

sl_status sl_vocabulary_add_code(sl_vocabulary *vocabulary, uint32_t code, uint16_t *id,
                                 sl_error *error) {
    char symbol[4];
    *id = sl_vocabulary_find_code(vocabulary, code);
    if (*id != SL_UNKNOWN) return SL_OK;
    return sl_vocabulary_add(vocabulary, symbol, sl_utf8_encode(code, symbol), id, error);
}

/* ---- any symbol ---- */

uint16_t sl_vocabulary_find(const sl_vocabulary *vocabulary, const char *symbol, size_t size) {
    int32_t code = single_code(symbol, size);
    if (code >= 0) return sl_vocabulary_find_code(vocabulary, (uint32_t)code);
    return vocabulary->slot_count > 0 ? *find_slot(vocabulary, symbol, size) : SL_UNKNOWN;
}

sl_status sl_vocabulary_add(sl_vocabulary *vocabulary, const char *symbol, size_t size,
                            uint16_t *id, sl_error *error) {
    *id = sl_vocabulary_find(vocabulary, symbol, size);
    if (*id != SL_UNKNOWN) return SL_OK;
    if (size == size_of(vocabulary, SL_UNKNOWN) &&
        memcmp(symbol, symbol_of(vocabulary, SL_UNKNOWN), size) == 0)
        return SL_OK;
    if (size == 0 || memchr(symbol, '\0', size) != NULL)
        return sl_fail(error, SL_BAD_TEXT, "a symbol must have at least one character and no NUL");
    if (vocabulary->size == SL_MOST_SYMBOLS)
        return sl_fail(error, SL_BAD_TEXT, "a vocabulary can hold at most 65535 distinct symbols");
    int32_t code = single_code(symbol, size);
    uint16_t *place = NULL;
    if (code >= 0)
        place = page_place(vocabulary, (uint32_t)code);
    else if (grow_slots(vocabulary))
        place = find_slot(vocabulary, symbol, size);
    if (place == NULL || !append(vocabulary, symbol, size)) return no_memory(error);
    *place = *id = (uint16_t)(vocabulary->size - 1);
    return SL_OK;
}

/* The last symbol first: no other was put into a slot on its account. */
void sl_vocabulary_truncate(sl_vocabulary *vocabulary, size_t size) {
    while (vocabulary->size > size) {
        size_t id = vocabulary->size - 1, length = size_of(vocabulary, id);
        const char *symbol = symbol_of(vocabulary, id);
        int32_t code = single_code(symbol, length);
        if (code >= 0)
            *page_place(vocabulary, (uint32_t)code) = SL_UNKNOWN;
        else
            *find_slot(vocabulary, symbol, length) = SL_UNKNOWN;
        vocabulary->bytes_size = vocabulary->starts[id];
        vocabulary->size = id;
    }
}

/* ---- whole vocabularies ---- */

sl_status sl_vocabulary_create(sl_vocabulary **out, sl_error *error) {
    sl_vocabulary *vocabulary = *out = calloc(1, sizeof *vocabulary);
    if (vocabulary == NULL) return no_memory(error);
    vocabulary->page_count = 1;
    if (sl_array_grow(&vocabulary->pages, &vocabulary->page_capacity, 1,
                      sizeof *vocabulary->pages) &&
        append(vocabulary, "<unk>", 5))
        return SL_OK;
    sl_vocabulary_free(vocabulary);
    *out = NULL;
    return no_memory(error);
}

void sl_vocabulary_free(sl_vocabulary *vocabulary) {
    if (vocabulary == NULL) return;
    free(vocabulary->bytes);
    free(vocabulary->starts);
    free(vocabulary->slots);
    free(vocabulary->pages);
    free(vocabulary);
}

sl_status sl_vocabulary_copy(const sl_vocabulary *vocabulary, sl_vocabulary **out,
                             sl_error *error) {
    sl_status status = sl_vocabulary_create(out, error);
    for (size_t i = 1; i < vocabulary->size && status == SL_OK; i++) {
        uint16_t id;
        status =
            sl_vocabulary_add(*out, symbol_of(vocabulary, i), size_of(vocabulary, i), &id, error);
    }
    if (status != SL_OK) {
        sl_vocabulary_free(*out);
        *out = NULL;
    }
    return status;
}

/* strcmp compares bytes as unsigned, and UTF-8 orders as its code points do. */
static int by_symbol(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

sl_status sl_vocabulary_add_sorted(sl_vocabulary *vocabulary, const char **symbols, size_t count,
                                   sl_error *error) {
    sl_status status = SL_OK;
    uint16_t id;
    if (count > 0) qsort(symbols, count, sizeof *symbols, by_symbol);
    for (size_t i = 0; i < count && status == SL_OK; i++)
        status = sl_vocabulary_add(vocabulary, symbols[i], strlen(symbols[i]), &id, error);
    return status;
}

uint16_t *sl_vocabulary_map(const sl_vocabulary *from, size_t first, const sl_vocabulary *to) {
    uint16_t *new_ids = calloc(from->size, sizeof *new_ids);
    for (size_t id = first; new_ids != NULL && id < from->size; id++)
        new_ids[id] = sl_vocabulary_find(to, symbol_of(from, id), size_of(from, id));
    return new_ids;
}

bool sl_vocabulary_equal(const sl_vocabulary *a, const sl_vocabulary *b) {
    return a->size == b->size && a->bytes_size == b->bytes_size &&
           memcmp(a->bytes, b->bytes, a->bytes_size) == 0;
}

sl_status sl_vocabulary_expect(const sl_vocabulary *vocabulary, const sl_vocabulary *expected,
                               const char *what, const char *whose, sl_error *error) {
    if (sl_vocabulary_equal(vocabulary, expected)) return SL_OK;
    return sl_fail(error, SL_OTHER_VOCABULARY, "%s not encoded with %s vocabulary", what, whose);
}

size_t sl_vocabulary_size(const sl_vocabulary *vocabulary) { return vocabulary->size; }

const char *sl_vocabulary_symbol(const sl_vocabulary *vocabulary, size_t id) {
    return id < vocabulary->size ? symbol_of(vocabulary, id) : "";
}
