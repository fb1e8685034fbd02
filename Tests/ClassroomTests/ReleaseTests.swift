import Foundation
import LessonDocument
import LessonRunner
import Testing

@testable import Classroom

@Suite("A release")
struct ReleaseTests {
  private static let lesson = """
    # Doubling

    See [the data](data/x.csv), [a note](notes/extra.txt) and [the next](02-more.md).

    ```swift
    print("shown")
    ```

    ```swift
    //| exercise: doubled
    func doubled(_ number: Double) -> Double {
      // BEGIN SOLUTION
      let twiceAsMuch = number + number
      return twiceAsMuch
      // END SOLUTION
    }
    ```

    ```swift
    //| check: doubled
    check("doubles 3", doubled(3) == 6)
    ```

    ```swift
    //| check: doubled
    //| hidden: true
    check("a large number", doubled(1e300) > 1e300)
    ```

    ```swift
    //| wrong: doubled
    //| expect-message: doubles 3
    func doubled(_ number: Double) -> Double { number + 2 }
    ```

    ```swift
    print(doubled(21))
    ```

    Twice ten is `{swift} doubled(10)`, and one is `{swift} 1`.
    """

  private let folder: ClassFolder

  init() throws {
    folder = try ClassFolder()
    try folder.file("course/Lessons/README.md", "# A course\n\nSmall.\n")
    try folder.file("course/Lessons/01-doubling.md", Self.lesson)
    try folder.file("course/Lessons/02-more.md", "# More\n\nBack to [doubling](01-doubling.md).\n")
    try folder.file("course/Lessons/glossary.md", "# Words\n\nOne.\n")
    try folder.file("course/Lessons/course.yml", "title: Small\n")
    try folder.file("course/Lessons/data/x.csv", "1,2\n")
    try folder.file("course/Lessons/notes/extra.txt", "extra\n")
    try folder.file("course/Lessons/notes/exam.txt", "not linked\n")
    try folder.file("course/Lessons/recorded/doubling.json", Self.record)
    try folder.file("course/Site/assets/own.css", "p {}\n")
    try folder.file("course/Site/public/index.html", "built\n")
    try folder.file("course/submitted/007/doubled.swift", "1\n")
    try folder.file("course/roster.csv", "id\n007\n")
  }

  private static let record = """
    {"blocks": [
      {"block": "+1", "outputs": [{"kind": "text", "lines": ["shown", ""]}]},
      {"block": "+3", "outputs": []},
      {"block": "+6", "outputs": [{"kind": "text", "lines": ["42.0", ""]}]}],
     "inline": [{"expression": "doubled(10)", "value": "20"}, {"expression": "1", "value": "1"}],
     "lesson": "doubling"}
    """

  private func release(
    name: String? = nil,
    program: String? = nil,
    linked: [String] = ["notes/extra.txt"]
  ) throws -> Release {
    let course = "\(folder.path)/course"
    let lessons = try LessonFolder(course: course)
    return Release(
      of: try LessonReader().course(in: lessons),
      introduction: try LessonReader().lesson(at: "\(lessons.path)/README.md"),
      folder: course,
      program: program,
      linked: Dictionary(uniqueKeysWithValues: linked.map { ($0, "\(lessons.path)/\($0)") }),
      name: name
    )
  }

  private var target: String { "\(folder.path)/students" }

