/* Averaged weights: the mean itself, who reads it, and how a file keeps both. */
#include "file/safetensors.h"
#include "models.h"
#include "train/trainer.h"

enum { SYMBOLS = 6, LENGTH = 400, UPDATES = 12 };

static void steps(sl_trainer *trainer, int updates) {
    for (int u = 0; u < updates; u++) CHECK_STATUS(sl_trainer_step(trainer, NULL), SL_OK);
}

static sl_real *copy_of(const sl_real *values, size_t count) {
    sl_real *copy = malloc(count * sizeof *copy);
    memcpy(copy, values, count * sizeof *copy);
    return copy;
}

/* ---- The mean ------------------------------------------------------------------------------ */

/* A sum that begins at zero and forgets, divided by what it lacks: Kingma and Ba's correction. The
 * trained weights take no notice. */
static void reference(const char *assignments, double decay) {
    char with[120];
    snprintf(with, sizeof with, "%s average=%g", assignments, decay);
    models_training t = models_begin(with, LENGTH, SYMBOLS);
    models_training plain = models_begin(assignments, LENGTH, SYMBOLS);
    size_t count = t.model->parameters.count;
    double *sum = calloc(count, sizeof *sum), power = 1;
    for (int u = 0; u < UPDATES; u++) {
        steps(t.trainer, 1);
        steps(plain.trainer, 1);
        power *= decay;
        CHECK_BYTES(t.model->parameters.values, plain.model->parameters.values,
                    count * sizeof(sl_real));
        for (size_t i = 0; i < count; i++) {
            double value = (double)plain.model->parameters.values[i];
            sum[i] = decay * sum[i] + (1 - decay) * value;
            CHECK_NEAR((double)t.model->averaged.values[i], sum[i] / (1 - power), 2e-7);
        }
    }
    free(sum);
    models_end(&t);
    models_end(&plain);
}

/* ---- Who reads it -------------------------------------------------------------------------- */

static double loss_of(sl_model *model, const sl_text *text) {
    sl_evaluator *evaluator;
    CHECK_STATUS(sl_evaluator_create(model, text, 0, LENGTH, &evaluator, NULL), SL_OK);
    while (sl_evaluator_advance(evaluator, 100)) continue;
    double loss = sl_evaluator_loss(evaluator);
    sl_evaluator_free(evaluator);
    return loss;
}

static void same_writing(sl_model *a, sl_model *b) {
    sl_generator *one, *two;
    const char *symbol, *other;
    CHECK_STATUS(sl_generator_create(a, 1, 0, 1, 7, &one, NULL), SL_OK);
    CHECK_STATUS(sl_generator_create(b, 1, 0, 1, 7, &two, NULL), SL_OK);
    for (int i = 0; i < 40; i++) {
        CHECK_STATUS(sl_generator_next(one, &symbol, NULL), SL_OK);
        CHECK_STATUS(sl_generator_next(two, &other, NULL), SL_OK);
        CHECK_TEXT(symbol, other);
    }
    sl_generator_free(one);
    sl_generator_free(two);
}

static void same_inside(sl_model *a, sl_model *b) {
    sl_inspection *one, *two;
    CHECK_STATUS(sl_inspection_create(a, "abcde", 5, &one, NULL), SL_OK);
    CHECK_STATUS(sl_inspection_create(b, "abcde", 5, &two, NULL), SL_OK);
    CHECK_BYTES(sl_inspection_distribution(one), sl_inspection_distribution(two),
                5 * SYMBOLS * sizeof(float));
    CHECK_STATUS(sl_inspection_attribute(one, 3, NULL), SL_OK);
    CHECK_STATUS(sl_inspection_attribute(two, 3, NULL), SL_OK);
    CHECK_BYTES(sl_inspection_input_gradient(one), sl_inspection_input_gradient(two),
                5 * sizeof(float));
    sl_inspection_free(one);
    sl_inspection_free(two);
}

/* All that uses a model gives what a model of these weights alone gives, also in the middle of an
 * update, which goes on as if nobody had asked. */
