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

#else
pid_t host_fork(void) { return fork(); }
void host_fix_addresses(char *const arguments[]) { (void)arguments; }
void host_adopt_orphans(void) {}
#endif
