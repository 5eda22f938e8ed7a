/* Being asked to end early: by a signal, by whoever started this, or because nobody reads on. */
#ifndef SL_NATIVE_STOP_H
#define SL_NATIVE_STOP_H

#include <stdbool.h>

/* SIGINT, SIGTERM and SIGHUP ask to end from now on, unless they are ignored already; a second one
 * ends the process at once. So does the end of the pipe whose number SLUICE_LIFELINE says, any
 * number of times: whoever started this holds its other end, and lets it go to end the training, or
 * by its own death. */
void sl_stop_listen(void);

/* Signals are for rank 0, which tells this one when it is over. */
void sl_stop_leave_to_others(void);

/* Ends as a signal does, with this exit code unless a signal came. */
void sl_stop(int code);
bool sl_stopped(void);
/* Returns 130 after SIGINT and so on; else that of sl_stop, or 0. */
int sl_stop_code(void);

/* Waits until a file can be read or written, or until it is time to end; returns whether it can. */
bool sl_wait_ready(int file, bool to_write);
/* Waits so many seconds, or until it becomes time to end. */
void sl_wait_seconds(int seconds);

#endif
