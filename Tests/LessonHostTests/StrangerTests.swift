import Foundation
import HostProtocol
import TestSupport
import Testing

/// What the processes that a step begins cannot do: hide, fill memory unseen, outlive it, keep it from its end.
@Suite(.serialized) struct StrangerTests {
  private static let take = """

    static void *map(size_t megabytes) {
      return mmap(0, megabytes << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    }
    static void *take(size_t megabytes) { return memset(map(megabytes), 1, megabytes << 20); }
    static void *pieces; static int next_piece;

    """

  @Test("A child in its parent's memory is refused")
  func childInTheSameMemory() throws {
    try withHost { host in
      let step = try host.run(
        """
        char *stack = malloc(1 << 20);
        printf("%d", clone(end, stack + (1 << 20), CLONE_VM | SIGCHLD, 0) == -1 && errno == EPERM);
        """,
        declarations: "#include <sched.h>\nstatic int end(void *nothing) { _exit(0); }"
      )
      #expect(step.printed == "1")
    }
  }

  @Test(
    "Memory that others fill from outside counts: in a moment's child, or through the system's file of it",
    arguments: [
      "char *all = map(80); if (vfork() == 0) { memset(all, 1, 80 << 20); _exit(0); }",
      """
      size_t size = (size_t)80 << 20; char path[64]; int status;
      char *low = mmap((void *)(1ul << 32), size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
      sprintf(path, "/proc/%d/mem", getpid());
      char *zeros = map(80);
      if (fork() == 0) _exit(pwrite(open(path, O_RDWR), zeros, size, (off_t)low) != size);
      wait(&status);
      // Where the system forbids it, nothing is to be seen.
      if (status) take(80);
      """,
    ]
  )
  func memoryFilledFromOutside(code: String) throws {
    // Filled between two looks: what counts is what is there, whoever is gone.
    try withHost(memory: 60 << 20) { host in
      let step = try host.run("\(code)\npause();", declarations: Self.take, timeLimit: 20)
      #expect(step.end.cause == .memoryLimit)
    }
  }

  @Test("A process whose first thread is over counts, and ends with its step")
  func firstThreadOver() throws {
    let threads = """
      static void *fill(void *nothing) { take(300); for (;;) pause(); }
      static void *rest(void *nothing) { for (;;) pause(); }

      """
    try withHost(memory: 200 << 20) { host in
      let own = try host.run(
        "pthread_t t; pthread_create(&t, 0, fill, 0); syscall(SYS_exit, 0);",
        declarations: Self.take + threads,
        timeLimit: 20
      )
      #expect(own.end.cause == .memoryLimit)
      let child = try host.run(
        "pthread_t t; if (fork() == 0) { pthread_create(&t, 0, fill, 0); syscall(SYS_exit, 0); } pause();",
        declarations: Self.take + threads,
        timeLimit: 20
      )
      #expect(child.end.cause == .memoryLimit)
      let left = try host.run(
        """
        pthread_t t; int ends[2]; char byte; pipe(ends);
        if (fork() == 0) { pthread_create(&t, 0, rest, 0); write(ends[1], "x", 1); syscall(SYS_exit, 0); }
        read(ends[0], &byte, 1); usleep(20000);
        """,
        declarations: Self.take + threads
      )
      #expect(left.end.processesLeft == 1)
      #expect(try host.children(of: host.processNumber).count == 2)
    }
  }

  @Test("Another program in the place of the step's counts as well")
  func otherProgram() throws {
    try withHost(memory: 200 << 20) { host in
      let step = try host.run(
        """
        execl("/bin/sh", "sh", "-c", "x=$(head -c 300000000 /dev/zero | tr '\\\\0' a); while :; do :; done", (char *)0);
        """,
        timeLimit: 30
      )
      #expect(step.end.cause == .memoryLimit)
      #expect(try host.run("printf(\"on\");").printed == "on")
    }
  }

