import Foundation

/// The report of a fatal error that Swift's runtime writes: `file:line: Fatal error: message`.
///
/// What is known of the words of the runtime stands in this file, and nowhere else.
struct CrashText: Equatable {
  /// What the runtime says, without the place.
  var message: String
  /// The file's name and the line that the report names.
  var file: String
  var line: Int

  /// Takes the last report off the end of a text.
  static func take(from text: inout String) -> CrashText? {
    guard
      let match = text.matches(
        of: /(?m)^([^\n]*?):(\d+): ((?:Fatal error|Precondition failed|Assertion failed).*)$/
      ).last
    else { return nil }
    let report = text[match.range.lowerBound...]
    // The message may have several lines; the runtime's own addresses follow it.
    let head = report.firstRange(of: "\nCurrent stack trace:").map { report[..<$0.lowerBound] }
    let rest = (head ?? report)[match.3.startIndex...]
    let crash = CrashText(
      message: rest.trimmingCharacters(in: .whitespacesAndNewlines),
      file: String(match.1),
      line: Int(match.2) ?? 0
    )
    text = String(text[..<match.range.lowerBound])
    return crash
  }

  /// A text in which reports name blocks as programs do, each with its place as `place` gives it.
  static func readable(_ text: String, place: (String, Int) -> String?) -> String {
    guard text.contains("unroll-block-") else { return text }
    return text.replacing(/[^\s:]*(unroll-block-[0-9]+):([0-9]+)/) { match in
      Int(match.2).flatMap { place(String(match.1), $0) } ?? String(match.0)
    }
  }

  /// The check that failed, in the name that the compiler gives to a place of failure.
  static func failedCheck(in function: String) -> String? {
    let mark = "Swift runtime failure: "
    return function.hasPrefix(mark) ? String(function.dropFirst(mark.count)) : nil
  }
}
