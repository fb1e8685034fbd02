#define _GNU_SOURCE
#include "CHostSupport.h"
#include <errno.h>
#include <stdio.h>
#include <sys/resource.h>

static void limit(int resource, uint64_t soft, uint64_t hard) {
  struct rlimit current;
  if (getrlimit(resource, &current) != 0) return;
  rlim_t roof = current.rlim_max < hard ? current.rlim_max : (rlim_t)hard;
  struct rlimit next = {roof < soft ? roof : (rlim_t)soft, roof};
  setrlimit(resource, &next);
}

int host_limit_keeper(uint64_t memory_bytes) {
  limit(RLIMIT_CORE, 0, 0);
#ifdef __linux__
  limit(RLIMIT_MEMLOCK, 1 << 20, 1 << 20);
  // Fences far outside; the watch on real memory ends a block first.
  uint64_t data = 2 * memory_bytes + ((uint64_t)1 << 30);
  uint64_t space = 4 * memory_bytes + ((uint64_t)4 << 30);
  limit(RLIMIT_DATA, data, data);
  limit(RLIMIT_AS, space, space);
#endif
  return host_filter_calls();
}

void host_limit_blocks(uint64_t processes) {
  limit(RLIMIT_NOFILE, HOST_OPEN_FILES, HOST_OPEN_FILES + 32);
#ifdef __linux__
  limit(RLIMIT_MSGQUEUE, 0, 0);
  // Timers and signals that wait.
  limit(RLIMIT_SIGPENDING, 4096, 4096);
  // The limit counts what the user runs beside the lesson, unless the lesson is a user of its own.
  uint64_t others = host_is_alone() ? 0 : host_task_count() + 1024;
  limit(RLIMIT_NPROC, processes + others, processes + others);
#else
  (void)processes;
#endif
}

int host_confine(uint64_t memory_bytes, uint64_t processes) {
  host_limit_blocks(processes);
  return host_limit_keeper(memory_bytes);
}

void host_lift_open_files(bool lifted) {
  limit(RLIMIT_NOFILE, HOST_OPEN_FILES + (lifted ? 32 : 0), HOST_OPEN_FILES + 32);
}

void host_unbuffer_output(void) {
  setvbuf(stdout, NULL, _IONBF, 0);
  setvbuf(stderr, NULL, _IONBF, 0);
}
