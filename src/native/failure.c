#include "native/failure.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

sl_outcome sl_refuse(sl_failure *failure, sl_outcome outcome, const char *format, ...) {
    va_list rest;
    va_start(rest, format);
    vsnprintf(failure->message, sizeof failure->message, format, rest);
    va_end(rest);
    failure->status = SL_OK;
    failure->may_pass = false;
    return failure->outcome = outcome;
}

sl_outcome sl_refuse_as(sl_failure *failure, const sl_error *error) {
    sl_outcome outcome = error->status == SL_BAD_SETTING ? SL_WRONG_USAGE : SL_FAILED;
    outcome = sl_refuse(failure, outcome, "%s", error->message);
    failure->status = error->status;
    return outcome;
}

static const char *reason_of(int code) {
    switch (code) {
    case ENOENT: return "no such file or folder";
    case ENOTDIR: return "a part of the path is not a folder";
    case EISDIR: return "this is a folder, not a file";
    case EACCES:
    case EPERM: return "permission denied";
    case EROFS: return "the file system is read-only";
    case ENOSPC: return "the disk is full";
    case EDQUOT: return "the disk quota is used up";
    case EFBIG: return "the system does not allow a file this large";
    case ENAMETOOLONG: return "the name is too long";
    case ELOOP: return "this link leads back to itself";
    default: return strerror(code);
    }
}

sl_outcome sl_refuse_file(sl_failure *failure, const char *path, int code) {
    sl_outcome outcome = sl_refuse(failure, SL_FAILED, "%s: %s", path, reason_of(code));
    failure->may_pass = code != EFBIG;
    return outcome;
}

sl_outcome sl_about(const char *path, sl_outcome outcome, sl_failure *failure) {
    sl_status status = outcome == SL_WELL ? SL_OK : failure->status;
    if (status != SL_BAD_TEXT && status != SL_TEXT_TOO_SHORT && status != SL_BAD_FILE)
        return outcome;
    char message[sizeof failure->message];
    strcpy(message, failure->message);
    const char *name = strcmp(path, "-") == 0 ? "stdin" : path;
    return sl_refuse(failure, outcome, "%.2000s: %.2000s", name, message);
}

void *sl_regrab(void *pointer, size_t bytes) {
    void *grown = realloc(pointer, bytes);
    if (grown) return grown;
    fputs("sluice: no memory\n", stderr);
    _Exit(SL_FAILED);
}

void *sl_grab(size_t bytes) { return memset(sl_regrab(NULL, bytes), 0, bytes); }

char *sl_copy(const char *text) { return strcpy(sl_grab(strlen(text) + 1), text); }
