#include "native/settings.h"

#include <string.h>

sl_value sl_settings_read(const sl_settings *settings) {
    sl_value all = {0};
    char *json;
    if (sl_settings_json(settings, &json, NULL)) return all;
    if (!sl_parse(json, strlen(json), &all)) all = (sl_value){0};
    sl_release(json);
    return all;
}

double sl_setting_number(const sl_settings *settings, const char *name) {
    sl_value all = sl_settings_read(settings);
    double number = sl_member_number(&all, name, 0);
    sl_value_free(&all);
    return number;
}

bool sl_setting_is(const sl_settings *settings, const char *name, const char *words) {
    sl_value all = sl_settings_read(settings);
    bool is = strcmp(sl_member_words(&all, name, ""), words) == 0;
    sl_value_free(&all);
    return is;
}
