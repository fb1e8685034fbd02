import Foundation
import LessonDocument
import LessonRunner
import Testing

/// A course's folder that is gone afterwards.
private final class CourseFolder {
  let path: String
  let work: StudentWork

  init() throws {
    // Any name but that of a process's own folder, which the next process removes.
    path = FileManager.default.temporaryDirectory.path + "/unroll-course-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    work = StudentWork(course: path)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func text(_ name: String) throws -> String {
    try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
  }

  func write(_ text: String, to name: String) throws {
    try text.write(toFile: "\(path)/\(name)", atomically: true, encoding: .utf8)
  }

  var files: [String] {
    (FileManager.default.enumerator(atPath: path)?.allObjects ?? []).compactMap { $0 as? String }
      .filter { !$0.hasSuffix("unroll") && $0.contains(".") && !$0.hasSuffix("s") }.sorted()
  }
}

@Suite struct StudentWorkTests {
  static let start = "// one\n// two\nfunc f() {\n  your code\n}\n// end\n"

  @Test("A file that is there is never started again")
  func startTwice() throws {
    let course = try CourseFolder()
    let first = try course.work.start("f", with: Self.start)
    #expect(!first.wasThere && first.path == "\(course.path)/Work/f.swift")
    try course.write("mine", to: "Work/f.swift")
    #expect(try course.work.start("f", with: Self.start).wasThere)
    #expect(try course.text("Work/f.swift") == "mine")
    #expect(!course.files.contains { $0.hasSuffix(".part") })
  }

  @Test("A reset keeps every file that was there")
  func reset() throws {
    let course = try CourseFolder()
    _ = try course.work.start("f", with: Self.start)
    for number in 1...2 {
      try course.write("mine \(number)", to: "Work/f.swift")
      let backup = try course.work.reset("f", with: Self.start)
      #expect(backup == "\(course.path)/Work/.unroll/backups/f-\(number).swift")
      #expect(try course.text("Work/.unroll/backups/f-\(number).swift") == "mine \(number)")
      #expect(try course.text("Work/f.swift") == Self.start)
    }
  }

