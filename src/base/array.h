/* Arrays that grow. */
#ifndef SL_BASE_ARRAY_H
#define SL_BASE_ARRAY_H

#include <stdbool.h>
#include <stddef.h>

/* Makes room for `needed` items of `size` bytes in the array that `array_pointer` points to, and
 * for a quarter more; what is new is zero. False without memory, and then nothing changed. */
bool sl_array_grow(void *array_pointer, size_t *room, size_t needed, size_t size);

#endif