  @Test("holds what students need, under the names that links have, and nothing else")
  func whole() throws {
    let report = try release(name: "2026-autumn").write(
      to: target,
      archive: "\(folder.path)/students.zip"
    )
    #expect(
      try folder.files(in: "students") == [
        "Lessons/01-doubling.md", "Lessons/02-more.md", "Lessons/README.md", "Lessons/course.yml",
        "Lessons/data/x.csv", "Lessons/glossary.md", "Lessons/notes/extra.txt",
        "Lessons/recorded/doubling.json", "README.md", "Site/assets/own.css", "release.json",
      ]
    )
    #expect(report.fileCount == 11)
    #expect(report.release.hasPrefix("2026-autumn-"))
    #expect(ReleaseStamp.of(folder: target)?.release == report.release)
    let text = try folder.text("students/Lessons/01-doubling.md")
    for secret in ["twiceAsMuch", "a large number", "number + 2", "hidden", "SOLUTION"] {
      #expect(!text.contains(secret))
    }
    #expect(text.contains("[the next](02-more.md)") && text.contains("edition: students"))
    #expect(try folder.text("students/README.md").hasPrefix("# Small\n"))
    // The instructor's own are kept for grading.
    let kept = try folder.text("course/releases/\(report.release)/Lessons/01-doubling.md")
    #expect(kept == Self.lesson + "\n" || kept == Self.lesson)
    // And what they judge by, so that a later change there can be told.
    let released = ReleasedExercises(of: "\(folder.path)/course/releases/\(report.release)")
    #expect(released?.digests.keys.sorted() == ["doubled"])
  }

  @Test("the course itself can be released: no line of a solution stands where students see it")
  func courseItself() throws {
    let checkout = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let own = "\(folder.path)/own"
    try FileManager.default.createDirectory(atPath: own, withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      atPath: checkout.appendingPathComponent("Lessons").path,
      toPath: "\(own)/Lessons"
    )
    let lessons = try LessonFolder(course: own)
    let release = Release(
      of: try LessonReader().course(in: lessons),
      introduction: try LessonReader().lesson(at: "\(lessons.path)/README.md"),
      folder: own,
      program: nil
    )
    #expect(try release.write(to: target).fileCount > 50)
  }

  @Test("the archive holds the same files, in one folder, and its programs may run")
  func archive() throws {
    try folder.file("program/Package.swift", "name: \"unroll\"\n")
    try folder.file("program/Sources/unroll/Unroll.swift", "print(1)\n")
    try folder.file("program/Sources/unroll/.hidden", "x\n")
    try folder.file("program/Tests/UnrollTests/A.swift", "let twiceAsMuch = number + number\n")
    try folder.file("program/.ci/setup", "#!/bin/sh\n")
    chmod("\(folder.path)/program/.ci/setup", 0o755)
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder.path)/program/Sources/unroll/Link.swift",
      withDestinationPath: "Unroll.swift"
    )
    let report = try release(program: "\(folder.path)/program").write(
      to: target,
      archive: "\(folder.path)/students.zip"
    )
    let archive = try ZipArchive(folder.data("students.zip"), limit: 100)
    let files = try folder.files(in: "students")
    #expect(archive.entries.map(\.path) == files.map { "\(report.release)/\($0)" }.sorted())
    for entry in archive.entries {
      let path = entry.path.dropFirst(report.release.count + 1)
      #expect(entry.kind == .file)
      #expect(try archive.content(of: entry, limit: 1 << 20) == folder.data("students/\(path)"))
    }
    #expect(files.contains("Sources/unroll/Link.swift") && files.contains(".ci/setup"))
    #expect(!files.contains { $0.hasPrefix("Tests") || $0.contains(".hidden") })
    #expect(FileManager.default.isExecutableFile(atPath: "\(target)/.ci/setup"))
    #expect(try folder.text("students/README.md").contains("make course"))
  }

  @Test("the id follows from what students get: not from hidden checks, but from every other byte")
  func identity() throws {
    let first = try release().write(to: target).release
    #expect(try release().write(to: target).release == first)
    #expect(first.wholeMatch(of: /[0-9a-f]{12}/) != nil)
    let hidden = Self.lesson.replacing("doubled(1e300) > 1e300", with: "doubled(1e200) > 1e200")
    try folder.file("course/Lessons/01-doubling.md", hidden)
    #expect(try release().write(to: target).release == first)
    // What is kept for grading is that of the newest.
    #expect(try folder.text("course/releases/\(first)/Lessons/01-doubling.md").contains("1e200"))
    try folder.file("course/Lessons/data/x.csv", "1,3\n")
    #expect(try release().write(to: target).release != first)
  }

  @Test("records are those of an edition in which the exercise waits")
  func records() throws {
    _ = try release().write(to: target)
    let edition = try LessonReader().lesson(at: "\(target)/Lessons/01-doubling.md")
    let record = try #require(try RecordFile(of: edition).record())
    #expect(record.blocks.map(\.block) == ["+1", "+3", "+4"])
    #expect(record.blocks.map(\.outputs.count) == [1, 0, 0])
    #expect(record.inline.map(\.value) == ["(after exercise doubled)", "1"])
  }

  static let leaks: [(path: String, text: String)] = [
    ("Lessons/data/x.csv", "  let twiceAsMuch  =  number + number\r\n"),
    ("Lessons/data/deep/y.json", #"["check(\"a large number\", doubled(1e300) \u003e 1e300)"]"#),
    ("Lessons/notes/extra.txt", "func doubled(_ number: Double) -> Double { number + 2 }"),
    ("Site/templates/x.mustache", "let twiceAsMuch = number + number"),
    ("Site/assets/x.js", "// let twiceAsMuch = number + number"),
    ("Lessons/course.yml", "title: Small\ndescription: 'let twiceAsMuch = number + number'\n"),
  ]

  @Test(
    "a secret line in any file stops it, is named, and nothing is written",
    arguments: leaks
  )
  func leak(path: String, text: String) throws {
    _ = try release().write(to: target, archive: "\(folder.path)/a.zip")
    let before = try folder.files().filter { !$0.hasPrefix("course/\(path)") }
    let archive = try folder.data("a.zip")
    try folder.file("course/\(path)", text)
    let error = try #require(throws: ReleaseError.self) {
      try release().write(to: target, archive: "\(folder.path)/a.zip")
    }
    guard case .leaks(let mistakes) = error else { throw error }
    #expect(mistakes.contains { $0.message.contains("would stand in \(path)") })
    #expect(mistakes.allSatisfy { $0.file.hasSuffix("Lessons/01-doubling.md") })
    #expect(try folder.files().filter { !$0.hasPrefix("course/\(path)") } == before)
    #expect(try folder.data("a.zip") == archive)
  }

  @Test("packed data are looked into, too")
  func packedLeak() throws {
    var builder = ZipBuilder()
    builder.add(Data("let twiceAsMuch = number + number\n".utf8), at: "a.txt")
    try folder.file("course/Lessons/data/x.zip", try builder.data())
    let error = try #require(throws: ReleaseError.self) { try release().write(to: target) }
    #expect(error.description.contains("would stand in Lessons/data/x.zip"))
    #expect(!folder.exists("students"))
  }

  @Test(
    "in Unroll's own sources a line alone may be that of an answer, and an answer may not",
    arguments: [
      ("let twiceAsMuch = number + number\n", false),
      ("let twiceAsMuch = number + number\nlet x = 1\nreturn twiceAsMuch\n", true),
    ]
  )
  func leakInSources(text: String, isLeak: Bool) throws {
    try folder.file("program/Package.swift", "name: \"unroll\"\n")
    try folder.file("program/Sources/unroll/A.swift", text)
    let release = try release(program: "\(folder.path)/program")
    guard isLeak else {
      _ = try release.write(to: target)
      return
    }
    let error = try #require(throws: ReleaseError.self) { try release.write(to: target) }
    #expect(error.description.contains("would stand in Sources/unroll/A.swift"))
  }

  @Test("replaces a release, and nothing else")
  func targets() throws {
    _ = try release().write(to: target)
    try folder.file("students/old.txt", "old")
    _ = try release().write(to: target)
    #expect(!folder.exists("students/old.txt"))
    // Somebody works in it.
    try folder.file("students/Work/doubled.swift", "mine")
    let used = #expect(throws: ReleaseError.hasWork(path: target)) {
      try release().write(to: target)
    }
    #expect(used?.description.contains("holds Work") == true)
    #expect(used?.description.hasSuffix("name another folder, or move Work away first") == true)
    #expect(try folder.text("students/Work/doubled.swift") == "mine")
    try folder.file("other/thesis.txt", "x")
    #expect(throws: ReleaseError.notARelease(path: "\(folder.path)/other")) {
      try release().write(to: "\(folder.path)/other")
    }
    try folder.file("file", "x")
    #expect(throws: ReleaseError.notARelease(path: "\(folder.path)/file")) {
      try release().write(to: "\(folder.path)/file")
    }
    for inside in ["course", "course/Lessons/x", "course/Site", "course/releases/x", "."] {
      let error = try #require(throws: ReleaseError.self) {
        try release().write(to: "\(folder.path)/\(inside)")
      }
      guard case .inside = error else { throw error }
    }
    _ = try release().write(to: "\(folder.path)/course/students")
    #expect(
      throws: ReleaseError.inside(path: "\(folder.path)/new/x.zip", folder: "\(folder.path)/new")
    ) {
      try release().write(to: "\(folder.path)/new", archive: "\(folder.path)/new/x.zip")
    }
    #expect(throws: ReleaseError.badName("a b")) { try release(name: "a b").write(to: target) }
  }

  @Test("links that leave the course are refused, and those to data are followed")
  func links() throws {
    try FileManager.default.moveItem(
      atPath: "\(folder.path)/course/Lessons/data",
      toPath: "\(folder.path)/data"
    )
    let link = "\(folder.path)/course/Lessons/data"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "../../data")
    _ = try release().write(to: target)
    #expect(try folder.text("students/Lessons/data/x.csv") == "1,2\n")
    let outward = "\(folder.path)/data/secret.txt"
    try FileManager.default.createSymbolicLink(atPath: outward, withDestinationPath: "/etc/passwd")
    let error = try #require(throws: ReleaseError.self) { try release().write(to: target) }
    guard case .notOrdinary = error else { throw error }
  }

  @Test("an edition is not released again")
  func edition() throws {
    _ = try release().write(to: target)
    let lessons = try LessonFolder(course: target)
    let again = Release(
      of: try LessonReader().course(in: lessons),
      introduction: nil,
      folder: target,
      program: nil
    )
    #expect(throws: ReleaseError.isEdition(path: target)) {
      try again.write(to: "\(folder.path)/again")
    }
  }
}
