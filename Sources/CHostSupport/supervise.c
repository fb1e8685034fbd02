#define _GNU_SOURCE
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

/// What the supervisor waits for. They are blocked but while it waits, so that none is lost.
static sigset_t awaited_signals(void) {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGHUP);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGCHLD);
  return signals;
}

/// A signal that is ignored never comes.
static void ignore(int signal) { (void)signal; }

/// Waits until the command has ended, or until this process is told to end.
/// Returns whether the command has ended by itself.
static bool wait_for(pid_t command, const sigset_t *signals, int *status) {
  for (;;) {
    pid_t ended = waitpid(command, status, WNOHANG);
    if (ended == command) return true;
    int signal = 0;
    if (sigwait(signals, &signal) == 0 && signal != SIGCHLD) return false;
    // Orphans that ended before the command.
    while ((ended = waitpid(-1, status, WNOHANG)) > 0) {
      if (ended == command) return true;
    }
  }
}

int host_supervise(pid_t parent, char *const command[]) {
  sigset_t signals = awaited_signals(), before;
  struct sigaction action = {.sa_handler = ignore};
  sigaction(SIGCHLD, &action, NULL);
  sigprocmask(SIG_BLOCK, &signals, &before);
  host_adopt_orphans();
#ifdef __linux__
  prctl(PR_SET_PDEATHSIG, SIGTERM);
#endif
  // The parent may have died before the line above.
  if (getppid() != parent) return 143;
  pid_t child = fork();
  if (child < 0) return 126;
  if (child == 0) {
    signal(SIGCHLD, SIG_DFL);
    sigprocmask(SIG_UNBLOCK, &signals, NULL);
    execv(command[0], command);
    perror(command[0]);
    _exit(127);
  }
  // The command has the standard streams; a copy here would keep them open.
  close(0);
  close(1);
  int status = 0;
  bool ended = wait_for(child, &signals, &status);
  host_kill_others((struct host_family){0});
  if (!ended) return 143;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
