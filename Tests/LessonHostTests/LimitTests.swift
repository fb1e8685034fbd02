import Foundation
import HostProtocol
import Testing

@testable import LessonHost

/// What a step may use, and what becomes of one that uses more.
@Suite(.serialized) struct LimitTests {
  private static let allocate = """
    void *take(size_t megabytes, int value) {
      char *memory = mmap(0, megabytes << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
      memset(memory, value, megabytes << 20);
      return memory;
    }
    """

  @Test func memoryBeyondTheLimitEndsTheStepOnly() throws {
    try withHost(memory: 200 << 20) { host in
      let much = try host.run("take(300, 1); pause();", declarations: Self.allocate)
      #expect(much.end.cause == .memoryLimit)
      #expect(try host.run("printf(\"on\");").printed == "on")
    }
  }

  @Test func memoryThatIsTakenAndLeftAtOnceIsCountedToo() throws {
    try withHost(memory: 200 << 20) { host in
      let step = try host.run("take(300, 1);", declarations: Self.allocate)
      #expect(step.end.cause == .memoryLimit)
    }
  }

  @Test func pagesThatCheckpointsShareCountOnce() throws {
    try withHost(memory: 300 << 20) { host in
      _ = try host.run("held = take(200, 1);", declarations: Self.allocate + "void *held;")
      for _ in 0..<10 {
        #expect(try host.run("usleep(50000);").end.cause == .returned)
      }
    }
  }

  @Test func pagesThatAStepChangesCountOnceMore() throws {
    try withHost(memory: 500 << 20) { host in
      _ = try host.run("held = take(200, 1);", declarations: Self.allocate + "void *held;")
      let change = "memset(held, %, 200 << 20);"
      let causes = try (2..<5).map { number in
        try host.run(
          change.replacingOccurrences(of: "%", with: "\(number)"),
          declarations: "extern void *held;"
        ).end.cause
      }
      #expect(causes == [.returned, .memoryLimit, .memoryLimit])
    }
  }

  /// Processes that keep all processors busy, two for each: a step gets so little that it waits for longer than its
  /// limit, and enough, also where two such tests run at once, to have done its work before its patience ends.
  private func besides<Value>(_ body: () throws -> Value) throws -> Value {
    let crowd = try (0..<2 * ProcessInfo.processInfo.activeProcessorCount).map { _ in
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      process.arguments = ["-c", "while :; do :; done"]
      try process.run()
      return process
    }
    defer {
      // A process that began with SIGTERM ignored would stay.
      for process in crowd {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
      }
    }
    return try body()
  }

  private static let work = """
    double used(void) {
      struct timespec time;
      clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
      return time.tv_sec + time.tv_nsec * 1e-9;
    }
    """

  @Test("What a busy machine keeps a step waiting is not the step's time")
  func waiting() throws {
    try withHost { host in
      let step = try besides {
        try host.run(
          "double start = used(); while (used() - start < 0.7);",
          declarations: "#include <time.h>\n" + Self.work,
          timeLimit: 1
        )
      }
      #expect(step.end.cause == .returned)
    }
  }

  @Test(
    "A step that never ends is ended, on a busy machine too, and whatever keeps it waiting itself"
  )
  func endless() throws {
    let crowd = """
      #include <pthread.h>
      static void *spin(void *nothing) { for (;;); }
      """
    try withHost { host in
      let alone = try besides { try host.run("for (;;);", timeLimit: 0.5) }
      #expect(alone.end.cause == .timeLimit)
      let many = try host.run(
        "pthread_t t; for (int i = 0; i < 20; i++) pthread_create(&t, 0, spin, 0); for (;;);",
        declarations: crowd,
        timeLimit: 0.5
      )
      #expect(many.end.cause == .timeLimit)
    }
  }

  @Test("Children that let nobody look count too")
  func hiddenChildren() throws {
    // Root could look all the same.
    try withHost(memory: 200 << 20, asPlainUser: getuid() == 0) { host in
      let children = """

        static void begin(void (*run)(void)) { prctl(PR_SET_DUMPABLE, 0); if (fork() == 0) run(); }
        static void fill(void) { take(150, 1); for (;;) pause(); }
        """
      let much = try host.run(
        "for (int i = 0; i < 3; i++) begin(fill); pause();",
        declarations: Self.allocate + children,
        timeLimit: 20
      )
      #expect(much.end.cause == .memoryLimit)
    }
  }

