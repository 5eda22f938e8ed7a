/* A code point as a message shows it. */
#ifndef SL_TEXT_CODE_NAME_H
#define SL_TEXT_CODE_NAME_H

#include <stdint.h>

enum { SL_CODE_NAME = 48 };

/* Writes the symbol in quotes, or, where nobody would see it there, its number and its name, as far
 * as it is a common one: "U+00A0, no-break space"; with NUL. */
void sl_code_name(uint32_t code, char name[SL_CODE_NAME]);

#endif
