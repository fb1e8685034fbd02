import Foundation
import TestSupport
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
      for version in versions + versions {
        try course.file("Lessons/02-products.md", version)
        let outcome = try await UnrollProgram.run(["build"], in: course.url)
        #expect(outcome.status == 0)
        sites.append(try Self.files(in: site))
      }
      #expect(sites[0] != sites[1])
      #expect(sites[0] == sites[2] && sites[1] == sites[3])

      var counts = [0, 0]
      for round in 0..<64 {
        try course.file("Lessons/02-products.md", versions[round % 2])
        let process = try UnrollProgram.start(
          ["build"],
          in: course.url,
          output: .nullDevice,
          errors: .nullDevice
        )
        // Of every ten, one of each version is let end.
        if round % 10 < 8 {
          try await Self.draft(of: process, beside: site, holds: round * sites[0].count / 50)
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

    /// Waits until the draft that a build makes beside its site holds so many files, or is gone again.
    private static func draft(of process: Process, beside site: URL, holds count: Int) async throws
    {
      let folder = site.deletingLastPathComponent().path
      var had = 0
      _ = try await Patience.waits(pausing: .zero) {
        let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
        let drafted = names.count { !$0.hasPrefix(site.lastPathComponent) }
        defer { had = max(had, drafted) }
        return drafted > count || drafted < had || !process.isRunning
      }
    }

    @Test("Lessons run side by side, each on a line of its own, and are told in their order")
    func sideBySide() async throws {
      let course = try TemporaryFolder("course")
      let gates = try (1...3).map { _ in try Gate() }
      for (index, gate) in gates.enumerated() {
        try course.file(
          "Lessons/0\(index + 1)-lesson\(index + 1).md",
          SmallCourse.lesson(gate.code, options: "//| label: pause\n" + Gate.options)
        )
      }
      let terminal = try PseudoTerminal()
      let process = try UnrollProgram.start(
        ["build", "--jobs", "2", "--no-cache", "--sandbox", "off"],
        in: course.url,
        output: terminal.terminal,
        errors: terminal.terminal
      )
      // Two lines drawn at once, no third.
      func draws(_ pattern: Regex<Substring>) async throws -> Bool {
        try await Patience.waits { terminal.text.contains(pattern) }
      }
      let both = /01-lesson1  running pause … \d+\.\d s\n02-lesson2  running pause … \d/
      #expect(try await draws(both))
      #expect(!terminal.text.contains("03-lesson3"))
      // The second ends first, and is told after the first.
      try gates[1].open()
      #expect(try await draws(/03-lesson3  running pause/))
      for gate in gates { try gate.open() }
      try await UnrollProgram.end(of: process)
      let drawn = terminal.text
      #expect(!drawn.contains(/01-lesson1 [^\n\u{1B}]*\n02-lesson2 [^\n\u{1B}]*\n03-lesson3/))
      let told = drawn.matches(of: /ok    (0\d)-lesson\d  \d+\.\d s/).map { String($0.1) }
      #expect(told == ["01", "02", "03"])
      #expect(process.terminationStatus == 0)
    }
  }
}
