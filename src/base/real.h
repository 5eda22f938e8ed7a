/* The number type of the whole core. Float by default; double (SL_DOUBLE) is for gradient checks.
 */
#ifndef SL_BASE_REAL_H
#define SL_BASE_REAL_H

#ifdef SL_DOUBLE
typedef double sl_real;
#else
typedef float sl_real;
#endif

#endif
