/* The reader of model files: any bytes give a model that works, or SL_BAD_FILE. */
#include "fuzz.h"

/* A model that loads must also save, and load from what it saved. */
static void use(sl_model *model) {
    void *saved;
    size_t saved_size;
    sl_model *again;
    char *json;
    HOLDS(sl_model_save(model, &saved, &saved_size, NULL) == SL_OK);
    HOLDS(sl_model_load(saved, saved_size, &again, NULL) == SL_OK);
    HOLDS(sl_model_describe(again, &json, NULL) == SL_OK);
    sl_model_free(again);
    sl_release(saved);
    sl_release(json);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    sl_model *model;
    sl_status status = sl_model_load(bytes, size, &model, NULL);
    HOLDS(status == SL_OK || status == SL_BAD_FILE || status == SL_NO_MEMORY);
    if (status == SL_OK) use(model);
    sl_model_free(model);
    return 0;
}
