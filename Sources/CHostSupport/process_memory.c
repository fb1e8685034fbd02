#define _GNU_SOURCE
#include "CHostSupport.h"
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/statvfs.h>
#include <sys/sysinfo.h>
#include <sys/vfs.h>

/// Adds up the lines of a file under `/proc` that begin with one of the names, in bytes.
/// Returns whether the file could be read.
static bool add_lines(pid_t process, const char *file_name, const char *const *names,
                      uint64_t *bytes) {
  char path[64], line[256];
  snprintf(path, sizeof path, "/proc/%d/%s", process, file_name);
  FILE *file = fopen(path, "re");
  if (!file) return false;
  bool found = false;
  while (fgets(line, sizeof line, file)) {
    for (const char *const *name = names; *name; name++) {
      size_t length = strlen(*name);
      unsigned long long kilobytes;
      if (strncmp(line, *name, length) == 0 && sscanf(line + length, " %llu", &kilobytes) == 1) {
        *bytes += kilobytes * 1024;
        found = true;
      }
    }
  }
  fclose(file);
  return found;
}

bool host_private_memory(pid_t process, uint64_t *bytes) {
  static const char *const names[] = {"Private_Dirty:", "Private_Hugetlb:", "SwapPss:", NULL};
  *bytes = 0;
  return add_lines(process, "smaps_rollup", names, bytes);
}

bool host_proportional_memory(pid_t process, uint64_t *bytes) {
  static const char *const names[] = {"Pss_Anon:", "Pss_Shmem:", "SwapPss:", NULL};
  *bytes = 0;
  return add_lines(process, "smaps_rollup", names, bytes);
}

uint64_t host_resident_memory(pid_t process) {
  static const char *const names[] = {"RssAnon:", "RssShmem:", "VmSwap:", NULL};
  uint64_t bytes = 0;
  add_lines(process, "status", names, &bytes);
  return bytes;
}

uint64_t host_page_tables(pid_t process) {
  static const char *const names[] = {"VmPTE:", NULL};
  uint64_t bytes = 0;
  add_lines(process, "status", names, &bytes);
  return bytes;
}

uint64_t host_page_faults(pid_t process) {
  char path[64], line[1024];
  snprintf(path, sizeof path, "/proc/%d/stat", process);
  FILE *file = fopen(path, "re");
  if (!file) return 0;
  size_t length = fread(line, 1, sizeof line - 1, file);
  fclose(file);
  line[length] = 0;
  const char *rest = strrchr(line, ')');
  unsigned long long minor = 0, major = 0;
  if (!rest
      || sscanf(rest + 1, " %*c %*d %*d %*d %*d %*d %*u %llu %*u %llu", &minor, &major) != 2) {
    return 0;
  }
  return minor + major;
}

int host_thread_count(pid_t process) {
  char path[64], line[256];
  int count = 1;
  snprintf(path, sizeof path, "/proc/%d/status", process);
  FILE *file = fopen(path, "re");
  if (!file) return count;
  while (fgets(line, sizeof line, file) && sscanf(line, "Threads: %d", &count) != 1) {
  }
  fclose(file);
  return count;
}

bool host_is_alone(void) {
  unsigned int inside, outside, count;
  FILE *file = fopen("/proc/self/uid_map", "re");
  if (!file) return false;
  bool alone = fscanf(file, "%u %u %u", &inside, &outside, &count) == 3 && count == 1;
  fclose(file);
  return alone;
}

uint64_t host_task_count(void) {
  struct sysinfo information;
  return sysinfo(&information) == 0 ? information.procs : 0;
}

bool host_memory_files(int folder, uint64_t *bytes, uint64_t *files) {
  struct statfs kind;
  struct statvfs use;
  if (fstatfs(folder, &kind) != 0 || kind.f_type != 0x01021994) return false;
  if (fstatvfs(folder, &use) != 0) return false;
  *bytes = (use.f_blocks - use.f_bfree) * use.f_frsize;
  *files = use.f_files - use.f_ffree;
  return true;
}

uint64_t host_socket_count(void) {
  char line[256];
  unsigned long long count = 0;
  FILE *file = fopen("/proc/self/net/sockstat", "re");
  if (!file) return 0;
  while (fgets(line, sizeof line, file) && sscanf(line, "sockets: used %llu", &count) != 1) {
  }
  fclose(file);
  return count;
}
#else
bool host_private_memory(pid_t process, uint64_t *bytes) {
  (void)process;
  *bytes = 0;
  return false;
}

bool host_proportional_memory(pid_t process, uint64_t *bytes) {
  return host_private_memory(process, bytes);
}

uint64_t host_resident_memory(pid_t process) { return (void)process, 0; }
uint64_t host_page_tables(pid_t process) { return (void)process, 0; }
uint64_t host_page_faults(pid_t process) { return (void)process, 0; }
int host_thread_count(pid_t process) { return (void)process, 1; }
bool host_is_alone(void) { return false; }
uint64_t host_task_count(void) { return 0; }
uint64_t host_socket_count(void) { return 0; }

bool host_memory_files(int folder, uint64_t *bytes, uint64_t *files) {
  (void)folder;
  *bytes = *files = 0;
  return false;
}
#endif
