/* Update rules against PyTorch's, clipping, and schedules against their formulas. */
#include "math/lanes.h"
#include "models.h"
#include "train/optimizer.h"

typedef struct vector_rule {
    const char *name;
    double after[60]; /* (UPDATES, COUNT) */
} vector_rule;

#include "../vectors/optimizers.h"

enum { WHOLE_VECTORS = (COUNT + SL_LANES - 1) / SL_LANES * SL_LANES };

static double worst;

static void check_rule(const vector_rule *rule) {
    char assignment[40];
    snprintf(assignment, sizeof assignment, "optimizer=%s", rule->name);
    sl_settings settings = models_settings(assignment);
    sl_optimizer optimizer;
    sl_arena arena = {0};
    sl_real values[WHOLE_VECTORS] = {0}, gradient[WHOLE_VECTORS] = {0};
    sl_optimizer_reserve(&optimizer, settings.optimizer, COUNT, &arena);
    CHECK_STATUS(sl_arena_allocate(&arena, "an optimizer", NULL), SL_OK);
    sl_optimizer_reserve(&optimizer, settings.optimizer, COUNT, &arena);
    for (size_t i = 0; i < COUNT; i++) values[i] = (sl_real)start[i];
    for (size_t u = 0; u < UPDATES; u++) {
        /* twice the gradient, scaled by a half: what the clip does */
        for (size_t i = 0; i < COUNT; i++) gradient[i] = (sl_real)(2 * gradients[u][i]);
        sl_optimizer_step(&optimizer, values, gradient, 0.5, rate);
        CHECK_INT(optimizer.updates, u + 1);
        for (size_t i = 0; i < COUNT; i++) {
            double expected = rule->after[u * COUNT + i];
            double error = fabs((double)values[i] - expected) / fabs(expected);
            if (!CHECK(error <= 1e-6))
                printf("  %s, update %zu, weight %zu: %g, not %g\n", rule->name, u + 1, i,
                       (double)values[i], expected);
            if (error > worst) worst = error;
        }
    }
    sl_arena_free(&arena);
}

static void clip(void) {
    CHECK_REAL(sl_clip_scale(5, 0), 1);
    CHECK_REAL(sl_clip_scale(5, 10), 1);
    CHECK_REAL(sl_clip_scale(5, 5), 1);
    CHECK_REAL(sl_clip_scale(5, 1), 0.2);
    CHECK_REAL(sl_clip_scale(0, 1), 1);
}

/* Warm-up reaches lr with its last update; then the schedule's own course begins. */
static void constant(void) {
    sl_settings settings = models_settings("lr=0.5");
    CHECK_REAL(sl_scheduled_rate(&settings, 0), 0.5);
    CHECK_REAL(sl_scheduled_rate(&settings, 1000000), 0.5);
    settings = models_settings("lr=0.5 warmup=4");
    static const double rising[] = {0.125, 0.25, 0.375, 0.5, 0.5, 0.5};
    for (size_t i = 0; i < 6; i++) CHECK_REAL(sl_scheduled_rate(&settings, i), rising[i]);
}

static void cosine(uint64_t warmup, uint64_t horizon) {
    char assignments[120];
    snprintf(assignments, sizeof assignments, "lr=0.3 schedule=cosine warmup=%d horizon=%d",
             (int)warmup, (int)horizon);
    sl_settings settings = models_settings(assignments);
    for (uint64_t u = 0; u < horizon + 5; u++) {
        double expected = 0.3 * (double)(u + 1) / (double)warmup;
        if (u >= warmup) {
            double angle = 3.141592653589793 * (double)(u - warmup) / (double)(horizon - warmup);
            expected = u < horizon ? 0.15 + 0.15 * cos(angle) : 0;
        }
        CHECK_NEAR(sl_scheduled_rate(&settings, u), expected, 1e-15);
    }
    CHECK_NEAR(sl_scheduled_rate(&settings, warmup), 0.3, 1e-15);
    CHECK_NEAR(sl_scheduled_rate(&settings, (warmup + horizon) / 2), 0.15, 1e-15);
    CHECK_REAL(sl_scheduled_rate(&settings, horizon), 0);
}

static void steps(void) {
    sl_settings settings = models_settings("lr=2 schedule=step horizon=100");
    for (uint64_t u = 0; u < 120; u++)
        CHECK_NEAR(sl_scheduled_rate(&settings, u), u < 50 ? 2 : u < 75 ? 0.2 : 0.02, 1e-15);
    settings = models_settings("lr=2 schedule=step horizon=108 warmup=8");
    for (uint64_t u = 0; u < 120; u++) {
        double expected = u < 58 ? 2 : u < 83 ? 0.2 : 0.02;
        if (u < 8) expected = 2 * (double)(u + 1) / 8;
        CHECK_NEAR(sl_scheduled_rate(&settings, u), expected, 1e-15);
    }
}

void optimizer_test(void) {
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) check_rule(&rules[i]);
    printf("optimizer: largest relative error %.2g\n", worst);
    clip();
    constant();
    cosine(0, 100);
    cosine(10, 110);
    cosine(1, 3);
    steps();
}
