/* The reader of model files: any bytes give a model that works, or SL_BAD_FILE. */
#include <stdlib.h>

#include "sluice.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* A model that loads must also save, and load from what it saved. */
static void use(sl_model *model) {
    void *saved;
    size_t saved_size;
    sl_model *again;
    if (sl_model_save(model, &saved, &saved_size, NULL) != SL_OK) abort();
    if (sl_model_load(saved, saved_size, &again, NULL) != SL_OK) abort();
    sl_model_free(again);
    sl_release(saved);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    sl_model *model;
    char *notes;
    sl_status status = sl_model_load(bytes, size, &model, NULL);
    if (status == SL_OK)
        use(model);
    else if (status != SL_BAD_FILE && status != SL_NO_MEMORY)
        abort();
    sl_model_free(model);
    if (sl_file_notes(bytes, size, &notes, NULL) == SL_OK) sl_release(notes);
    return 0;
}