  @Test("The keeper holds no more descriptors after many steps than after one")
  func descriptors() throws {
    try withHost { host in
      func held() throws -> [String] {
        let folder = "/proc/\(host.processNumber)/fd"
        return try FileManager.default.contentsOfDirectory(atPath: folder).compactMap {
          // The keeper may have closed one since they were listed.
          let target = try? FileManager.default.destinationOfSymbolicLink(
            atPath: "\(folder)/\($0)"
          )
          return target.map {
            $0.hasSuffix("smaps_rollup") ? "pages" : String($0.prefix { $0 != ":" })
          }
        }.sorted()
      }
      // The keeper opens and closes files by itself, so what it holds is looked at until it holds no more.
      func settled(_ wanted: [String]? = nil) throws -> [String] {
        var last = try held()
        for _ in 0..<600 where last != wanted {
          usleep(50_000)
          let next = try held()
          if wanted == nil, next == last { return next }
          last = next
        }
        return last
      }
      _ = try host.run("")
      _ = try host.run("", keeps: false)
      let before = try settled()
      for code in [
        "", "abort();", "for (;;);", "pthread_t t; pthread_create(&t, 0, (void *)pause, 0);",
      ] {
        _ = try host.run(code, keeps: false, timeLimit: 0.2)
      }
      let between = try settled(before)
      #expect(between == before)
      // A state that takes the place of another.
      _ = try host.run("", from: 0)
      _ = try host.run("", keeps: false)
      let after = try settled(before)
      #expect(after == before)
    }
  }

  @Test("What sleeping states hold counts beside a child, pages that all share once")
  func sleepingStatesBesideAChild() throws {
    // Root could look into what is closed.
    try withHost(memory: 300 << 20, asPlainUser: getuid() == 0) { host in
      _ = try host.run("held = take(200);", declarations: Self.take + "void *held;")
      let honest = try host.run(
        "int child = fork(); if (child == 0) pause(); take(50); usleep(200000); kill(child, SIGKILL);",
        declarations: Self.take,
        keeps: false
      )
      #expect(honest.end.cause == .returned)
      let greedy = try host.run(
        "munmap(held, 200 << 20); if (fork() == 0) pause(); take(200); pause();",
        declarations: Self.take + "extern void *held;",
        timeLimit: 20
      )
      #expect(greedy.end.cause == .memoryLimit)
    }
  }

  /// Leaves the state after a step something to do as soon as it is woken.
  private static func atWaking(_ body: String) -> String {
    take + """
      #include <sys/time.h>
      static void wake(int number) { \(body) }
      static void leave(void) {
        struct itimerval soon = {{0, 0}, {0, 100000}};
        pieces = map(150);
        signal(SIGALRM, wake);
        setitimer(ITIMER_REAL, &soon, 0);
      }

      """
  }

  @Test("What a sleeping state takes when it is woken counts")
  func memoryTakenAtWaking() throws {
    try withHost(memory: 200 << 20) { host in
      _ = try host.run(
        "leave();",
        declarations: Self.atWaking("memset(pieces, 1, 150 << 20);")
      )
      usleep(300_000)
      let next = try host.run("take(100); pause();", declarations: Self.take, timeLimit: 20)
      #expect(next.end.cause == .memoryLimit)
    }
  }

  @Test("A child that a sleeping state begins when it is woken ends with the step")
  func childBegunAtWaking() throws {
    try withHost { host in
      _ = try host.run(
        "leave();",
        declarations: Self.atWaking("if (fork() == 0) for (;;) pause();")
      )
      usleep(300_000)
      _ = try host.run("")
      // One that has ended stays on the list as long as its parent sleeps.
      let running = try host.children(of: host.processNumber).flatMap { try host.children(of: $0) }
        .filter {
          try !String(contentsOfFile: "/proc/\($0)/stat", encoding: .utf8).contains(") Z ")
        }
      #expect(running.isEmpty)
    }
  }

  @Test("What it takes to begin a step's process is not the step's time")
  func slowFork() throws {
    try withHost { host in
      _ = try host.run("leave();", declarations: Self.atWaking("usleep(2000000);"))
      usleep(300_000)
      let next = try host.run("usleep(300000); printf(\"on\");", timeLimit: 1)
      #expect(next.end.cause == .returned && next.printed == "on")
      #expect(next.end.seconds < 2)
    }
  }

