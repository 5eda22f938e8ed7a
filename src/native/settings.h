/* The values of settings, for a host. */
#ifndef SL_NATIVE_SETTINGS_H
#define SL_NATIVE_SETTINGS_H

#include "native/json.h"
#include "sluice.h"

/* All by name; freed by sl_value_free. Without memory it has none. */
sl_value sl_settings_read(const sl_settings *settings);

/* One of them. */
double sl_setting_number(const sl_settings *settings, const char *name);
bool sl_setting_is(const sl_settings *settings, const char *name, const char *words);

/* How many parameters a model has; 0 without memory. */
double sl_parameters_of(const sl_model *model);

#endif
