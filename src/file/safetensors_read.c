#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/scalar.h"
#include "file/safetensors.h"

enum { LENGTH_BYTES = 8, MOST_HEADER = 100000000 };

struct sl_safetensors {
    sl_json *header;
    const sl_json_value *metadata; /* NULL without */
    sl_array *arrays;              /* (count) */
    size_t count;
};

float sl_array_get(const sl_array *array, size_t index) {
    const unsigned char *at = array->data + 4 * index;
    uint32_t bits = at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

sl_status sl_array_check(const sl_array *array, sl_error *error) {
    for (size_t i = 0; i < array->count; i++)
        if (!sl_is_finite((double)sl_array_get(array, i)))
            return sl_fail(error, SL_BAD_FILE, "tensor \"%s\" holds a number that is not finite",
                           array->name);
    return SL_OK;
}

bool sl_array_is(const sl_array *array, size_t dimensions, const size_t *shape) {
    return array->dimensions == dimensions &&
           memcmp(array->shape, shape, dimensions * sizeof *shape) == 0;
}

/* ---- one array ---- */

static sl_status read_shape(const sl_json_value *list, sl_array *array, sl_error *error) {
    if (!list || list->kind != SL_JSON_ARRAY || list->size > SL_MOST_DIMENSIONS)
        return sl_fail(error, SL_BAD_FILE, "tensor \"%s\" must have a shape of at most 8 numbers",
                       array->name);
    array->dimensions = 0;
    array->count = 1;
    const sl_json_value *item = sl_json_first(list);
    for (; item; item = sl_json_next(item)) {
        size_t extent;
        if (!sl_json_whole(item, &extent) || (extent > 0 && array->count > SIZE_MAX / 4 / extent))
            return sl_fail(error, SL_BAD_FILE,
                           "the shape of tensor \"%s\" is not of whole numbers "
                           "whose product fits in memory",
                           array->name);
        array->shape[array->dimensions++] = extent;
        array->count *= extent;
    }
    return SL_OK;
}

static sl_status read_offsets(const sl_json_value *list, size_t data_size, size_t *first,
                              sl_array *array, sl_error *error) {
    bool pair = list && list->kind == SL_JSON_ARRAY && list->size == 2;
    const sl_json_value *begin = pair ? sl_json_first(list) : NULL;
    size_t end;
    if (!pair || !sl_json_whole(begin, first) || !sl_json_whole(sl_json_next(begin), &end))
        return sl_fail(error, SL_BAD_FILE, "tensor \"%s\" must have data_offsets [begin, end]",
                       array->name);
    if (end < *first || end > data_size)
        return sl_fail(error, SL_BAD_FILE,
                       "the data of tensor \"%s\" end at %zu, but the file has %zu bytes of data: "
                       "it is cut off or altered",
                       array->name, end, data_size);
    if (end - *first != 4 * array->count)
        return sl_fail(error, SL_BAD_FILE, "tensor \"%s\" has %zu bytes, but its shape needs %zu",
                       array->name, end - *first, 4 * array->count);
    return SL_OK;
}

static sl_status read_array(const sl_json_value *entry, const unsigned char *data, size_t data_size,
                            sl_array *array, sl_error *error) {
    size_t first;
    array->name = entry->key;
    if (strlen(entry->key) != entry->key_size)
        return sl_fail(error, SL_BAD_FILE, "the name of tensor \"%s\" holds a NUL", array->name);
    const sl_json_value *type = sl_json_member(entry, "dtype");
    if (!type || type->kind != SL_JSON_TEXT || entry->size != 3)
        return sl_fail(error, SL_BAD_FILE,
                       "tensor \"%s\" must have dtype, shape and data_offsets, and nothing else",
                       array->name);
    if (strcmp(type->text, "F32") != 0)
        return sl_fail(error, SL_BAD_FILE, "tensor \"%s\" is of type %s; only F32 can be read",
                       array->name, type->text);
    sl_status status = read_shape(sl_json_member(entry, "shape"), array, error);
    if (status == SL_OK)
        status =
            read_offsets(sl_json_member(entry, "data_offsets"), data_size, &first, array, error);
    if (status == SL_OK) array->data = (unsigned char *)data + first;
    return status;
}

/* ---- the header ---- */

static sl_status check_metadata(const sl_json_value *metadata, sl_error *error) {
    bool fits = !metadata || metadata->kind == SL_JSON_OBJECT;
    const sl_json_value *entry = metadata && fits ? sl_json_first(metadata) : NULL;
    for (; entry; entry = sl_json_next(entry)) fits = fits && entry->kind == SL_JSON_TEXT;
    if (fits) return SL_OK;
    return sl_fail(error, SL_BAD_FILE, "__metadata__ must map names to strings");
}

static int by_place(const void *a, const void *b) {
    const sl_array *x = a, *y = b;
    if (x->data != y->data) return x->data < y->data ? -1 : 1;
    return (x->count > y->count) - (x->count < y->count); /* empty ones before what follows */
}

/* Sorted, each array must begin where the one before it ended. */
static sl_status check_cover(sl_safetensors *file, const unsigned char *data, size_t data_size,
                             sl_error *error) {
    const unsigned char *end = data;
    if (file->count > 0) qsort(file->arrays, file->count, sizeof *file->arrays, by_place);
    for (size_t i = 0; i < file->count; i++) {
        const sl_array *array = &file->arrays[i];
        if (array->data != end)
            return sl_fail(error, SL_BAD_FILE, "the data of tensor \"%s\" %s", array->name,
                           array->data < end ? "overlap those of another" : "follow after a gap");
        end += 4 * array->count;
    }
    if (end != data + data_size)
        return sl_fail(error, SL_BAD_FILE, "%zu bytes at the end of the file belong to no tensor",
                       (size_t)(data + data_size - end));
    return SL_OK;
}

static sl_status read_arrays(sl_safetensors *file, const unsigned char *data, size_t data_size,
                             sl_error *error) {
    const sl_json_value *root = sl_json_root(file->header);
    file->metadata = sl_json_member(root, "__metadata__");
    file->arrays = calloc(root->size + 1, sizeof *file->arrays);
    if (!file->arrays)
        return sl_fail(error, SL_NO_MEMORY, "no memory for a list of %zu tensors", root->size);
    sl_status status = check_metadata(file->metadata, error);
    const sl_json_value *entry = sl_json_first(root);
    for (; entry && status == SL_OK; entry = sl_json_next(entry))
        if (entry != file->metadata)
            status = read_array(entry, data, data_size, &file->arrays[file->count++], error);
    return status == SL_OK ? check_cover(file, data, data_size, error) : status;
}

/* The length of the header, once it is plain that one may be there. */
static sl_status read_length(const unsigned char *bytes, size_t size, size_t *length,
                             sl_error *error) {
    uint64_t value = 0;
    if (size <= LENGTH_BYTES)
        return sl_fail(error, SL_BAD_FILE,
                       "the file has only %zu bytes; a model file (safetensors) has more", size);
    for (int i = LENGTH_BYTES; i-- > 0;) value = value << 8 | bytes[i];
    if (bytes[LENGTH_BYTES] != '{' || value > MOST_HEADER)
        return sl_fail(error, SL_BAD_FILE,
                       "this is not a model file: safetensors begin with the length of a header, "
                       "at most 100000000, and a {");
    if (value > size - LENGTH_BYTES)
        return sl_fail(error, SL_BAD_FILE,
                       "the file is cut off: its header takes %zu bytes, but only %zu are there",
                       (size_t)value, size - LENGTH_BYTES);
    *length = (size_t)value;
    return SL_OK;
}

sl_status sl_safetensors_read(const void *bytes, size_t size, sl_safetensors **out,
                              sl_error *error) {
    const unsigned char *start = bytes;
    size_t length = 0;
    *out = NULL;
    sl_status status = read_length(start, size, &length, error);
    if (status != SL_OK) return status;
    sl_safetensors *file = calloc(1, sizeof *file);
    if (!file) return sl_fail(error, SL_NO_MEMORY, "no memory to read a model file");
    status = sl_json_read((const char *)start + LENGTH_BYTES, length, "the file's header",
                          &file->header, error);
    size_t data = LENGTH_BYTES + length;
    if (status == SL_OK) status = read_arrays(file, start + data, size - data, error);
    if (status == SL_OK)
        *out = file;
    else
        sl_safetensors_free(file);
    return status;
}

void sl_safetensors_free(sl_safetensors *file) {
    if (!file) return;
    sl_json_free(file->header);
    free(file->arrays);
    free(file);
}

size_t sl_safetensors_count(const sl_safetensors *file) { return file->count; }

const char *sl_safetensors_name(const sl_safetensors *file, size_t i) {
    return file->arrays[i].name;
}

const sl_array *sl_safetensors_find(const sl_safetensors *file, const char *name) {
    for (size_t i = 0; i < file->count; i++)
        if (strcmp(file->arrays[i].name, name) == 0) return &file->arrays[i];
    return NULL;
}

const char *sl_safetensors_metadata(const sl_safetensors *file, const char *key, size_t *size) {
    const sl_json_value *value = file->metadata ? sl_json_member(file->metadata, key) : NULL;
    *size = value ? value->size : 0;
    return value ? value->text : NULL;
}