  @Test("Time left: the limit, what the machine kept it waiting, at most five times the limit")
  func timeLeft() {
    func left(_ taken: Double, waited: Double = 0, used: Double = 0) -> Double? {
      StepTime(limit: 10, patience: 50, waited: waited, used: used, processors: 2)
        .left(after: taken)
    }
    #expect(left(10) == nil)
    #expect(left(9) == 1)
    #expect(left(10, waited: 4, used: 6) == 4)
    #expect(left(14, waited: 4, used: 9) == nil)
    #expect(left(10, waited: 9, used: 20) == nil)
    #expect(left(49, waited: 90, used: 3) == 1)
    #expect(left(50, waited: 90, used: 3) == nil)
  }

  @Test func memoryThatIsTakenAndGivenBackDoesNotAddUp() throws {
    try withHost(memory: 300 << 20) { host in
      let step = try host.run(
        "for (int i = 0; i < 40; i++) munmap(take(100, 1), 100 << 20);",
        declarations: Self.allocate
      )
      #expect(step.end.cause == .returned)
    }
  }

  @Test func theMemoryOfChildrenCounts() throws {
    try withHost(memory: 300 << 20) { host in
      let step = try host.run(
        "for (int i = 0; i < 4; i++) if (fork() == 0) { take(100, 1); pause(); } pause();",
        declarations: Self.allocate
      )
      #expect(step.end.cause == .memoryLimit)
    }
  }

  @Test func aProcessThatLetsNobodyLookCountsInFull() throws {
    try withHost(memory: 200 << 20) { host in
      let step = try host.run(
        "prctl(PR_SET_DUMPABLE, 0); take(300, 1); pause();",
        declarations: Self.allocate
      )
      #expect(step.end.cause == .memoryLimit)
    }
  }

  @Test func processesAndThreadsAreLimited() throws {
    try withHost(processes: 32) { host in
      let step = try host.run("for (int i = 0; i < 100; i++) if (fork() == 0) pause(); pause();")
      #expect(
        step.end.cause
          == .load(message: "process limit: the block started too many processes or threads")
      )
      #expect(try host.run("printf(\"on\");").printed == "on")
    }
  }

  @Test func theTimeLimitHoldsWhateverTheStepSays() throws {
    let flood = "char b[4096]; memset(b, 'x', sizeof b); for (int i = 0; %; i++) write(1, b, 4096);"
    func flooding(while condition: String) -> String {
      flood.replacingOccurrences(of: "%", with: condition)
    }
    let junk =
      "char b[4096] = \"\"; for (;;) for (int f = 3; f < 256; f++) send(f, b, 4096, MSG_DONTWAIT);"
    try withHost(output: 1 << 20) { host in
      #expect(try host.run(flooding(while: "1"), timeLimit: 0.5).end.cause == .timeLimit)
      let printed = try host.run(flooding(while: "i < 1000"))
      #expect(printed.end.cause == .returned)
      #expect(printed.printed.utf8.count == 1 << 20)
      #expect(printed.events.count { $0 == .outputLimit(step: 2) } == 1)
      #expect(
        try host.run("for (;;) signal(SIGTERM, SIG_IGN);", timeLimit: 0.2).end.cause == .timeLimit
      )
      #expect(
        try host.run(junk).end.cause
          == .load(message: "the block wrote into the channel of its host")
      )
    }
  }

  @Test func manyShortLinesAreFewEvents() throws {
    try withHost { host in
      let step = try host.run("for (int i = 0; i < 20000; i++) write(1, \"x\\n\", 2);")
      #expect(step.printed.utf8.count == 40_000)
      #expect(step.events.count < 2000)
    }
  }

  @Test func foldersTooDeepOrTooFullEndTheStepThatMadeThem() throws {
    try withHost { host in
      let deep = try host.run(
        "for (int i = 0; i < 3000; i++) { mkdir(\"d\", 0755); chdir(\"d\"); }"
      )
      #expect(
        deep.end.cause
          == .load(message: "file limit: the lesson's folders are nested more than 48 deep")
      )
      let full = try host.run(
        "char name[32]; for (int i = 0; i < 17000; i++) { sprintf(name, \"%d\", i); close(creat(name, 0600)); }"
      )
      #expect(
        full.end.cause
          == .load(message: "file limit: the lesson has more than 16,384 files; delete some")
      )
      let large = try host.run(
        "char piece[1 << 20]; memset(piece, 7, sizeof piece); int f = creat(\"big\", 0600);"
          + "for (int i = 0; i < 70; i++) write(f, piece, sizeof piece);"
      )
      #expect(
        large.end.cause
          == .load(
            message:
              "file limit: the lesson's files hold more than 64 MiB; write less, or delete some"
          )
      )
      // Holes take no memory.
      #expect(
        try host.run("truncate(\"hole\", (off_t)1 << 40); printf(\"%d\", access(\"big\", F_OK));")
          .printed == "-1"
      )
    }
  }
}
