#include "native/workers.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "native/json.h"
#include "native/settings.h"

/* What is worth a thread: products of parameters and symbols, and symbols, in an update. */
static const double enough_work = 16777216, enough_symbols = 128;
enum { MOST = 16 };

static double parameters_of(const sl_model *model) {
    char *json;
    sl_value described = {0};
    if (sl_model_describe(model, &json, NULL)) return 0;
    if (!sl_parse(json, strlen(json), &described)) described = (sl_value){0};
    sl_release(json);
    double parameters = sl_member_number(&described, "parameters", 0);
    sl_value_free(&described);
    return parameters;
}

static size_t suggested(const sl_model *model, double shards) {
    const sl_settings *settings = sl_model_settings(model);
    double symbols = sl_setting_number(settings, "batch") * sl_setting_number(settings, "steps");
    double worth_it = fmin(symbols / enough_symbols, symbols * parameters_of(model) / enough_work);
    double most = fmin(fmin(shards, worth_it), (double)sysconf(_SC_NPROCESSORS_ONLN));
    size_t count = 1;
    while (2 * count <= MOST && 2 * (double)count <= most) count *= 2;
    return count;
}

sl_outcome sl_count_workers(size_t asked, const sl_model *model, size_t *count,
                            sl_failure *failure) {
    double shards = sl_setting_number(sl_model_settings(model), "shards");
    *count = asked ? asked : suggested(model, shards);
    if ((double)*count <= shards) return SL_WELL;
    sl_error error = {.status = SL_BAD_SETTING};
    snprintf(error.message, sizeof error.message,
             "%zu workers need as many shards, and this model has %.0f: set workers or shards to "
             "fit",
             asked, shards);
    return sl_refuse_as(failure, &error);
}
