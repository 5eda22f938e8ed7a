#include "models.h"

sl_vocabulary *models_vocabulary(size_t count) {
    sl_vocabulary *vocabulary;
    uint16_t id;
    CHECK_STATUS(sl_vocabulary_create(&vocabulary, NULL), SL_OK);
    for (uint32_t i = 1; i < count; i++)
        CHECK_STATUS(sl_vocabulary_add_code(vocabulary, 'a' + i - 1, &id, NULL), SL_OK);
    return vocabulary;
}

sl_settings models_settings(const char *assignments) {
    sl_settings *made, settings;
    char copy[512], *rest = copy;
    CHECK_STATUS(sl_settings_create(&made, NULL), SL_OK);
    strncpy(copy, assignments, sizeof copy - 1);
    copy[sizeof copy - 1] = 0;
    while (*rest) {
        char *name = rest, *value = strchr(rest, '=');
        *value++ = 0;
        rest = value + strcspn(value, " ");
        if (*rest) *rest++ = 0;
        CHECK_STATUS(sl_settings_set(made, name, value, NULL), SL_OK);
    }
    settings = *made;
    sl_settings_free(made);
    return settings;
}

sl_model *models_create(const char *assignments, size_t symbols) {
    sl_settings settings = models_settings(assignments);
    sl_vocabulary *vocabulary = models_vocabulary(symbols);
    sl_model *model;
    CHECK_STATUS(sl_model_create(&settings, vocabulary, &model, NULL), SL_OK);
    sl_vocabulary_free(vocabulary);
    return model;
}

models_pass models_take_pass(const sl_model *model, size_t steps, size_t batch) {
    return models_take_dropping(model, steps, batch, SL_NO_DROPOUT);
}

models_pass models_take_dropping(const sl_model *model, size_t steps, size_t batch,
                                 sl_dropout dropout) {
    models_pass made = {0};
    sl_pass_reserve(&made.pass, model, steps, batch, dropout, 1, &made.arena);
    CHECK_STATUS(sl_arena_allocate(&made.arena, "a pass", NULL), SL_OK);
    sl_pass_reserve(&made.pass, model, steps, batch, dropout, 1, &made.arena);
    return made;
}

sl_pairs *models_pairs(const char *assignments, const char *lines) {
    sl_settings settings = models_settings(assignments);
    sl_pairs *pairs;
    CHECK_STATUS(sl_pairs_create(&settings, 0, &pairs, NULL), SL_OK);
    CHECK_STATUS(sl_pairs_append(pairs, lines, strlen(lines), NULL), SL_OK);
    CHECK_STATUS(sl_pairs_finish(pairs, NULL), SL_OK);
    return pairs;
}

sl_model *models_translation(const char *assignments, const sl_pairs *pairs) {
    sl_settings settings = models_settings(assignments);
    sl_model *model;
    CHECK_STATUS(sl_model_create_translation(&settings, pairs, &model, NULL), SL_OK);
    return model;
}

sl_model *models_translation_of(const char *assignments, size_t source, size_t target) {
    sl_settings settings = models_settings(assignments);
    sl_vocabulary *from = models_vocabulary(source), *to = models_vocabulary(target);
    sl_model *model;
    CHECK_STATUS(sl_model_make(&sl_translation_model, &settings, to, from, &model, NULL), SL_OK);
    sl_vocabulary_free(from);
    sl_vocabulary_free(to);
    return model;
}

static void take_coding(models_coding *coding, const sl_model *model, size_t source_steps,
                        size_t target_steps, size_t batch, sl_dropout dropout) {
    sl_encoding_reserve(&coding->encoding, model, source_steps, batch, dropout, true,
                        &coding->arena);
    sl_decoding_reserve(&coding->decoding, model, target_steps, batch, dropout, 1, &coding->arena);
}

models_coding models_take_coding(const sl_model *model, size_t source_steps, size_t target_steps,
                                 size_t batch, sl_dropout dropout) {
    models_coding made = {0};
    take_coding(&made, model, source_steps, target_steps, batch, dropout);
    CHECK_STATUS(sl_arena_allocate(&made.arena, "a translation", NULL), SL_OK);
    take_coding(&made, model, source_steps, target_steps, batch, dropout);
    return made;
}

void models_lay(models_coding *coding, size_t source_steps, size_t target_steps,
                const models_sentence *sentences, size_t rows) {
    sl_encoding *encoding = &coding->encoding;
    sl_decoding *decoding = &coding->decoding;
    sl_run_shape(&encoding->run, source_steps, rows);
    sl_run_shape(&decoding->pass.run, target_steps, rows);
    for (size_t b = 0; b < rows; b++) {
        const models_sentence *one = &sentences[b];
        encoding->lengths[b] = (uint16_t)one->source_length;
        decoding->lengths[b] = (uint16_t)one->target_length;
        for (size_t t = 0; t < source_steps; t++)
            encoding->ids[t * rows + b] = t < one->source_length ? one->source[t] : SL_PAD;
        for (size_t t = 0; t < target_steps; t++) {
            decoding->targets[t * rows + b] = t < one->target_length ? one->target[t] : SL_PAD;
            decoding->inputs[t * rows + b] =
                t == 0 ? SL_BOS : decoding->targets[(t - 1) * rows + b];
        }
    }
}

void models_translate(sl_model *model, models_coding *coding) {
    sl_model_pack(model, true);
    sl_encode(&coding->encoding, &coding->decoding);
    sl_decode(&coding->decoding);
}

void models_shake(sl_model *model, double bound, check_random *random) {
    for (size_t i = 0; i < model->parameters.count; i++)
        model->parameters.values[i] = (sl_real)(bound * check_uniform(random));
    sl_model_touch(model);
}

double models_difference(double (*loss)(void *problem), void *problem, sl_real *argument) {
    const double step = 3e-4, offset[] = {-2, -1, 1, 2};
    const sl_real at = *argument;
    double value[4];
    for (int i = 0; i < 4; i++) {
        *argument = (sl_real)((double)at + offset[i] * step);
        value[i] = loss(problem);
    }
    *argument = at;
    return (value[0] - 8 * value[1] + 8 * value[2] - value[3]) / (12 * step);
}

double models_relative_error(double a, double b) {
    double size = fabs(a) > fabs(b) ? fabs(a) : fabs(b);
    return fabs(a - b) / (size > 1e-5 ? size : 1e-5);
}

sl_text *models_text(size_t length, size_t symbols) {
    sl_text *text;
    check_random random = {99};
    CHECK_STATUS(sl_text_create(NULL, "none", 0, &text, NULL), SL_OK);
    for (size_t i = 0; i < length; i++) {
        size_t letter = i < symbols - 1 ? i : check_below(&random, symbols - 1);
        char byte = (char)('a' + letter);
        CHECK_STATUS(sl_text_append(text, &byte, 1, NULL), SL_OK);
    }
    CHECK_STATUS(sl_text_finish(text, NULL), SL_OK);
    return text;
}

size_t models_unknown(const sl_text *text) {
    size_t count = 0;
    for (size_t i = 0; i < sl_text_length(text); i++) count += sl_text_ids(text)[i] == SL_UNKNOWN;
    return count;
}

models_training models_begin(const char *assignments, size_t length, size_t symbols) {
    models_training t = {.text = models_text(length, symbols),
                         .model = models_create(assignments, symbols)};
    CHECK_STATUS(sl_trainer_create(t.model, t.text, &t.trainer, NULL), SL_OK);
    return t;
}

void models_end(models_training *training) {
    sl_trainer_free(training->trainer);
    sl_model_free(training->model);
    sl_text_free(training->text);
}
