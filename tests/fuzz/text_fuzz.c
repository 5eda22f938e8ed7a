/* The decoders of texts and of tables of pairs: any bytes, however they are split, give the same
 * text or the same refusal. */
#include <stdlib.h>
#include <string.h>

#include "sluice.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static sl_status read_text(const uint8_t *bytes, size_t size, size_t cut, const char *normalize,
                           char fingerprint[17]) {
    sl_text *text;
    if (sl_text_create(NULL, normalize, 0, &text, NULL) != SL_OK) abort();
    sl_status status = sl_text_append(text, bytes, cut, NULL);
    if (status == SL_OK) status = sl_text_append(text, bytes + cut, size - cut, NULL);
    if (status == SL_OK) status = sl_text_finish(text, NULL);
    if (status == SL_OK) memcpy(fingerprint, sl_text_fingerprint(text), 17);
    sl_text_free(text);
    return status;
}

static void texts(const uint8_t *bytes, size_t size, const char *normalize) {
    char whole[17] = {0}, split[17] = {0};
    sl_status status = read_text(bytes, size, size, normalize, whole);
    if (status != SL_OK && status != SL_BAD_TEXT) abort();
    if (read_text(bytes, size, size / 3, normalize, split) != status) abort();
    if (memcmp(whole, split, sizeof whole) != 0) abort();
}

static void pairs(const uint8_t *bytes, size_t size, const char *tokens) {
    sl_settings *settings;
    sl_pairs *table;
    if (sl_settings_create(&settings, NULL) != SL_OK) abort();
    if (sl_settings_set(settings, "tokens", tokens, NULL) != SL_OK) abort();
    if (sl_pairs_create(settings, 0, &table, NULL) != SL_OK) abort();
    sl_status status = sl_pairs_append(table, bytes, size / 2, NULL);
    if (status == SL_OK) status = sl_pairs_append(table, bytes + size / 2, size - size / 2, NULL);
    if (status == SL_OK) status = sl_pairs_finish(table, NULL);
    if (status != SL_OK && status != SL_BAD_TEXT) abort();
    sl_pairs_free(table);
    sl_settings_free(settings);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    texts(bytes, size, "none");
    texts(bytes, size, "d2l");
    pairs(bytes, size, "word");
    pairs(bytes, size, "char");
    return 0;
}
