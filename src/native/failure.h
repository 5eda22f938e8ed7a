/* What went wrong, and the exit code that says so. Every function here that can fail returns an
 * outcome, and then has filled in the failure. */
#ifndef SL_NATIVE_FAILURE_H
#define SL_NATIVE_FAILURE_H

#include "sluice.h"

typedef enum sl_outcome {
    SL_WELL,
    SL_FAILED,
    SL_WRONG_USAGE,
    SL_STOPPED /* by a signal: nothing went wrong, and nothing is said */
} sl_outcome;

typedef struct sl_failure {
    sl_outcome outcome;
    sl_status status; /* of the core, where it refused */
    bool may_pass;    /* whether it may work later, when someone has made room or moved something */
    char message[4096];
} sl_failure;

#define SL_FORMAT(at) __attribute__((format(printf, at, at + 1), warn_unused_result))

/* Fills in a failure of this outcome, and returns it. */
sl_outcome sl_refuse(sl_failure *failure, sl_outcome outcome, const char *format, ...) SL_FORMAT(3);
/* The same from what the core, or the system by its errno, says; the latter of a file. */
__attribute__((warn_unused_result)) sl_outcome sl_refuse_as(sl_failure *failure,
                                                            const sl_error *error);
__attribute__((warn_unused_result)) sl_outcome sl_refuse_file(sl_failure *failure, const char *path,
                                                              int code);
/* Names the file in a refusal by the core that is about what it holds; passes all outcomes on. */
sl_outcome sl_about(const char *path, sl_outcome outcome, sl_failure *failure);

/* Memory, or the end of the program with a message. Freed by free. */
void *sl_grab(size_t bytes);
void *sl_regrab(void *pointer, size_t bytes);
char *sl_copy(const char *text);

#endif
