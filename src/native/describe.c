/* The words of sl_material: how large it is, what to know about it, what was learned from it. */
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "native/json.h"
#include "native/material.h"
#include "native/number.h"
#include "native/settings.h"
#include "native/stop.h"
#include "native/talk.h"

enum { SAMPLE_LENGTH = 300, SAMPLES = 4, WORDS = 160 };

void sl_material_size(const sl_material *material, char *size) {
    char length[SL_SHOWN];
    sl_show_grouped((double)material->length, length);
    if (material->is_pairs)
        snprintf(size, WORDS, "%s pairs, %zu and %zu distinct tokens", length,
                 sl_vocabulary_size(sl_pairs_vocabulary(material->pairs, false)),
                 sl_vocabulary_size(sl_pairs_vocabulary(material->pairs, true)));
    else
        snprintf(size, WORDS, "%s symbols, %zu distinct", length,
                 sl_vocabulary_size(sl_text_vocabulary(material->text)));
}

/* ---- caveats ---- */

static void say_of_line_ends(const sl_text *text) {
    static const char *const names[] = {[SL_LF] = "LF", [SL_CRLF] = "CR LF", [SL_CR] = "CR"};
    char counts[WORDS] = "", shown[SL_SHOWN];
    int kinds = 0;
    for (int kind = 0; kind < SL_LINE_ENDS; kind++) {
        size_t count = sl_text_line_ends(text, (sl_line_end)kind), used = strlen(counts);
        if (count == 0) continue;
        snprintf(counts + used, sizeof counts - used, "%s%s with %s", kinds++ ? ", " : "",
                 sl_show_grouped((double)count, shown), names[kind]);
    }
    if (kinds > 1)
        sl_say(
            "the text ends its lines in different ways (%s), which the model takes for different "
            "symbols: save it with one kind of line ends",
            counts);
}

/* "5 of 1,000" in words of its own. */
static const char *part_of(size_t part, size_t whole, char *words) {
    char of[SL_SHOWN];
    sl_show_grouped((double)part, words);
    sprintf(words + strlen(words), " of %s", sl_show_grouped((double)whole, of));
    return words;
}

/* Rounded to one digit as JavaScript does it, which takes the larger of two that are as near. */
static double percent(size_t part, size_t whole) {
    double share = whole ? 100 * (double)part / (double)whole : 0, quarters = 4 * share;
    bool is_between = quarters == (double)(size_t)quarters && (size_t)quarters % 2 == 1;
    return is_between ? share * (1 + DBL_EPSILON) : share;
}

static void say_of_unknown(const sl_pairs *pairs, const sl_settings *settings, bool own) {
    size_t source = sl_pairs_unknown(pairs, false), all_source = sl_pairs_length(pairs, false);
    size_t target = sl_pairs_unknown(pairs, true), all_target = sl_pairs_length(pairs, true);
    char first[2 * SL_SHOWN + 8], second[2 * SL_SHOWN + 8], counts[2 * WORDS + 64];
    if (source + target == 0) return;
    snprintf(counts, sizeof counts, "%s (%.1f%%) source tokens and %s (%.1f%%) target tokens",
             part_of(source, all_source, first), percent(source, all_source),
             part_of(target, all_target, second), percent(target, all_target));
    if (own)
        sl_say(
            "%s become <unk>, as they occur fewer than %.0f times (--minimum 1 keeps them all%s)",
            counts, sl_setting_number(settings, "minimum"),
            sl_setting_is(settings, "tokens", "word") ? ", --tokens char has fewer" : "");
    else
        sl_say("%s are <unk>: the model's vocabularies lack them", counts);
}

static void say_of_cut_off(const sl_pairs *pairs, size_t steps) {
    size_t source = sl_pairs_longer(pairs, steps, false), all = sl_pairs_count(pairs);
    size_t target = sl_pairs_longer(pairs, steps, true);
    char first[2 * SL_SHOWN + 8], second[2 * SL_SHOWN + 8];
    if (source + target > 0)
        sl_say("%s source sentences and %s target sentences are longer than %zu tokens, <eos> "
               "included, and are cut off there (--steps)",
               part_of(source, all, first), part_of(target, all, second), steps);
}

