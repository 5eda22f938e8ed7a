#include "native/fingerprint.h"

#include <stdio.h>
#include <string.h>

#include "sluice.h"

static const char *const words =
    "Round a corner in the reeds the grey heron waits, and all the water goes slowly by him.";

static const char *const settings_of_it[][2] = {{"cell", "lstm"},       {"hidden", "19"},
                                                {"batch", "5"},         {"steps", "6"},
                                                {"optimizer", "adamw"}, {"dropout_output", "0.1"}};

/* 64-bit FNV-1a. */
static uint64_t hash_of(const unsigned char *bytes, size_t size) {
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < size; i++) hash = (hash ^ bytes[i]) * UINT64_C(0x100000001b3);
    return hash;
}

static sl_status apply_settings(sl_settings *settings, sl_error *error) {
    sl_status status = SL_OK;
    for (size_t i = 0; !status && i < sizeof settings_of_it / sizeof *settings_of_it; i++)
        status = sl_settings_set(settings, settings_of_it[i][0], settings_of_it[i][1], error);
    return status;
}

/* Of no training at all, 0: then one that succeeds differs from it. */
static uint64_t bits_of(sl_trainer *trainer) {
    sl_error error;
    void *bytes;
    size_t size;
    if (sl_trainer_step(trainer, &error) || sl_trainer_step(trainer, &error) ||
        sl_trainer_save(trainer, "", &bytes, &size, &error))
        return 0;
    uint64_t hash = hash_of(bytes, size);
    sl_release(bytes);
    return hash;
}

static uint64_t train_a_little(void) {
    sl_error error;
    sl_text *text = NULL;
    sl_settings *settings = NULL;
    sl_model *model = NULL;
    sl_trainer *trainer = NULL;
    bool made = sl_text_create(NULL, "none", 0, &text, &error) == SL_OK &&
                sl_text_append(text, words, strlen(words), &error) == SL_OK &&
                sl_text_finish(text, &error) == SL_OK &&
                sl_settings_create(&settings, &error) == SL_OK &&
                apply_settings(settings, &error) == SL_OK &&
                sl_model_create(settings, sl_text_vocabulary(text), &model, &error) == SL_OK &&
                sl_trainer_create(model, text, &trainer, &error) == SL_OK;
    uint64_t bits = made ? bits_of(trainer) : 0;
    sl_trainer_free(trainer);
    sl_model_free(model);
    sl_settings_free(settings);
    sl_text_free(text);
    return bits;
}

sl_fingerprint sl_fingerprint_own(void) {
    sl_fingerprint own = {.bits = train_a_little()};
    snprintf(own.version, sizeof own.version, "%s", sl_version());
    snprintf(own.engine, sizeof own.engine, "%s", sl_engine());
    return own;
}

bool sl_fingerprint_equals(const sl_fingerprint *one, const sl_fingerprint *other) {
    return one->bits == other->bits && strcmp(one->version, other->version) == 0;
}
