#include "native/files.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

#include "native/stop.h"

enum { PIECE = 1 << 18, FILE_MODE = 0666 };
/* Bytes by which a file may grow while its training goes on. */
#define GROWTH 65536.0

/* ---- reading ---- */

/* Returns the bytes read into the piece; -1 with errno, also when it is time to end. */
static ssize_t read_piece(int file, void *piece) {
    for (;;) {
        bool ready = sl_wait_ready(file, false);
        if (sl_stopped()) return errno = EINTR, -1;
        ssize_t size = ready ? read(file, piece, PIECE) : 0;
        if (size >= 0 || (errno != EINTR && errno != EAGAIN)) return size;
    }
}

sl_outcome sl_read_pieces(const char *path, sl_taker *take, void *taker, sl_failure *failure) {
    bool is_stdin = strcmp(path, "-") == 0;
    sl_error error = {0};
    ssize_t size = -1;
    int file = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    char *piece = sl_grab(PIECE);
    while (file >= 0 && (size = read_piece(file, piece)) > 0)
        if (take(taker, piece, (size_t)size, &error)) break;
    int code = errno;
    free(piece);
    if (file > STDIN_FILENO) close(file);
    if (error.status) return sl_refuse_as(failure, &error);
    if (size < 0 && sl_stopped()) return sl_refuse(failure, SL_STOPPED, "stopped");
    return size < 0 ? sl_refuse_file(failure, is_stdin ? "stdin" : path, code) : SL_WELL;
}

typedef struct whole {
    char *bytes;
    size_t size, room;
} whole;

static sl_status take_whole(void *taker, const void *bytes, size_t size, sl_error *error) {
    whole *all = taker;
    (void)error;
    if (all->size + size > all->room) {
        all->room = 2 * (all->size + size);
        all->bytes = sl_regrab(all->bytes, all->room);
    }
    memcpy(all->bytes + all->size, bytes, size);
    all->size += size;
    return SL_OK;
}

sl_outcome sl_read_file(const char *path, void **bytes, size_t *size, sl_failure *failure) {
    struct stat found;
    *bytes = NULL;
    *size = 0;
    if (strcmp(path, "-") == 0) /* standard input is for what is learned from */
        return sl_refuse_file(failure, path, ENOENT);
    if (stat(path, &found) == 0 && S_ISCHR(found.st_mode)) /* which may never end */
        return sl_refuse(failure, SL_FAILED, "%s: this is a device, not a file", path);
    whole all = {.bytes = sl_grab(1), .room = 1};
    sl_outcome outcome = sl_read_pieces(path, take_whole, &all, failure);
    *bytes = all.bytes;
    *size = all.size;
    return outcome;
}

/* ---- paths ---- */

char *sl_folder_of(const char *path) {
    const char *slash = strrchr(path, '/');
    char *folder = sl_copy(slash ? path : ".");
    if (slash) folder[slash == path ? 1 : slash - path] = '\0';
    return folder;
}

/* What a link says, from the folder that it is in; NULL if it is none. */
static char *read_link(const char *path) {
    char next[PATH_MAX];
    ssize_t length = readlink(path, next, sizeof next - 1);
    if (length < 0) return NULL;
    next[length] = '\0';
    if (*next == '/' || !strchr(path, '/')) return sl_copy(next);
    char *folder = sl_folder_of(path);
    size_t room = strlen(folder) + (size_t)length + 2;
    char *joined = sl_grab(room);
    snprintf(joined, room, "%s/%s", folder, next);
    free(folder);
    return joined;
}

char *sl_target_of(const char *path) {
    char *target = realpath(path, NULL);
    char *next = target || errno != ENOENT ? NULL : read_link(path);
    if (!next) return target ? target : sl_copy(path);
    target = sl_target_of(next);
    free(next);
    return target;
}

char *sl_beside(const char *target) {
    struct timespec now;
    size_t room = strlen(target) + 64;
    char *beside = sl_grab(room);
    clock_gettime(CLOCK_REALTIME, &now);
    snprintf(beside, room, "%s.%ld-%08lx.tmp", target, (long)getpid(), (unsigned long)now.tv_nsec);
    return beside;
}

long sl_unfinished_in(const char *name, const char *target_name) {
    size_t length = strlen(target_name);
    char *after;
    if (strncmp(name, target_name, length) != 0 || name[length] != '.') return 0;
    long process = strtol(name + length + 1, &after, 10);
    bool is_ours = after > name + length + 1 && *after == '-' && process > 0 &&
                   strspn(after + 1, "0123456789abcdef") == 8 && strcmp(after + 9, ".tmp") == 0;
    return is_ours ? process : 0;
}

