#include "model/dropout.h"

#include <string.h>

#include "base/error.h"

sl_dropout sl_dropout_of(const sl_settings *settings) {
    bool every = settings->dropout_at == SL_DROPOUT_EVERY;
    sl_dropout dropout = {.between = settings->dropout,
                          .last = settings->dropout_output,
                          .input = settings->dropout_input,
                          .locked = settings->dropout_mask == SL_MASK_WINDOW};
    if (every && dropout.last == 0) dropout.last = settings->dropout;
    return dropout;
}

sl_status sl_dropout_check(const sl_settings *settings, sl_error *error) {
    if (settings->dropout_input == 0 || settings->embedding) return SL_OK;
    return sl_fail(error, SL_BAD_SETTING,
                   "dropout_input %g drops outputs of the embedding, and there is none: use "
                   "token_dropout or set embedding above 0",
                   settings->dropout_input);
}

void sl_mask_draw(sl_real *mask, size_t stride, size_t n, sl_rows rows, double share, bool locked,
                  sl_random *random) {
    sl_real keep = (sl_real)(1 / (1 - share));
    uint32_t drop_below = sl_random_threshold(share);
    size_t total = sl_rows_total(rows), drawn = locked && rows.steps > 1 ? rows.count : total;
    for (size_t i = 0; i < drawn; i++) {
        sl_real *row = mask + sl_rows_at(rows, i) * stride;
        for (size_t j = 0; j < n; j++) row[j] = sl_random_bits(random) < drop_below ? 0 : keep;
    }
    for (size_t i = drawn; i < total; i++)
        memcpy(mask + sl_rows_at(rows, i) * stride,
               mask + sl_rows_at(rows, i % rows.count) * stride, n * sizeof *mask);
}
