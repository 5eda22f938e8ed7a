/* A training tells others by FILE.lock that it writes to FILE, in Node as here. */
#ifndef SL_NATIVE_LOCK_H
#define SL_NATIVE_LOCK_H

#include <sys/types.h>

#include "native/failure.h"

typedef struct sl_lock {
    char *path; /* of the lock; NULL: nothing is written */
    ino_t file; /* behind that name */
    double shown_at;
} sl_lock;

/* Takes the lock of a file, unless `path` is NULL, and removes what trainings left that were killed
 * in the middle of a write. Refused while another training writes there. */
sl_outcome sl_lock_take(const char *path, sl_lock *lock, sl_failure *failure);
/* Shows from time to time that the training lives on: without a sign its lock soon counts for
 * nothing on other hosts, which cannot look at its process. */
void sl_lock_show_life(sl_lock *lock);
void sl_lock_release(sl_lock *lock);

#endif
