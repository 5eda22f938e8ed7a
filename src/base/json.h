/* JSON written into a growing text, and JSON read strictly into a tree. */
#ifndef SL_BASE_JSON_H
#define SL_BASE_JSON_H

#include "sluice.h"

/* ---- writing ---- */

/* Starts as {0}. Commas place themselves. A failed allocation is remembered until sl_json_take, so
 * that writing needs no checks; whoever stops before that calls free(writer->text). */
typedef struct sl_json_writer {
    char *text;
    size_t size, capacity;
    bool failed;
} sl_json_writer;

/* Each writes a value. `key` is its name in an object, and NULL in an array and for the whole. */
void sl_json_open(sl_json_writer *writer, const char *key, char bracket); /* '{' or '[' */
void sl_json_close(sl_json_writer *writer, char bracket);
void sl_json_put_text(sl_json_writer *writer, const char *key, const char *text); /* UTF-8 */
void sl_json_put_bytes(sl_json_writer *writer, const char *key, const char *text, size_t size);
void sl_json_put_number(sl_json_writer *writer, const char *key, double value); /* finite */
void sl_json_put_flag(sl_json_writer *writer, const char *key, bool value);
/* A value that is JSON already. */
void sl_json_put_json(sl_json_writer *writer, const char *key, const char *json);

/* Hands the NUL-terminated text over, to be freed with sl_release. SL_NO_MEMORY. */
sl_status sl_json_take(sl_json_writer *writer, char **json, sl_error *error);

/* ---- reading ---- */

typedef enum sl_json_kind {
    SL_JSON_NULL,
    SL_JSON_FLAG,
    SL_JSON_NUMBER,
    SL_JSON_TEXT,
    SL_JSON_ARRAY,
    SL_JSON_OBJECT
} sl_json_kind;

/* Strings are UTF-8 with a NUL after them, and may hold NULs: hence the sizes. */
typedef struct sl_json_value {
    sl_json_kind kind;
    bool whole;  /* a number written in digits alone */
    bool flag;   /* value of a flag */
    size_t next; /* how many values further the next member or element is, 0 after the last */
    size_t size; /* bytes of a text; members of an object, elements of an array */
    const char *text;
    const char *key; /* of a member */
    size_t key_size;
    size_t place; /* of a member or element: bytes of the document before it */
    double number;
} sl_json_value;

typedef struct sl_json sl_json;

/* Takes some 110 bytes of memory for each value, and one for each byte of text. SL_BAD_FILE names
 * the byte at which `what` ceases to be JSON: besides the grammar it refuses more than 32 levels,
 * equal keys in one object, invalid UTF-8, lone surrogates, numbers beyond double, and anything
 * after the value. SL_NO_MEMORY. */
sl_status sl_json_read(const char *text, size_t size, const char *what, sl_json **out,
                       sl_error *error);
void sl_json_free(sl_json *json);

const sl_json_value *sl_json_root(const sl_json *json);
/* The first member or element, and the next one; NULL after the last. */
const sl_json_value *sl_json_first(const sl_json_value *parent);
const sl_json_value *sl_json_next(const sl_json_value *value);
/* The member of this name, looked up from the first on; NULL if the parent has none or is no
 * object. */
const sl_json_value *sl_json_member(const sl_json_value *parent, const char *key);
/* A whole number that is exact in a double, and fits a size_t. False for any other value, and NULL.
 */
bool sl_json_count(const sl_json_value *value, double *out);
bool sl_json_whole(const sl_json_value *value, size_t *out);

#endif
