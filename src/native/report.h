/* What an update came to. */
#ifndef SL_NATIVE_REPORT_H
#define SL_NATIVE_REPORT_H

typedef struct sl_report {
    double update, epoch, tokens; /* since the start of the training */
    double loss;                  /* of the update, in nats per token */
    double validation;            /* loss on the held-out part after it; NaN: not measured */
    double gradient_norm;
    double seconds; /* in updates, since this process began */
    double tokens_per_second;
} sl_report;

#endif
