#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/number.h"
#include "file/model_file.h"
#include "file/model_tensor.h"
#include "file/weights.h"
#include "model/language_model.h"
#include "model/seq2seq.h"

/* Everything that is made on the way; freed together. */
typedef struct loading {
    sl_safetensors *file;
    sl_json *metadata;
    sl_settings *settings;
    const sl_kind *kind;
    sl_vocabulary *vocabulary, *source; /* source: if the kind reads one */
    double updates, tokens;
    sl_model *model;
} loading;

static const sl_json_value *metadata_member(const loading *load, const char *key) {
    return sl_json_member(sl_json_root(load->metadata), key);
}

static sl_status read_setting(sl_settings *settings, const sl_json_value *entry, sl_error *error) {
    char number[SL_NUMBER_LENGTH];
    const char *value = entry->text;
    if (entry->kind == SL_JSON_FLAG) value = entry->flag ? "true" : "false";
    if (entry->kind == SL_JSON_NUMBER) {
        sl_number_print(entry->number, number);
        value = number;
    }
    sl_error reason = {0};
    if (value && sl_settings_set(settings, entry->key, value, &reason) == SL_OK) return SL_OK;
    return sl_fail(error, SL_BAD_FILE, "setting \"%s\" in the file: %s", entry->key,
                   value ? reason.message : "it is not a word, a number, true or false");
}

static sl_status read_settings(loading *load, sl_error *error) {
    const sl_json_value *list = metadata_member(load, "settings");
    if (!list || list->kind != SL_JSON_OBJECT)
        return sl_fail(error, SL_BAD_FILE, "the file's metadata have no settings");
    sl_status status = sl_settings_create(&load->settings, error);
    const sl_json_value *entry = sl_json_first(list);
    for (; entry && status == SL_OK; entry = sl_json_next(entry))
        status = read_setting(load->settings, entry, error);
    return status;
}

/* The setting embedding as this kind means it. Before language models had one, their files said 32,
 * which was of no use to them. */
static void settle_embedding(loading *load) {
    uint32_t *embedding = &load->settings->embedding, usual = load->kind->usual_embedding;
    if (!usual && !sl_safetensors_find(load->file, load->kind->embedding_tensor)) *embedding = 0;
    if (!*embedding) *embedding = usual;
}

/* Each must be new: then the ids are those of the file. */
static sl_status read_symbol(sl_vocabulary *vocabulary, const sl_json_value *item,
                             sl_error *error) {
    uint16_t id;
    size_t before = sl_vocabulary_size(vocabulary);
    sl_error reason = {.message = "a symbol that is no string"};
    sl_status status = SL_BAD_TEXT;
    if (item->kind == SL_JSON_TEXT)
        status = sl_vocabulary_add(vocabulary, item->text, item->size, &id, &reason);
    if (status == SL_NO_MEMORY) return sl_fail(error, status, "%s", reason.message);
    if (status == SL_OK && sl_vocabulary_size(vocabulary) > before) return SL_OK;
    return sl_fail(error, SL_BAD_FILE, "symbol %zu of the file's vocabulary: %s", before,
                   status == SL_OK ? "it was there before" : reason.message);
}

static sl_status read_vocabulary(const loading *load, const char *key, sl_vocabulary **vocabulary,
                                 sl_error *error) {
    const sl_json_value *list = metadata_member(load, key);
    const sl_json_value *item = list && list->kind == SL_JSON_ARRAY ? sl_json_first(list) : NULL;
    if (!item || item->kind != SL_JSON_TEXT || strcmp(item->text, "<unk>") != 0)
        return sl_fail(error, SL_BAD_FILE,
                       "the file's metadata have no %s that begins with \"<unk>\"", key);
    sl_status status = sl_vocabulary_create(vocabulary, error);
    while (status == SL_OK && (item = sl_json_next(item)) != NULL)
        status = read_symbol(*vocabulary, item, error);
    if (status == SL_OK && sl_vocabulary_size(*vocabulary) < 2)
        return sl_fail(error, SL_BAD_FILE, "the file's %s has no symbol but \"<unk>\"", key);
    return status;
}

/* <pad>, <bos> and <eos> must be where the decoder looks for them. */
static sl_status check_specials(const sl_vocabulary *vocabulary, sl_error *error) {
    if (!strcmp(sl_vocabulary_symbol(vocabulary, SL_PAD), "<pad>") &&
        !strcmp(sl_vocabulary_symbol(vocabulary, SL_BOS), "<bos>") &&
        !strcmp(sl_vocabulary_symbol(vocabulary, SL_EOS), "<eos>"))
        return SL_OK;
    return sl_fail(error, SL_BAD_FILE,
                   "the vocabularies of a translation model begin with <unk>, <pad>, <bos>, <eos>; "
                   "those of the file do not");
}

static sl_status read_vocabularies(loading *load, sl_error *error) {
    sl_status status = read_vocabulary(load, "vocabulary", &load->vocabulary, error);
    if (status != SL_OK || !load->kind->reads_source) return status;
    status = read_vocabulary(load, "source_vocabulary", &load->source, error);
    if (status == SL_OK) status = check_specials(load->vocabulary, error);
    return status == SL_OK ? check_specials(load->source, error) : status;
}

