import Foundation
public import LessonDocument
public import LessonRunner

/// What an answer in code came to, without anything that another run could tell otherwise, such as times.
public struct AnswerGrade: Codable, Equatable, Sendable {
  /// One check.
  public struct Check: Codable, Equatable, Sendable {
    /// What should hold.
    public var title: String
    /// Whether it does.
    public var passed: Bool
    /// What was expected and what came, if it does not hold.
    public var message: String
    /// The points that it earned.
    public var earned: Double
    /// The points that it is worth.
    public var possible: Double
    /// Whether students do not see it.
    public var isHidden: Bool
  }

  /// Something that the compiler or the run found, at its place.
  public struct Problem: Codable, Equatable, Sendable {
    /// The file, as the student named it, or the lesson's.
    public var file: String
    /// The line, from 1.
    public var line: Int
    /// The column, from 1.
    public var column: Int
    /// How grave it is.
    public var severity: Diagnostic.Severity
    /// What it is, in a sentence.
    public var message: String
  }

  /// How the answer fared.
  public var outcome: ExerciseVerdict.Outcome
  /// The points that it earned, of ``possible``.
  public var earned: Double
  /// The exercise's points, as the lesson counts them.
  public var possible: Double
  /// The checks that were made, in order.
  public var checks: [Check]
  /// What else is wrong.
  public var problems: [Problem]
  /// What the answer and the visible checks printed, as far as it is kept.
  public var output: String

  /// The problems that are kept of one answer.
  private static let problemLimit = 50
  /// The characters that are kept of what an answer printed, or said in a message.
  private static let textLimit = 4000

  /// - Parameter lesson: the path of the lesson's file, of which the name is kept.
  init(_ verdict: ExerciseVerdict, lesson: String) {
    outcome = verdict.outcome
    possible = Self.number(verdict.possible)
    earned = min(max(0, Self.number(verdict.earned)), max(0, possible))
    checks = verdict.checks.map { check in
      Check(
        title: check.result.title,
        passed: check.result.passed,
        message: Self.cut(check.result.message),
        earned: Self.number(check.earned),
        possible: Self.number(check.possible),
        isHidden: check.isHidden
      )
    }
    problems = verdict.problems.prefix(Self.problemLimit).map { problem in
      Problem(
        file: problem.file == lesson
          ? URL(fileURLWithPath: lesson).lastPathComponent : problem.file,
        line: problem.line,
        column: problem.column,
        severity: problem.severity,
        message: Self.cut(problem.message)
      )
    }
    output = Self.cut(verdict.outputs.filter { $0.kind != .chart }.map(\.text).joined())
  }

  /// The share of the points that was earned, from 0 to 1.
  var share: Double { possible > 0 ? earned / possible : outcome == .passed ? 1 : 0 }

  /// The same with points as they are written.
  var inPoints: AnswerGrade {
    var rounded = self
    (rounded.earned, rounded.possible) = (earned.inPoints, possible.inPoints)
    for index in checks.indices {
      rounded.checks[index].earned = checks[index].earned.inPoints
      rounded.checks[index].possible = checks[index].possible.inPoints
    }
    return rounded
  }

  /// Why it is not worth all points, in a sentence; nil if it is.
  var reason: String? {
    if outcome == .passed { return nil }
    if let problem = problems.first(where: { $0.severity == .error }) {
      return "\(problem.file):\(problem.line):\(problem.column): \(problem.message)"
    }
    let failed = checks.filter { !$0.passed }
    let seen = failed.filter { !$0.isHidden }.map { check in
      check.title + (check.message.isEmpty ? "" : ": \(check.message)")
    }
    let hidden = failed.count - seen.count
    let rest = hidden == 0 ? [] : ["\(hidden) hidden check\(hidden == 1 ? " fails" : "s fail")"]
    guard let first = (seen + rest).first else { return "no check was made" }
    return failed.count > 1 && !seen.isEmpty
      ? "\(first), and \(failed.count - 1) more" : first
  }

  /// A number that any reader of JSON takes.
  private static func number(_ value: Double) -> Double { value.isFinite ? value : 0 }

  private static func cut(_ text: String) -> String {
    text.count > textLimit ? String(text.prefix(textLimit)) + "…" : text
  }
}
