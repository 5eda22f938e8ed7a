#include "text/pairs.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/number.h"
#include "text/tokens.h"

/* ---- Making -------------------------------------------------------------------------------- */

static const char *const specials[] = {"<pad>", "<bos>", "<eos>"};

static sl_status no_memory(sl_error *error) {
    return sl_fail(error, SL_NO_MEMORY, "no memory for more pairs of sentences");
}

static sl_status begin_vocabulary(sl_vocabulary **out, sl_error *error) {
    sl_status status = sl_vocabulary_create(out, error);
    for (size_t i = 0; i < 3 && status == SL_OK; i++) {
        uint16_t id;
        status = sl_vocabulary_add(*out, specials[i], strlen(specials[i]), &id, error);
    }
    return status;
}

sl_status sl_pairs_create(const sl_settings *settings, size_t most, sl_pairs **out,
                          sl_error *error) {
    *out = NULL;
    sl_pairs *pairs = calloc(1, sizeof *pairs);
    if (!pairs) return no_memory(error);
    pairs->tokens = settings->tokens;
    pairs->minimum = settings->minimum;
    pairs->most = most ? most : SIZE_MAX;
    sl_status status = begin_vocabulary(&pairs->source.vocabulary, error);
    if (status == SL_OK) status = begin_vocabulary(&pairs->target.vocabulary, error);
    if (status == SL_OK)
        *out = pairs;
    else
        sl_pairs_free(pairs);
    return status;
}

static void free_side(sl_side *side) {
    sl_vocabulary_free(side->vocabulary);
    free(side->ids);
    free(side->start);
    free(side->text);
    free(side->text_start);
    free(side->occurrences);
}

void sl_pairs_free(sl_pairs *pairs) {
    if (!pairs) return;
    free_side(&pairs->source);
    free_side(&pairs->target);
    free(pairs->line);
    free(pairs);
}

/* ---- Reading ------------------------------------------------------------------------------- */

static sl_status add_token(sl_side *side, const char *token, size_t size, sl_error *error) {
    uint16_t id;
    sl_status status = sl_vocabulary_add(side->vocabulary, token, size, &id, error);
    if (status != SL_OK) return status;
    if (!sl_array_grow(&side->occurrences, &side->occurrences_room, (size_t)id + 1,
                       sizeof *side->occurrences) ||
        !sl_array_grow(&side->ids, &side->room, side->length + 1, sizeof *side->ids))
        return no_memory(error);
    side->occurrences[id]++;
    side->ids[side->length++] = id;
    return SL_OK;
}

/* Keeps the sentence itself, for whoever compares translations with it. */
static bool keep_text(sl_side *side, size_t i, const char *text, size_t size) {
    if (!sl_array_grow(&side->text, &side->text_room, side->text_size + size + 1, 1) ||
        !sl_array_grow(&side->text_start, &side->text_start_room, i + 1, sizeof *side->text_start))
        return false;
    side->text_start[i] = side->text_size;
    memcpy(side->text + side->text_size, text, size);
    side->text[side->text_size + size] = '\0';
    side->text_size += size + 1;
    return true;
}

static sl_status add_sentence(sl_pairs *pairs, sl_side *side, const char *text, size_t size,
                              sl_error *error) {
    sl_tokens tokens = {.kind = pairs->tokens};
    sl_error why = {0};
    sl_status status = sl_tokens_cut(&tokens, text, size, &why);
    if (status != SL_OK)
        sl_fail(error, status, "line %zu: %s", pairs->line_number, why.message);
    else if (!tokens.count)
        status = sl_fail(error, SL_BAD_TEXT, "line %zu: a sentence is empty", pairs->line_number);
    for (size_t i = 0; i < tokens.count && status == SL_OK; i++)
        status = add_token(side, sl_token(&tokens, i), sl_token_size(&tokens, i), error);
    sl_tokens_free(&tokens);
    if (status != SL_OK) return status;
    if (!sl_array_grow(&side->start, &side->start_room, pairs->count + 2, sizeof *side->start) ||
        !keep_text(side, pairs->count, text, size))
        return no_memory(error);
    side->start[pairs->count + 1] = side->length;
    return SL_OK;
}

