/* Runs the C tests: all of them, or those named on the command line. Ends with one summary line and
 * exits with 1 if a check failed or if there was none. */
#include "check.h"

#define TESTS(X)                                                                                   \
    X(error)                                                                                       \
    X(arena)                                                                                       \
    X(number)                                                                                      \
    X(json)                                                                                        \
    X(settings)                                                                                    \
    X(utf8)                                                                                        \
    X(tokens)                                                                                      \
    X(pairs)                                                                                       \
    X(text)                                                                                        \
    X(safetensors)                                                                                 \
    X(model_file)                                                                                  \
    X(random)                                                                                      \
    X(elementwise)                                                                                 \
    X(gemm)                                                                                        \
    X(sums)                                                                                        \
    X(batches)                                                                                     \
    X(stack)                                                                                       \
    X(gradient)                                                                                    \
    X(pytorch)                                                                                     \
    X(seq2seq)                                                                                     \
    X(seq2seq_pytorch)                                                                             \
    X(optimizer)                                                                                   \
    X(evaluator)                                                                                   \
    X(learn_on)                                                                                    \
    X(noise)                                                                                       \
    X(average)                                                                                     \
    X(keep)                                                                                        \
    X(replica)                                                                                     \
    X(checkpoint)                                                                                  \
    X(trainer)                                                                                     \
    X(dissection)                                                                                  \
    X(generator)                                                                                   \
    X(beam)                                                                                        \
    X(ngram)                                                                                       \
    X(bleu)                                                                                        \
    X(inspection)                                                                                  \
    X(hold)                                                                                        \
    X(memory)

#define DECLARE(name) void name##_test(void);
TESTS(DECLARE)

typedef struct test {
    const char *name;
    void (*run)(void);
} test;

#define ROW(name) {#name, name##_test},
static const test tests[] = {TESTS(ROW)};
enum { TEST_COUNT = sizeof tests / sizeof tests[0] };

static bool wanted(const char *name, int count, char **names) {
    for (int i = 1; i < count; i++)
        if (strcmp(name, names[i]) == 0) return true;
    return count <= 1;
}

static bool known(const char *name) {
    for (size_t i = 0; i < TEST_COUNT; i++)
        if (strcmp(name, tests[i].name) == 0) return true;
    return false;
}

static void run(const test *one) {
    check_counts before = check_so_far();
    one->run();
    check_counts after = check_so_far();
    if (after.checks == before.checks) check_true(false, "a test makes checks", __FILE__, __LINE__);
    if (after.failures != before.failures) printf("%s: FAILED\n", one->name);
}

int main(int count, char **names) {
    int ran = 0;
    setvbuf(stdout, NULL, _IOLBF, 0); /* a test that crashes must not take the output along */
    for (int i = 1; i < count; i++)
        if (!known(names[i])) return printf("there is no test \"%s\"\n", names[i]), 2;
    for (size_t i = 0; i < TEST_COUNT; i++) {
        if (!wanted(tests[i].name, count, names)) continue;
        run(&tests[i]);
        ran++;
    }
    check_counts counts = check_so_far();
    printf("c: %ld checks in %d tests, %ld failed\n", counts.checks, ran, counts.failures);
    return counts.failures > 0 || counts.checks == 0;
}
