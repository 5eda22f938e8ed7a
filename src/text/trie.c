#include "text/trie.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_CAPACITY = 512 };

/* calloc, because it alone checks that the product fits. */
static bool allocate(sl_trie *trie) {
    trie->nodes = calloc(trie->capacity, sizeof *trie->nodes);
    trie->slots = calloc(trie->slot_count, sizeof *trie->slots);
    if (trie->nodes != NULL && trie->slots != NULL) return true;
    sl_trie_free(trie);
    return false;
}

bool sl_trie_create(sl_trie *trie) {
    *trie = (sl_trie){.count = 1, .capacity = FIRST_CAPACITY, .slot_count = 2 * FIRST_CAPACITY};
    return allocate(trie);
}

void sl_trie_free(sl_trie *trie) {
    free(trie->nodes);
    free(trie->slots);
    *trie = (sl_trie){0};
}

void sl_trie_clear(sl_trie *trie) {
    memset(trie->slots, 0, trie->slot_count * sizeof *trie->slots);
    trie->nodes[SL_TRIE_ROOT] = (sl_trie_node){0};
    trie->count = 1;
}

/* Where the edge is, or the free slot where it would be. */
static uint32_t *find_slot(const sl_trie *trie, uint32_t parent, uint32_t symbol) {
    uint64_t hash = ((uint64_t)parent << 32 | symbol) * 0x9E3779B97F4A7C15u;
    for (size_t i = (size_t)(hash ^ hash >> 32);; i++) {
        uint32_t *slot = &trie->slots[i & (trie->slot_count - 1)];
        const sl_trie_node *node = &trie->nodes[*slot];
        if (*slot == SL_TRIE_ROOT || (node->parent == parent && node->symbol == symbol))
            return slot;
    }
}

static bool grow(sl_trie *trie) {
    if (trie->capacity > UINT32_MAX / 2) return false;
    sl_trie larger = {.count = trie->count, .capacity = 2 * trie->capacity};
    larger.slot_count = 2 * trie->slot_count;
    if (!allocate(&larger)) return false;
    memcpy(larger.nodes, trie->nodes, trie->count * sizeof *trie->nodes);
    for (uint32_t i = 1; i < larger.count; i++)
        *find_slot(&larger, larger.nodes[i].parent, larger.nodes[i].symbol) = i;
    sl_trie_free(trie);
    *trie = larger;
    return true;
}

uint32_t sl_trie_find(const sl_trie *trie, uint32_t parent, uint32_t symbol) {
    uint32_t node = *find_slot(trie, parent, symbol);
    return node == SL_TRIE_ROOT ? SL_TRIE_NONE : node;
}

uint32_t sl_trie_add(sl_trie *trie, uint32_t parent, uint32_t symbol) {
    uint32_t *slot = find_slot(trie, parent, symbol);
    if (*slot != SL_TRIE_ROOT) return *slot;
    if (trie->count == trie->capacity) {
        if (!grow(trie)) return SL_TRIE_NONE;
        slot = find_slot(trie, parent, symbol);
    }
    trie->nodes[trie->count] = (sl_trie_node){.parent = parent, .symbol = symbol};
    return *slot = trie->count++;
}
