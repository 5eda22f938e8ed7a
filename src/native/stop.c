#include "native/stop.h"

#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

#include "native/failure.h"

static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
enum { SIGNALS = sizeof signals / sizeof signals[0], FROM_SIGNALS = 128 };

/* The one state of the whole process: a handler can reach no other, and of this it may touch
 * only what is atomic. */
static volatile sig_atomic_t came;
static atomic_int waker = -1; /* of a pipe whose reader is ready once a signal has come */
static int woken = -1;        /* that reader */
static bool stopped;
static int own_code;
static int lifeline = -1;

/* As nohup leaves SIGHUP: it stays so. */
static bool is_ignored(int signal_) {
    struct sigaction now;
    return sigaction(signal_, NULL, &now) == 0 && now.sa_handler == SIG_IGN;
}

static void answer(int signal_) {
    came = signal_;
    for (int i = 0; i < SIGNALS; i++)
        if (!is_ignored(signals[i])) signal(signals[i], SIG_DFL);
    ssize_t written = write(waker, "", 1);
    (void)written; /* a pipe that is full wakes as well */
}

void sl_stop_listen(void) {
    const char *given = getenv("SLUICE_LIFELINE");
    struct sigaction action = {.sa_handler = answer};
    lifeline = given && atoi(given) > STDERR_FILENO ? atoi(given) : -1;
    int ends[2];
    if (pipe(ends) == 0) {
        woken = ends[0];
        waker = ends[1];
    }
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN); /* write reports a file that grows too large */
    for (int i = 0; i < SIGNALS; i++)
        if (!is_ignored(signals[i])) sigaction(signals[i], &action, NULL);
}

void sl_stop_leave_to_others(void) {
    for (int i = 0; i < SIGNALS; i++) signal(signals[i], SIG_IGN);
}

/* Returns whether `file` is ready, -1: none. Notices what asks to end. */
static bool wait_for(int file, short event, int milliseconds) {
    struct pollfd files[] = {{.fd = woken, .events = POLLIN},
                             {.fd = lifeline, .events = POLLIN},
                             {.fd = file, .events = event}};
    if (poll(files, 3, milliseconds) <= 0) return false;
    if (files[0].revents || files[1].revents) stopped = true;
    return files[2].revents != 0;
}

void sl_stop(int code) {
    stopped = true;
    own_code = code;
}

bool sl_stopped(void) {
    if (!stopped && lifeline >= 0) wait_for(-1, 0, 0);
    return stopped || came != 0;
}

int sl_stop_code(void) { return came ? FROM_SIGNALS + came : own_code; }

bool sl_wait_ready(int file, bool to_write) {
    short event = to_write ? POLLOUT : POLLIN;
    while (!sl_stopped())
        if (wait_for(file, event, -1)) return true;
    return wait_for(file, event, 0);
}

void sl_wait_seconds(int seconds) {
    if (sl_stopped())
        poll(NULL, 0, 1000 * seconds);
    else
        wait_for(-1, 0, 1000 * seconds);
}
