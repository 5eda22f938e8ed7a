#include "native/lock.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "native/files.h"
#include "native/json.h"
#include "native/talk.h"

/* Seconds between two signs of life. Without one for SILENCE another host's lock no longer counts,
 * nor does one with our own process number without one for MISSED. */
enum { SIGN_OF_LIFE = 60, SILENCE = 600, MISSED = 3 * SIGN_OF_LIFE };
enum { LONGEST_NAME = 256, LOCK_MODE = 0666 };

static void own_host(char *name) {
    if (gethostname(name, LONGEST_NAME) != 0) strcpy(name, "");
    name[LONGEST_NAME - 1] = '\0';
}

static bool is_alive(long process) { return kill((pid_t)process, 0) == 0 || errno == EPERM; }

/* What the holder of a lock wrote into it; false while it is being written. */
static bool read_holder(const char *lock, long *process, char *host) {
    sl_failure failure;
    sl_value holder = {0};
    void *bytes;
    size_t size;
    bool read =
        sl_read_file(lock, &bytes, &size, &failure) == SL_WELL && sl_parse(bytes, size, &holder);
    *process = (long)sl_member_number(&holder, "pid", 0);
    snprintf(host, LONGEST_NAME, "%s", sl_member_words(&holder, "host", ""));
    sl_value_free(&holder);
    free(bytes);
    return read;
}

/* Seconds since this host was started; infinity where it cannot be known. */
static double uptime(void) {
#ifdef CLOCK_BOOTTIME
    struct timespec since;
    if (clock_gettime(CLOCK_BOOTTIME, &since) == 0) return (double)since.tv_sec;
#endif
    return HUGE_VAL;
}

/* For a process on another host only its signs of life count. On this host what counts is that the
 * process lives: it may wait for input or be suspended for as long as it likes. After a restart of
 * the host, though, its number may belong to another. A lock with our own number was left before a
 * container was restarted, or belongs to a process in another container. */
static bool counts(const struct stat *seen, bool is_told, long process, const char *host) {
    double silence = difftime(time(NULL), seen->st_mtime);
    char own[LONGEST_NAME];
    own_host(own);
    if (!is_told || strcmp(host, own) != 0) return silence <= SILENCE;
    if (process == getpid()) return silence <= MISSED;
    return silence < uptime() && is_alive(process);
}

/* `seen` is of a lock that counts for nothing; all zero if it is gone. */
static sl_outcome check_abandoned(const char *path, const char *lock, struct stat *seen,
                                  sl_failure *failure) {
    char host[LONGEST_NAME], who[LONGEST_NAME + 64] = "";
    long process;
    *seen = (struct stat){0};
    if (stat(lock, seen) != 0) return SL_WELL;
    if (!S_ISREG(seen->st_mode)) return sl_refuse_file(failure, lock, EISDIR);
    bool is_told = read_holder(lock, &process, host);
    if (!counts(seen, is_told, process, host)) return SL_WELL;
    if (is_told) snprintf(who, sizeof who, " (process %ld on %s)", process, host);
    return sl_refuse(failure, SL_FAILED,
                     "%s: another training writes to this file%s: end it, choose another --out, or "
                     "delete %s if nobody trains",
                     path, who, lock);
}

/* Takes away the lock that was found abandoned, but none that another training has taken meanwhile.
 */
static sl_outcome remove_abandoned(const char *lock, const struct stat *seen, const char *target,
                                   sl_failure *failure) {
    struct stat moved;
    char *aside = sl_beside(target);
    bool good = rename(lock, aside) == 0 && stat(aside, &moved) == 0;
    bool is_others = good && (moved.st_ino != seen->st_ino || moved.st_mtime != seen->st_mtime);
    good = good &&
           (!is_others || link(aside, lock) == 0 || errno == EEXIST || rename(aside, lock) == 0) &&
           unlink(aside) == 0;
    int code = good ? 0 : errno;
    free(aside);
    return good || code == ENOENT ? SL_WELL : sl_refuse_file(failure, lock, code);
}

static bool write_new(const char *path, const sl_writing *text) {
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, LOCK_MODE);
    if (file < 0) return false;
    bool written = write(file, text->text, text->size) == (ssize_t)text->size;
    if (close(file) == 0 && written) return true;
    int code = errno;
    unlink(path); /* an empty one would say that somebody trains */
    errno = code;
    return false;
}

/* The lock appears whole, so that a process that is killed leaves none that says nothing; but where
 * a file system has no hard links, it is written in place. */
static bool write_lock(const char *target, const char *lock) {
    char host[LONGEST_NAME], process[32];
    sl_writing own = {0};
    char *beside = sl_beside(target);
    own_host(host);
    snprintf(process, sizeof process, "{\"pid\":%ld,\"host\":", (long)getpid());
    sl_put(&own, process);
    sl_put_quoted(&own, host);
    sl_put(&own, "}");
    bool taken = write_new(beside, &own) && link(beside, lock) == 0;
    int code = errno;
    unlink(beside);
    errno = code;
    if (!taken && code != EEXIST) taken = write_new(lock, &own);
    free(own.text);
    free(beside);
    return taken;
}

static void remove_unfinished(const char *target) {
    const char *slash = strrchr(target, '/'), *name = slash ? slash + 1 : target;
    char *folder = sl_folder_of(target);
    DIR *open_folder = opendir(folder);
    for (struct dirent *entry; open_folder && (entry = readdir(open_folder));) {
        long process = sl_unfinished_in(entry->d_name, name);
        if (process && !is_alive(process)) unlinkat(dirfd(open_folder), entry->d_name, 0);
    }
    if (open_folder) closedir(open_folder);
    free(folder);
}

sl_outcome sl_lock_take(const char *path, sl_lock *lock, sl_failure *failure) {
    struct stat seen;
    sl_outcome outcome = SL_WELL;
    *lock = (sl_lock){.shown_at = sl_seconds()};
    if (!path) return SL_WELL;
    char *target = sl_target_of(path), *name = sl_grab(strlen(target) + sizeof ".lock");
    sprintf(name, "%s.lock", target);
    while (!outcome && !write_lock(target, name)) {
        outcome = errno == EEXIST ? check_abandoned(path, name, &seen, failure)
                                  : sl_refuse_file(failure, name, errno);
        if (!outcome) outcome = remove_abandoned(name, &seen, target, failure);
    }
    if (!outcome) {
        struct stat own;
        remove_unfinished(target);
        if (stat(name, &own) == 0) lock->file = own.st_ino;
        lock->path = name;
    } else
        free(name);
    free(target);
    return outcome;
}

void sl_lock_show_life(sl_lock *lock) {
    if (!lock->path || sl_seconds() - lock->shown_at < SIGN_OF_LIFE) return;
    utimensat(AT_FDCWD, lock->path, NULL, 0); /* if it cannot, the training goes on without */
    lock->shown_at = sl_seconds();
}

void sl_lock_release(sl_lock *lock) {
    struct stat now;
    /* after a long silence it may be another host's */
    if (lock->path && stat(lock->path, &now) == 0 && now.st_ino == lock->file) unlink(lock->path);
    free(lock->path);
    lock->path = NULL;
}
