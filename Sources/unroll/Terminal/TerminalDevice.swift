import Foundation

/// What standard output and standard error lead to.
struct TerminalDevice {
  /// Whether standard output is a terminal.
  let isTerminal = isatty(STDOUT_FILENO) == 1
  /// Whether progress can be drawn: standard error is a terminal that can take a line away.
  let showsProgress: Bool
  /// Whether colours may be used: on a terminal that knows them, unless `NO_COLOR` is set.
  let hasColour: Bool
  /// Columns; 80 where nobody says.
  ///
  /// A narrow terminal gets what it has.
  let width: Int

  init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    let isDumb = environment["TERM"] == "dumb"
    showsProgress = isatty(STDERR_FILENO) == 1 && !isDumb
    hasColour = isTerminal && !isDumb && (environment["NO_COLOR"] ?? "").isEmpty
    width =
      (isTerminal ? Self.columns(of: STDOUT_FILENO) : nil)
      ?? environment["COLUMNS"].flatMap { Int($0) }.flatMap { (20...1000).contains($0) ? $0 : nil }
      ?? 80
  }

  /// Rows; 24 where nobody says.
  var height: Int {
    var size = winsize()
    let isKnown = ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_row > 0
    return isKnown ? Int(size.ws_row) : 24
  }

  private static func columns(of descriptor: Int32) -> Int? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }
}
