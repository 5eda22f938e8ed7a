/* JSON, as far as a host of the core meets it: read into a tree, from texts that the core wrote or
 * has checked, and written into a growing text. */
#ifndef SL_NATIVE_JSON_H
#define SL_NATIVE_JSON_H

#include <stdbool.h>
#include <stddef.h>

typedef enum sl_kind { SL_NOTHING, SL_FLAG, SL_NUMBER, SL_WORDS, SL_LIST, SL_MEMBERS } sl_kind;

/* A value, and those in it. */
typedef struct sl_value {
    sl_kind kind;
    double number; /* of a flag: 0 or 1 */
    char *words;   /* as UTF-8; of a number, a flag and null, as they are written */
    char *key;     /* of a member */
    size_t count;  /* of `parts` */
    struct sl_value *parts;
} sl_value;

/* Reads all of a text. False if it is no JSON; then there is nothing to free. */
bool sl_parse(const char *text, size_t size, sl_value *value);
void sl_value_free(sl_value *value);

/* Returns the member of this name, or NULL; of its words, or its number, if it is of that kind. */
const sl_value *sl_member(const sl_value *value, const char *key);
const char *sl_member_words(const sl_value *value, const char *key, const char *otherwise);
double sl_member_number(const sl_value *value, const char *key, double otherwise);

/* Starts as {0}. Ends with a NUL; freed by free(text). */
typedef struct sl_writing {
    char *text;
    size_t size, room;
} sl_writing;

void sl_put(sl_writing *writing, const char *text);
void sl_put_quoted(sl_writing *writing, const char *text);
void sl_put_number(sl_writing *writing, double number); /* null, unless it is finite */

#endif
