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

/// Names of lines, and the sum of their numbers. A list of sums ends with one without names.
struct sum {
  const char *const *names;
  uint64_t *number;
};

static bool add_line(const char *line, const struct sum *sum) {
  for (const char *const *name = sum->names; *name; name++) {
    size_t length = strlen(*name);
    unsigned long long number;
    if (strncmp(line, *name, length) != 0) continue;
    if (sscanf(line + length, " %llu", &number) != 1) return false;
    *sum->number += number;
    return true;
  }
  return false;
}

/// Adds up the numbers of the lines that begin with one of the names. Returns whether there is one.
static bool add_lines_of(FILE *file, const struct sum *sums) {
  char line[256];
  bool found = false;
  while (fgets(line, sizeof line, file)) {
    for (const struct sum *sum = sums; sum->names; sum++) found = add_line(line, sum) || found;
  }
  return found;
}

static bool add_lines_at(const char *path, const struct sum *sums) {
  FILE *file = fopen(path, "re");
  if (!file) return false;
  bool found = add_lines_of(file, sums);
  fclose(file);
  return found;
}

/// The same in a file of a process under `/proc`.
static bool add_lines(pid_t process, const char *file_name, const struct sum *sums) {
  char path[64];
  snprintf(path, sizeof path, "/proc/%d/%s", process, file_name);
  return add_lines_at(path, sums);
}

/// The same in the file of any thread: of a process whose first thread is over, the others tell what it holds.
static bool add_lines_of_threads(pid_t process, const char *file_name, const struct sum *sums) {
  char path[320];
  snprintf(path, sizeof path, "/proc/%d/task", process);
  DIR *threads = opendir(path);
  if (!threads) return false;
  bool found = false;
  for (struct dirent *thread; !found && (thread = readdir(threads));) {
    if (thread->d_name[0] == '.') continue;
    snprintf(path, sizeof path, "/proc/%d/task/%s/%s", process, thread->d_name, file_name);
    found = add_lines_at(path, sums);
  }
  closedir(threads);
  return found;
}

/// Adds up lines whose numbers are kilobytes.
static bool add_kilobytes(pid_t process, const char *file_name, const struct sum *sums) {
  return add_lines(process, file_name, sums) || add_lines_of_threads(process, file_name, sums);
}

static const char pages_file[] = "smaps_rollup";
static const char *const private_pages[] = {"Private_Dirty:", "Private_Hugetlb:", "SwapPss:", NULL};
static const char *const shared_pages[] = {"Pss_Anon:", "Pss_Shmem:", "SwapPss:", NULL};
#define KILOBYTE 1024

int host_open_pages(pid_t process) {
  char path[64];
  snprintf(path, sizeof path, "/proc/%d/%s", process, pages_file);
  return open(path, O_RDONLY | O_CLOEXEC);
}

static bool add_opened(int pages, const struct sum *sums) {
  if (pages < 0 || lseek(pages, 0, SEEK_SET) != 0) return false;
  int copy = fcntl(pages, F_DUPFD_CLOEXEC, 3);
  FILE *file = copy < 0 ? NULL : fdopen(copy, "r");
  if (!file) {
    if (copy >= 0) close(copy);
    return false;
  }
  bool found = add_lines_of(file, sums);
  fclose(file);
  return found;
}

bool host_private_memory(int pages, uint64_t *bytes) {
  *bytes = 0;
  bool found = add_opened(pages, (struct sum[]){{private_pages, bytes}, {NULL}});
  *bytes *= KILOBYTE;
  return found;
}

bool host_shared_memory(int pages, uint64_t *bytes, uint64_t *own) {
  *bytes = *own = 0;
  bool found = add_opened(pages, (struct sum[]){{shared_pages, bytes}, {private_pages, own}, {NULL}});
  *bytes *= KILOBYTE;
  *own *= KILOBYTE;
  return found;
}

bool host_proportional_memory(pid_t process, uint64_t *bytes, uint64_t *own) {
  *bytes = *own = 0;
  struct sum sums[] = {{shared_pages, bytes}, {private_pages, own}, {NULL}};
  bool found = add_kilobytes(process, pages_file, sums);
  *bytes *= KILOBYTE;
  *own *= KILOBYTE;
  return found;
}

uint64_t host_resident_memory(pid_t process, uint64_t *tables) {
  static const char *const names[] = {"RssAnon:", "RssShmem:", "VmSwap:", NULL};
  static const char *const table_names[] = {"VmPTE:", NULL};
  uint64_t bytes = 0, table_bytes = 0;
  add_kilobytes(process, "status", (struct sum[]){{names, &bytes}, {table_names, &table_bytes}, {NULL}});
  if (tables) *tables = table_bytes * KILOBYTE;
  return bytes * KILOBYTE;
}

uint64_t host_page_faults(pid_t process) {
  struct process_record record;
  return read_process_record(process, &record) ? record.page_faults : 0;
}

int host_thread_count(pid_t process) {
  static const char *const names[] = {"Threads:", NULL};
  uint64_t count = 0;
  return add_lines(process, "status", (struct sum[]){{names, &count}, {NULL}}) ? (int)count : 1;
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

uint64_t host_task_numbers(void) {
  unsigned long long number = 0;
  FILE *file = fopen("/proc/sys/kernel/pid_max", "re");
  if (!file) return 0;
  if (fscanf(file, "%llu", &number) != 1) number = 0;
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
  add_lines(getpid(), "net/sockstat", (struct sum[]){{names, &count}, {NULL}});
  return count;
}
#else
int host_open_pages(pid_t process) { return (void)process, -1; }

bool host_private_memory(int pages, uint64_t *bytes) {
  (void)pages;
  *bytes = 0;
  return false;
}

bool host_shared_memory(int pages, uint64_t *bytes, uint64_t *own) {
  *own = 0;
  return host_private_memory(pages, bytes);
}

bool host_proportional_memory(pid_t process, uint64_t *bytes, uint64_t *own) {
  return host_shared_memory(process, bytes, own);
}

uint64_t host_resident_memory(pid_t process, uint64_t *tables) {
  (void)process;
  if (tables) *tables = 0;
  return 0;
}

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
uint64_t host_task_numbers(void) { return 0; }
uint64_t host_task_count(void) { return 0; }
uint64_t host_socket_count(void) { return 0; }

bool host_memory_files(int folder, uint64_t *bytes, uint64_t *files) {
  (void)folder;
  *bytes = *files = 0;
  return false;
}
#endif
