#include "CHostSupport.h"
#include <string.h>

static uint64_t state = 1;

void host_system_random_seed(uint64_t seed) { state = seed; }

/// SplitMix64 (Steele, Lea & Flood 2014).
static uint64_t next(void) {
  uint64_t word = state += 0x9e3779b97f4a7c15;
  word = (word ^ (word >> 30)) * 0xbf58476d1ce4e5b9;
  word = (word ^ (word >> 27)) * 0x94d049bb133111eb;
  return word ^ (word >> 31);
}

/// Stands in for the standard library's function of this name, so that `Int.random(in:)` and
/// `shuffled()` give the same numbers in every run of a lesson.
__attribute__((visibility("default"))) void swift_stdlib_random(void *buffer, size_t count) {
  unsigned char *bytes = buffer;
  while (count > 0) {
    uint64_t word = next();
    size_t part = count < sizeof word ? count : sizeof word;
    memcpy(bytes, &word, part);
    bytes += part;
    count -= part;
  }
}