static const char byte_order_mark[3] = "\xEF\xBB\xBF"; /* says no more than "UTF-8" */

static bool is_blank(const char *line, size_t size) {
    for (size_t i = 0; i < size; i++)
        if (line[i] != ' ' && line[i] != '\t') return false;
    return true;
}

/* Without its end. */
static sl_status read_line(sl_pairs *pairs, const char *line, size_t size, sl_error *error) {
    pairs->line_number++;
    if (pairs->line_number == 1 && size >= sizeof byte_order_mark &&
        memcmp(line, byte_order_mark, sizeof byte_order_mark) == 0) {
        line += sizeof byte_order_mark;
        size -= sizeof byte_order_mark;
    }
    if (pairs->count == pairs->most || is_blank(line, size)) return SL_OK;
    if (memchr(line, '\0', size))
        return sl_fail(error, SL_BAD_TEXT,
                       "line %zu holds a NUL: this looks like a binary file, or like UTF-16; save "
                       "the table as plain text in UTF-8",
                       pairs->line_number);
    const char *tab = memchr(line, '\t', size);
    if (!tab)
        return sl_fail(error, SL_BAD_TEXT,
                       "line %zu has no tab: give a sentence, a tab and its translation",
                       pairs->line_number);
    const char *target = tab + 1, *end = line + size;
    const char *next = memchr(target, '\t', (size_t)(end - target));
    sl_status status = add_sentence(pairs, &pairs->source, line, (size_t)(tab - line), error);
    if (status == SL_OK)
        status = add_sentence(pairs, &pairs->target, target, (size_t)((next ? next : end) - target),
                              error);
    if (status == SL_OK) pairs->count++;
    return status;
}

/* Adds bytes to the unfinished line. */
static sl_status take_bytes(sl_pairs *pairs, const char *bytes, size_t size, sl_error *error) {
    if (!size) return SL_OK;
    if (!sl_array_grow(&pairs->line, &pairs->line_room, pairs->line_size + size, 1))
        return no_memory(error);
    memcpy(pairs->line + pairs->line_size, bytes, size);
    pairs->line_size += size;
    return SL_OK;
}

/* Reads the line that `stop` ends. A line ends with "\n", "\r\n" or "\r", and with the "\r\r\n" of
 * a file that was converted twice: returns before a "\n" have ended the line already, and count as
 * one. */
static sl_status end_line(sl_pairs *pairs, const char *line, size_t size, char stop,
                          sl_error *error) {
    if (size) pairs->returns = 0;
    if (stop == '\n' && pairs->returns) {
        pairs->line_number -= pairs->returns - 1;
        pairs->returns = 0;
        return SL_OK;
    }
    if (stop == '\r') pairs->returns++;
    return read_line(pairs, line, size, error);
}

static const char *find_end(const char *at, const char *end) {
    while (at < end && *at != '\n' && *at != '\r') at++;
    return at;
}

/* The unfinished line gets its end; lines that are whole are read where they are. Until the last
 * step, which is the last that can fail, its bytes stay: so a table can go back to it. */
static sl_status read_lines(sl_pairs *pairs, const char *at, const char *end, sl_error *error) {
    const char *stop = find_end(at, end);
    sl_status status = take_bytes(pairs, at, (size_t)(stop - at), error);
    if (status != SL_OK || stop == end) return status;
    status = end_line(pairs, pairs->line, pairs->line_size, *stop, error);
    for (at = stop + 1; status == SL_OK && (stop = find_end(at, end)) < end; at = stop + 1)
        status = end_line(pairs, at, (size_t)(stop - at), *stop, error);
    if (status != SL_OK) return status;
    pairs->line_size = 0;
    return take_bytes(pairs, at, (size_t)(end - at), error);
}

/* How far a side and a table are: what they go back to when a call has no memory. */
typedef struct side_mark {
    size_t symbols, length, text_size;
} side_mark;

