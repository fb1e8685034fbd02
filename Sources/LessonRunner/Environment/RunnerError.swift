import LessonDocument

/// What keeps lessons from running at all on this machine; a block that fails is a result instead.
public enum RunnerError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A program or file is missing.
  case missing(what: String, fix: String)
  /// The sandbox is required and does not start.
  case sandbox(reason: String)
  /// The host ended or answered nonsense.
  case host(reason: String)
  /// A folder or file could not be written.
  case files(reason: String)
  /// What a variable of the environment says cannot be read.
  case setting(name: String, value: String, form: String)
  /// No block has the label.
  case unknownLabel(String, labels: [String])

  /// A sentence with the fix.
  public var description: String {
    switch self {
    case .missing(let what, let fix): "\(what) is missing; \(fix)"
    case .sandbox(let reason):
      """
      the sandbox does not start: \(reason); \
      `unroll doctor` says how to get it, `--sandbox off` runs blocks without it
      """
    case .host(let reason): "the process that runs blocks \(reason)"
    case .files(let reason): reason
    case .setting(let name, let value, let form): "\(name) is '\(value)': \(form)"
    case .unknownLabel(let label, let labels):
      Self.unknown(label, among: labels)
    }
  }

  private static func unknown(_ label: String, among labels: [String]) -> String {
    let name = label.prefix(60)
    guard !labels.isEmpty else { return "no block is labelled '\(name)': the lesson has none" }
    let hint = Suggestion.phrase(for: label, among: labels)
    return "no block is labelled '\(name)'\(hint)\(hint.isEmpty ? ";" : "") the labels are "
      + labels.joined(separator: ", ")
  }
}
