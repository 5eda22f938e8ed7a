/* How settings divide a text or a table of pairs, known before a trainer is made. */
#include "text/batches.h"

size_t sl_settings_training_length(const sl_settings *settings, size_t count) {
    return count - (size_t)((double)count * settings->validation);
}

double sl_settings_updates_per_epoch(const sl_settings *settings, size_t count, bool pairs) {
    size_t training = sl_settings_training_length(settings, count), batch = settings->batch;
    if (pairs) return (double)((training + batch - 1) / batch);
    if (training < sl_batches_least(settings)) return 0;
    return (double)sl_batches_per_epoch(settings, training);
}
