// Which branches an input has reached, when a build counts them; see coverage.c.
#ifndef HALLD_COVERAGE_H
#define HALLD_COVERAGE_H

/// Whether any module was compiled with counters.
int coverage_is_counting(void);
/// Forgets what ran before this input.
void coverage_begin(void);
/// Whether since then a branch, or a number of rounds, was reached that never was before.
int coverage_is_new(void);

#endif