  @Test("A step beside later states cannot signal them")
  func laterStates() throws {
    try withHost { host in
      _ = try host.run("")
      let later = try host.run("printf(\"%d\", getpid());").printed
      let branch = try host.run(
        """
        int p = \(later);
        printf("%d %d", kill(p, SIGKILL) == -1 && errno == EPERM,
               (int)syscall(SYS_tgkill, p, p, SIGKILL) == -1 && errno == EPERM);
        """,
        from: 1,
        keeps: false
      )
      #expect(branch.printed == "1 1")
      #expect(try host.run("printf(\"on\");", from: 2).printed == "on")
    }
  }

  @Test("Where a block has left no room for the walls, no block runs")
  func noRoomForFilters() throws {
    try withHost { host in
      let first = try host.run(
        """
        static struct sock_filter filter[4096];
        for (int size = 4096; size > 0; size /= 2) {
          for (int i = 0; i < size; i++) filter[i] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0);
          filter[size - 1] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
          struct sock_fprog program = {size, filter};
          while (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0) n++;
        }
        """,
        declarations: "#include <linux/filter.h>\n#include <linux/seccomp.h>\nint n;"
      )
      #expect(first.end.cause == .returned)
      #expect(
        try host.run("printf(\"%d\", kill(getppid(), 0));").end.cause
          == .load(message: "the state before this block is gone")
      )
    }
  }

  @Test("A lesson is one session and one group, which nobody leaves or signals")
  func oneSession() throws {
    try withHost { host in
      _ = try host.run("")
      let step = try host.run(
        """
        int child = fork(), session = getsid(0), group = getpgrp(), status;
        if (child == 0) {
          // Its own child would have a parent of another group, and its end would wake the states that sleep.
          setpgid(0, 0);
          if (fork() == 0) { usleep(50000); _exit(0); }
          wait(0);
          _exit(setsid() == -1 && getsid(0) == session && getpgrp() == group);
        }
        waitpid(child, &status, 0);
        printf("%d %d %d", WEXITSTATUS(status), kill(0, 0) == -1 && errno == EPERM,
               kill(-group, 0) == -1 && errno == EPERM);
        """
      )
      #expect(step.printed == "1 1 1")
      #expect(try host.run("printf(\"on\");", from: 1).printed == "on")
    }
  }

  @Test(
    "Children that compute keep a step from its end no longer than a moment, and not the next one",
    arguments: [
      "if (fork() == 0) for (;;);", "if (fork() == 0) { if (fork() == 0) for (;;); _exit(0); }",
    ]
  )
  func spinningChildren(child: String) throws {
    try withHost { host in
      let clock = ContinuousClock()
      let began = clock.now
      let step = try host.run(
        """
        struct sched_param none = {0};
        signal(SIGQUIT, SIG_IGN);
        for (int i = 0; i < 40; i++) { \(child) }
        // From here on it would run only while nobody else does.
        sched_setscheduler(0, SCHED_IDLE, &none);
        for (;;);
        """,
        declarations: "#include <sched.h>",
        timeLimit: 1
      )
      #expect(step.end.cause == .timeLimit)
      // Five times the limit on a busy machine, a moment to ask where it is, and the time to take all down.
      #expect(clock.now - began < .seconds(12))
      #expect(try host.run("printf(\"on\");").printed == "on")
      // Their time is the step's own: the limit on each processor, and what passes until the keeper looks.
      let processors = Double(ProcessInfo.processInfo.activeProcessorCount)
      #expect(try host.processorSecondsOfEnded() < 1.6 * processors)
    }
  }

  @Test("A thread that is on its way to its end is not left behind; one that sleeps or computes is")
  func endingThreads() throws {
    let threads = """
      static void *end_late(void *nothing) {
        // As one for which a busy machine has no processor: it does not sleep and does nothing.
        if (vfork() == 0) { usleep(600000); _exit(0); }
        return 0;
      }
      static void *sleep_on(void *nothing) { for (;;) pause(); }
      static void *compute(void *nothing) { for (;;); }
      """
    try withHost { host in
      func left(_ function: String) throws -> Int {
        try host.run(
          "pthread_t t; pthread_create(&t, 0, \(function), 0); usleep(20000);",
          declarations: threads,
          keeps: false
        ).end.threadsLeft
      }
      let counts = try ["end_late", "sleep_on", "compute"].map(left)
      #expect(counts == [0, 1, 1])
    }
  }
}
