/* Files: read whole, and written so that the old one or the new one is there, whole, whatever
 * happens. */
#ifndef SL_NATIVE_FILES_H
#define SL_NATIVE_FILES_H

#include "native/failure.h"

/* The bytes of a file, to be freed by free. */
sl_outcome sl_read_file(const char *path, void **bytes, size_t *size, sl_failure *failure);

/* Takes the next bytes of a text. */
typedef sl_status sl_taker(void *taker, const void *bytes, size_t size, sl_error *error);
/* Hands over a file, or stdin for "-", piece by piece. SL_STOPPED when it is time to end. */
sl_outcome sl_read_pieces(const char *path, sl_taker *take, void *taker, sl_failure *failure);

/* Detects before hours of training what would fail after them, or destroy `source`. */
sl_outcome sl_check_writable(const char *path, const char *source, sl_failure *failure);
/* Refuses to begin what would find no room at its end; `size` is that of the file. */
sl_outcome sl_check_room(const char *path, size_t size, sl_failure *failure);
/* Replaces a file, all or nothing. */
sl_outcome sl_write_file(const char *path, const void *bytes, size_t size, sl_failure *failure);

/* Each to be freed by free: where a link leads, also to a file that is not there yet; the folder of
 * a path; and the file that is written first, and then takes the target's place, of which no two
 * writers share one. */
char *sl_target_of(const char *path);
char *sl_folder_of(const char *path);
char *sl_beside(const char *target);

/* Returns the process whose unfinished file this is, in the folder of a target of that name; 0: it
 * is something else. */
long sl_unfinished_in(const char *name, const char *target_name);

#endif
