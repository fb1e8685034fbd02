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
};

struct search {
  struct host_family family;
  /// Where in the family the last child was found: the system tells of them in the same order.
  size_t place;
  struct descendant *found;
  /// How many are found, and how many threads they have.
  size_t count, tasks;
};

static bool is_kept(struct search *search, pid_t process) {
  size_t count = search->family.kept_count;
  for (size_t step = 0; step < count; step++) {
    size_t index = (search->place + step) % count;
    if (search->family.kept[index] != process) continue;
    search->place = index + 1;
    return true;
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

/// Appends the running children of one thread that are not kept, and takes note of the end of own ones.
static void add_children(const char *path, pid_t parent, struct search *search) {
  FILE *list = fopen(path, "re");
  if (!list) return;
  int process;
  while (search->count < HOST_PROCESS_LIMIT && fscanf(list, "%d", &process) == 1) {
    if (is_kept(search, process)) continue;
    if (is_child(process, parent)) {
      search->found[search->count++] = (struct descendant){process, parent};
    } else if (parent == getpid()) {
      waitpid(process, NULL, WNOHANG);
    }
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

/// Finds all that run and are not kept. Who sleeps has begun nobody since it was last watched, so its children need no look.
static void find(struct search *search) {
  search->count = search->tasks = search->place = 0;
  add_process(getpid(), search);
  for (size_t index = 0; index < search->family.watched_count; index++) {
    add_process(search->family.watched[index], search);
  }
  for (size_t next = 0; next < search->count; next++) {
    search->tasks += add_process(search->found[next].process, search);
  }
}

size_t host_others(struct host_family family, pid_t *processes, size_t *tasks) {
  struct descendant found[HOST_PROCESS_LIMIT];
  struct search search = {.family = family, .found = found};
  find(&search);
  for (size_t index = 0; index < search.count; index++) processes[index] = found[index].process;
  if (tasks) *tasks = search.tasks;
  return search.count;
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
  for (size_t index = 0; index < search->count; index++) signal_one(search->found[index], number);
}

bool host_kill_others(struct host_family family) {
  struct descendant found[HOST_PROCESS_LIMIT];
  struct search search = {.family = family, .found = found};
  // At most ten seconds: the kernel may need a while to take down many.
  for (int round = 0; round < 5000; round++) {
    size_t before = 0;
    find(&search);
    if (search.count == 0) return true;
    // Those that fork faster than they are killed are stopped first, until no new ones appear.
    for (int pass = 0; pass < 50 && search.count != before; pass++) {
      before = search.count;
      signal_all(&search, SIGSTOP);
      find(&search);
    }
    signal_all(&search, SIGKILL);
    usleep(500);
  }
  return false;
}

bool host_has_stopped(pid_t process) {
  siginfo_t information = {0};
  int wanted = WSTOPPED | WNOHANG | WNOWAIT;
  return waitid(P_PID, (id_t)process, &information, wanted) == 0 && information.si_pid == process;
}
#else
pid_t host_parent(pid_t process) { return (void)process, 0; }

size_t host_others(struct host_family family, pid_t *processes, size_t *tasks) {
  (void)family;
  (void)processes;
  if (tasks) *tasks = 0;
  return 0;
}

bool host_kill_others(struct host_family family) { return (void)family, true; }
bool host_has_stopped(pid_t process) { return (void)process, true; }
#endif