typedef struct mark {
    size_t count, line_number, line_size, returns;
    side_mark source, target;
} mark;

static side_mark mark_of_side(const sl_side *side) {
    return (side_mark){sl_vocabulary_size(side->vocabulary), side->length, side->text_size};
}

static mark mark_of(const sl_pairs *pairs) {
    return (mark){pairs->count,   pairs->line_number,           pairs->line_size,
                  pairs->returns, mark_of_side(&pairs->source), mark_of_side(&pairs->target)};
}

static void cut_side(sl_side *side, const side_mark *before) {
    while (side->length > before->length) side->occurrences[side->ids[--side->length]]--;
    sl_vocabulary_truncate(side->vocabulary, before->symbols);
    side->text_size = before->text_size;
}

/* Goes back, or is broken if what it read was bad. */
static void give_up(sl_pairs *pairs, const mark *before, sl_status status) {
    pairs->broken = status != SL_NO_MEMORY;
    if (pairs->broken) return;
    pairs->count = before->count;
    pairs->line_number = before->line_number;
    pairs->line_size = before->line_size;
    pairs->returns = before->returns;
    cut_side(&pairs->source, &before->source);
    cut_side(&pairs->target, &before->target);
}

sl_status sl_pairs_append(sl_pairs *pairs, const void *bytes, size_t size, sl_error *error) {
    const char *at = bytes;
    if (pairs->finished || pairs->broken)
        return sl_fail(error, SL_MISUSE, "nothing can be added to a table that is %s",
                       pairs->finished ? "finished" : "not valid");
    mark before = mark_of(pairs);
    sl_status status = read_lines(pairs, at, at + size, error);
    if (status != SL_OK) give_up(pairs, &before, status);
    return status;
}

/* ---- The end ------------------------------------------------------------------------------- */

/* What the tokens of a side become: a vocabulary, and in it the id of each one read. */
typedef struct encoding {
    sl_vocabulary *vocabulary;
    uint16_t *ids;
} encoding;

static void drop_encoding(encoding *with) {
    sl_vocabulary_free(with->vocabulary);
    free(with->ids);
}

/* Of <unk> alone a model would learn nothing but <unk>. */
static sl_status check_vocabulary(const sl_pairs *pairs, const sl_side *side, size_t count,
                                  sl_error *error) {
    if (count) return SL_OK;
    return sl_fail(error, SL_BAD_TEXT,
                   "no token of the %s sentences occurs %u times, as the setting minimum demands: "
                   "all would become <unk>. Set minimum to 1%s",
                   side == &pairs->source ? "source" : "target", pairs->minimum,
                   pairs->tokens == SL_TOKENS_WORD ? ", or tokens to char" : "");
}

/* A vocabulary of the tokens that occur often enough; the others become <unk>. */
static sl_status order_tokens(const sl_pairs *pairs, const sl_side *side, sl_vocabulary **out,
                              sl_error *error) {
    size_t size = sl_vocabulary_size(side->vocabulary), count = 0;
    const char **symbols = calloc(size, sizeof *symbols);
    sl_status status = symbols ? begin_vocabulary(out, error) : no_memory(error);
    for (size_t id = SL_SPECIALS; id < size && status == SL_OK; id++)
        if (side->occurrences[id] >= pairs->minimum)
            symbols[count++] = sl_vocabulary_symbol(side->vocabulary, id);
    if (status == SL_OK) status = check_vocabulary(pairs, side, count, error);
    if (status == SL_OK) status = sl_vocabulary_add_sorted(*out, symbols, count, error);
    free(symbols);
    return status;
}

/* With a copy of the vocabulary given, or one of its own. A special token that is written out in a
 * sentence is unknown. */
static sl_status make_encoding(const sl_pairs *pairs, const sl_side *side,
                               const sl_vocabulary *given, encoding *out, sl_error *error) {
    sl_status status = given ? sl_vocabulary_copy(given, &out->vocabulary, error)
                             : order_tokens(pairs, side, &out->vocabulary, error);
    if (status != SL_OK) return status;
    out->ids = sl_vocabulary_map(side->vocabulary, SL_SPECIALS, out->vocabulary);
    return out->ids ? SL_OK : no_memory(error);
}