  @Test("A revised starter is merged into an answer")
  func merge() throws {
    let course = try CourseFolder()
    _ = try course.work.start("f", with: Self.start)
    try course.write(
      Self.start.replacing("  your code", with: "  let x = 1\n  g(x)"),
      to: "Work/f.swift"
    )
    let revised = Self.start.replacing("// one\n", with: "// one, more clearly\n")
    let update = try course.work.update("f", with: revised)
    #expect(update.conflicts == [])
    #expect(update.changes == ["-// one", "+// one, more clearly", " // two"])
    #expect(
      try course.text("Work/f.swift")
        == "// one, more clearly\n// two\nfunc f() {\n  let x = 1\n  g(x)\n}\n// end\n"
    )
    #expect(try course.text("Work/.unroll/backups/f-1.swift").contains("// one\n"))
    #expect(try course.work.update("f", with: revised) == WorkUpdate(changes: [], conflicts: []))
  }

  @Test(
    "Lines that an editor ends in another way are no change, and stay so in a merge",
    arguments: ["\r\n", "\r"]
  )
  func mergedLineEnds(_ lineEnd: String) throws {
    let course = try CourseFolder()
    _ = try course.work.start("f", with: Self.start)
    let own = Self.start.replacing("  your code", with: "  let x = \"a\u{2028}b\" // \u{B}\u{C}")
    try course.write(own.replacing("\n", with: lineEnd), to: "Work/f.swift")
    let update = try course.work.update("f", with: Self.start.replacing("// one", with: "// 1"))
    #expect(update.conflicts == [])
    #expect(update.changes == ["-// one", "+// 1", " // two"])
    #expect(
      try course.text("Work/f.swift")
        == own.replacing("// one", with: "// 1").replacing("\n", with: lineEnd)
    )
  }

  @Test("An answer has the lines that the compiler sees")
  func answerLines() {
    let text =
      "\u{FEFF}let a = \"b\u{2028}\u{2029}\u{85}c\" // \u{B}\u{C}\r\nlet d = 1\rlet e = 2\n"
    let answer = ExerciseAnswer(text: text, file: "Work/f.swift")
    #expect(
      answer.lines.map(\.text)
        == ["let a = \"b\u{2028}\u{2029}\u{85}c\" // \u{B}\u{C}", "let d = 1", "let e = 2", ""]
    )
    #expect(answer.lines.map(\.location.line) == [1, 2, 3, 4])
    #expect(ExerciseAnswer(text: "", file: "Work/f.swift").lines.map(\.text) == [""])
  }

  @Test("What both changed is marked, and nothing is lost")
  func conflict() throws {
    let course = try CourseFolder()
    _ = try course.work.start("f", with: Self.start)
    try course.write(Self.start.replacing("your code", with: "mine"), to: "Work/f.swift")
    let update = try course.work.update(
      "f",
      with: Self.start.replacing("your code", with: "theirs")
    )
    #expect(update.conflicts == [4])
    #expect(
      try course.text("Work/f.swift") == """
        // one
        // two
        func f() {
        <<<<<<< yours
          mine
        =======
          theirs
        >>>>>>> the revised lesson
        }
        // end

        """
    )
    // Until the student has chosen nothing more is merged, and the places are told again.
    let merged = try course.text("Work/f.swift")
    for revised in ["theirs", "others"] {
      let again = try course.work.update(
        "f",
        with: Self.start.replacing("your code", with: revised)
      )
      #expect(again == WorkUpdate(changes: [], conflicts: [4]))
      #expect(try course.text("Work/f.swift") == merged)
    }
  }

  @Test("An answer without the starter it began from is not guessed at")
  func noOrigin() throws {
    let course = try CourseFolder()
    #expect(throws: WorkError.notStarted("f")) { try course.work.update("f", with: "x") }
    _ = try course.work.start("f", with: Self.start)
    try FileManager.default.removeItem(atPath: "\(course.path)/Work/.unroll/start/f.swift")
    #expect(throws: WorkError.noOrigin("f")) { try course.work.update("f", with: "x") }
    #expect(try course.text("Work/f.swift") == Self.start)
  }

  @Test(
    "Names that lead out of the folder are refused",
    arguments: ["../f", "a/b", "", ".f", "..", "/etc/passwd", "f\n", "a b", "é"]
  )
  func names(_ name: String) throws {
    let course = try CourseFolder()
    #expect(throws: WorkError.noName(name)) { try course.work.start(name, with: "x") }
    #expect(throws: WorkError.noName(name)) { try course.work.answer(to: name) }
    #expect(course.files.isEmpty)
  }

  @Test("Links are neither read nor written")
  func links() throws {
    let course = try CourseFolder()
    try course.write("secret", to: "secret.txt")
    _ = try course.work.start("g", with: "x")
    let link = "\(course.path)/Work/f.swift"
    try FileManager.default.createSymbolicLink(
      atPath: link,
      withDestinationPath: "\(course.path)/secret.txt"
    )
    #expect(throws: WorkError.link(link)) { try course.work.answer(to: "f") }
    #expect(throws: WorkError.link(link)) { try course.work.start("f", with: "x") }
    #expect(throws: WorkError.link(link)) { try course.work.reset("f", with: "x") }
    #expect(try course.text("secret.txt") == "secret")
    let other = try CourseFolder()
    try FileManager.default.createSymbolicLink(
      atPath: "\(other.path)/Work",
      withDestinationPath: course.path
    )
    #expect(throws: WorkError.link("\(other.path)/Work")) { try other.work.start("f", with: "x") }
  }

  @Test("Pipes, folders, huge files and other encodings are refused with a sentence")
  func oddFiles() throws {
    let course = try CourseFolder()
    _ = try course.work.start("g", with: "x")
    mkfifo("\(course.path)/Work/pipe.swift", 0o600)
    mkdir("\(course.path)/Work/folder.swift", 0o700)
    try Data(count: 1 << 21).write(to: URL(fileURLWithPath: "\(course.path)/Work/huge.swift"))
    try Data([0xFF, 0xFE, 0x41]).write(to: URL(fileURLWithPath: "\(course.path)/Work/utf16.swift"))
    let reasons = ["pipe", "folder", "huge", "utf16"].map { (name) -> String in
      do {
        _ = try course.work.answer(to: name)
        return "read"
      } catch { return "\(error)".components(separatedBy: "read: ").last ?? "" }
    }
    #expect(
      reasons == [
        "it is no file: move it away", "it is no file: move it away", "it is larger than 1 MiB",
        "it is not UTF-8 text: save it as UTF-8",
      ]
    )
  }

  @Test("What is known of an answer is kept, and damage to it is no failure")
  func records() throws {
    let course = try CourseFolder()
    var record = WorkRecord()
    record.hints = 2
    record.outcome = .failed
    try course.work.keep(record, of: "f")
    #expect(course.work.record(of: "f") == record)
    try course.write("{", to: "Work/.unroll/f.json")
    #expect(course.work.record(of: "f") == WorkRecord())
  }
}
