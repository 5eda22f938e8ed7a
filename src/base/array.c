#include "base/array.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* By a quarter and not by doubling: a copy then needs little more than twice the array. */
bool sl_array_grow(void *array_pointer, size_t *room, size_t needed, size_t size) {
    char *array;
    memcpy(&array, array_pointer, sizeof array);
    if (needed <= *room) return true;
    size_t more = needed + needed / 4 + 16;
    if (more < needed || more > SIZE_MAX / 2 / size) return false;
    array = realloc(array, more * size);
    if (!array) return false;
    memset(array + *room * size, 0, (more - *room) * size);
    memcpy(array_pointer, &array, sizeof array);
    *room = more;
    return true;
}
