/* What does a model expect next? expect MODEL.safetensors TEXT prints the likeliest symbols. */
#include <sluice.h>
#include <stdio.h>
#include <string.h>

static char file[1 << 24];

int main(int count, char **arguments) {
    sl_error error;
    sl_model *model;
    sl_generator *generator;
    const float *shares;
    if (count != 3) return fprintf(stderr, "usage: expect MODEL.safetensors TEXT\n"), 2;
    FILE *stream = fopen(arguments[1], "rb");
    if (!stream) return perror(arguments[1]), 1;
    size_t size = fread(file, 1, sizeof file, stream);
    fclose(stream);
    if (sl_model_load(file, size, &model, &error) ||
        sl_generator_create(model, 1, 0, 1, 1, &generator, &error) ||
        sl_generator_prompt(generator, arguments[2], strlen(arguments[2]), &error) ||
        sl_generator_probabilities(generator, &shares, &error))
        return fprintf(stderr, "%s\n", error.message), 1;
    const sl_vocabulary *vocabulary = sl_model_vocabulary(model);
    for (size_t id = 1; id < sl_vocabulary_size(vocabulary); id++)
        if (shares[id] >= 0.05F)
            printf("%s  %.0f %%\n", sl_vocabulary_symbol(vocabulary, id), 100 * (double)shares[id]);
    sl_generator_free(generator);
    sl_model_free(model);
    return 0;
}
