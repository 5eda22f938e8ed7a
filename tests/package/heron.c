/* What a program has to do to learn a text. */
#include <sluice.h>
#include <stdio.h>
#include <string.h>

int main(void) {
    const char *line = "the grey heron waits in the reeds, and the water goes by. ";
    sl_error error = {0};
    sl_text *text;
    sl_settings *settings;
    sl_model *model;
    sl_trainer *trainer;
    sl_text_create(NULL, "none", 0, &text, &error);
    for (int i = 0; i < 100; i++) sl_text_append(text, line, strlen(line), &error);
    sl_text_finish(text, &error);
    sl_settings_create(&settings, &error);
    sl_settings_set(settings, "hidden", "32", &error);
    sl_model_create(settings, sl_text_vocabulary(text), &model, &error);
    sl_trainer_create(model, text, settings, &trainer, &error);
    while (error.status == SL_OK && sl_trainer_update(trainer) < 100)
        sl_trainer_step(trainer, &error);
    printf("%s %g %s\n", sl_version(), sl_trainer_loss(trainer), sl_status_name(error.status));
    sl_trainer_free(trainer);
    sl_model_free(model);
    sl_settings_free(settings);
    sl_text_free(text);
    return (int)error.status;
}
