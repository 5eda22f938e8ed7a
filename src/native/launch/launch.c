/* sluice-train: starts the trainer next to it that was built for the widest vectors that this
 * processor has, or for those that SLUICE_ISA names. All arrive at the same bits. */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FAILED = 1, WRONG_USAGE = 2, LONGEST_PATH = 4096 };

typedef struct build {
    const char *name;
    bool runs; /* on this processor */
} build;

#if defined(__x86_64__) || defined(__i386__)
#define HAS(feature) (__builtin_cpu_supports(feature) != 0)
#else
#define HAS(feature) false
#endif
#ifdef SL_FUSED
#define FUSES HAS("fma")
#else
#define FUSES true
#endif

/* Those of this installation, the best first. */
static size_t list_builds(build *builds) {
    size_t count = 0;
#ifdef SL_BUILD_512
    bool wide = HAS("avx512f") && HAS("avx512dq") && HAS("avx512vl");
    builds[count++] = (build){"512", FUSES && wide};
#endif
#ifdef SL_BUILD_256
    builds[count++] = (build){"256", FUSES && HAS("avx2")};
#endif
    builds[count++] = (build){"128", FUSES};
#ifdef SL_BUILD_plain /* without fused multiply-adds */
    builds[count++] = (build){"plain", true};
#endif
    return count;
}

/* Where this program lies, or the name by which the shell found it. */
static const char *own_path(const char *called, char *path) {
    ssize_t size = readlink("/proc/self/exe", path, LONGEST_PATH - 1);
    if (size <= 0) return called;
    path[size] = '\0';
    return path;
}

static int start(const char *name, char **words) {
    char path[LONGEST_PATH], program[LONGEST_PATH + 16];
    snprintf(program, sizeof program, "%s-%s", own_path(words[0], path), name);
    execvp(program, words);
    fprintf(stderr, "sluice: %s: %s; it belongs next to sluice-train\n", program, strerror(errno));
    return FAILED;
}

static int refuse(const char *asked, const build *builds, size_t count) {
    fprintf(stderr, "sluice: SLUICE_ISA is \"%s\"; this processor and build know ", asked);
    const char *between = "";
    for (size_t i = 0; i < count; i++) {
        if (!builds[i].runs) continue;
        fprintf(stderr, "%s%s", between, builds[i].name);
        between = ", ";
    }
    fputs("\n", stderr);
    return WRONG_USAGE;
}

int main(int count, char **words) {
    const char *asked = getenv("SLUICE_ISA");
    build builds[4];
    size_t known = list_builds(builds);
    (void)count;
    for (size_t i = 0; i < known; i++)
        if (builds[i].runs && (!asked || !*asked || strcmp(asked, builds[i].name) == 0))
            return start(builds[i].name, words);
    if (asked && *asked) return refuse(asked, builds, known);
    fputs("sluice: this build fuses multiply-adds, and this processor has no FMA\n", stderr);
    return FAILED;
}
