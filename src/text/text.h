/* What other parts of the core ask of an sl_text. */
#ifndef SL_TEXT_TEXT_H
#define SL_TEXT_TEXT_H

#include "sluice.h"

/* SL_MISUSE unless the text is finished and has symbols [first, first + count). */
sl_status sl_text_check_stretch(const sl_text *text, size_t first, size_t count, sl_error *error);

/* The `max_tokens` that the text was made with; 0: none. */
size_t sl_text_most(const sl_text *text);

#endif
