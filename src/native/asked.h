/* What the options ask for: until when to train, and from what on. */
#ifndef SL_NATIVE_ASKED_H
#define SL_NATIVE_ASKED_H

#include "native/arguments.h"

/* When training ends: after so many updates, epochs or, before that is known, minutes; the others
 * are 0. All counted from the start. */
typedef struct sl_limits {
    double updates, epochs, minutes;
} sl_limits;

/* A training in a file, to continue. */
typedef struct sl_saved {
    const char *path;
    void *bytes;
    size_t size;
    sl_model *model;
    sl_value note;  /* what the file says about its training */
    sl_value notes; /* of the host that saved it */
    double updates, epochs;
    size_t most; /* symbols or pairs that were read; 0: all */
} sl_saved;

/* Of a new training, or of one that --resume continues. SL_WRONG_USAGE. */
sl_outcome sl_limits_asked(const sl_arguments *arguments, sl_limits *limits, sl_failure *failure);
sl_outcome sl_limits_of_resumed(const sl_arguments *arguments, const sl_saved *saved,
                                sl_limits *limits, sl_failure *failure);

/* Reads the file of --resume, which keeps its settings. */
sl_outcome sl_saved_read(const sl_arguments *arguments, const char *path, sl_saved *saved,
                         sl_failure *failure);
void sl_saved_free(sl_saved *saved);

/* Says that a schedule is over, and that the training will not end in the same bits as one without
 * an interruption. */
void sl_saved_say_caveats(const sl_saved *saved, double total);

/* Whether a multiply-add rounds once here. */
bool sl_fuses(void);

#endif
