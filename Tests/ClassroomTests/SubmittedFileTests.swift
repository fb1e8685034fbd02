import Foundation
import Testing

@testable import Classroom

@Suite struct SubmittedFileTests {
  private static let exercises: Set<String> = ["double", "half"]

  /// What the answer to `double` is taken from, or why it cannot be graded.
  private func found(
    _ submitted: String
  ) throws -> (file: String?, text: String?, said: [String]) {
    let submitted = try SubmittedFolders(submitted)
    let student = try #require(submitted.students.first)
    if let trouble = student.trouble { return (nil, nil, [trouble.description]) }
    do {
      let answer = try student.files().answer(to: "double", type: "swift", among: Self.exercises)
      return (answer?.file, answer?.content.text, answer?.notes ?? [])
    } catch {
      return (nil, nil, [error.description])
    }
  }

  @Test(
    "A file counts by its name, by its name with the marks of systems, or by its first line",
    arguments: [
      (["double.swift"], "double.swift", []),
      (["Double.swift"], "Double.swift", ["'Double.swift' is taken for 'double.swift'"]),
      (["DOUBLE.SWIFT"], "DOUBLE.SWIFT", ["'DOUBLE.SWIFT' is taken for 'double.swift'"]),
      (
        ["double (1).swift"], "double (1).swift", ["'double (1).swift' is taken for 'double.swift'"]
      ),
      (
        ["double copy.swift"], "double copy.swift",
        ["'double copy.swift' is taken for 'double.swift'"]
      ),
      (
        ["double - Copy (2).swift"], "double - Copy (2).swift",
        ["'double - Copy (2).swift' is taken for 'double.swift'"]
      ),
      ([" double .swift"], " double .swift", ["' double .swift' is taken for 'double.swift'"]),
      (
        ["double.swift", "double (1).swift"], "double.swift",
        ["'double (1).swift' is not graded, since 'double.swift' is there"]
      ),
      (
        ["double (1).swift", "Double.swift"], nil,
        ["'Double.swift' and 'double (1).swift' could be the answer: hand in one of them"]
      ),
      (["half.swift", "doubled.swift", "double.txt", "double"], nil, []),
      (["double2.swift", "double1.swift"], nil, []),
    ] as [([String], String?, [String])]
  ) func names(files: [String], taken: String?, said: [String]) throws {
    let folder = try ClassFolder()
    for file in files { try folder.file("ann/\(file)", "let a = 1\n") }
    let found = try found(folder.path)
    #expect(found.file == taken)
    #expect(found.said == said)
  }

  @Test("A file of another name counts if its first lines name the exercise")
  func headed() throws {
    let folder = try ClassFolder()
    let text =
      "// Double it (4 points)\n// Exercise double, release 83782d35, of lesson 01-x.\nlet a = 1\n"
    try folder.file("ann/my answer\n.swift", text)
    let found = try found(folder.path)
    #expect(found.text == text)
    #expect(found.said == ["'my answer\\u{A}.swift' is taken for 'double.swift'"])
  }

  @Test("A decomposed name is the composed one")
  func decomposed() throws {
    let folder = try ClassFolder()
    try folder.file("ann/u\u{308}ben.swift", "let a = 1\n")
    let files = try #require(SubmittedFolders(folder.path).students.first).files()
    let answer = try files.answer(to: "\u{FC}ben", type: "swift", among: ["\u{FC}ben"])
    #expect(answer?.content.text == "let a = 1\n")
  }

