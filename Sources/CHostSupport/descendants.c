#include "CHostSupport.h"
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __linux__
/// Appends the children of one thread that are not there yet.
static size_t add_children(const char *path, pid_t kept, pid_t *found, size_t count, size_t room) {
  FILE *list = fopen(path, "re");
  if (!list) return count;
  int pid;
  while (count < room && fscanf(list, "%d", &pid) == 1) {
    if (pid != kept) found[count++] = pid;
  }
  fclose(list);
  return count;
}

/// Appends the children of all threads of a process.
static size_t add_process(pid_t process, pid_t kept, pid_t *found, size_t count, size_t room) {
  char path[320];
  snprintf(path, sizeof path, "/proc/%d/task", process);
  DIR *threads = opendir(path);
  if (!threads) return count;
  for (struct dirent *thread; (thread = readdir(threads));) {
    if (thread->d_name[0] == '.') continue;
    snprintf(path, sizeof path, "/proc/%d/task/%s/children", process, thread->d_name);
    count = add_children(path, kept, found, count, room);
  }
  closedir(threads);
  return count;
}

size_t host_descendants(pid_t root, pid_t kept, pid_t *found, size_t room) {
  size_t count = add_process(root, kept, found, 0, room);
  for (size_t next = 0; next < count; next++) {
    count = add_process(found[next], kept, found, count, room);
  }
  return count;
}

static void signal_all(const pid_t *processes, size_t count, int number) {
  for (size_t index = 0; index < count; index++) kill(processes[index], number);
}

static void reap(pid_t kept) {
  siginfo_t ended = {0};
  while (waitid(P_ALL, 0, &ended, WEXITED | WNOHANG | WNOWAIT) == 0 && ended.si_pid != 0
         && ended.si_pid != kept) {
    waitpid(ended.si_pid, NULL, 0);
    ended.si_pid = 0;
  }
}

void host_kill_children(pid_t kept) {
  pid_t processes[HOST_PROCESS_LIMIT];
  // At most ten seconds: the kernel may need a while to take down many.
  for (int round = 0; round < 5000; round++) {
    size_t count = host_descendants(getpid(), kept, processes, HOST_PROCESS_LIMIT), before = 0;
    if (count == 0) return;
    // Those that fork faster than they are killed are stopped first, until no new ones appear.
    for (int pass = 0; pass < 50 && count != before; pass++) {
      before = count;
      signal_all(processes, count, SIGSTOP);
      count = host_descendants(getpid(), kept, processes, HOST_PROCESS_LIMIT);
    }
    signal_all(processes, count, SIGKILL);
    reap(kept);
    usleep(2000);
  }
}
#else
size_t host_descendants(pid_t root, pid_t kept, pid_t *found, size_t room) {
  (void)root;
  (void)kept;
  (void)found;
  (void)room;
  return 0;
}

void host_kill_children(pid_t kept) {
  (void)kept;
  while (waitpid(-1, NULL, WNOHANG) > 0) {
  }
}
#endif
