/* What training hides from a model at random, besides dropout (model/recurrent.h): input symbols
 * and recurrent weights. Evaluation and generation hide nothing. */
#ifndef SL_TRAIN_NOISE_H
#define SL_TRAIN_NOISE_H

#include "base/random.h"
#include "model/model.h"

/* Token dropout: a share, 0 to below 1, of the chosen rows of ids (T, B) becomes SL_UNKNOWN. It
 * does for a network what interpolation with shorter contexts does for n-grams (Xie et al. 2017,
 * "blank noising", arXiv:1703.02573). Draws nothing if the share is 0. */
void sl_drop_tokens(uint16_t *ids, sl_rows rows, double share, sl_random *random);

/* DropConnect on the recurrent weights (Merity, Keskar and Socher 2018, arXiv:1708.02182): in every
 * update the model runs with a share of them at zero, the others scaled up by 1 / (1 - share). */
typedef struct sl_dropconnect {
    sl_real *mask;  /* flat, as the parameters: 0 or 1 / (1 - share); 1 for what is not recurrent.
                       Multiplied by it, their gradient is that of the weights themselves */
    sl_real *aside; /* flat: the parameters while the masked ones are packed */
} sl_dropconnect;

/* Room for `count` parameters. */
void sl_dropconnect_reserve(sl_dropconnect *drop, size_t count, sl_arena *arena);

/* Draws the masks of an update from the settings' seed, equal wherever it is computed, and packs
 * the masked weights. Others who read the model pack it anew. */
void sl_dropconnect_pack(sl_dropconnect *drop, sl_model *model, const sl_settings *settings,
                         uint64_t update);

#endif
