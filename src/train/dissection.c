/* sl_dissection: one update, tensor by tensor. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/scalar.h"
#include "math/elementwise.h"
#include "train/trainer.h"

/* Of a tensor that holds parameters. */
typedef struct piece {
    const sl_tensor *tensor;
    size_t count;
    double gradient_norm, step;
} piece;

struct sl_dissection {
    const sl_parameters *parameters;
    sl_real *before; /* the values that the update found, then the step from there */
    piece *pieces;   /* (count) */
    size_t count;
    double scale, rate;
    sl_arena arena;
};

static size_t parameters_of(const sl_tensor *tensor) {
    size_t blocks = 0;
    for (size_t g = 0; g < tensor->gates; g++) blocks += tensor->stored[g];
    return blocks * tensor->rows * tensor->columns;
}

static void build(void *owner) {
    sl_dissection *dissection = owner;
    const sl_parameters *parameters = dissection->parameters;
    dissection->before = sl_arena_reals(&dissection->arena, parameters->count);
    dissection->pieces =
        sl_arena_reserve(&dissection->arena, parameters->tensor_count, sizeof *dissection->pieces);
}

/* The gradient is still where the update found it, and has not been scaled there. */
static void look(sl_dissection *dissection, const sl_real *gradient) {
    const sl_parameters *parameters = dissection->parameters;
    sl_real *step = dissection->before;
    for (size_t i = 0; i < parameters->count; i++) step[i] = parameters->values[i] - step[i];
    for (size_t i = 0; i < parameters->tensor_count; i++) {
        const sl_tensor *tensor = &parameters->tensors[i];
        size_t count = parameters_of(tensor);
        if (!count) continue;
        dissection->pieces[dissection->count++] =
            (piece){tensor, count, sl_sqrt(sl_square_sum(gradient + tensor->offset, count)),
                    sl_sqrt(sl_square_sum(step + tensor->offset, count))};
    }
}

static sl_status update(sl_dissection *dissection, sl_trainer *trainer, sl_error *error) {
    const sl_parameters *parameters = dissection->parameters;
    double rate = sl_scheduled_rate(&trainer->settings, trainer->optimizer.updates);
    memcpy(dissection->before, parameters->values, parameters->count * sizeof *parameters->values);
    sl_status status = sl_trainer_step(trainer, error);
    if (status != SL_OK) return status;
    dissection->rate = rate;
    dissection->scale = sl_clip_scale(trainer->gradient_norm, trainer->settings.clip);
    look(dissection, trainer->gradient[0]);
    return SL_OK;
}

sl_status sl_dissection_create(sl_trainer *trainer, sl_dissection **out, sl_error *error) {
    *out = NULL;
    sl_dissection *dissection = calloc(1, sizeof *dissection);
    if (!dissection) return sl_fail(error, SL_NO_MEMORY, "no memory for taking an update apart");
    dissection->parameters = &trainer->learner->model->parameters;
    sl_status status =
        sl_arena_build(&dissection->arena, build, dissection, "taking an update apart", error);
    if (status == SL_OK) status = update(dissection, trainer, error);
    if (status == SL_OK)
        *out = dissection;
    else
        sl_dissection_free(dissection);
    return status;
}

void sl_dissection_free(sl_dissection *dissection) {
    if (!dissection) return;
    sl_arena_free(&dissection->arena);
    free(dissection);
}

double sl_dissection_scale(const sl_dissection *dissection) { return dissection->scale; }
double sl_dissection_rate(const sl_dissection *dissection) { return dissection->rate; }
size_t sl_dissection_count(const sl_dissection *dissection) { return dissection->count; }

const char *sl_dissection_name(const sl_dissection *dissection, size_t i) {
    return i < dissection->count ? dissection->pieces[i].tensor->name : "";
}

size_t sl_dissection_parameters(const sl_dissection *dissection, size_t i) {
    return i < dissection->count ? dissection->pieces[i].count : 0;
}

double sl_dissection_gradient_norm(const sl_dissection *dissection, size_t i) {
    return i < dissection->count ? dissection->pieces[i].gradient_norm : 0;
}

double sl_dissection_step(const sl_dissection *dissection, size_t i) {
    return i < dissection->count ? dissection->pieces[i].step : 0;
}
