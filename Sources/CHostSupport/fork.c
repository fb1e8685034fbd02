#define _GNU_SOURCE
#include "CHostSupport.h"
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

void host_reset_signals(void) {
  for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
  signal(SIGPIPE, SIG_IGN);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
}

#ifdef __linux__
#include <sched.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

pid_t host_fork(void) { return fork(); }

pid_t host_fork_orphan(pid_t adopter) {
  // What is between shares this process's memory, so that a large lesson is copied once only.
  pid_t between = vfork();
  if (between == 0) {
    pid_t child = fork();
    if (child != 0) _exit(child < 0);
    // Only then is the process the adopter's, who alone may ask how it ended.
    while (getppid() != adopter) {
      if (getppid() == 1 && adopter != 1 && kill(adopter, 0) != 0 && errno == ESRCH) _exit(127);
      sched_yield();
    }
    return 0;
  }
  if (between < 0) return -1;
  int status = 0;
  while (waitpid(between, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 1 : -1;
}

void host_fix_addresses(char *const arguments[]) {
  int current = personality(0xffffffff);
  if (current == -1 || (current & ADDR_NO_RANDOMIZE)) return;
  if (personality(current | ADDR_NO_RANDOMIZE) == -1) return;
  execv("/proc/self/exe", arguments);
}

void host_adopt_orphans(void) { prctl(PR_SET_CHILD_SUBREAPER, 1); }

void host_be_readable(bool readable) { prctl(PR_SET_DUMPABLE, readable); }

void host_use_small_pages(void) { prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0); }

void host_offer_to_out_of_memory(void) {
  FILE *file = fopen("/proc/self/oom_score_adj", "we");
  if (!file) return;
  fputs("1000", file);
  fclose(file);
}

void host_close_others(int kept) {
  if (kept > 3) syscall(SYS_close_range, 3, kept - 1, 0);
  syscall(SYS_close_range, kept + 1, ~0u, 0);
}

#else
pid_t host_fork(void) { return fork(); }
pid_t host_fork_orphan(pid_t adopter) {
  (void)adopter;
  signal(SIGCHLD, SIG_IGN);
  pid_t child = fork();
  return child > 0 ? 1 : child;
}
void host_fix_addresses(char *const arguments[]) { (void)arguments; }
void host_adopt_orphans(void) {}
void host_be_readable(bool readable) { (void)readable; }
void host_use_small_pages(void) {}
void host_offer_to_out_of_memory(void) {}
void host_close_others(int kept) {
  for (int descriptor = 3; descriptor < 1024; descriptor++) {
    if (descriptor != kept) close(descriptor);
  }
}
#endif