static void used(const char *assignments) {
    char with[160];
    snprintf(with, sizeof with, "%s init=xavier batch=4 steps=6 average=0.8", assignments);
    models_training t = models_begin(with, LENGTH, SYMBOLS);
    models_training undisturbed = models_begin(with, LENGTH, SYMBOLS);
    sl_model *plain = models_create(with, SYMBOLS);
    size_t size = plain->parameters.count * sizeof(sl_real);
    steps(t.trainer, 3);
    steps(undisturbed.trainer, 4);
    memcpy(plain->parameters.values, t.model->averaged.values, size);
    sl_model_touch(plain);
    CHECK_STATUS(sl_trainer_accumulate(t.trainer, 0, 4, NULL), SL_OK);
    CHECK_REAL(loss_of(t.model, t.text), loss_of(plain, t.text));
    same_writing(t.model, plain);
    same_inside(t.model, plain);
    CHECK_STATUS(sl_trainer_apply(t.trainer, NULL), SL_OK);
    CHECK_BYTES(t.model->parameters.values, undisturbed.model->parameters.values, size);
    CHECK_BYTES(t.model->averaged.values, undisturbed.model->averaged.values, size);
    CHECK(loss_of(t.model, t.text) != loss_of(plain, t.text));
    sl_model_free(plain);
    models_end(&t);
    models_end(&undisturbed);
}

static void used_for_pairs(void) {
    sl_pairs *pairs = models_pairs("minimum=1", "go\tva\nstay\treste\nlook\tregarde\n");
    sl_model *model = models_translation("hidden=7 minimum=1 batch=2 average=0.5", pairs);
    sl_model *plain = models_translation("hidden=7 minimum=1 batch=2", pairs);
    sl_trainer *trainer, *other;
    double loss, expected;
    size_t size = plain->parameters.count * sizeof(sl_real);
    CHECK_STATUS(sl_trainer_create_pairs(model, pairs, &trainer, NULL), SL_OK);
    CHECK_STATUS(sl_trainer_create_pairs(plain, pairs, &other, NULL), SL_OK);
    steps(trainer, 5);
    steps(other, 5);
    CHECK_BYTES(model->parameters.values, plain->parameters.values, size);
    memcpy(plain->parameters.values, model->averaged.values, size);
    sl_model_touch(plain);
    CHECK_STATUS(sl_pairs_loss(model, pairs, 0, 3, &loss, NULL), SL_OK);
    CHECK_STATUS(sl_pairs_loss(plain, pairs, 0, 3, &expected, NULL), SL_OK);
    CHECK_REAL(loss, expected);
    sl_trainer_free(trainer);
    sl_trainer_free(other);
    sl_model_free(model);
    sl_model_free(plain);
    sl_pairs_free(pairs);
}

/* ---- Files --------------------------------------------------------------------------------- */

#define AVERAGING "hidden=5 init=xavier batch=4 steps=6 average=0.8"

static void *save(const sl_model *model, size_t *size) {
    void *bytes;
    CHECK_STATUS(sl_model_save(model, &bytes, size, NULL), SL_OK);
    return bytes;
}

/* The tensors by PyTorch's names are the averaged weights, the trained ones stand beside them, and
 * a model without an average has none. */
static void files(void) {
    models_training t = models_begin(AVERAGING, LENGTH, SYMBOLS);
    size_t count = t.model->parameters.count, bias = t.model->output.bias, size, again_size;
    sl_safetensors *file;
    sl_model *copy;
    void *bytes = save(t.model, &size);
    CHECK_STATUS(sl_safetensors_read(bytes, size, &file, NULL), SL_OK);
    CHECK(sl_safetensors_find(file, "training.weights") == NULL);
    sl_safetensors_free(file);
    sl_release(bytes);

    steps(t.trainer, 5);
    bytes = save(t.model, &size);
    CHECK_STATUS(sl_safetensors_read(bytes, size, &file, NULL), SL_OK);
    const sl_array *used = sl_safetensors_find(file, "linear.bias");
    const sl_array *trained = sl_safetensors_find(file, "training.weights");
    if (CHECK(used && trained) && CHECK_INT(trained->count, count))
        for (size_t i = 0; i < SYMBOLS; i++) {
            CHECK(sl_array_get(used, i) == (float)t.model->averaged.values[bias + i]);
            CHECK(sl_array_get(trained, bias + i) == (float)t.model->parameters.values[bias + i]);
        }
    CHECK_STATUS(sl_model_load(bytes, size, &copy, NULL), SL_OK);
    void *again = save(copy, &again_size);
    CHECK(size == again_size && CHECK_BYTES(again, bytes, size));
#ifndef SL_DOUBLE /* a file holds floats */
    CHECK_BYTES(copy->parameters.values, t.model->parameters.values, count * sizeof(sl_real));
    CHECK_REAL(loss_of(copy, t.text), loss_of(t.model, t.text));
#endif
    sl_safetensors_free(file);
    sl_model_free(copy);
    sl_release(bytes);
    sl_release(again);
    models_end(&t);
}

