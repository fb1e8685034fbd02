import Foundation

/// The line above what a save has changed.
enum WatchRule {
  /// `── 09:41:07 1 block ran, 0.6 s ──`.
  static func text(_ remark: String, plain: Bool) -> String {
    let line = plain ? "--" : "──"
    return "\(line) \(ClockTime.now) \(PlainText.lines(remark)) \(line)"
  }
}

/// The time of day.
enum ClockTime {
  /// The time as it is now: `09:41:07`.
  static var now: String { Date.now.formatted(form) }

  private static let form = Date.VerbatimFormatStyle(
    format:
      "\(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits):\(second: .twoDigits)",
    timeZone: .current,
    calendar: .current
  )
}
