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

double sl_parameters_of(const sl_model *model) {
    char *json;
    sl_value described = {0};
    if (sl_model_describe(model, &json, NULL)) return 0;
    if (!sl_parse(json, strlen(json), &described)) described = (sl_value){0};
    sl_release(json);
    double parameters = sl_member_number(&described, "parameters", 0);
    sl_value_free(&described);
    return parameters;
}
