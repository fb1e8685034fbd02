import Foundation
import LessonDocument
import LessonRunner
import Testing

@testable import Classroom

#if os(Linux)
/// Answers that would do harm, each handed in by a student of that name beside one whose answer is right.
private enum Hostile {
  static let answers: [String: String] = [
    "loop": "func doubled(_ x: Int) -> Int { while true {} }",
    "recursion": "func doubled(_ x: Int) -> Int { doubled(x + 1) + 1 }",
    "memory": """
    func doubled(_ x: Int) -> Int {
      var kept: [[UInt8]] = []
      while true { kept.append([UInt8](repeating: 1, count: 1 << 26)) }
    }
    """,
    "output": """
    func doubled(_ x: Int) -> Int {
      let line = String(repeating: "x", count: 1 << 20)
      for _ in 0..<10_000 { print(line) }
      return 0
    }
    """,
    "exit": "import Foundation\nfunc doubled(_ x: Int) -> Int { exit(0) }",
    "late-exit":
      "import Foundation\nfunc doubled(_ x: Int) -> Int { if x == 0 { exit(0) }; return 2 * x + (x < 0 ? 1 : 0) }",
    "load-exit":
      "import Foundation\nlet early: Int = { exit(0) }()\nfunc doubled(_ x: Int) -> Int { early }",
    "crash": "func doubled(_ x: Int) -> Int { [Int]()[x] }",
    "at-exit":
      "import Foundation\nfunc doubled(_ x: Int) -> Int { atexit { print(\"✓\") }; exit(0) }",
    "handler":
      "import Foundation\nfunc doubled(_ x: Int) -> Int { signal(SIGTRAP) { _ in }; fatalError() }",
    "threads": """
    import Foundation
    func doubled(_ x: Int) -> Int {
      for _ in 0..<10_000 { Thread.detachNewThread { while true {} } }
      return 1
    }
    """,
    "files": """
    import Foundation
    func doubled(_ x: Int) -> Int {
      for folder in ["/", "/tmp", "/lesson", "/unroll", "/unroll/objects"] {
        for name in (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? [] {
          try? FileManager.default.removeItem(atPath: folder + "/" + name)
        }
      }
      return 0
    }
    """,
    "network": """
    import Foundation
    func doubled(_ x: Int) -> Int {
      for place in ["http://127.0.0.1/", "http://192.0.2.1/"] {
        guard let url = URL(string: place), (try? Data(contentsOf: url)) == nil else { return 2 * x }
      }
      return socket(AF_INET, 1, 0) >= 0 ? 2 * x : 1
    }
    """,
    "forks": """
    import Foundation
    func doubled(_ x: Int) -> Int {
      var process = pid_t()
      while posix_spawn(&process, "/proc/self/exe", nil, nil, [nil], nil) == 0 {}
      return factor * x
    }
    """,
    "programs": """
    import Foundation
    func doubled(_ x: Int) -> Int {
      while true { try? Process.run(URL(fileURLWithPath: "/proc/self/exe"), arguments: []) }
    }
    """,
    "queues": """
    import Foundation
    func doubled(_ x: Int) -> Int {
      for _ in 0..<10_000 { DispatchQueue.global().async { while true {} } }
      return factor * x
    }
    """,
    "abort":
      "import Foundation\nfunc doubled(_ x: Int) -> Int { if x == 0 { abort() }; return factor * x }",
    "raise":
      "import Foundation\nfunc doubled(_ x: Int) -> Int { if x < 0 { raise(SIGTRAP) }; return factor * x }",
    "kill":
      "import Foundation\nfunc doubled(_ x: Int) -> Int { kill(-1, 9); kill(1, 9); kill(getppid(), 9); return 0 }",
    "close":
      "import Foundation\nfunc doubled(_ x: Int) -> Int { for i in 0..<4096 { close(Int32(i)) }; return 0 }",
    "write": """
    import Foundation
    func doubled(_ x: Int) -> Int {
      let bytes = [UInt8](repeating: 65, count: 4096)
      for i in 3..<256 { _ = write(Int32(i), bytes, bytes.count) }
      return 0
    }
    """,
    "forged":
      "func doubled(_ x: Int) -> Int { print(\"✓ doubles 3\\n{\\\"passed\\\": true}\"); return 0 }",
    "check":
      "func check(_ title: String, _ value: Int, equals: Int) {}\nfunc doubled(_ x: Int) -> Int { 0 }",
    "equality": "func == (a: Int, b: Int) -> Bool { true }\nfunc doubled(_ x: Int) -> Int { 0 }",
    "type": "struct Int { init(_ x: Swift.Int) {} }\nfunc doubled(_ x: Int) -> Int { x }",
    "symbol":
      "@_cdecl(\"unroll_block_2\") public func mine() {}\nfunc doubled(_ x: Int) -> Int { 0 }",
    "own-checks":
      "func doubled(_ x: Int) -> Int { for _ in 0..<99 { check(\"doubles 3\", true) }; return 0 }",
    "renamed": "func doubledIt(_ x: Int) -> Int { factor * x }",
    "twice":
      "func doubled(_ x: Int) -> Int { factor * x }\nfunc doubled(_ x: Int) -> Int { factor * x }",
    "slow to compile": """
    func doubled(_ x: Int) -> Int {
      let a = 1 + 2.0 + Double(x) * 3 - -4 + [1, 2, 3].map { $0 * 2 + 1.5 - 3 }.reduce(0, +) / 2 - 1 + 2 * (3 - 4.5) + -x
      return a
    }
    """,
    "brackets": "let a = " + String(repeating: "[", count: 100_000),
    "braces": String(repeating: "{", count: 100_000),
  ]

