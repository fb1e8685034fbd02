import Foundation
import HostProtocol
import TestSupport
import Testing

/// What a step cannot do to the process that watches it, and to the states before it.
@Suite(.serialized) struct WallTests {
  @Test func aBlockHoldsNoDescriptorOfTheHost() throws {
    try withHost { host in
      _ = try host.run("")
      let step = try host.run(
        """
        int sockets = 0, pipes = 0, others = 0;
        for (int f = 0; f < 1024; f++) {
          struct stat status;
          if (fstat(f, &status) != 0) continue;
          if (S_ISSOCK(status.st_mode)) sockets++;
          else if (S_ISFIFO(status.st_mode)) pipes++;
          else if (!S_ISCHR(status.st_mode)) others++;
        }
        printf("%d %d %d", sockets, pipes, others);
        """
      )
      // The channel of the step itself, and its two outputs.
      #expect(step.printed == "1 2 0")
    }
  }

  @Test func noSignalReachesTheKeeperOrAnEarlierState() throws {
    try withHost { host in
      _ = try host.run("before = getpid();", declarations: "int before;")
      let step = try host.run(
        """
        int keeper = getppid(), group = getpgid(keeper), refused = 0, tried = 0;
        int targets[] = {keeper, -keeper, -group, before, -before, -1};
        for (int i = 0; i < 6; i++) { tried++; refused += kill(targets[i], SIGKILL) == -1 && errno == EPERM; }
        int single[] = {keeper, before};
        siginfo_t information = {0};
        struct rlimit none = {0, 0};
        for (int i = 0; i < 2; i++) {
          int p = single[i], handle = syscall(SYS_pidfd_open, p, 0);
          tried += 9;
          refused += syscall(SYS_tgkill, p, p, SIGKILL) == -1 && errno == EPERM;
          refused += syscall(SYS_tkill, p, SIGKILL) == -1 && errno == EPERM;
          refused += syscall(SYS_rt_sigqueueinfo, p, SIGKILL, &information) == -1 && errno == EPERM;
          refused += syscall(SYS_rt_tgsigqueueinfo, p, p, SIGKILL, &information) == -1 && errno == EPERM;
          refused += syscall(SYS_pidfd_send_signal, handle, SIGKILL, 0, 0) == -1 && errno == EPERM;
          refused += syscall(SYS_pidfd_getfd, handle, 1, 0) == -1 && errno == EPERM;
          refused += fcntl(0, F_SETOWN, p) == -1 && errno == EPERM;
          refused += syscall(SYS_prlimit64, p, RLIMIT_CPU, &none, 0) == -1 && errno == EPERM;
          refused += syscall(SYS_ptrace, 16, p, 0, 0) == -1 && errno == EPERM;
        }
        printf("%d", tried - refused);
        """,
        declarations: "extern int before;"
      )
      #expect(step.printed == "0")
      // A block may still end itself, and what it started.
      let own = try host.run(
        """
        int child = fork(); if (child == 0) { pause(); } kill(child, SIGKILL); int status; wait(&status);
        printf("%d", WTERMSIG(status)); raise(SIGUSR1);
        """
      )
      #expect(own.printed == "9")
      #expect(own.end.cause == .signal(SIGUSR1))
    }
  }

  @Test func numbersInTheCrashReportAreAStrangers() throws {
    try withHost { host in
      let step = try host.run(
        """
        FILE *maps = fopen("/proc/self/maps", "r"); char line[512]; unsigned long from, to;
        while (fgets(line, sizeof line, maps))
          if (strstr(line, "rw-s") && sscanf(line, "%lx-%lx", &from, &to) == 2)
            memset((void *)from, 255, to - from);
        _exit(3);
        """
      )
      #expect(step.end.cause == .exit(3))
      #expect(try host.run("printf(\"on\");").printed == "on")
    }
  }

  @Test func closedDescriptorsAreSaid() throws {
    try withHost { host in
      let step = try host.run("for (int f = 0; f < 1024; f++) close(f);")
      #expect(
        step.end.cause
          == .load(message: "the block closed the channel to the process that watches it")
      )
    }
  }

  @Test func aBlockCannotPassForAStateThatSleeps() throws {
    try withHost { host in
      // It answers in its host's stead, and goes on.
      let step = try host.run(
        """
        for (int f = 3; f < 256; f++) {
          int kind; socklen_t size = sizeof kind;
          if (getsockopt(f, SOL_SOCKET, SO_TYPE, &kind, &size) == 0) write(f, "s", 1);
        }
        """,
        timeLimit: 1
      )
      #expect(step.end.cause != .returned)
      #expect(try host.run("printf(\"on\");").printed == "on")
    }
  }

  @Test func everythingEndsWithTheRunner() throws {
    let host = try TestHost()
    _ = try host.run("")
    _ = try host.start("setsid(); if (fork() == 0) for (;;) pause(); for (;;) pause();")
    var children: [pid_t] = []
    let isRunning = try Patience.waitsHere {
      children = try host.children(of: host.processNumber)
      // The block has forked.
      let below = try children.last.map { try host.children(of: $0) } ?? []
      return children.count == 3 && below.count == 1
    }
    #expect(isRunning)
    host.end()
    #expect(children.allSatisfy { kill($0, 0) != 0 })
  }
}
