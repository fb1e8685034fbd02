import Foundation
import Testing

extension ProgramTests {
  /// Builds side by side, and builds that are killed.
  @Suite struct BuildKillTests {
    /// All files of a folder with their contents.
    private static func files(in folder: URL) throws -> [String: Data] {
      try FileManager.default.subpathsOfDirectory(atPath: folder.path).reduce(into: [:]) {
        $0[$1] = FileManager.default.contents(atPath: folder.appendingPathComponent($1).path)
      }
    }

    @Test("Builds killed at fifty instants leave the old site or the new one, whole")
    func killed() async throws {
      let course = try SmallCourse.folder()
      let site = course.url.appendingPathComponent("Site/public")
      let versions = [SmallCourse.products, SmallCourse.products + "\nMore words.\n"]
      var sites: [[String: Data]] = []
      var longest = Duration.zero
      // What is compiled for the first time may meet a limit on a machine with much to do.
      _ = try await UnrollProgram.run(["build"], in: course.url)
      for version in versions + versions {
        try course.file("Lessons/02-products.md", version)
        let began = ContinuousClock.now
        let outcome = try await UnrollProgram.run(["build"], in: course.url)
        longest = ContinuousClock.now - began
        #expect(outcome.status == 0)
        sites.append(try Self.files(in: site))
      }
      #expect(sites[0] != sites[1])
      #expect(sites[0] == sites[2] && sites[1] == sites[3])

      var generator = SeededNumbers(state: 50)
      var counts = [0, 0]
      for round in 0..<64 {
        try course.file("Lessons/02-products.md", versions[round % 2])
        let process = try UnrollProgram.start(
          ["build"],
          in: course.url,
          output: .nullDevice,
          errors: .nullDevice
        )
        // Of every ten, one of each version is let end, however slow the machine is.
        if round % 10 < 8 {
          try await Task.sleep(for: longest * Double.random(in: 0...1.1, using: &generator))
          kill(process.processIdentifier, SIGKILL)
        }
        try await UnrollProgram.end(of: process)
        let left = try Self.files(in: site)
        let version = try #require(sites.prefix(2).firstIndex(of: left), "killed build \(round)")
        counts[version] += 1
      }
      #expect(counts.allSatisfy { $0 > 0 })
      try course.file("Lessons/02-products.md", versions[0])
      let outcome = try await UnrollProgram.run(["build"], in: course.url)
      #expect(outcome.status == 0)
      #expect(try Self.files(in: site) == sites[0])
      let beside = try FileManager.default.contentsOfDirectory(
        atPath: course.url.appendingPathComponent("Site").path
      )
      #expect(beside == ["public"])
    }

    @Test("Lessons run side by side, each on a line of its own, and are told in their order")
    func sideBySide() async throws {
      let course = try TemporaryFolder("course")
      for (number, seconds) in [(1, 4), (2, 3), (3, 0)] {
        try course.file(
          "Lessons/0\(number)-lesson.md".replacing("lesson", with: "lesson\(number)"),
          SmallCourse.lesson(
            "import Foundation\nusleep(\(seconds) * 1_000_000)",
            options: "//| label: pause"
          )
        )
      }
      let terminal = try PseudoTerminal()
      let process = try UnrollProgram.start(
        ["build", "--jobs", "2", "--no-cache"],
        in: course.url,
        output: terminal.terminal,
        errors: terminal.terminal
      )
      try await UnrollProgram.end(of: process)
      let drawn = terminal.text
      // Two lines drawn at once, no third.
      #expect(
        drawn.contains(/01-lesson1  running pause … \d\.\d s\n02-lesson2  running pause … \d/)
      )
      #expect(!drawn.contains(/01-lesson1 [^\n\u{1B}]*\n02-lesson2 [^\n\u{1B}]*\n03-lesson3/))
      let told = drawn.matches(of: /ok    (0\d)-lesson\d  \d\.\d s/).map { String($0.1) }
      #expect(told == ["01", "02", "03"])
      #expect(process.terminationStatus == 0)
    }
  }
}

/// Numbers that are the same in every run.
struct SeededNumbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