/* A training that begins with a loaded model begins with its trained weights, and drops their
 * average with the first update, whether it averages or not. */
static void begun_anew(const char *average) {
    models_training t = models_begin(AVERAGING, LENGTH, SYMBOLS);
    steps(t.trainer, 5);
    sl_trainer_free(t.trainer);
    CHECK_STATUS(sl_model_set(t.model, "average", average, NULL), SL_OK);
    CHECK_STATUS(sl_trainer_create(t.model, t.text, &t.trainer, NULL), SL_OK);
    CHECK(t.model->averaged.there);
    steps(t.trainer, 1);
    size_t count = t.model->parameters.count;
    sl_real *trained = copy_of(t.model->parameters.values, count);
    CHECK_BYTES(sl_model_values(t.model, SL_READ_NEWEST), trained, count * sizeof *trained);
    free(trained);
    models_end(&t);
}

/* A file that lacks the average, or has bad weights beside it, is refused whole. */
static void refused(const char *lacking, float bad) {
    models_training t = models_begin(AVERAGING, LENGTH, SYMBOLS);
    sl_safetensors *file;
    sl_model *model = NULL;
    sl_error error = {0};
    char *bytes;
    size_t size, count = t.model->parameters.count;
    steps(t.trainer, 3);
    CHECK_STATUS(sl_trainer_save(t.trainer, "", (void **)&bytes, &size, NULL), SL_OK);
    sl_real *before = copy_of(t.model->parameters.values, count);
    sl_real *averaged = copy_of(t.model->averaged.values, count);
    CHECK_STATUS(sl_safetensors_read(bytes, size, &file, NULL), SL_OK);
    sl_array_set(sl_safetensors_find(file, "training.weights"), count - 1, bad);
    sl_safetensors_free(file);
    for (size_t i = 0; lacking && i + 16 < size; i++)
        if (!memcmp(bytes + i, "training.weights", 16)) memcpy(bytes + i, lacking, 16);
    CHECK_FAILS(sl_trainer_restore(t.trainer, bytes, size, &error), SL_BAD_FILE, error,
                lacking ? "no averaged weights" : "training.weights");
    if (!lacking) CHECK_STATUS(sl_model_load(bytes, size, &model, NULL), SL_BAD_FILE);
    CHECK_BYTES(t.model->parameters.values, before, count * sizeof *before);
    CHECK_BYTES(t.model->averaged.values, averaged, count * sizeof *averaged);
    free(before);
    free(averaged);
    sl_release(bytes);
    models_end(&t);
}

void average_test(void) {
    reference("hidden=5 init=xavier batch=4 steps=6", 0.5);
    reference("hidden=5 init=xavier batch=4 steps=6", 0.999);
    reference("hidden=5 init=xavier batch=4 steps=6 dropconnect=0.3", 0.9);
    used("hidden=7 embedding=5 cell=lstm");
    used("hidden=9");
    used("hidden=9 cell=lstm layers=2 bidirectional=true");
    used("hidden=9 cell=gru reset=after dropconnect=0.5 dropout=0.2 dropout_at=every");
    used_for_pairs();
    files();
    begun_anew("0");
    begun_anew("0.5");
    refused("training.weightz", 0);
    refused(NULL, INFINITY);
}
