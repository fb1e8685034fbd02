#define _GNU_SOURCE
#include "CHostSupport.h"
#include "process_record.h"
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/statvfs.h>
#include <sys/sysinfo.h>
#include <sys/vfs.h>

/// Adds up the numbers of the lines that begin with one of the names. Returns whether there is one.
static bool add_lines_of(FILE *file, const char *const *names, uint64_t *sum) {
  char line[256];
  bool found = false;
  while (fgets(line, sizeof line, file)) {
    for (const char *const *name = names; *name; name++) {
      size_t length = strlen(*name);
      unsigned long long number;
      if (strncmp(line, *name, length) == 0 && sscanf(line + length, " %llu", &number) == 1) {
        *sum += number;
        found = true;
      }
    }
  }
  return found;
}

static bool add_lines_at(const char *path, const char *const *names, uint64_t *sum) {
  FILE *file = fopen(path, "re");
  if (!file) return false;
  bool found = add_lines_of(file, names, sum);
  fclose(file);
  return found;
}

/// The same in a file of a process under `/proc`.
static bool add_lines(pid_t process, const char *file_name, const char *const *names,
                      uint64_t *sum) {
  char path[64];
  snprintf(path, sizeof path, "/proc/%d/%s", process, file_name);
  return add_lines_at(path, names, sum);
}

/// The same in the file of any thread: of a process whose first thread is over, the others tell what it holds.
static bool add_lines_of_threads(pid_t process, const char *file_name, const char *const *names,
                                 uint64_t *sum) {
  char path[320];
  snprintf(path, sizeof path, "/proc/%d/task", process);
  DIR *threads = opendir(path);
  if (!threads) return false;
  bool found = false;
  for (struct dirent *thread; !found && (thread = readdir(threads));) {
    if (thread->d_name[0] == '.') continue;
    snprintf(path, sizeof path, "/proc/%d/task/%s/%s", process, thread->d_name, file_name);
    found = add_lines_at(path, names, sum);
  }
  closedir(threads);
  return found;
}

/// Adds up lines whose numbers are kilobytes, in bytes.
static bool add_kilobytes(pid_t process, const char *file_name, const char *const *names,
                          uint64_t *bytes) {
  *bytes = 0;
  bool found = add_lines(process, file_name, names, bytes)
      || add_lines_of_threads(process, file_name, names, bytes);
  *bytes *= 1024;
  return found;
}

static const char pages_file[] = "smaps_rollup";
static const char *const private_pages[] = {"Private_Dirty:", "Private_Hugetlb:", "SwapPss:", NULL};
static const char *const shared_pages[] = {"Pss_Anon:", "Pss_Shmem:", "SwapPss:", NULL};

int host_open_pages(pid_t process) {
  char path[64];
  snprintf(path, sizeof path, "/proc/%d/%s", process, pages_file);
  return open(path, O_RDONLY | O_CLOEXEC);
}

static bool add_opened(int pages, const char *const *names, uint64_t *bytes) {
  *bytes = 0;
  if (pages < 0 || lseek(pages, 0, SEEK_SET) != 0) return false;
  int copy = fcntl(pages, F_DUPFD_CLOEXEC, 3);
  FILE *file = copy < 0 ? NULL : fdopen(copy, "r");
  if (!file) {
    if (copy >= 0) close(copy);
    return false;
  }
  bool found = add_lines_of(file, names, bytes);
  fclose(file);
  *bytes *= 1024;
  return found;
}

bool host_private_memory(int pages, uint64_t *bytes) {
  return add_opened(pages, private_pages, bytes);
}

bool host_shared_memory(int pages, uint64_t *bytes) {
  return add_opened(pages, shared_pages, bytes);
}

bool host_proportional_memory(pid_t process, uint64_t *bytes) {
  return add_kilobytes(process, pages_file, shared_pages, bytes);
}

uint64_t host_resident_memory(pid_t process) {
  static const char *const names[] = {"RssAnon:", "RssShmem:", "VmSwap:", NULL};
  uint64_t bytes;
  add_kilobytes(process, "status", names, &bytes);
  return bytes;
}

uint64_t host_page_tables(pid_t process) {
  static const char *const names[] = {"VmPTE:", NULL};
  uint64_t bytes;
  add_kilobytes(process, "status", names, &bytes);
  return bytes;
}

uint64_t host_page_faults(pid_t process) {
  struct process_record record;
  return read_process_record(process, &record) ? record.page_faults : 0;
}

int host_thread_count(pid_t process) {
  static const char *const names[] = {"Threads:", NULL};
  uint64_t count = 0;
  return add_lines(process, "status", names, &count) ? (int)count : 1;
}

/// Reads a word of bits, in hexadecimal digits.
static bool read_bits(pid_t process, const char *name, uint64_t *bits) {
  char path[64], line[256];
  snprintf(path, sizeof path, "/proc/%d/status", process);
  FILE *file = fopen(path, "re");
  if (!file) return false;
  bool found = false;
  size_t length = strlen(name);
  unsigned long long number;
  while (!found && fgets(line, sizeof line, file)) {
    found = strncmp(line, name, length) == 0 && sscanf(line + length, " %llx", &number) == 1;
  }
  fclose(file);
  if (found) *bits = number;
  return found;
}

bool host_signals(pid_t process, uint64_t *caught, uint64_t *ignored) {
  return read_bits(process, "SigCgt:", caught) && read_bits(process, "SigIgn:", ignored);
}

bool host_is_alone(void) {
  unsigned int inside, outside, count;
  FILE *file = fopen("/proc/self/uid_map", "re");
  if (!file) return false;
  bool alone = fscanf(file, "%u %u %u", &inside, &outside, &count) == 3 && count == 1;
  fclose(file);
  return alone;
}

bool host_is_first_process(void) { return getpid() == 1; }

uint64_t host_last_task(void) {
  uint64_t number = 0;
  FILE *file = fopen("/proc/loadavg", "re");
  if (!file) return 0;
  unsigned long long last;
  if (fscanf(file, "%*s %*s %*s %*s %llu", &last) == 1) number = last;
  fclose(file);
  return number;
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
  static const char *const names[] = {"sockets: used", NULL};
  uint64_t count = 0;
  add_lines(getpid(), "net/sockstat", names, &count);
  return count;
}
#else
int host_open_pages(pid_t process) { return (void)process, -1; }

bool host_private_memory(int pages, uint64_t *bytes) {
  (void)pages;
  *bytes = 0;
  return false;
}

bool host_shared_memory(int pages, uint64_t *bytes) { return host_private_memory(pages, bytes); }
bool host_proportional_memory(pid_t process, uint64_t *bytes) {
  return host_private_memory(process, bytes);
}

uint64_t host_resident_memory(pid_t process) { return (void)process, 0; }
uint64_t host_page_tables(pid_t process) { return (void)process, 0; }
uint64_t host_page_faults(pid_t process) { return (void)process, 0; }
int host_thread_count(pid_t process) { return (void)process, 1; }
bool host_is_alone(void) { return false; }
bool host_signals(pid_t process, uint64_t *caught, uint64_t *ignored) {
  (void)process;
  *caught = *ignored = 0;
  return false;
}

bool host_is_first_process(void) { return false; }
uint64_t host_last_task(void) { return 0; }
uint64_t host_task_count(void) { return 0; }
uint64_t host_socket_count(void) { return 0; }

bool host_memory_files(int folder, uint64_t *bytes, uint64_t *files) {
  (void)folder;
  *bytes = *files = 0;
  return false;
}
#endif
