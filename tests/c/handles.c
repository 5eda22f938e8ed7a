#include "handles.h"

#include "base/hash.h"

/* ---- Beginning ----------------------------------------------------------------------------- */

static const char letters[] = "the quick brown fox jumps over the lazy dog \u00e9\u4e00\u4e8c "
                              "while seven boats drift down a small river past the old mill";
static const char lines[] = "go .\tva !\nhi there you .\tsalut vous l\u00e0 !\n\nrun now\tcours\n";

enum { WORDS = 300 };

static void write_words(char *text, size_t room) {
    size_t size = (size_t)snprintf(text, room, " tout\r\r\nla\tvie\r");
    for (int i = 0; i < WORDS; i++)
        size += (size_t)snprintf(text + size, room - size, "%c%d%s", 'a' + i % 26, i,
                                 i == WORDS / 2 ? "\t" : " ");
    CHECK(size + 20 < room);
    strcpy(text + size, "\nthe rest\tle re");
}

static void begin_reading(handles *h) {
    CHECK_STATUS(sl_text_create(NULL, "none", 0, &h->text, NULL), SL_OK);
    CHECK_STATUS(sl_text_append(h->text, letters, strlen(letters), NULL), SL_OK);
    CHECK_STATUS(sl_text_finish(h->text, NULL), SL_OK);
    CHECK_STATUS(sl_text_create(NULL, "d2l", 0, &h->reading, NULL), SL_OK);
    CHECK_STATUS(sl_text_append(h->reading, "The end \xc3", 9, NULL), SL_OK);
    CHECK_STATUS(sl_text_create(NULL, "none", 0, &h->read, NULL), SL_OK);
    CHECK_STATUS(sl_text_append(h->read, letters, strlen(letters), NULL), SL_OK);
    CHECK_STATUS(sl_pairs_create(h->settings, 0, &h->pairs, NULL), SL_OK);
    CHECK_STATUS(sl_pairs_append(h->pairs, lines, strlen(lines), NULL), SL_OK);
    CHECK_STATUS(sl_pairs_finish(h->pairs, NULL), SL_OK);
    CHECK_STATUS(sl_pairs_create(h->settings, 0, &h->table, NULL), SL_OK);
    CHECK_STATUS(sl_pairs_append(h->table, lines, strlen(lines), NULL), SL_OK);
    CHECK_STATUS(sl_pairs_append(h->table, "so it is\tc'est", 14, NULL), SL_OK);
}

/* Of two halves of an update, one waits in the inbox of the trainer that made the other. */
static void begin_halves(handles *h) {
    CHECK_STATUS(sl_trainer_create(h->language, h->text, &h->half, NULL), SL_OK);
    CHECK_STATUS(sl_trainer_create(h->language, h->text, &h->whole, NULL), SL_OK);
    CHECK_STATUS(sl_trainer_accumulate(h->whole, 2, 2, NULL), SL_OK);
    const void *part = sl_trainer_partial(h->whole, &h->inbox_size);
    CHECK_STATUS(sl_trainer_accumulate(h->half, 0, 2, NULL), SL_OK);
    memcpy(sl_trainer_inbox(h->half), part, h->inbox_size);
#ifndef __wasm__
    const void *rest = sl_trainer_rest(h->whole, &h->rest_size);
    h->rest = memcpy(malloc(h->rest_size), rest, h->rest_size);
#endif
    sl_trainer_discard(h->whole);
    CHECK_STATUS(sl_trainer_accumulate(h->whole, 0, 4, NULL), SL_OK);
}

static void begin_training(handles *h) {
    const sl_vocabulary *vocabulary = sl_text_vocabulary(h->text);
    CHECK_STATUS(sl_model_create(h->settings, vocabulary, &h->language, NULL), SL_OK);
    CHECK_STATUS(sl_model_create_translation(h->settings, h->pairs, &h->translation, NULL), SL_OK);
    CHECK_STATUS(sl_trainer_create(h->language, h->text, &h->trainer, NULL), SL_OK);
    CHECK_STATUS(sl_trainer_save(h->trainer, "{}", &h->checkpoint, &h->checkpoint_size, NULL),
                 SL_OK);
    CHECK_STATUS(sl_trainer_step(h->trainer, NULL), SL_OK);
    CHECK_STATUS(sl_model_save(h->language, &h->file, &h->file_size, NULL), SL_OK);
    CHECK_STATUS(sl_trainer_create_pairs(h->translation, h->pairs, &h->pair_trainer, NULL), SL_OK);
    CHECK_STATUS(sl_pairs_ids(h->pairs, &h->pair_ids, &h->pair_ids_size, NULL), SL_OK);
    CHECK_STATUS(sl_trainer_step(h->pair_trainer, NULL), SL_OK);
    begin_halves(h);
}