/* ---- before training ---- */

static sl_outcome check_folder(const char *path, sl_failure *failure) {
    struct stat found;
    char *target = sl_target_of(path), *folder = sl_folder_of(target);
    sl_outcome outcome = SL_WELL;
    if (stat(folder, &found) != 0)
        outcome = sl_refuse(failure, SL_FAILED, "%s: no such folder", folder);
    else if (access(folder, W_OK) != 0)
        outcome = sl_refuse_file(failure, folder, errno);
    free(folder);
    free(target);
    return outcome;
}

static sl_outcome try_out(const char *path, sl_failure *failure) {
    char *target = sl_target_of(path), *beside = sl_beside(target);
    int file = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, FILE_MODE);
    sl_outcome outcome = file < 0 ? sl_refuse_file(failure, path, errno) : SL_WELL;
    if (file >= 0) {
        close(file);
        unlink(beside);
    }
    free(beside);
    free(target);
    return outcome;
}

sl_outcome sl_check_writable(const char *path, const char *source, sl_failure *failure) {
    struct stat found, read;
    size_t length = strlen(path);
    if (length == 0 || strcmp(path, "-") == 0 || path[length - 1] == '/')
        return sl_refuse(failure, SL_WRONG_USAGE, "--out takes a file name");
    int missing = stat(path, &found) == 0 ? 0 : errno;
    if (!missing) {
        if (S_ISDIR(found.st_mode)) return sl_refuse_file(failure, path, EISDIR);
        if (!S_ISREG(found.st_mode))
            return sl_refuse(failure, SL_FAILED, "%s: this is a device or a pipe, not a file",
                             path);
        if (stat(source, &read) == 0 && read.st_dev == found.st_dev && read.st_ino == found.st_ino)
            return sl_refuse(failure, SL_FAILED,
                             "%s: this is the file to learn from: write to another one", source);
    }
    if (check_folder(path, failure)) return failure->outcome;
    if (missing && missing != ENOENT) return sl_refuse_file(failure, path, missing);
    return try_out(path, failure);
}

sl_outcome sl_check_room(const char *path, size_t size, sl_failure *failure) {
    struct statvfs system;
    char *target = sl_target_of(path), *folder = sl_folder_of(target);
    int known = statvfs(folder, &system);
    free(folder);
    free(target);
    if (known != 0 || system.f_blocks == 0) return SL_WELL; /* it gives no account of its room */
    double free_bytes = (double)system.f_bavail * (double)system.f_frsize;
    double needed = (double)size + GROWTH;
    if (free_bytes >= needed) return SL_WELL;
    return sl_refuse(failure, SL_FAILED,
                     "%s: the file takes %.1f MB, but only %.1f MB are free: make room, or choose "
                     "another --out",
                     path, needed / 1e6, free_bytes / 1e6);
}

/* ---- writing ---- */

static bool write_through(int file, const char *bytes, size_t size) {
    while (size > 0) {
        ssize_t written = write(file, bytes, size);
        if (written < 0 && errno != EINTR) return false;
        if (written <= 0) continue;
        bytes += written;
        size -= (size_t)written;
    }
    return fsync(file) == 0;
}

/* Brings a rename down to the disk, on systems that let one. */
static void flush_folder_of(const char *target) {
    char *folder = sl_folder_of(target);
    int file = open(folder, O_RDONLY | O_CLOEXEC);
    if (file >= 0) {
        fsync(file);
        close(file);
    }
    free(folder);
}

/* The new file is as private as the old one was. */
static void keep_mode(int file, const char *target) {
    struct stat old;
    if (stat(target, &old) == 0 && fchmod(file, old.st_mode & 0777) != 0)
        return; /* not every file system has modes */
}

sl_outcome sl_write_file(const char *path, const void *bytes, size_t size, sl_failure *failure) {
    char *target = sl_target_of(path), *beside = sl_beside(target);
    int file = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, FILE_MODE);
    if (file >= 0) keep_mode(file, target);
    bool good = file >= 0 && write_through(file, bytes, size);
    int code = errno;
    if (file >= 0 && close(file) != 0 && good) good = (code = errno, false);
    if (good && rename(beside, target) != 0) good = (code = errno, false);
    if (good)
        flush_folder_of(target);
    else if (file >= 0)
        unlink(beside);
    free(beside);
    free(target);
    return good ? SL_WELL : sl_refuse_file(failure, path, code);
}