static void encode(sl_side *side, encoding *with) {
    for (size_t i = 0; i < side->length; i++) side->ids[i] = with->ids[side->ids[i]];
    sl_vocabulary_free(side->vocabulary);
    side->vocabulary = with->vocabulary;
    free(with->ids);
}

static uint64_t hash_side(const sl_side *side, uint64_t hash) {
    for (size_t i = 0; i < side->length; i++) {
        const unsigned char id[] = {(unsigned char)side->ids[i],
                                    (unsigned char)(side->ids[i] >> 8)};
        hash = sl_hash(hash, id, sizeof id);
    }
    return hash;
}

void sl_pairs_end(sl_pairs *pairs) {
    uint64_t hash = hash_side(&pairs->target, hash_side(&pairs->source, SL_HASH_START));
    sl_hex_print(hash, pairs->fingerprint);
    pairs->finished = true;
}

static sl_status end_lines(sl_pairs *pairs, sl_error *error) {
    sl_status status =
        pairs->line_size ? read_line(pairs, pairs->line, pairs->line_size, error) : SL_OK;
    if (status == SL_OK && !pairs->count)
        status = sl_fail(error, SL_BAD_TEXT,
                         "there are no pairs: give lines of a sentence, a tab and its translation");
    return status;
}

/* With these vocabularies, or if they are NULL with its own. */
static sl_status finish(sl_pairs *pairs, const sl_vocabulary *source, const sl_vocabulary *target,
                        sl_error *error) {
    encoding sources = {0}, targets = {0};
    if (pairs->finished || pairs->broken)
        return sl_fail(error, SL_MISUSE, "a table that is %s cannot be finished",
                       pairs->finished ? "finished" : "not valid");
    mark before = mark_of(pairs);
    sl_status status = end_lines(pairs, error);
    if (status == SL_OK) status = make_encoding(pairs, &pairs->source, source, &sources, error);
    if (status == SL_OK) status = make_encoding(pairs, &pairs->target, target, &targets, error);
    if (status != SL_OK) {
        drop_encoding(&sources);
        drop_encoding(&targets);
        give_up(pairs, &before, status);
        return status;
    }
    encode(&pairs->source, &sources);
    encode(&pairs->target, &targets);
    sl_pairs_end(pairs);
    return SL_OK;
}

sl_status sl_pairs_finish(sl_pairs *pairs, sl_error *error) {
    return finish(pairs, NULL, NULL, error);
}

sl_status sl_pairs_finish_with(sl_pairs *pairs, const sl_vocabulary *source,
                               const sl_vocabulary *target, sl_error *error) {
    return finish(pairs, source, target, error);
}

size_t sl_pairs_count(const sl_pairs *pairs) { return pairs->count; }

static const sl_side *side_of(const sl_pairs *pairs, bool target) {
    return target ? &pairs->target : &pairs->source;
}

const sl_vocabulary *sl_pairs_vocabulary(const sl_pairs *pairs, bool target) {
    return side_of(pairs, target)->vocabulary;
}

const char *sl_pairs_sentence(const sl_pairs *pairs, size_t i, bool target) {
    const sl_side *side = side_of(pairs, target);
    return side->text && i < pairs->count ? side->text + side->text_start[i] : "";
}

size_t sl_pairs_length(const sl_pairs *pairs, bool target) {
    return side_of(pairs, target)->length;
}

size_t sl_pairs_unknown(const sl_pairs *pairs, bool target) {
    const sl_side *side = side_of(pairs, target);
    size_t unknown = 0;
    for (size_t i = 0; i < side->length; i++) unknown += side->ids[i] == SL_UNKNOWN;
    return unknown;
}

size_t sl_pairs_longer(const sl_pairs *pairs, size_t steps, bool target) {
    const sl_side *side = side_of(pairs, target);
    size_t longer = 0;
    for (size_t i = 0; i < pairs->count; i++) longer += sl_side_length(side, i) + 1 > steps;
    return longer;
}
