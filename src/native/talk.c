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

enum { USUAL_WIDTH = 80 };

bool sl_on_terminal(void) { return isatty(STDERR_FILENO); }

void sl_erase_line(void) {
    if (sl_on_terminal()) fputs("\r\x1b[K", stderr);
}

void sl_say(const char *format, ...) {
    va_list rest;
    va_start(rest, format);
    sl_erase_line();
    vfprintf(stderr, format, rest);
    fputc('\n', stderr);
    va_end(rest);
}

void sl_print(const char *text) {
    sl_failure failure;
    size_t left = strlen(text);
    while (left > 0 && sl_wait_ready(STDOUT_FILENO, true)) {
        ssize_t written = write(STDOUT_FILENO, text, left);
        if (written >= 0) {
            text += written;
            left -= (size_t)written;
        } else if (errno == EPIPE) {
            sl_stop();
            return;
        } else if (errno != EINTR && errno != EAGAIN) {
            if (sl_refuse_file(&failure, "output", errno)) sl_say("sluice: %s", failure.message);
            exit(SL_FAILED);
        }
    }
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
