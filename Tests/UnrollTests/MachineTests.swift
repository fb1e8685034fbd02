import Foundation
import Testing

extension ProgramTests {
  /// What the machine has or lacks.
  @Suite struct MachineTests {
    @Test("Without the host, commands that run blocks say how to build it, and the status is 3")
    func missingHost() async throws {
      let course = try SmallCourse.folder()
      let elsewhere = try TemporaryFolder()
      let program = elsewhere.url.appendingPathComponent("unroll")
      try FileManager.default.copyItem(atPath: UnrollProgram.path, toPath: program.path)
      for arguments in [["run", "01"], ["build"]] {
        let outcome = try await UnrollProgram.run(arguments, in: course.url, program: program.path)
        #expect(
          outcome.errors
            == """
            error: lesson-host, the program in which blocks run is missing; \
            build it with `make build` in the folder of Unroll

            """
        )
        #expect(outcome.output == "")
        #expect(outcome.status == 3)
      }
      let outcome = try await UnrollProgram.run(["doctor"], in: course.url, program: program.path)
      #expect(outcome.output.contains("MISSING  lesson-host"))
      #expect(outcome.status == 3)
      let list = try await UnrollProgram.run([], in: course.url, program: program.path)
      #expect(list.status == 0)
    }

    @Test("Without a toolchain the status is 3")
    func missingToolchain() async throws {
      let course = try SmallCourse.folder()
      let empty = try TemporaryFolder()
      let outcome = try await UnrollProgram.run(
        ["run", "01"],
        in: course.url,
        environment: ["PATH": empty.url.path]
      )
      #expect(
        outcome.errors
          == "error: a Swift 6.3 toolchain (`swiftc`) is missing; install it from swift.org/install\n"
      )
      #expect(outcome.status == 3)
    }

    @Test("doctor finds what it says it found, a line each, and what lacks with its command")
    func doctor() async throws {
      let folder = try TemporaryFolder()
      let outcome = try await UnrollProgram.run(["doctor"], in: folder.url)
      #expect(outcome.status == 0)
      let lines = outcome.output.split(separator: "\n")
      #expect(lines.contains { $0.hasPrefix("ok       Swift: ") })
      #expect(lines.contains { $0.hasPrefix("ok       lesson-host in /") })
      #expect(!outcome.output.contains("MISSING"))

      let path = try TemporaryFolder.toolchainAlone()
      let lacking = try await UnrollProgram.run(
        ["doctor"],
        in: folder.url,
        environment: ["PATH": path.url.path]
      )
      #expect(lacking.status == 0)
      #expect(lacking.output.contains("missing  the sandbox: "))
      #expect(lacking.output.contains("install bubblewrap"))
    }

    #if os(Linux)
    @Test("Where no sandbox starts, auto warns, off is silent, and require refuses")
    func sandbox() async throws {
      let course = try SmallCourse.folder()
      let path = try TemporaryFolder.toolchainAlone()
      func outcome(_ mode: String) async throws -> UnrollProgram.Outcome {
        try await UnrollProgram.run(
          ["run", "02", "--sandbox", mode, "--no-cache"],
          in: course.url,
          environment: ["PATH": path.url.path]
        )
      }
      let reason = "bubblewrap (`bwrap`) is not installed"
      let auto = try await outcome("auto")
      // A kernel with Landlock has weaker walls for them.
      let warnings = [
        "warning: blocks run without a sandbox: \(reason); run only lessons that you trust\n",
        """
        warning: blocks run behind Landlock's weaker walls, since there is no sandbox: \(reason); \
        `unroll doctor` says how to get it

        """,
      ]
      #expect(warnings.contains(auto.errors), "\(auto.errors)")
      #expect(auto.status == 0)
      #expect(auto.output.contains("720"))
      let off = try await outcome("off")
      #expect(off.errors == "")
      #expect(off.output == auto.output)
      #expect(off.status == 0)
      let require = try await outcome("require")
      #expect(
        require.errors
          == """
          error: the sandbox does not start: \(reason); `unroll doctor` says how to get it, \
          `--sandbox off` runs blocks without it

          """
      )
      #expect(require.output == "")
      #expect(require.status == 3)
    }

    @Test("In the sandbox a block sees no home; without it, it does", .whereSandboxed)
    func walls() async throws {
      let folder = try TemporaryFolder()
      let secret = try folder.file("secret.txt", "seen")
      let code = """
        import Foundation
        print(FileManager.default.contents(atPath: "\(secret.path)")?.count ?? -1)
        """
      try folder.file("lesson.md", SmallCourse.lesson(code))
      for (mode, expected) in [("off", "┃ 4\n"), ("require", "┃ -1\n")] {
        let outcome = try await UnrollProgram.run(
          ["run", "lesson.md", "--sandbox", mode],
          in: folder.url
        )
        #expect(outcome.output.contains(expected))
      }
    }
    #endif

    @Test("clean removes what was kept and the site, and nothing else")
    func clean() async throws {
      let course = try SmallCourse.folder()
      let cache = try TemporaryFolder("cache")
      let changes = ["UNROLL_CACHE": cache.url.path]
      try cache.file("mine.txt", "not Unroll's")
      let built = try await UnrollProgram.run(["build"], in: course.url, environment: changes)
      #expect(built.status == 0)
      #expect(try cache.contents().count > 3)
      let outcome = try await UnrollProgram.run(["clean"], in: course.url, environment: changes)
      #expect(outcome.output == "Removed what Unroll kept in \(cache.url.path) and Site/public.\n")
      #expect(outcome.status == 0)
      #expect(try cache.contents() == ["mine.txt"])
      #expect(try !course.contents().contains("Site/public"))
      #expect(try course.contents().contains("Lessons/01-sums.md"))
    }

    @Test("clean does not remove a folder that is no site")
    func cleanRefuses() async throws {
      let course = try SmallCourse.folder()
      let cache = try TemporaryFolder("cache")
      try course.file("Site/public/thesis.txt", "ten years of work")
      let outcome = try await UnrollProgram.run(
        ["clean"],
        in: course.url,
        environment: ["UNROLL_CACHE": cache.url.path]
      )
      #expect(outcome.status == 2)
      #expect(try course.contents().contains("Site/public/thesis.txt"))
    }
  }
}
