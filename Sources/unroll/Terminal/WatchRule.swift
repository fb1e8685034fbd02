import Foundation

/// The line above what a save has changed.
enum WatchRule {
  /// `── 09:41:07 1 block ran, 0.6 s ──`.
  static func text(_ remark: String, plain: Bool) -> String {
    let line = plain ? "--" : "──"
    return "\(line) \(Date.now.formatted(time)) \(PlainText.lines(remark)) \(line)"
  }

  private static let time = Date.VerbatimFormatStyle(
    format:
      "\(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits):\(second: .twoDigits)",
    timeZone: .current,
    calendar: .current
  )
}
