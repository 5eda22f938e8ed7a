/* Sequences of numbers, each known by one number: a trie whose edges lie in a hash table. */
#ifndef SL_TEXT_TRIE_H
#define SL_TEXT_TRIE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SL_TRIE_ROOT = 0 }; /* the empty sequence */
#define SL_TRIE_NONE UINT32_MAX

typedef struct sl_trie_node {
    uint32_t parent, symbol; /* a parent is always older, so of a lower number */
    uint32_t tally[3];       /* the owner's counters, 0 at first */
} sl_trie_node;

typedef struct sl_trie {
    sl_trie_node *nodes;
    uint32_t count, capacity; /* nodes, with the root */
    uint32_t *slots;          /* nodes by their edge's hash, root where free */
    size_t slot_count;        /* a power of two, over twice the nodes */
} sl_trie;

/* A trie of the root alone. False without memory, and then nothing has to be freed. */
bool sl_trie_create(sl_trie *trie);
void sl_trie_free(sl_trie *trie);

/* Removes all but the root; keeps the memory. */
void sl_trie_clear(sl_trie *trie);

/* The sequence of `parent` and one symbol more; SL_TRIE_NONE if it was never added. */
uint32_t sl_trie_find(const sl_trie *trie, uint32_t parent, uint32_t symbol);

/* The same, added if it is new (its number is then what `count` was). SL_TRIE_NONE without memory,
 * and then nothing changed. */
uint32_t sl_trie_add(sl_trie *trie, uint32_t parent, uint32_t symbol);

#endif
