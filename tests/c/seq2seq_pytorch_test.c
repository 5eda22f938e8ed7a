/* Translation models against PyTorch's; vectors and their script in tests/vectors. */
#include "vectors.h"

typedef struct vector_case {
    const char *settings;
    const vector_tensor *tensors;
    size_t tensor_count;
    const uint16_t *source, *target; /* (steps, BATCH), padded */
    const double *logits;            /* (TARGET_STEPS, BATCH, TARGET) */
    double loss;                     /* nats per true token */
} vector_case;

#include "../vectors/seq2seq.h"

/* Column b of a padded table. */
static void read_column(const uint16_t *table, size_t b, size_t length, uint16_t *ids) {
    for (size_t t = 0; t < length; t++) ids[t] = table[t * BATCH + b];
}

static void lay(models_coding *coding, const vector_case *test) {
    uint16_t source[BATCH][SOURCE_STEPS], target[BATCH][TARGET_STEPS];
    models_sentence sentences[BATCH];
    for (size_t b = 0; b < BATCH; b++) {
        read_column(test->source, b, source_lengths[b], source[b]);
        read_column(test->target, b, target_lengths[b], target[b]);
        sentences[b] =
            (models_sentence){source[b], target[b], source_lengths[b], target_lengths[b]};
    }
    models_lay(coding, SOURCE_STEPS, TARGET_STEPS, sentences, BATCH);
}

static void compare_logits(const sl_decoding *decoding, const vector_case *test) {
    for (size_t i = 0; i < TARGET_STEPS * BATCH; i++) {
        if (i / BATCH >= target_lengths[i % BATCH]) continue;
        for (size_t j = 0; j < TARGET; j++)
            vectors_near_forward(
                (double)decoding->pass.logits[i * decoding->pass.logits_stride + j],
                test->logits[i * TARGET + j]);
    }
}

static void check(const vector_case *test) {
    char settings[300];
    snprintf(settings, sizeof settings, "%s hidden=%d embedding=%d", test->settings, HIDDEN,
             EMBEDDING);
    sl_model *model = models_translation_of(settings, SOURCE, TARGET);
    models_coding coding =
        models_take_coding(model, SOURCE_STEPS, TARGET_STEPS, BATCH, SL_NO_DROPOUT);
    sl_real *gradient = calloc(model->parameters.count, sizeof *gradient);
    check_counts before = check_so_far();
    double tokens = 0;
    for (size_t b = 0; b < BATCH; b++) tokens += (double)target_lengths[b];

    vectors_load(model, test->tensors, test->tensor_count);
    lay(&coding, test);
    models_translate(model, &coding);
    compare_logits(&coding.decoding, test);
    double loss = sl_decoding_loss(&coding.decoding, sl_run_rows(&coding.decoding.pass.run),
                                   (sl_real)(1 / tokens)) /
                  tokens;
    vectors_near_forward(loss, test->loss);
    sl_seq2seq_backward(&coding.encoding, &coding.decoding, 1, gradient);
    vectors_compare(model, test->tensors, test->tensor_count, gradient);
    if (check_so_far().failures > before.failures) printf("  in case %s\n", test->settings);

    free(gradient);
    sl_arena_free(&coding.arena);
    sl_model_free(model);
}

void seq2seq_pytorch_test(void) {
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) check(&cases[i]);
    printf("seq2seq_pytorch: largest relative error %.2g\n", vectors_worst());
}
