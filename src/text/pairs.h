/* Pairs of sentences as token ids, for sequence-to-sequence models. */
#ifndef SL_TEXT_PAIRS_H
#define SL_TEXT_PAIRS_H

#include "base/settings.h"
#include "text/vocabulary.h"

/* Ids of the special tokens, after SL_UNKNOWN = 0. */
enum { SL_PAD = 1, SL_BOS, SL_EOS, SL_SPECIALS };

/* One column of the table. */
typedef struct sl_side {
    sl_vocabulary *vocabulary;
    uint16_t *ids;         /* all sentences one after the other */
    size_t *start;         /* (count + 1): where each begins */
    char *text;            /* the sentences as they were read, each with a NUL */
    size_t *text_start;    /* (count): where each begins */
    uint32_t *occurrences; /* (size of the vocabulary), while reading */
    size_t length, room, start_room, occurrences_room;
    size_t text_size, text_room, text_start_room;
} sl_side;

struct sl_pairs {
    uint32_t tokens, minimum; /* as the settings of these names */
    size_t count, most;
    sl_side source, target;
    char *line; /* bytes of an unfinished line */
    size_t line_size, line_room, line_number;
    size_t returns; /* carriage returns since the last character of a line */
    bool finished, broken;
    char fingerprint[17]; /* 64-bit FNV-1a over the ids of both sides, in hexadecimal */
};

/* Ends a table as sl_pairs_finish does, but encoded with copies of these vocabularies. */
sl_status sl_pairs_finish_with(sl_pairs *pairs, const sl_vocabulary *source,
                               const sl_vocabulary *target, sl_error *error);

/* The table is encoded: notes its fingerprint, and that it is finished. */
void sl_pairs_end(sl_pairs *pairs);

/* See sl_pairs_from_ids. */
sl_status sl_pairs_of_ids(const sl_vocabulary *source, const sl_vocabulary *target,
                          const uint16_t *ids, size_t count, sl_pairs **out, sl_error *error);

/* Tokens of sentence i of a side, without <eos>. */
static inline size_t sl_side_length(const sl_side *side, size_t i) {
    return side->start[i + 1] - side->start[i];
}
static inline const uint16_t *sl_side_ids(const sl_side *side, size_t i) {
    return side->ids + side->start[i];
}

#endif