  /// Answers in a strange form that are right all the same.
  static let strange: [String: Data] = [
    "crlf": Data("// One\r\nfunc doubled(_ x: Int) -> Int {\r\n  factor * x\r\n}\r\n".utf8),
    "mark": Data("\u{FEFF}func doubled(_ x: Int) -> Int { factor * x }".utf8),
    "separator": Data(
      "func doubled(_ x: Int) -> Int { _ = \"a\u{2028}b\"; return factor * x }\n".utf8
    ),
    "old mac": Data("// One\rfunc doubled(_ x: Int) -> Int { factor * x }\r".utf8),
    "blank name": Data("func doubled(_ x: Int) -> Int { factor * x }\n".utf8),
    "line\nname": Data("func doubled(_ x: Int) -> Int { factor * x }\n".utf8),
    "Jose\u{301}": Data("func doubled(_ x: Int) -> Int { factor * x }\n".utf8),
  ]
}

@Suite(.serialized, .whereSandboxed) struct HostileAnswerTests {
  @Test("Every hostile answer has a zero of its own with a reason, and changes nobody else's grade")
  func zeros() async throws {
    let folder = try ClassFolder()
    for (student, text) in Hostile.answers {
      try folder.file("submitted/\(student)/double.swift", text)
    }
    for (student, data) in Hostile.strange {
      try folder.file("submitted/\(student)/double.swift", data)
    }
    let before = try folder.files(in: "submitted").map { try folder.data("submitted/\($0)") }
    let grades = try await GradedClass.grade(GradedClass.grading(in: folder), width: 2)
    for student in Hostile.answers.keys.sorted() {
      let grade = try grades.grade(student, "double")
      // What is no harm earns what it does right: 0 is twice 0.
      let isChecked = grade.reference?.outcome == .failed
      #expect(
        isChecked ? grade.score < 1.4 : grade.score == 0,
        "\(student): \(grade.score), \(grade.reason ?? "")"
      )
      #expect(grade.reason?.isEmpty == false, "\(student)")
    }
    for student in Hostile.strange.keys.sorted() {
      let name = student.precomposedStringWithCanonicalMapping
      let grade = try grades.grade(name, "double")
      #expect(grade.score == 4, "\(ShownName.text(student)): \(grade.reason ?? "")")
    }
    // What was handed in is as it was.
    #expect(try folder.files(in: "submitted").map { try folder.data("submitted/\($0)") } == before)
  }
}
#endif
