/* Dropout: which shares of a network's numbers training zeroes at random, and the masks that do it.
 *
 * A mask has 0 in the place of what is dropped and 1 / (1 - share) elsewhere, so that the mean
 * stays. It is drawn anew for every step, or once for all steps of a window (*locked* or
 * variational dropout: Gal and Ghahramani 2016, arXiv:1512.05287; Merity, Keskar and Socher 2018,
 * arXiv:1708.02182). */
#ifndef SL_MODEL_DROPOUT_H
#define SL_MODEL_DROPOUT_H

#include <stdbool.h>

#include "base/random.h"
#include "base/real.h"
#include "base/settings.h"
#include "math/rows.h"

typedef struct sl_dropout {
    double between, last; /* shares of the outputs of every layer but the last, and of the last's */
    double input;         /* share of what an embedding puts into the first layer */
    bool locked;          /* one mask for all steps of a window */
} sl_dropout;

#define SL_NO_DROPOUT ((sl_dropout){0})

/* What the settings "dropout" and those that begin so say. */
sl_dropout sl_dropout_of(const sl_settings *settings);

/* SL_BAD_SETTING if the input is to be dropped where no embedding is. */
sl_status sl_dropout_check(const sl_settings *settings, sl_error *error);

/* Draws the mask of the chosen rows (T*B, n) of this row stride. */
void sl_mask_draw(sl_real *mask, size_t stride, size_t n, sl_rows rows, double share, bool locked,
                  sl_random *random);

#endif
