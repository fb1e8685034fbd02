/// What the compiler, the runner or a check says of a block: a fact at a place.
///
/// Everything that decides reads ``cause`` and ``place``; the sentence is made from them where it is shown.
public struct Diagnostic: Equatable, Sendable {
  /// How grave it is.
  public enum Severity: String, Codable, Sendable {
    /// The block is not as it should be.
    case error
    /// Worth a look.
    case warning
    /// Further word on the diagnostic before it.
    case note
  }

  /// How grave it is.
  public var severity: Severity
  /// Where it is.
  public var place: SourcePlace
  /// What is the case.
  public var cause: DiagnosticCause

  /// Makes a diagnostic.
  public init(severity: Severity, place: SourcePlace, cause: DiagnosticCause) {
    (self.severity, self.place, self.cause) = (severity, place, cause)
  }

  /// Makes a diagnostic at a place in the lesson.
  public init(severity: Severity, line: Int, column: Int, cause: DiagnosticCause) {
    self.init(
      severity: severity,
      place: SourcePlace(line: line, column: column),
      cause: cause
    )
  }

  /// The line in its file.
  public var line: Int { place.line }
  /// The column in UTF-8 bytes, from 1.
  public var column: Int { place.column }
  /// What is wrong, in a sentence.
  public var message: String { cause.sentence }

  /// The path of its file; empty for the lesson's, which the diagnostic does not know.
  public var file: String { if case .file(let path) = place.file { path } else { "" } }

  /// The same where its place, and the places that its cause names, stand elsewhere.
  public func moved(_ move: (SourcePlace) -> SourcePlace) -> Diagnostic {
    Diagnostic(severity: severity, place: move(place), cause: cause.moved(move))
  }
}

extension Diagnostic: CustomStringConvertible {
  /// `file:line:column: error: message`, as compilers write it.
  public var description: String {
    (file.isEmpty ? "" : "\(file):") + "\(line):\(column): \(severity.rawValue): \(message)"
  }
}

extension Diagnostic: Codable {
  private enum Key: String, CodingKey { case severity, file, line, column, message, cause }

  /// Reads a diagnostic; its sentence is made anew.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    self.init(
      severity: try values.decode(Severity.self, forKey: .severity),
      place: SourcePlace(
        file: try values.decodeIfPresent(SourceFile.self, forKey: .file) ?? .lesson,
        line: try values.decode(Int.self, forKey: .line),
        column: try values.decode(Int.self, forKey: .column)
      ),
      cause: try values.decode(DiagnosticCause.self, forKey: .cause)
    )
  }

  /// Writes the diagnostic with its sentence; the file where it is not the lesson's.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encode(severity, forKey: .severity)
    if place.file != .lesson { try values.encode(place.file, forKey: .file) }
    try values.encode(line, forKey: .line)
    try values.encode(column, forKey: .column)
    try values.encode(message, forKey: .message)
    try values.encode(cause, forKey: .cause)
  }
}

/// A place in code that runs in a lesson.
public struct SourcePlace: Codable, Hashable, Sendable {
  /// The file.
  public var file: SourceFile
  /// The line, from 1.
  public var line: Int
  /// The column in UTF-8 bytes, from 1.
  public var column: Int

  /// Makes a place; without a file it is in the lesson's.
  public init(file: SourceFile = .lesson, line: Int, column: Int) {
    (self.file, self.line, self.column) = (file, line, column)
  }

  /// Makes a place in a file.
  public init(_ location: SourceLocation, in file: SourceFile = .lesson) {
    self.init(file: file, line: location.line, column: location.column)
  }
}

/// The file of a place.
public enum SourceFile: Hashable, Sendable {
  /// The lesson's file.
  case lesson
  /// A file of its own, by its path: a student's answer, or code that is tried.
  case file(String)
  /// The code of one step of a run, the steps counted from 0. Its line 1 stands for the block's fence and
  /// line 2 is the code's first, wherever the block stands: so are places kept.
  case step(Int)
}

extension SourceFile: Codable {
  /// Reads a file: nothing is the lesson's, a text a path, a number a step.
  public init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .lesson
    } else if let step = try? value.decode(Int.self) {
      self = .step(step)
    } else {
      self = .file(try value.decode(String.self))
    }
  }

  /// Writes it as ``init(from:)`` reads it.
  public func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    switch self {
    case .lesson: try value.encodeNil()
    case .file(let path): try value.encode(path)
    case .step(let number): try value.encode(number)
    }
  }
}
