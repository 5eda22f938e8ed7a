#ifdef __linux__
#define _GNU_SOURCE /* CPU_COUNT */
#include <sched.h>
#endif
#include "native/workers.h"

#include <math.h>
#include <unistd.h>

#include "native/settings.h"

/* What is worth a thread: products of parameters and symbols, and symbols, in an update. */
static const double enough_work = 16777216, enough_symbols = 128;
enum { MOST = 16 };

/* Those that this process may use. */
static double cores(void) {
#ifdef __linux__
    cpu_set_t own;
    if (sched_getaffinity(0, sizeof own, &own) == 0) return CPU_COUNT(&own);
#endif
    return (double)sysconf(_SC_NPROCESSORS_ONLN);
}

static size_t suggested(const sl_model *model, double shards) {
    const sl_settings *settings = sl_model_settings(model);
    double symbols = sl_setting_number(settings, "batch") * sl_setting_number(settings, "steps");
    double worth_it =
        fmin(symbols / enough_symbols, symbols * sl_parameters_of(model) / enough_work);
    double most = fmin(fmin(shards, worth_it), cores());
    size_t count = 1;
    while (2 * count <= MOST && 2 * (double)count <= most) count *= 2;
    return count;
}

sl_outcome sl_count_workers(size_t asked, const sl_model *model, size_t *count,
                            sl_failure *failure) {
    double shards = sl_setting_number(sl_model_settings(model), "shards");
    *count = asked ? asked : suggested(model, shards);
    if ((double)*count <= shards) return SL_WELL;
    return sl_refuse(failure, SL_WRONG_USAGE,
                     "%zu workers need as many shards, and this model has %.0f: set workers or "
                     "shards to fit",
                     asked, shards);
}
