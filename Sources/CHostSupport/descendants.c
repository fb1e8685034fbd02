#define _GNU_SOURCE
#include "CHostSupport.h"
#include "process_record.h"
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/syscall.h>

/// A process and its parent, by which it is known again.
struct descendant {
  pid_t process, parent;
  bool is_kept;
};

struct search {
  const pid_t *kept;
  size_t kept_count;
  struct descendant *found;
  /// How many are found, how many of them are not kept, and the threads of those.
  size_t count, others, tasks;
};

static bool is_kept(const struct search *search, pid_t process) {
  for (size_t index = 0; index < search->kept_count; index++) {
    if (search->kept[index] == process) return true;
  }
  return false;
}

pid_t host_parent(pid_t process) {
  struct process_record record;
  return read_process_record(process, &record) ? record.parent : 0;
}

/// Whether a process still runs and still has this parent.
static bool is_child(pid_t process, pid_t parent) {
  struct process_record record;
  return read_process_record(process, &record) && record.runs && record.parent == parent;
}

/// Appends the running children of one thread.
static void add_children(const char *path, pid_t parent, struct search *search) {
  FILE *list = fopen(path, "re");
  if (!list) return;
  int process;
  while (search->count < HOST_PROCESS_LIMIT && fscanf(list, "%d", &process) == 1) {
    if (!is_child(process, parent)) continue;
    bool kept = is_kept(search, process);
    search->found[search->count++] = (struct descendant){process, parent, kept};
    if (!kept) search->others++;
  }
  fclose(list);
}

/// Appends the children of all threads of a process. Returns how many threads it has.
static size_t add_process(pid_t process, struct search *search) {
  char path[320];
  snprintf(path, sizeof path, "/proc/%d/task", process);
  DIR *threads = opendir(path);
  if (!threads) return 0;
  size_t tasks = 0;
  for (struct dirent *thread; (thread = readdir(threads));) {
    if (thread->d_name[0] == '.') continue;
    tasks++;
    snprintf(path, sizeof path, "/proc/%d/task/%s/children", process, thread->d_name);
    add_children(path, process, search);
  }
  closedir(threads);
  return tasks;
}

static void find(pid_t root, struct search *search) {
  search->count = search->others = search->tasks = 0;
  add_process(root, search);
  for (size_t next = 0; next < search->count; next++) {
    struct descendant one = search->found[next];
    size_t tasks = add_process(one.process, search);
    if (!one.is_kept) search->tasks += tasks;
  }
}

size_t host_descendants(pid_t root, const pid_t *kept, size_t kept_count, pid_t *processes,
                        size_t *tasks) {
  struct descendant found[HOST_PROCESS_LIMIT];
  struct search search = {kept, kept_count, found, 0, 0, 0};
  find(root, &search);
  size_t count = 0;
  for (size_t index = 0; index < search.count; index++) {
    if (!found[index].is_kept) processes[count++] = found[index].process;
  }
  if (tasks) *tasks = search.tasks;
  return count;
}

/// Signals a process by a handle, so that another one that has got its number is left alone.
static void signal_one(struct descendant descendant, int number) {
  int handle = (int)syscall(SYS_pidfd_open, descendant.process, 0);
  if (handle < 0) return;
  if (is_child(descendant.process, descendant.parent)) {
    syscall(SYS_pidfd_send_signal, handle, number, NULL, 0);
  }
  close(handle);
}

static void signal_all(const struct search *search, int number) {
  for (size_t index = 0; index < search->count; index++) {
    if (!search->found[index].is_kept) signal_one(search->found[index], number);
  }
}

void host_reap(const pid_t *kept, size_t kept_count) {
  char path[64];
  snprintf(path, sizeof path, "/proc/self/task/%d/children", getpid());
  FILE *list = fopen(path, "re");
  if (!list) return;
  struct search search = {kept, kept_count, NULL, 0, 0, 0};
  int process;
  while (fscanf(list, "%d", &process) == 1) {
    if (!is_kept(&search, process)) waitpid(process, NULL, WNOHANG);
  }
  fclose(list);
}

void host_kill_descendants(pid_t root, const pid_t *kept, size_t kept_count) {
  struct descendant found[HOST_PROCESS_LIMIT];
  struct search search = {kept, kept_count, found, 0, 0, 0};
  // At most ten seconds: the kernel may need a while to take down many.
  for (int round = 0; round < 5000; round++) {
    size_t before = 0;
    find(root, &search);
    host_reap(kept, kept_count);
    if (search.others == 0) return;
    // Those that fork faster than they are killed are stopped first, until no new ones appear.
    for (int pass = 0; pass < 50 && search.others != before; pass++) {
      before = search.others;
      signal_all(&search, SIGSTOP);
      find(root, &search);
    }
    signal_all(&search, SIGKILL);
    usleep(500);
  }
}
#else
pid_t host_parent(pid_t process) { return (void)process, 0; }

size_t host_descendants(pid_t root, const pid_t *kept, size_t kept_count, pid_t *processes,
                        size_t *tasks) {
  (void)root;
  (void)kept;
  (void)kept_count;
  (void)processes;
  if (tasks) *tasks = 0;
  return 0;
}

void host_reap(const pid_t *kept, size_t kept_count) {
  (void)kept;
  (void)kept_count;
}

void host_kill_descendants(pid_t root, const pid_t *kept, size_t kept_count) {
  (void)root;
  (void)kept;
  (void)kept_count;
}
#endif
