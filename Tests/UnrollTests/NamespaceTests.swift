import Foundation
import Testing

#if os(Linux)
extension ProgramTests {
  /// Two programs on one course, each in a namespace of processes of its own, as containers are.
  @Suite(.enabled(if: ProcessNamespace.works)) struct NamespaceTests {
    @Test("Builds in two namespaces each end well, and the site is whole at every instant")
    func builds() async throws {
      let course = try SmallCourse.folder()
      let first = try await UnrollProgram.run(["build"], in: course.url)
      #expect(first.status == 0)
      let site = course.url.appendingPathComponent("Site/public")
      let whole = try FileManager.default.subpathsOfDirectory(atPath: site.path).count
      var processes: [[Process]] = []
      for round in 0..<6 {
        // Prose that changes makes both write the site.
        try course.file("Lessons/02-products.md", SmallCourse.products + "\nRound \(round).\n")
        let pair = try [true, false].map { try Self.start(["build"], in: course, isApart: $0) }
        while pair.contains(where: \.isRunning) {
          // Read through its own descriptor, a folder that is exchanged meanwhile stays the same one.
          #expect(
            FileManager.default.fileExists(atPath: site.appendingPathComponent("index.html").path)
          )
          try await Task.sleep(for: .milliseconds(20))
        }
        #expect(pair.map(\.terminationStatus) == [0, 0])
        #expect(try FileManager.default.subpathsOfDirectory(atPath: site.path).count == whole)
        processes.append(pair)
      }
      let beside = try FileManager.default.contentsOfDirectory(
        atPath: course.url.appendingPathComponent("Site").path
      )
      #expect(beside == ["public"])
    }

    @Test("A program does not take the work folder of another namespace for abandoned")
    func workFolders() async throws {
      let course = try TemporaryFolder("course")
      let slow = (0..<6).map { "```swift\nlet n\($0) = \($0)\nprint(n\($0))\n```\n" }
      try course.file("Lessons/01-slow.md", "# Slow\n\n" + slow.joined(separator: "\n"))
      try course.file("Lessons/02-quick.md", SmallCourse.lesson("print(1)"))
      let long = try Self.start(["run", "01", "--no-cache"], in: course, isApart: false)
      while long.isRunning {
        let quick = try Self.start(["run", "02"], in: course, isApart: true)
        try await UnrollProgram.end(of: quick)
        #expect(quick.terminationStatus == 0)
      }
      #expect(long.terminationStatus == 0)
    }

    private static func start(
      _ words: [String],
      in course: TemporaryFolder,
      isApart: Bool
    ) throws -> Process {
      let wrapper = isApart ? ProcessNamespace.wrapper : []
      return try UnrollProgram.start(
        Array(wrapper.dropFirst()) + (isApart ? [UnrollProgram.path] : []) + words,
        in: course.url,
        output: .nullDevice,
        errors: .nullDevice,
        program: isApart ? "/usr/bin/unshare" : UnrollProgram.path
      )
    }
  }
}

/// A way to start a program that sees no other processes.
private enum ProcessNamespace {
  ///
  /// Root needs no namespace of users for it, in which no sandbox could take another user.
  static let wrapper =
    ["/usr/bin/unshare"] + (getuid() == 0 ? [] : ["--user", "--map-root-user"])
    + ["--pid", "--fork", "--mount-proc"]

  /// Whether this machine lets one, with a program inside that finds what it needs.
  static let works: Bool = {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: wrapper[0])
    process.arguments = Array(wrapper.dropFirst()) + [UnrollProgram.path, "doctor"]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()
}
#endif