static void begin_using(handles *h) {
    const char *reference = "a b c d";
    CHECK_STATUS(sl_generator_create(h->language, 1, 3, 0.9, 1, &h->generator, NULL), SL_OK);
    CHECK_STATUS(sl_generator_prompt(h->generator, "the ", 4, NULL), SL_OK);
    CHECK_STATUS(sl_inspection_create(h->language, "the fox", 7, &h->inspection, NULL), SL_OK);
    CHECK_STATUS(sl_evaluator_create(h->language, h->text, 0, 20, &h->evaluator, NULL), SL_OK);
    CHECK_STATUS(sl_ngram_create(h->text, 0, 20, 4, &h->ngram, NULL), SL_OK);
    CHECK_STATUS(sl_bleu_create(&h->bleu, NULL), SL_OK);
    CHECK_STATUS(sl_bleu_add(h->bleu, "a b c d e", &reference, 1, NULL), SL_OK);
}

handles handles_begin(void) {
    static const char *const small[][2] = {
        {"cell", "lstm"},   {"hidden", "4"},   {"layers", "2"}, {"embedding", "3"},
        {"minimum", "1"},   {"batch", "4"},    {"steps", "5"},  {"optimizer", "adam"},
        {"dropout", "0.2"}, {"average", "0.9"}};
    handles h = {.references = {"a0 b1 c2 d3 e4 tout", "x y z"}, .symbol = ""};
    write_words(h.words, sizeof h.words);
    CHECK_STATUS(sl_settings_create(&h.settings, NULL), SL_OK);
    for (size_t i = 0; i < sizeof small / sizeof *small; i++)
        CHECK_STATUS(sl_settings_set(h.settings, small[i][0], small[i][1], NULL), SL_OK);
    begin_reading(&h);
    begin_training(&h);
    begin_using(&h);
    return h;
}

/* ---- Asking -------------------------------------------------------------------------------- */

static void ask(uint64_t *hash, const void *bytes, size_t size) {
    *hash = sl_hash(*hash, bytes, size);
}

static void ask_number(uint64_t *hash, double value) { ask(hash, &value, sizeof value); }

static void ask_settings(uint64_t *hash, const sl_settings *settings) {
    char *json;
    CHECK_STATUS(sl_settings_json(settings, &json, NULL), SL_OK);
    ask(hash, json, strlen(json));
    sl_release(json);
}

static void ask_vocabulary(uint64_t *hash, const sl_vocabulary *vocabulary) {
    for (size_t i = 0; i < sl_vocabulary_size(vocabulary); i++) {
        const char *symbol = sl_vocabulary_symbol(vocabulary, i);
        ask(hash, symbol, strlen(symbol) + 1);
    }
}

static void ask_text(uint64_t *hash, sl_text *text) {
    ask_number(hash, sl_text_finish(text, NULL));
    for (int kind = 0; kind < SL_LINE_ENDS; kind++)
        ask_number(hash, (double)sl_text_line_ends(text, (sl_line_end)kind));
    ask(hash, sl_text_ids(text), sl_text_length(text) * sizeof(uint16_t));
    ask(hash, sl_text_fingerprint(text), strlen(sl_text_fingerprint(text)));
    ask_vocabulary(hash, sl_text_vocabulary(text));
}

static void ask_pairs(uint64_t *hash, sl_pairs *pairs) {
    ask_number(hash, sl_pairs_finish(pairs, NULL));
    ask_number(hash, (double)sl_pairs_count(pairs));
    for (int target = 0; target < 2; target++) {
        ask_vocabulary(hash, sl_pairs_vocabulary(pairs, target));
        ask_number(hash, (double)sl_pairs_unknown(pairs, target));
        for (size_t i = 0; i < sl_pairs_count(pairs); i++)
            ask(hash, sl_pairs_sentence(pairs, i, target),
                strlen(sl_pairs_sentence(pairs, i, target)));
    }
}

static void ask_model(uint64_t *hash, const sl_model *model) {
    void *bytes;
    size_t size;
    CHECK_STATUS(sl_model_save(model, &bytes, &size, NULL), SL_OK);
    ask(hash, bytes, size);
    sl_release(bytes);
}

