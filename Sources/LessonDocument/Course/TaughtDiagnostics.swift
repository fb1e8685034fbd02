/// What messages and faults mean in a course: the text of `Lessons/diagnostics.yml`, which may be absent.
public struct TaughtDiagnostics: Equatable, Sendable {
  /// What is taught, in the order of the file: the first entry that fits counts.
  public var entries: [TaughtDiagnostic]

  /// Makes the text of a course that teaches these.
  public init(_ entries: [TaughtDiagnostic] = []) { self.entries = entries }

  /// What is taught about something, or nil if nothing is.
  public func about(_ cause: DiagnosticCause) -> TaughtDiagnostic? {
    entries.first { $0.fits(cause.ofAnswer) }
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
    /// A regular expression that what was said matches somewhere.
    case said(String)
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
  }

  /// Its name.
  public var name: String
  /// What it is about.
  public var subject: Subject
  /// What that means here, and what to do.
  public var meaning: String
  /// Where it is taught.
  public var sections: [Section]

  fileprivate func fits(_ cause: DiagnosticCause) -> Bool {
    switch subject {
    case .kind(let kind): cause.kind == kind
    case .said(let pattern):
      (try? Regex(pattern)).map { cause.kind == nil && cause.sentence.contains($0) } ?? false
    }
  }
}

extension DiagnosticCause {
  /// What happened, without that it happened in a check.
  fileprivate var ofAnswer: DiagnosticCause {
    switch self {
    case .inCheck(let cause): cause.ofAnswer
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
    default: nil
    }
  }
}
