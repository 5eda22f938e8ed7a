#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "file/safetensors.h"

enum { LENGTH_BYTES = 8 };

void sl_array_set(const sl_array *array, size_t index, float value) {
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    for (int i = 0; i < 4; i++) array->data[4 * index + (size_t)i] = (unsigned char)(bits >> 8 * i);
}

void sl_array_describe(sl_json_writer *writer, size_t dimensions, const size_t *shape) {
    sl_json_put_text(writer, "dtype", "F32");
    sl_json_open(writer, "shape", '[');
    for (size_t i = 0; i < dimensions; i++) sl_json_put_number(writer, NULL, (double)shape[i]);
    sl_json_close(writer, ']');
}

static void put_entry(sl_json_writer *writer, const sl_array *array, size_t begin) {
    sl_json_open(writer, array->name, '{');
    sl_array_describe(writer, array->dimensions, array->shape);
    sl_json_open(writer, "data_offsets", '[');
    sl_json_put_number(writer, NULL, (double)begin);
    sl_json_put_number(writer, NULL, (double)(begin + 4 * array->count));
    sl_json_close(writer, ']');
    sl_json_close(writer, '}');
}

static sl_status write_header(sl_array *arrays, size_t count, const char *key, const char *value,
                              char **header, size_t *data_size, sl_error *error) {
    sl_json_writer writer = {0};
    *data_size = 0;
    sl_json_open(&writer, NULL, '{');
    sl_json_open(&writer, "__metadata__", '{');
    sl_json_put_text(&writer, key, value);
    sl_json_close(&writer, '}');
    for (size_t i = 0; i < count; i++) {
        arrays[i].count = 1;
        for (size_t d = 0; d < arrays[i].dimensions; d++) arrays[i].count *= arrays[i].shape[d];
        put_entry(&writer, &arrays[i], *data_size);
        *data_size += 4 * arrays[i].count;
    }
    sl_json_close(&writer, '}');
    return sl_json_take(&writer, header, error);
}

sl_status sl_safetensors_lay_out(sl_array *arrays, size_t count, const char *key, const char *value,
                                 void **bytes, size_t *size, sl_error *error) {
    char *header;
    size_t data_size;
    *bytes = NULL;
    *size = 0;
    sl_status status = write_header(arrays, count, key, value, &header, &data_size, error);
    if (status != SL_OK) return status;
    size_t written = strlen(header), length = (written + 7) / 8 * 8;
    unsigned char *file = calloc(LENGTH_BYTES + length + data_size, 1);
    if (file) {
        for (int i = 0; i < LENGTH_BYTES; i++) file[i] = (unsigned char)((uint64_t)length >> 8 * i);
        memcpy(file + LENGTH_BYTES, header, written);
        memset(file + LENGTH_BYTES + written, ' ', length - written);
        *bytes = file;
        *size = LENGTH_BYTES + length + data_size;
    }
    free(header);
    if (!file) return sl_fail(error, SL_NO_MEMORY, "no memory for a file of %zu bytes", data_size);
    unsigned char *data = file + LENGTH_BYTES + length;
    for (size_t i = 0; i < count; data += 4 * arrays[i++].count) arrays[i].data = data;
    return SL_OK;
}
