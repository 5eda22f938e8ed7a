/* Feeds files to a fuzz target, for builds without libFuzzer. Prints how many; none is a failure.
 */
#include <stdio.h>

#include "fuzz.h"

static int replay(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file) return perror(path), 1;
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    uint8_t *bytes = malloc((size_t)size + 1);
    if (!bytes || fread(bytes, 1, (size_t)size, file) != (size_t)size) return perror(path), 1;
    fclose(file);
    LLVMFuzzerTestOneInput(bytes, (size_t)size);
    free(bytes);
    return 0;
}

int main(int count, char **paths) {
    for (int i = 1; i < count; i++)
        if (replay(paths[i])) return 1;
    printf("replayed %d inputs\n", count - 1);
    return count < 2;
}