static void ask_trainer(uint64_t *hash, sl_trainer *trainer) {
    void *bytes;
    size_t size;
    CHECK_STATUS(sl_trainer_save(trainer, "", &bytes, &size, NULL), SL_OK);
    ask(hash, bytes, size);
    sl_release(bytes);
    const void *part = sl_trainer_partial(trainer, &size);
    ask(hash, part, size);
}

static void ask_generator(uint64_t *hash, sl_generator *generator) {
    for (int i = 0; i < 3; i++) {
        const char *symbol;
        CHECK_STATUS(sl_generator_next(generator, &symbol, NULL), SL_OK);
        ask(hash, symbol, strlen(symbol));
    }
}

static void ask_inspection(uint64_t *hash, const sl_inspection *inspection) {
    size_t length = sl_inspection_length(inspection);
    ask(hash, sl_inspection_surprise(inspection), (length - 1) * sizeof(float));
    ask(hash, sl_inspection_input_gradient(inspection), length * sizeof(float));
}

static void ask_dissection(uint64_t *hash, const sl_dissection *dissection) {
    ask_number(hash, sl_dissection_scale(dissection));
    for (size_t i = 0; i < sl_dissection_count(dissection); i++) {
        ask_number(hash, sl_dissection_gradient_norm(dissection, i));
        ask_number(hash, sl_dissection_step(dissection, i));
    }
}

static void ask_evaluator(uint64_t *hash, sl_evaluator *evaluator) {
    while (sl_evaluator_advance(evaluator, 3)) continue;
    ask_number(hash, sl_evaluator_loss(evaluator));
}

/* Asks what a call made, and frees it. */
#define ASK_MADE(kind, name)                                                                       \
    case kind:                                                                                     \
        ask_##name(hash, h->made.name);                                                            \
        sl_##name##_free(h->made.name);                                                            \
        break

static void ask_ngram(uint64_t *hash, const sl_ngram *ngram) {
    ask_number(hash, sl_ngram_training_loss(ngram, 3));
}

static void ask_bleu(uint64_t *hash, const sl_bleu *bleu) { ask_number(hash, sl_bleu_score(bleu)); }

static void ask_made(uint64_t *hash, handles *h, handles_kind kind) {
    switch (kind) {
        ASK_MADE(SETTINGS, settings);
        ASK_MADE(TEXT, text);
        ASK_MADE(MODEL, model);
        ASK_MADE(TRAINER, trainer);
        ASK_MADE(DISSECTION, dissection);
        ASK_MADE(EVALUATOR, evaluator);
        ASK_MADE(NGRAM, ngram);
        ASK_MADE(GENERATOR, generator);
        ASK_MADE(PAIRS, pairs);
        ASK_MADE(INSPECTION, inspection);
        ASK_MADE(BLEU, bleu);
    case BLOCK:
        ask(hash, h->made.block, h->made_size > 0 ? h->made_size : strlen(h->made.json));
        sl_release(h->made.block);
        break;
    case NOTHING: break;
    }
}

uint64_t handles_outcome(handles *h, handles_kind made) {
    uint64_t hash = SL_HASH_START;
    if (h->made.any != NULL) ask_made(&hash, h, made);
    ask_number(&hash, h->number);
    ask(&hash, h->symbol, strlen(h->symbol));
    ask_settings(&hash, h->settings);
    ask_model(&hash, h->language);
    ask_model(&hash, h->translation);
    ask_trainer(&hash, h->trainer);
    ask_trainer(&hash, h->pair_trainer);
    ask_trainer(&hash, h->half);
    ask_trainer(&hash, h->whole);
    ask_generator(&hash, h->generator);
    ask_inspection(&hash, h->inspection);
    ask_ngram(&hash, h->ngram);
    ask_bleu(&hash, h->bleu);
    ask_text(&hash, h->reading);
    ask_text(&hash, h->read);
    ask_pairs(&hash, h->table);
    return hash;
}

void handles_end(handles *h) {
    sl_settings_free(h->settings);
    sl_generator_free(h->generator);
    sl_inspection_free(h->inspection);
    sl_evaluator_free(h->evaluator);
    sl_ngram_free(h->ngram);
    sl_bleu_free(h->bleu);
    sl_trainer_free(h->trainer);
    sl_trainer_free(h->pair_trainer);
    sl_trainer_free(h->half);
    sl_trainer_free(h->whole);
    sl_model_free(h->language);
    sl_model_free(h->translation);
    sl_text_free(h->text);
    sl_text_free(h->reading);
    sl_text_free(h->read);
    sl_pairs_free(h->pairs);
    sl_pairs_free(h->table);
    sl_release(h->file);
    sl_release(h->checkpoint);
    sl_release(h->pair_ids);
    free(h->rest);
}
