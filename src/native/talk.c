#include "native/talk.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "native/stop.h"

enum { USUAL_WIDTH = 80, LONGEST_LINE = 8192 };

bool sl_on_terminal(void) { return isatty(STDERR_FILENO); }

/* A pipe may be one that refuses to block, set so by whoever else writes to it. */
static int write_all(int file, const char *text) {
    size_t left = strlen(text);
    while (left > 0 && sl_wait_ready(file, true)) {
        ssize_t written = write(file, text, left);
        if (written < 0 && errno != EINTR && errno != EAGAIN) return errno;
        if (written <= 0) continue;
        text += written;
        left -= (size_t)written;
    }
    return 0;
}

void sl_tell(const char *text) {
    if (sl_on_terminal()) write_all(STDERR_FILENO, "\r\x1b[K");
    write_all(STDERR_FILENO, text);
}

void sl_say(const char *format, ...) {
    char line[LONGEST_LINE];
    va_list rest;
    va_start(rest, format);
    vsnprintf(line, sizeof line - 1, format, rest);
    va_end(rest);
    sl_tell(strcat(line, "\n"));
}

/* What cannot be printed ends the training as a signal does: what was learned is saved. */
void sl_print(const char *text) {
    static bool broken; /* said once */
    sl_failure failure;
    int code = write_all(STDOUT_FILENO, text);
    if (code == 0 || broken) return;
    broken = true;
    if (code != EPIPE && sl_refuse_file(&failure, "output", code))
        sl_say("sluice: %s", failure.message);
    sl_stop(code == EPIPE ? 0 : SL_FAILED);
}

size_t sl_terminal_width(void) {
    struct winsize size;
    bool known = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    return known ? size.ws_col : USUAL_WIDTH;
}

double sl_seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}
