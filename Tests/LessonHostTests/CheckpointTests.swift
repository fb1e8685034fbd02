import Foundation
import HostProtocol
import Testing

/// What follows from a checkpoint equals a run from the start.
@Suite(.serialized) struct CheckpointTests {
  @Test func stateGoesOnFromStepToStep() throws {
    try withHost { host in
      _ = try host.run("", declarations: "int n = 1;")
      #expect(try host.run("printf(\"%d\", ++n);", declarations: "extern int n;").printed == "2")
      #expect(try host.run("printf(\"%d\", ++n);", declarations: "extern int n;").printed == "3")
    }
  }

  @Test func aStepRunsAgainFromTheStateBeforeIt() throws {
    try withHost { host in
      _ = try host.run("", declarations: "int n = 1;")
      for _ in 0..<3 {
        let again = try host.run("printf(\"%d\", ++n);", declarations: "extern int n;", from: 1)
        #expect(again.printed == "2")
      }
    }
  }

  @Test func aBranchLeavesNoTrace() throws {
    try withHost { host in
      _ = try host.run(
        "FILE *f = fopen(\"f\", \"w\"); fputs(\"kept\", f); fclose(f); mkdir(\"d\", 0755);",
        declarations: "int n = 1;"
      )
      let branch = try host.run(
        """
        n = 100; FILE *f = fopen("f", "a"); fputs(" and lost", f); fclose(f);
        rmdir("d"); fclose(fopen("new", "w")); abort();
        """,
        declarations: "extern int n;",
        keeps: false
      )
      #expect(branch.end.cause == .signal(SIGABRT))
      let after = try host.run(
        """
        char text[32] = ""; fgets(text, 32, fopen("f", "r"));
        printf("%d %s %d %d", n, text, access("d", F_OK), access("new", F_OK));
        """,
        declarations: "extern int n;"
      )
      #expect(after.printed == "1 kept 0 -1")
    }
  }

  @Test func whereverABlockGoesOnlyTheWorkingFolderIsPutBack() throws {
    try withHost { host in
      let elsewhere = host.folder.appendingPathComponent("elsewhere")
      try FileManager.default.createDirectory(at: elsewhere, withIntermediateDirectories: true)
      let file = elsewhere.appendingPathComponent("mine.txt")
      try "before".write(to: file, atomically: false, encoding: .utf8)
      _ = try host.run("chdir(\"\(elsewhere.path)\");")
      let number = try host.start(host.waitToGo, keeps: false)
      try "edited".write(to: file, atomically: false, encoding: .utf8)
      try Data().write(to: host.go)
      #expect(try host.result(of: number).end.cause == .returned)
      _ = try host.run("fclose(fopen(\"here\", \"w\"));", keeps: false)
      #expect(try String(contentsOf: file, encoding: .utf8) == "edited")
      #expect(
        try host.run("char p[999]; printf(\"%s\", getcwd(p, 999));").printed == elsewhere.path
      )
      #expect(try host.run("chdir(\"/\");").end.cause == .returned)
      #expect(try host.run("printf(\"on\");").printed == "on")
    }
  }

  @Test(
    "Folders for temporary files that were not made for the lesson are left alone, in a container too",
    .enabled("no namespace of a user can be made here") { TestHost.canMakeContainers }
  )
  func foldersOfOthers() throws {
    try withHost(isInContainer: true) { host in
      // What stood there before the lesson is put back: nothing.
      _ = try host.run("", keeps: false)
      _ = try host.run("fclose(fopen(\"/tmp/kept\", \"w\"));")
      _ = try host.run("fclose(fopen(\"here\", \"w\"));", keeps: false)
      let after = try host.run(
        """
        printf("%d %d %d %d", access("/tmp/mine", F_OK), access("/dev/shm/mine", F_OK),
               access("/tmp/kept", F_OK), access("here", F_OK));
        """
      )
      #expect(after.printed == "0 0 0 -1")
    }
  }

  @Test func aLargeFileIsHeldOnceForManyCheckpoints() throws {
    try withHost(memory: 400 << 20) { host in
      _ = try host.run(
        """
        char piece[1 << 20]; memset(piece, 7, sizeof piece);
        FILE *f = fopen("big", "w"); for (int i = 0; i < 40; i++) fwrite(piece, sizeof piece, 1, f);
        fclose(f);
        """
      )
      for _ in 0..<20 { #expect(try host.run("").end.cause == .returned) }
      // Every version of a file that changes is held.
      let versions = try (0..<20).map { number in
        try host.run(
          """
          char piece[1 << 20]; memset(piece, \(number + 8), sizeof piece);
          int f = open("big", O_WRONLY); for (int i = 0; i < 40; i++) write(f, piece, sizeof piece);
          """
        ).end.cause
      }
      #expect(versions.contains(.memoryLimit))
    }
  }

  @Test func filesLeftOpenDoNotSpoilTheNextStep() throws {
    try withHost { host in
      let first = try host.run(
        "int n = 0; while (open(\"/dev/null\", O_RDONLY) >= 0) n++; printf(\"%d\", n > 200);"
      )
      #expect(first.printed == "1")
      for _ in 0..<3 { #expect(try host.run("printf(\"fine\");").printed == "fine") }
    }
  }

  @Test func aProcessThatABlockLeavesBehindEndsWithTheStep() throws {
    try withHost { host in
      let step = try host.run(
        "if (fork() == 0) { setsid(); if (fork() == 0) for (;;) pause(); _exit(0); } wait(0);"
      )
      #expect(step.end.cause == .returned)
      #expect(try processes(of: host) == 2)
    }
  }

  /// Processes below the host.
  private func processes(of host: TestHost) throws -> Int {
    var count = 0
    var waiting = [host.processNumber]
    while let next = waiting.popLast() {
      let children = try host.children(of: next)
      count += children.count
      waiting += children
    }
    return count
  }

  @Test func stepsAfterThreadsRunInPlaceAndBranchesLeaveNoTrace() throws {
    try withHost { host in
      let first = try host.run(
        "pthread_t t; pthread_create(&t, 0, wait_forever, 0);",
        declarations: "int n = 1; void *wait_forever(void *x) { for (;;) pause(); }"
      )
      #expect(first.end.threadsLeft == 1)
      let declarations = "extern int n;"
      #expect(
        try host.run("n += 40; printf(\"%d\", n);", declarations: declarations, keeps: false)
          .printed == "41"
      )
      #expect(try host.run("printf(\"%d\", ++n);", declarations: declarations).printed == "2")
      #expect(try host.run("abort();", keeps: false).end.cause == .signal(SIGABRT))
      #expect(try host.run("printf(\"%d\", ++n);", declarations: declarations).printed == "3")
    }
  }

  @Test func aCommandGivesUpTheStepThatRuns() throws {
    try withHost { host in
      _ = try host.run("")
      _ = try host.start("for (;;) pause();", from: 1)
      let next = try host.start("printf(\"next\");", from: 1)
      #expect(try host.result(of: next).printed == "next")
    }
  }
}
