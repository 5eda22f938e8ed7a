/* Trains a model natively and writes it with its training, for the test that every build arrives at
 * equal bytes: identity TEXTFILE OUT NAME=VALUE... UPDATES [FILE], where FILE is such a file to go
 * on from. A host like any other: it knows sluice.h and stdio. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sluice.h"

static void must(sl_status status, const sl_error *error) {
    if (status == SL_OK) return;
    fprintf(stderr, "identity: %s: %s\n", sl_status_name(status), error->message);
    exit(1);
}

static FILE *open_file(const char *path, const char *mode) {
    FILE *file = fopen(path, mode);
    if (file) return file;
    perror(path);
    exit(1);
}

static void read_text(const char *path, sl_text *text) {
    char bytes[4096];
    sl_error error = {0};
    FILE *file = open_file(path, "rb");
    for (size_t size; (size = fread(bytes, 1, sizeof bytes, file)) > 0;)
        must(sl_text_append(text, bytes, size, &error), &error);
    fclose(file);
    must(sl_text_finish(text, &error), &error);
}

static void write_training(const char *path, const sl_trainer *trainer) {
    sl_error error = {0};
    void *bytes;
    size_t size;
    must(sl_trainer_save(trainer, "", &bytes, &size, &error), &error);
    FILE *file = open_file(path, "wb");
    bool written = fwrite(bytes, 1, size, file) == size;
    if (fclose(file) != 0 || !written) {
        perror(path);
        exit(1);
    }
    sl_release(bytes);
}

/* Of the same text and settings. */
static void go_on_from(const char *path, sl_trainer *trainer) {
    static unsigned char bytes[1 << 20];
    sl_error error = {0};
    FILE *file = open_file(path, "rb");
    size_t size = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    must(sl_trainer_restore(trainer, bytes, size, &error), &error);
}

/* Applies NAME=VALUE; a text is normalized by the setting of that name. */
static void apply(sl_settings *settings, char *assignment, const char **normalize) {
    sl_error error = {0};
    char *value = strchr(assignment, '=');
    if (!value) {
        fprintf(stderr, "identity: \"%s\" is not NAME=VALUE\n", assignment);
        exit(2);
    }
    *value++ = '\0';
    must(sl_settings_set(settings, assignment, value, &error), &error);
    if (strcmp(assignment, "normalize") == 0) *normalize = value;
}

int main(int count, char **arguments) {
    if (count < 4) {
        fputs("usage: identity TEXTFILE OUT NAME=VALUE... UPDATES [FILE]\n", stderr);
        return 2;
    }
    sl_error error = {0};
    sl_settings *settings;
    sl_text *text;
    sl_model *model;
    sl_trainer *trainer;
    const char *normalize = "none";

    must(sl_settings_create(&settings, &error), &error);
    int last = 3; /* the updates */
    for (; last < count - 1 && strchr(arguments[last], '='); last++)
        apply(settings, arguments[last], &normalize);
    must(sl_text_create(NULL, normalize, 0, &text, &error), &error);
    read_text(arguments[1], text);
    must(sl_model_create(settings, sl_text_vocabulary(text), &model, &error), &error);
    must(sl_trainer_create(model, text, &trainer, &error), &error);
    if (last + 1 < count) go_on_from(arguments[last + 1], trainer);
    double updates = strtod(arguments[last], NULL);
    while (sl_trainer_updates(trainer) < updates) must(sl_trainer_step(trainer, &error), &error);
    write_training(arguments[2], trainer);

    sl_trainer_free(trainer);
    sl_model_free(model);
    sl_text_free(text);
    sl_settings_free(settings);
    return 0;
}