static void say_of_held_out(const sl_material *material, const sl_model *model) {
    double validation = sl_setting_number(sl_model_settings(model), "validation");
    double training = (double)sl_material_training(material, model);
    char share[SL_SHOWN], count[SL_SHOWN], enough[SL_SHOWN];
    if (validation == 0 || sl_material_held_out(material, model) > 0) return;
    sl_say(
        "--validation %s of %s pairs holds back none, so nothing is measured on unseen ones: give "
        "%s or more",
        sl_show(validation, share), sl_show_grouped(training, count),
        sl_show(fmin(ceil(1e4 / training) / 1e4, 0.9), enough));
}

static void say_of_dropout(const sl_settings *settings) {
    char share[SL_SHOWN];
    double dropout = sl_setting_number(settings, "dropout");
    if (dropout == 0 || sl_setting_number(settings, "layers") > 1) return;
    if (!sl_setting_is(settings, "dropout_at", "between")) return;
    sl_say(
        "--dropout %s acts between layers, and this model has one: it drops nothing; --layers 2, "
        "--dropout-at every or --dropout-output would",
        sl_show(dropout, share));
}

void sl_material_say_caveats(const sl_material *material, const sl_model *model, bool own) {
    const sl_settings *settings = sl_model_settings(model);
    if (own) say_of_dropout(settings); /* a resumed model keeps its layers */
    if (material->is_pairs) {
        say_of_unknown(material->pairs, settings, own);
        say_of_cut_off(material->pairs, (size_t)sl_setting_number(settings, "steps"));
        say_of_held_out(material, model);
        return;
    }
    if (sl_setting_is(settings, "bidirectional", "true"))
        sl_say("a bidirectional model also reads the text backwards and so sees the very symbols "
               "that it predicts: its perplexity does not measure prediction");
    if (!sl_setting_is(settings, "normalize", "d2l")) say_of_line_ends(material->text);
}

/* ---- what was learned ---- */

static sl_outcome show_text(sl_model *model, sl_failure *failure) {
    sl_generator *generator;
    sl_error error = {0};
    const char *symbol;
    if (sl_generator_create(model, 1, 0, 1, 1, &generator, &error))
        return sl_refuse_as(failure, &error);
    for (int i = 0; i < SAMPLE_LENGTH && !sl_stopped(); i++) {
        if (sl_generator_next(generator, &symbol, &error)) break;
        sl_print(symbol);
    }
    sl_generator_free(generator);
    if (error.status) return sl_refuse_as(failure, &error);
    sl_print("\n");
    return SL_WELL;
}

static sl_outcome show_pairs(const sl_pairs *pairs, sl_model *model, sl_failure *failure) {
    size_t all = sl_pairs_count(pairs), count = all < SAMPLES ? all : SAMPLES;
    sl_error error;
    for (size_t i = 0; i < count && !sl_stopped(); i++) {
        const char *sentence = sl_pairs_sentence(pairs, i * all / count, false);
        sl_value translation;
        char *json;
        if (sl_translate(model, sentence, strlen(sentence), 1, 0.75, &json, &error))
            return sl_refuse_as(failure, &error);
        bool read = sl_parse(json, strlen(json), &translation);
        sl_release(json);
        if (!read) continue;
        sl_print(sentence);
        sl_print("\t");
        sl_print(sl_member_words(&translation, "text", ""));
        sl_print("\n");
        sl_value_free(&translation);
    }
    return SL_WELL;
}

sl_outcome sl_material_show(const sl_material *material, sl_model *model, sl_failure *failure) {
    return material->is_pairs ? show_pairs(material->pairs, model, failure)
                              : show_text(model, failure);
}
