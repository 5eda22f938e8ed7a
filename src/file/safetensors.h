/* The safetensors format: named arrays of float32 and a few strings, in one block of bytes:
 *     8 bytes   length of the header, little-endian
 *     header    JSON: {"__metadata__":{key: string}, name: {"dtype","shape","data_offsets"}, ...}
 *     data      the arrays, row by row, little-endian, without gaps */
#ifndef SL_FILE_SAFETENSORS_H
#define SL_FILE_SAFETENSORS_H

#include "base/json.h"

enum { SL_MOST_DIMENSIONS = 8 };

typedef struct sl_array {
    const char *name;
    size_t dimensions, shape[SL_MOST_DIMENSIONS];
    size_t count;        /* numbers: the product of the shape */
    unsigned char *data; /* (4 * count) bytes within the file, at no particular alignment */
} sl_array;

/* One number of an array. */
float sl_array_get(const sl_array *array, size_t index);
void sl_array_set(const sl_array *array, size_t index, float value);

/* SL_BAD_FILE if one of its numbers is not finite. */
sl_status sl_array_check(const sl_array *array, sl_error *error);

/* The same shape. */
bool sl_array_is(const sl_array *array, size_t dimensions, const size_t *shape);

/* ---- reading ---- */

typedef struct sl_safetensors sl_safetensors;

/* Borrows the bytes, which are only read. Refuses what is not exactly this format: a header of over
 * 100,000,000 bytes or not beginning with '{', equal names, other types than F32, more than 8
 * dimensions, a shape that does not fit its bytes, arrays that overlap, leave gaps, or end before
 * or beyond the file. SL_BAD_FILE, SL_NO_MEMORY. */
sl_status sl_safetensors_read(const void *bytes, size_t size, sl_safetensors **out,
                              sl_error *error);
void sl_safetensors_free(sl_safetensors *file);

/* In the order of their data. */
size_t sl_safetensors_count(const sl_safetensors *file);
const char *sl_safetensors_name(const sl_safetensors *file, size_t i);
/* NULL if the file has no such array. */
const sl_array *sl_safetensors_find(const sl_safetensors *file, const char *name);
/* The string of this key, and its length; NULL without such a key. */
const char *sl_safetensors_metadata(const sl_safetensors *file, const char *key, size_t *size);

/* ---- writing ---- */

/* Writes the members "dtype" and "shape" of an array. */
void sl_array_describe(sl_json_writer *writer, size_t dimensions, const size_t *shape);

/* Makes a file of these arrays (name, dimensions and shape are given), in their order, with one
 * metadata string, and points each array's `data` to its place in it, all zeros yet. The header is
 * padded so that the data begin at a multiple of 8. Free *bytes with sl_release. SL_NO_MEMORY. */
sl_status sl_safetensors_lay_out(sl_array *arrays, size_t count, const char *key, const char *value,
                                 void **bytes, size_t *size, sl_error *error);

#endif
