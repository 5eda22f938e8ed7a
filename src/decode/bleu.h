/* The counts that a BLEU score is made of. */
#ifndef SL_DECODE_BLEU_H
#define SL_DECODE_BLEU_H

#include "sluice.h"

/* [n - 1] is about n-grams: how many the hypotheses have, and how many of those occur in the
 * references too (each at most as often as in the one reference that has it most often). */
typedef struct sl_bleu_counts {
    double correct[4], total[4];
    double hypothesis_length, reference_length; /* tokens; of the closest reference */
} sl_bleu_counts;

/* The counts of two corpora, summed, are those of both together. */
const sl_bleu_counts *sl_bleu_counted(const sl_bleu *bleu);
double sl_bleu_of_counts(const sl_bleu_counts *counts);

#endif
