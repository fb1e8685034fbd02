#include "CHostSupport.h"
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __linux__
#include <dirent.h>
#include <sys/personality.h>
#include <sys/prctl.h>

pid_t host_fork(void) {
  pid_t parent = getpid();
  pid_t child = fork();
  if (child == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    // The parent may have died before the line above.
    if (getppid() != parent) _exit(127);
  }
  return child;
}

void host_fix_addresses(char *const arguments[]) {
  int current = personality(0xffffffff);
  if (current == -1 || (current & ADDR_NO_RANDOMIZE)) return;
  if (personality(current | ADDR_NO_RANDOMIZE) == -1) return;
  execv("/proc/self/exe", arguments);
}

void host_adopt_orphans(void) { prctl(PR_SET_CHILD_SUBREAPER, 1); }

/// Kills the children that the kernel lists for this thread; returns how many there were.
static int kill_listed_children(pid_t kept) {
  char path[64];
  snprintf(path, sizeof path, "/proc/self/task/%d/children", getpid());
  FILE *list = fopen(path, "re");
  if (!list) return 0;
  int pid, count = 0;
  while (fscanf(list, "%d", &pid) == 1) {
    if (pid == kept) continue;
    kill(pid, SIGKILL);
    count++;
  }
  fclose(list);
  return count;
}

void host_kill_children(pid_t kept) {
  // Children of the killed are adopted, so the list may have new names each time.
  for (int round = 0; round < 1000; round++) {
    if (kill_listed_children(kept) == 0) return;
    siginfo_t ended;
    while (waitid(P_ALL, 0, &ended, WEXITED | WNOHANG | WNOWAIT) == 0 && ended.si_pid != 0
           && ended.si_pid != kept) {
      waitpid(ended.si_pid, NULL, 0);
      ended.si_pid = 0;
    }
    usleep(200);
  }
}
#else
pid_t host_fork(void) { return fork(); }
void host_fix_addresses(char *const arguments[]) { (void)arguments; }
void host_adopt_orphans(void) {}
void host_kill_children(pid_t kept) {
  (void)kept;
  while (waitpid(-1, NULL, WNOHANG) > 0) {
  }
}
#endif
