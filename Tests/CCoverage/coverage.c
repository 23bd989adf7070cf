// The compiler's own counters, one byte a branch: `swiftc -sanitize=fuzzer` puts them into the
// modules under test and calls these functions. `make soak` builds so; an ordinary build calls
// none of them, and then nothing is ever new.
#include "coverage.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define MOST 4096

static struct region {
  uint8_t *counters;
  uint8_t *seen;
  size_t count;
} regions[MOST];
static int region_count;

// Called by each module's constructor, before anything runs.
void __sanitizer_cov_8bit_counters_init(uint8_t *start, uint8_t *end) {
  if (start == end || region_count == MOST) return;
  for (int i = 0; i < region_count; i++)
    if (regions[i].counters == start) return;
  size_t count = (size_t)(end - start);
  uint8_t *seen = calloc(count, 1);
  if (!seen) return;
  regions[region_count++] = (struct region){start, seen, count};
}

int coverage_is_counting(void) { return region_count > 0; }

void coverage_begin(void) {
  for (int i = 0; i < region_count; i++) memset(regions[i].counters, 0, regions[i].count);
}

// Once, a few times, many times: one bit each, as libFuzzer and AFL count.
static uint8_t rounds(uint8_t count) {
  if (count < 4) return (uint8_t)(1 << (count - 1));
  if (count < 8) return 8;
  if (count < 16) return 16;
  if (count < 32) return 32;
  return count < 128 ? 64 : 128;
}

int coverage_is_new(void) {
  int is_new = 0;
  for (int i = 0; i < region_count; i++)
    for (size_t at = 0; at < regions[i].count; at++) {
      uint8_t count = regions[i].counters[at];
      if (!count) continue;
      uint8_t bit = rounds(count);
      if (regions[i].seen[at] & bit) continue;
      regions[i].seen[at] |= bit;
      is_new = 1;
    }
  return is_new;
}

// What else such modules use; their news is not.
_Thread_local uintptr_t __sancov_lowest_stack = UINTPTR_MAX;
void __sanitizer_cov_pcs_init(const uintptr_t *start, const uintptr_t *end) {}
void __sanitizer_cov_trace_cmp1(uint8_t a, uint8_t b) {}
void __sanitizer_cov_trace_cmp2(uint16_t a, uint16_t b) {}
void __sanitizer_cov_trace_cmp4(uint32_t a, uint32_t b) {}
void __sanitizer_cov_trace_cmp8(uint64_t a, uint64_t b) {}
void __sanitizer_cov_trace_const_cmp1(uint8_t a, uint8_t b) {}
void __sanitizer_cov_trace_const_cmp2(uint16_t a, uint16_t b) {}
void __sanitizer_cov_trace_const_cmp4(uint32_t a, uint32_t b) {}
void __sanitizer_cov_trace_const_cmp8(uint64_t a, uint64_t b) {}
void __sanitizer_cov_trace_switch(uint64_t value, uint64_t *cases) {}
void __sanitizer_cov_trace_div4(uint32_t value) {}
void __sanitizer_cov_trace_div8(uint64_t value) {}
void __sanitizer_cov_trace_gep(uintptr_t index) {}
void __sanitizer_cov_trace_pc_indir(uintptr_t callee) {}
