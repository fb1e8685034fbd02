import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// What standard output and standard error lead to.
struct TerminalDevice {
  /// Whether standard output is a terminal.
  let isTerminal = isatty(1) == 1
  /// Whether progress can be drawn.
  let showsProgress = isatty(2) == 1

  /// Whether colours may be used: on a terminal that knows them, unless `NO_COLOR` is set.
  var hasColour: Bool {
    let environment = ProcessInfo.processInfo.environment
    return isTerminal && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
  }

  /// Columns; 80 where nobody says.
  ///
  /// A narrow terminal gets what it has.
  var width: Int {
    if isTerminal {
      var size = winsize()
      if ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
    }
    let columns = ProcessInfo.processInfo.environment["COLUMNS"].flatMap { Int($0) } ?? 80
    return (20...1000).contains(columns) ? columns : 80
  }
}
