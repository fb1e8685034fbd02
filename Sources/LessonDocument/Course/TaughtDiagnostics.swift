/// What messages and faults mean in a course: the text of `Lessons/diagnostics.yml`, which may be absent.
public struct TaughtDiagnostics: Equatable, Sendable {
  /// What is taught, in the order of the file: the first entry that fits counts.
  public var entries: [TaughtDiagnostic]

  /// Makes the text of a course that teaches these.
  public init(_ entries: [TaughtDiagnostic] = []) { self.entries = entries }

  /// What is taught about something, or nil if nothing is.
  ///
  /// - Parameter line: the line of code that it speaks of; nil if that is not the student's.
  public func about(_ cause: DiagnosticCause, line: String? = nil) -> TaughtDiagnostic? {
    matcher.about(cause, line: line)
  }

  /// The same for many messages: the patterns are read once.
  public var matcher: TaughtMatcher { TaughtMatcher(self) }
}

/// Finds what is taught about messages.
public struct TaughtMatcher {
  private let entries: [(entry: TaughtDiagnostic, said: Pattern, code: Pattern)]
  private let given = GivenUp()
  /// Entries whose patterns gave up on a message, in order: they were taken not to fit.
  public var exhausted: [TaughtDiagnostic] { given.entries }

  fileprivate init(_ taught: TaughtDiagnostics) {
    entries = taught.entries.map { entry in
      guard case .said(let said, let code) = entry.subject else { return (entry, .any, .any) }
      return (entry, Pattern(said), Pattern(code))
    }
  }

  /// What is taught about something, or nil if nothing is; see ``TaughtDiagnostics/about(_:line:)``.
  ///
  /// - Parameter known: names of entries that were told of this line before. Unless a name is missing, they give
  ///   way to others that ask for a line of code: one line may hold several slips, and what does not parse is said
  ///   of all in the same words.
  public func about(
    _ cause: DiagnosticCause,
    line: String? = nil,
    besides known: Set<String> = []
  ) -> TaughtDiagnostic? {
    let cause = cause.ofAnswer
    let sentence = cause.sentence
    var mayFit = true
    for (entry, said, code) in entries {
      if case .kind(let kind) = entry.subject {
        if cause.kind == kind { return entry }
        continue
      }
      guard cause.kind == nil else { continue }
      let outcomes = [code.search(line), said.search(sentence)]
      if outcomes == [.matches, .matches] {
        if !known.contains(entry.name), mayFit || entry.asksForCode { return entry }
        guard cause.missingName == nil else { return nil }
        mayFit = false
      }
      if outcomes.contains(.gaveUp), !exhausted.contains(entry) { given.entries.append(entry) }
    }
    return nil
  }

  /// What has been given up; a matcher is one person's, who asks one thing after the other.
  private final class GivenUp {
    var entries: [TaughtDiagnostic] = []
  }

  /// What a text must match somewhere.
  private enum Pattern {
    case any
    case none
    case expression(BoundedPattern)

    init(_ pattern: String?) {
      guard let pattern else {
        self = .any
        return
      }
      self = (try? BoundedPattern(pattern)).map { .expression($0) } ?? .none
    }

    func search(_ text: String?) -> BoundedPattern.Outcome {
      switch self {
      case .any: .matches
      case .none: .doesNotMatch
      case .expression(let expression): text.map(expression.search) ?? .doesNotMatch
      }
    }
  }
}

/// One message or fault, what it means in a course, and where the course teaches it.
public struct TaughtDiagnostic: Equatable, Sendable {
  /// A section of a lesson.
  public struct Section: Equatable, Sendable {
    /// The lesson's slug.
    public var lesson: String
    /// The heading's anchor.
    public var anchor: String
    /// Where the file names it.
    public var location: SourceLocation
  }

  /// What an entry is about.
  public enum Subject: Equatable, Sendable {
    /// Regular expressions: one that what was said matches somewhere, and one that the line of code
    /// does; at least one of them is there.
    case said(String?, code: String?)
    /// What happened.
    case kind(Kind)
  }

  /// The faults that need no words to be known.
  public enum Kind: String, CaseIterable, Sendable {
    /// The compiler used up a limit.
    case compileLimit = "compile-limit"
    /// It ran past its time limit.
    case timeLimit = "time-limit"
    /// It used more memory than it may.
    case memoryLimit = "memory-limit"
    /// Calls nested too deeply.
    case stackOverflow = "stack-overflow"
    /// It ended its process.
    case exit
    /// A loop evidently never ends.
    case endlessLoop = "endless-loop"
  }

  /// Its name.
  public var name: String
  /// Where the file names it.
  public var location: SourceLocation
  /// What it is about.
  public var subject: Subject
  /// What that means here, and what to do.
  public var meaning: String
  /// Where it is taught.
  public var sections: [Section]
  /// Whether what it is about may come of another error: beside one it says nothing.
  public var follows = false

  /// Whether it is about what was said.
  public var asksForWords: Bool {
    if case .said(.some, _) = subject { true } else { false }
  }

  /// Whether it is about what stands in a line of code.
  public var asksForCode: Bool {
    if case .said(_, code: .some) = subject { true } else { false }
  }
}

extension DiagnosticCause {
  /// What happened, without that it happened in a check.
  fileprivate var ofAnswer: DiagnosticCause {
    switch self {
    case .inCheck(let cause), .repeated(let cause, _, _): cause.ofAnswer
    case .refusedCheck(let cause?, _): cause.ofAnswer
    default: self
    }
  }

  fileprivate var kind: TaughtDiagnostic.Kind? {
    switch self {
    case .compileLimit: .compileLimit
    case .timeLimit: .timeLimit
    case .memoryLimit: .memoryLimit
    case .stackOverflow: .stackOverflow
    case .exit: .exit
    case .endless: .endlessLoop
    default: nil
    }
  }
}
