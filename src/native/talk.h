/* stdout is data, stderr is talk. */
#ifndef SL_NATIVE_TALK_H
#define SL_NATIVE_TALK_H

#include "native/failure.h"

/* A line on stderr. */
__attribute__((format(printf, 1, 2))) void sl_say(const char *format, ...);

/* Writes to stderr as it is, in place of the line that a terminal's cursor is in. */
void sl_tell(const char *text);

/* Writes to stdout; who is asked to end does not wait for a slow reader. One that has left ends the
 * training; any other failure ends the process with a message. */
void sl_print(const char *text);

bool sl_on_terminal(void); /* whether stderr is one */
size_t sl_terminal_width(void);

/* Seconds since some moment. */
double sl_seconds(void);

#endif
