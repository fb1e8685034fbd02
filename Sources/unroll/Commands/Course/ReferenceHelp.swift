import LessonDocument

/// `unroll help options`, and the other parts of the reference.
///
/// They stand where the help of a command would: `unroll help check` is that of a command, `unroll help checks` is not.
enum ReferenceHelp {
  /// The words after `unroll help` that lead here.
  static let topics = ReferenceTopic.allCases.map(\.rawValue) + ["page"]

  /// What to print; nil if no part of the reference is asked for.
  static func text(for arguments: [String]) -> String? {
    guard arguments.count == 2, arguments[0] == "help" else { return nil }
    if arguments[1] == "page" { return ReferencePage.text }
    return ReferenceTopic(rawValue: arguments[1])?.text
  }
}
