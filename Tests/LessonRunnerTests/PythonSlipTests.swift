import Foundation
import LessonDocument
import LessonRunner
import Testing

#if os(Linux)
/// Slips of Python readers, each through the compiler, and what the course answers.
@Suite(.serialized) struct PythonSlipTests {
  private static let lessons = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Lessons").path

  /// What is told first of each line of an answer.
  private func firstErrors(
    _ code: String,
    in live: LiveLesson
  ) async throws -> [Int: Diagnostic] {
    let lesson = try RunningLessons.lesson(TaughtDiagnosticTests.markdown(seconds: 600))
    let run = ExerciseRun(
      lesson: lesson,
      exercise: lesson.exercises[0],
      answer: ExerciseAnswer(text: code, file: "Work/e.swift"),
      includesHidden: true
    )
    let errors = try await run.verdict(in: live).problems.filter { $0.severity == .error }
    // What is said of several lines is told at the first of them.
    let everywhere = errors.flatMap { error in
      var lines = [error.line]
      if case .repeated(_, _, let places) = error.cause { lines += places.map(\.line) }
      return lines.map { ($0, error) }
    }
    return Dictionary(everywhere) { first, _ in first }
  }

  @Test("Each slip that parses is answered in Python's terms")
  func typed() async throws {
    let course = try TaughtDiagnosticsReader.diagnostics(in: Self.lessons).matcher
    let slips = PythonSlips.cases(PythonSlips.typed)
    // What an answer may not reach for is told before anything is compiled.
    let refused: Set = ["python-cache", "python-decorator", "python-from-import"]
    for isRefused in [true, false] {
      let slips = slips.filter { refused.contains($0.entry) == isRefused }
      let code = slips.enumerated().map { number, slip in
        "func slip\(number)(\(PythonSlips.parameters)) {\n\(slip.code)\n}\n"
      }
      try await RunningLessons.withLive { live in
        let errors = try await firstErrors(code.joined(), in: live)
        for (number, slip) in slips.enumerated() {
          let error = errors[3 * number + 2]
          let taught = error.flatMap { course.about($0.cause, line: slip.code) }
          #expect(taught?.name == slip.entry, "\(slip.code)\n\(error?.message ?? "no error")")
        }
      }
    }
  }

  @Test("Each slip that is no Swift is answered in Python's terms")
  func parsed() async throws {
    let course = try TaughtDiagnosticsReader.diagnostics(in: Self.lessons).matcher
    try await RunningLessons.withLive { live in
      for slip in PythonSlips.cases(PythonSlips.parsed) {
        let code = "func slip(\(PythonSlips.parameters)) {\n\(slip.code)\n}\n"
        let lines = code.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let error = try await firstErrors(code, in: live).values.min { $0.line < $1.line }
        let taught = error.flatMap { course.about($0.cause, line: lines[$0.line - 1]) }
        #expect(taught?.name == slip.entry, "\(slip.code)\n\(error?.message ?? "no error")")
      }
    }
  }

  @Test("What stops an answer is answered")
  func stopping() async throws {
    let course = try TaughtDiagnosticsReader.diagnostics(in: Self.lessons).matcher
    try await RunningLessons.withLive { live in
      for slip in PythonSlips.cases(PythonSlips.stopping) {
        let code = "let a: [Double] = []\n\(slip.code)\n"
        let error = try await firstErrors(code, in: live)[2]
        let taught = error.flatMap { course.about($0.cause, line: slip.code) }
        #expect(taught?.name == slip.entry, "\(slip.code)\n\(error?.message ?? "no error")")
      }
    }
  }

  @Test("What compiles and means something else is answered")
  func silent() throws {
    let course = try TaughtDiagnosticsReader.diagnostics(in: Self.lessons).matcher
    for slip in PythonSlips.cases(PythonSlips.silent) {
      let found = MisreadCode.diagnostics(in: BlockCode(slip.code))
      let taught = found.first.flatMap { course.about($0.cause, line: slip.code) }
      #expect(found.count == 1 && taught?.name == slip.entry, "\(slip.code)\n\(found)")
    }
  }

  @Test("What the compiler warns of is answered")
  func warned() async throws {
    let course = try TaughtDiagnosticsReader.diagnostics(in: Self.lessons).matcher
    try await RunningLessons.withLive { live in
      for slip in PythonSlips.cases(PythonSlips.warned) {
        let code = "func slip(\(PythonSlips.parameters)) {\n\(slip.code)\n}\n"
        let lesson = try RunningLessons.lesson(TaughtDiagnosticTests.markdown(seconds: 600))
        let run = ExerciseRun(
          lesson: lesson,
          exercise: lesson.exercises[0],
          answer: ExerciseAnswer(text: code + "func unused() {}\n", file: "Work/e.swift"),
          includesHidden: true
        )
        let warning = try await run.verdict(in: live).problems.first { $0.severity == .warning }
        let lines = code.split(separator: "\n").map(String.init)
        let taught = warning.flatMap { course.about($0.cause, line: lines[$0.line - 1]) }
        #expect(taught?.name == slip.entry, "\(slip.code)\n\(warning?.message ?? "no warning")")
      }
    }
  }

  @Test("Every entry for Python readers is tried, and lesson 90 teaches it")
  func complete() throws {
    let course = try TaughtDiagnosticsReader.diagnostics(in: Self.lessons)
    let tried = Set(
      [
        PythonSlips.typed, PythonSlips.parsed, PythonSlips.silent, PythonSlips.warned,
        PythonSlips.stopping,
      ].flatMap { PythonSlips.cases($0) }.map(\.entry)
    )
    let own = course.entries.filter { $0.name.hasPrefix("python-") || $0.name.hasPrefix("torch-") }
    #expect(own.count >= 60)
    #expect(own.map(\.name).filter { !tried.contains($0) } == [])
    #expect(
      own.filter { $0.sections.first?.lesson != "swift-for-python-readers" }.map(\.name) == []
    )
  }
}
#endif