  @Test(
    "What is no file of text is told with its kind, and nothing hangs",
    arguments: [
      ("folder", "'double.swift' is a folder: hand in a file of text"),
      ("link", "'double.swift' is a link: hand in a file of text"),
      ("pipe", "'double.swift' is a pipe: hand in a file of text"),
      (
        "large",
        "'double.swift' holds 104857600 bytes, and an answer at most 1048576 (1 MiB): hand in code alone"
      ),
      ("empty", "'double.swift' is empty: hand in the file that you have written"),
      ("blank", "'double.swift' is empty: hand in the file that you have written"),
      ("bytes", "'double.swift' is not UTF-8 text in line 2: save it as UTF-8"),
      ("student link", "the folder of the student's answers is a link: put a folder in its place"),
    ]
  ) func kinds(kind: String, sentence: String) throws {
    let folder = try ClassFolder()
    try folder.file("elsewhere/double.swift", "let a = 1\n")
    let submitted = folder.url.appendingPathComponent("submitted")
    let student = submitted.appendingPathComponent("ann")
    let path = student.appendingPathComponent("double.swift").path
    try FileManager.default.createDirectory(
      at: kind == "student link" ? submitted : student,
      withIntermediateDirectories: true
    )
    let elsewhere = folder.url.appendingPathComponent("elsewhere").path
    switch kind {
    case "folder":
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    case "link":
      try FileManager.default.createSymbolicLink(
        atPath: path,
        withDestinationPath: "\(elsewhere)/double.swift"
      )
    case "pipe": #expect(mkfifo(path, 0o644) == 0)
    case "large":
      FileManager.default.createFile(atPath: path, contents: nil)
      #expect(truncate(path, 100 << 20) == 0)
    case "empty": FileManager.default.createFile(atPath: path, contents: Data())
    case "blank": try "\u{FEFF} \r\n\t\n".write(toFile: path, atomically: true, encoding: .utf8)
    case "bytes":
      try (Data("let a = 1\nlet b = \"".utf8) + Data([0xFF, 0xFE])).write(
        to: URL(fileURLWithPath: path)
      )
    default:
      try FileManager.default.createSymbolicLink(
        atPath: student.path,
        withDestinationPath: elsewhere
      )
    }
    let answer = try found(submitted.path)
    #expect(answer.file == nil && answer.said == [sentence])
  }

  @Test("A device in a file's place is told")
  func device() {
    let entry = FolderListing.Entry(name: "zero", bytes: Array("zero".utf8), kind: .file)
    #expect(throws: SubmissionTrouble.noFile(name: "zero", what: "a device")) {
      try SubmittedFile.content(of: entry, in: "/dev")
    }
  }

  @Test(
    "Two folders that spell one name are told, and nobody is graded",
    arguments: [("Jos\u{E9}", "Jose\u{301}"), ("ann", "Ann"), ("stra\u{DF}e", "STRA\u{DF}E")]
  ) func twins(one: String, other: String) throws {
    let folder = try ClassFolder()
    for name in [one, other] { try folder.file("\(name)/double.swift", "let a = 1\n") }
    let error = #expect(throws: GradingError.self) { try SubmittedFolders(folder.path) }
    #expect(error?.description.contains("are one name in several spellings") == true)
  }

  @Test("Names of students that are hard to show are shown, and those that are no text are named")
  func students() throws {
    let folder = try ClassFolder()
    for name in ["a b", "line\nend", "..up", "\u{202E}right", "=1+1"] {
      try folder.file("\(name)/double.swift", "let a = 1\n")
    }
    let bytes = Array("\(folder.path)/bad\u{1}".utf8).map { CChar(bitPattern: $0) }
    #expect(mkdir(bytes + [CChar(bitPattern: 0xFF), 0], 0o755) == 0)
    try folder.file("notes.txt", "")
    let submitted = try SubmittedFolders(folder.path)
    #expect(submitted.names == ["=1+1", "a b", "line\nend", "\u{202E}right"])
    #expect(submitted.strangers.count == 2)
    #expect(
      submitted.strangers[0].contains("bad\\x1\\xFF' is left out, since its name is no UTF-8")
    )
    #expect(
      submitted.strangers[1].hasSuffix("notes.txt' is left out, since it is no student's folder")
    )
    let pages = submitted.names.map(FeedbackPage.fileName)
    #expect(pages == ["%3d1%2b1.html", "a%20b.html", "line%0aend.html", "%e2%80%aeright.html"])
  }

  @Test(
    "No name leads a page out of its folder, and no two names share one",
    arguments: [
      "../../etc", "..", "a/b", "CON", "%2e", String(repeating: "x", count: 300), "\u{0}",
    ]
  ) func pages(student: String) {
    let name = FeedbackPage.fileName(of: student)
    #expect(!name.contains("/") && !name.hasPrefix(".") && name.utf8.count < 200)
    #expect(!name.unicodeScalars.contains("\u{0}"))
    #expect(name != FeedbackPage.fileName(of: student + "x"))
  }
}
