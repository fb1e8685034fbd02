import Foundation
import LessonDocument
import LessonRunner
import Testing

#if os(Linux)
/// Answers with one mistake each, and what is taught about the message of the real compiler or crash.
@Suite(.serialized) struct TaughtDiagnosticTests {
  /// - Parameter seconds: for which an answer may run.
  static func markdown(seconds: Int) -> String {
    """
    # T

    ## E

    ```swift
    //| exercise: e
    //| timeout: \(seconds)
    func unused() {
      // BEGIN SOLUTION
      // END SOLUTION
    }
    ```

    ```swift
    //| check: e
    check("runs", true)
    ```
    """
  }

  static let mistakes: [(name: String, code: String)] = [
    ("stub", "fatalError(\"your code here\")"),
    ("shapes", "let t = Tensor.zeros([2, 3]).matmul(Tensor.zeros([2, 3]))"),
    ("shapes", "let t = Tensor.zeros([2, 3]) + Tensor.zeros([2])"),
    ("backward", "Variable(Tensor.zeros([2])).backward()"),
    ("no-gradient", "let g = Variable(Tensor.zeros([2])).gradient"),
    ("index", "let a = [1]\nlet b = a[a.count]"),
    ("nil", "let a: [Int] = []\nlet b = a.first!"),
    ("division", "let z = 0\nlet b = 1 / z"),
    ("overflow", "var z = Int.max\nz += 1"),
    ("overflow", "let z = UInt([1].count) - UInt([1, 2].count)"),
    ("range", "let n = -1\nfor i in 0..<n { print(i) }"),
    ("recursion", "func f(_ n: Int) -> Int { f(n + 1) + 1 }\nprint(f(0))"),
    ("time", "while true {}"),
    ("variable-as-tensor", "func f(_ v: Variable) -> Tensor { v.tanh() }"),
    ("tensor-as-variable", "func f(_ t: Tensor) -> Variable { t.matmul(t) }"),
    ("tensor-precision", "func f(_ t: TensorOf<Double>) -> Tensor { t }"),
    ("tensor-as-number", "func f(_ t: Tensor) -> Float { t.sum() }"),
    ("number-as-tensor", "func f(_ t: Tensor) -> Tensor { let y = t[0]\n  return y }"),
    ("number-as-tensor", "func f(_ x: [Float]) -> Tensor { x }"),
    ("tensor-and-double", "func f(_ t: Tensor) -> Tensor { t * 2.0 - Double(3) }"),
    ("float-and-double", "func f(_ x: Float, _ y: Double) -> Double { x * y }"),
    ("float-and-double", "func f() -> Float { let x = 1.0\n  return x }"),
    ("int-and-double", "func f(_ n: Int) -> Double { n * 0.5 }"),
    ("labels", "func g(y: Int, z: Int) {}\nfunc f() { g(z: 1, y: 2) }"),
    ("power", "func f(_ x: Double) -> Double { x ** 2 }"),
    ("optional", "func f(_ a: [Int]) -> Int { a.first }"),
    ("try", "func g() throws -> Int { 1 }\nfunc f() -> Int { g() }"),
    ("missing-return", "func f(_ x: Int) -> Int { let y = x\n  print(y) }"),
    ("let-changed", "func f(_ n: Int) -> Int { let x = n\n  x += 1\n  return x }"),
    ("let-changed", "func f(_ n: [Int]) -> [Int] { n.append(1)\n  return n }"),
    ("let-changed", "struct S { var a = 1\n  func f() { a = 2 } }"),
    ("inout", "func f() { let x = RNNCell(inputs: 1, hidden: 1, generator: generator) }"),
    (
      "inout-captured",
      "func f(r: inout RandomGenerator) -> () -> Tensor { { .normal([1], generator: &r) } }"
    ),
    ("labels", "func g(_ x: Int, wx: Int) {}\nfunc f() { g(1, 2) }"),
    ("labels", "func g(_ x: Int, wx: Int) {}\nfunc f() { g(1) }"),
    (
      "unused-gradient",
      "func f(_ v: Variable) { v.sum().backward()\n  let gradient = v.gradient\n}"
    ),
    ("unused", "func f(_ v: Variable) -> Variable { v.tanh()\n  return v }"),
    ("unused-name", "func f() { let y = 3 }"),
    ("slice-index", "let a = [1, 2, 3][1...]\nlet b = a[0]"),
    ("conformance", "protocol P { func q() }\nstruct S: P {}"),
    ("member", "func f(_ v: Variable) -> Variable { v.matMul(v) }"),
    ("unknown-name", "func f() -> Int { factr }"),
    ("brace", "func f(_ x: Int) -> Int { x * 2"),
    ("spaces", "func f(_ x: Int) -> Int { x +1 }"),
    ("types", "func f(_ x: String) -> Int { x }"),
  ]

  /// The course of this project, whose text it is.
  private static let lessons = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Lessons").path

  @Test("Each mistake's message is taught")
  func messages() async throws {
    let course = try TaughtDiagnosticsReader.diagnostics(in: Self.lessons).matcher
    try await RunningLessons.withLive { live in
      for (name, code) in Self.mistakes {
        let lesson = try RunningLessons.lesson(Self.markdown(seconds: name == "time" ? 1 : 600))
        let run = ExerciseRun(
          lesson: lesson,
          exercise: lesson.exercises[0],
          answer: ExerciseAnswer(text: code, file: "Work/e.swift"),
          includesHidden: true
        )
        let problems = try await run.verdict(in: live).problems
        let lines = code.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let taught = problems.compactMap { problem in
          let line = lines.indices.contains(problem.line - 1) ? lines[problem.line - 1] : nil
          return course.about(problem.cause, line: line)?.name
        }
        #expect(taught.first == name, "\(code)\n\(problems.map(\.message))")
        #expect(problems.allSatisfy { $0.file == "Work/e.swift" }, "\(code)")
      }
    }
  }

  @Test("A message that nothing is taught about stands alone")
  func unknown() throws {
    let course = try TaughtDiagnosticsReader.diagnostics(in: Self.lessons)
    #expect(!course.entries.isEmpty)
    #expect(course.about(.compilerFailed(status: 1, said: nil)) == nil)
  }
}
#endif
