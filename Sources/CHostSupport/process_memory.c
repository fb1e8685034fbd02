#include "CHostSupport.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifdef __linux__
/// Bytes that `/proc/PID/smaps_rollup` counts for the process, shared pages in proportion.
static uint64_t proportional_memory(pid_t process) {
  char path[64], line[256];
  snprintf(path, sizeof path, "/proc/%d/smaps_rollup", process);
  FILE *file = fopen(path, "re");
  if (!file) return 0;
  uint64_t bytes = 0;
  unsigned long long kilobytes;
  while (fgets(line, sizeof line, file)) {
    if (sscanf(line, "Pss: %llu kB", &kilobytes) == 1) bytes = kilobytes * 1024;
  }
  fclose(file);
  return bytes;
}

/// Bytes resident in the process, whoever shares them.
static uint64_t resident_memory(pid_t process) {
  char path[64];
  snprintf(path, sizeof path, "/proc/%d/statm", process);
  FILE *file = fopen(path, "re");
  if (!file) return 0;
  unsigned long long size, resident = 0;
  if (fscanf(file, "%llu %llu", &size, &resident) != 2) resident = 0;
  fclose(file);
  return resident * (uint64_t)sysconf(_SC_PAGESIZE);
}

uint64_t host_descendants_memory(pid_t root, bool precise) {
  pid_t processes[HOST_PROCESS_LIMIT];
  size_t count = host_descendants(root, 0, processes, HOST_PROCESS_LIMIT);
  uint64_t bytes = precise ? proportional_memory(root) : resident_memory(root);
  for (size_t index = 0; index < count; index++) {
    bytes += precise ? proportional_memory(processes[index]) : resident_memory(processes[index]);
  }
  return bytes;
}

int host_thread_count(void) {
  char line[256];
  int count = 1;
  FILE *file = fopen("/proc/self/status", "re");
  if (!file) return count;
  while (fgets(line, sizeof line, file) && sscanf(line, "Threads: %d", &count) != 1) {
  }
  fclose(file);
  return count;
}
#else
uint64_t host_descendants_memory(pid_t root, bool precise) {
  (void)root;
  (void)precise;
  return 0;
}

int host_thread_count(void) { return 1; }
#endif
