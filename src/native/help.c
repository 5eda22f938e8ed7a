#include <stdio.h>
#include <string.h>

#include "native/options.h"

enum { COLUMN = 30, WIDTH = 100 };

void sl_print_wrapped(const char *words, size_t width, size_t indent) {
    size_t used = 0;
    while (*words) {
        size_t size = strcspn(words, " ");
        if (used > 0 && used + 1 + size > width) {
            printf("\n%*s", (int)indent, "");
            used = 0;
        }
        used += (size_t)printf("%s%.*s", used ? " " : "", (int)size, words);
        words += size + (words[size] == ' ');
    }
    putchar('\n');
}

static void print_option(const sl_option *option) {
    char value[128], help[1024];
    const char *initial = option->initial;
    sl_value_name(option, value);
    int left = printf("  --%s%s%s", option->name, *value ? " " : "", value);
    if (left < COLUMN)
        printf("%*s", COLUMN - left, "");
    else
        printf("\n%*s", COLUMN, "");
    snprintf(help, sizeof help, "%s%s%s%s", option->help, initial ? " [" : "",
             initial ? initial : "", initial ? "]" : "");
    sl_print_wrapped(help, WIDTH - COLUMN, COLUMN);
}

static bool is_first_of_group(const sl_options *rows, size_t i) {
    for (size_t before = 0; before < i; before++)
        if (strcmp(rows->options[before].group, rows->options[i].group) == 0) return false;
    return true;
}

void sl_print_options(const sl_options *rows) {
    for (size_t i = 0; i < rows->count; i++) {
        const char *group = rows->options[i].group;
        if (!is_first_of_group(rows, i)) continue;
        printf("%s%c%s:\n", i ? "\n" : "", group[0] - 'a' + 'A', group + 1);
        for (size_t j = i; j < rows->count; j++)
            if (strcmp(rows->options[j].group, group) == 0) print_option(&rows->options[j]);
    }
}