/* A file without a kind is of a language model. */
static sl_status read_kind(loading *load, sl_error *error) {
    static const sl_kind *const kinds[] = {&sl_language_model, &sl_translation_model};
    const sl_json_value *kind = metadata_member(load, "kind");
    const char *word = !kind ? kinds[0]->name : kind->kind == SL_JSON_TEXT ? kind->text : "";
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (!strcmp(word, kinds[i]->name)) load->kind = kinds[i];
    if (load->kind) return SL_OK;
    return sl_fail(error, SL_BAD_FILE,
                   "the file's kind of model must be \"language\" or \"translation\"");
}

static sl_status read_count(const loading *load, const char *key, double *count, sl_error *error) {
    if (sl_json_count(metadata_member(load, key), count)) return SL_OK;
    return sl_fail(error, SL_BAD_FILE, "the file's metadata have no whole number \"%s\"", key);
}

sl_status sl_model_metadata(const sl_safetensors *file, sl_json **json, sl_error *error) {
    size_t size;
    const char *text = sl_safetensors_metadata(file, SL_MODEL_KEY, &size);
    if (!text)
        return sl_fail(error, SL_BAD_FILE,
                       "the metadata key \"sluice\" is missing: these are safetensors, but not of "
                       "a model that Sluice saved");
    return sl_json_read(text, size, "the metadata \"sluice\" of the file", json, error);
}

static sl_status read_metadata(loading *load, sl_error *error) {
    size_t format;
    sl_status status = sl_model_metadata(load->file, &load->metadata, error);
    if (status != SL_OK) return status;
    if (!sl_json_whole(metadata_member(load, "format"), &format) || format != SL_MODEL_FORMAT)
        return sl_fail(error, SL_BAD_FILE,
                       "the file's format is not 1, the only one that this version reads");
    status = read_kind(load, error);
    if (status == SL_OK) status = read_settings(load, error);
    if (status == SL_OK) settle_embedding(load);
    if (status == SL_OK) status = read_vocabularies(load, error);
    if (status == SL_OK) status = read_count(load, "updates", &load->updates, error);
    return status == SL_OK ? read_count(load, "tokens", &load->tokens, error) : status;
}

static sl_status check_size(const loading *load, const char *name, size_t rows, size_t columns,
                            const char *why, sl_error *error) {
    const sl_array *array = sl_safetensors_find(load->file, name);
    if (array && array->dimensions == 2 && array->shape[0] >= rows && array->shape[1] == columns)
        return SL_OK;
    return sl_fail(error, SL_BAD_FILE,
                   "tensor \"%s\" is missing or not %zu columns wide, with %zu rows or more, as %s",
                   name, columns, rows, why);
}

/* A small altered file must not make a large model: what it asks for has to be in it. */
static sl_status check_promise(const loading *load, sl_error *error) {
    const sl_kind *kind = load->kind;
    size_t hidden = load->settings->hidden, embedding = load->settings->embedding;
    size_t symbols = sl_vocabulary_size(load->source ? load->source : load->vocabulary);
    sl_status status =
        check_size(load, kind->hidden_tensor, hidden, hidden, "the setting hidden says", error);
    if (status != SL_OK || !embedding) return status;
    return check_size(load, kind->embedding_tensor, symbols, embedding,
                      "the vocabulary and the setting embedding say", error);
}

/* What a checkpoint holds besides the model; see checkpoint.c. */
static bool is_training_array(const char *name) {
    return !strncmp(name, "optimizer.", 10) || !strncmp(name, "training.", 9);
}

static sl_status fill_model(loading *load, sl_error *error) {
    const sl_parameters *parameters = &load->model->parameters;
    size_t count = 0;
    for (size_t i = 0; i < sl_safetensors_count(load->file); i++)
        count += !is_training_array(sl_safetensors_name(load->file, i));
    if (count != parameters->tensor_count)
        return sl_fail(error, SL_BAD_FILE,
                       "the file has %zu tensors of a model; its settings need %zu", count,
                       parameters->tensor_count);
    return sl_weights_load(load->model, load->file, sl_json_root(load->metadata), error);
}

sl_status sl_model_load(const void *bytes, size_t size, sl_model **out, sl_error *error) {
    loading load = {0};
    *out = NULL;
    sl_status status = sl_safetensors_read(bytes, size, &load.file, error);
    if (status == SL_OK) status = read_metadata(&load, error);
    if (status == SL_OK) status = check_promise(&load, error);
    if (status == SL_OK)
        status = sl_model_make(load.kind, load.settings, load.vocabulary, load.source, &load.model,
                               error);
    if (status == SL_OK) status = fill_model(&load, error);
    if (status == SL_OK) {
        *out = load.model;
        load.model->updates = load.updates;
        load.model->tokens = load.tokens;
        load.model = NULL;
    }
    sl_model_free(load.model);
    sl_vocabulary_free(load.vocabulary);
    sl_vocabulary_free(load.source);
    sl_settings_free(load.settings);
    sl_json_free(load.metadata);
    sl_safetensors_free(load.file);
    return status;
}
