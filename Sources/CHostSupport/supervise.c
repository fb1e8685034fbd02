#include "CHostSupport.h"
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/prctl.h>
#endif

static volatile sig_atomic_t is_told_to_end;

static void end(int signal) {
  (void)signal;
  is_told_to_end = 1;
}

int host_supervise(pid_t parent, char *const command[]) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = end;
  sigaction(SIGTERM, &action, NULL);
  sigaction(SIGHUP, &action, NULL);
  sigaction(SIGINT, &action, NULL);
  host_adopt_orphans();
#ifdef __linux__
  prctl(PR_SET_PDEATHSIG, SIGTERM);
#endif
  // The parent may have died before the line above.
  if (getppid() != parent) return 143;
  pid_t child = fork();
  if (child < 0) return 126;
  if (child == 0) {
    signal(SIGTERM, SIG_DFL);
    signal(SIGHUP, SIG_DFL);
    signal(SIGINT, SIG_DFL);
    execv(command[0], command);
    perror(command[0]);
    _exit(127);
  }
  // The command has the standard streams; a copy here would keep them open.
  close(0);
  close(1);
  int status = 0;
  while (!is_told_to_end && waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  host_kill_children(0);
  if (is_told_to_end) return 143;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
