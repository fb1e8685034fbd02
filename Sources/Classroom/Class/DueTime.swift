public import Foundation

/// Days as the clock on the wall counts them, in the time zone of a class.
public struct WallClock: Sendable {
  private let calendar: Calendar

  /// The clock of a time zone.
  public init(_ timeZone: TimeZone) {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = timeZone
    self.calendar = calendar
  }

  /// A moment so much later.
  public func date(_ date: Date, after span: TimeSpan) -> Date {
    let day = calendar.date(byAdding: .day, value: span.days, to: date) ?? date
    return day.addingTimeInterval(span.seconds)
  }

  /// The days that an answer is late, those begun counted whole; 0 if it is not.
  ///
  /// A day ends at the hour of the due date: on the night on which summer time ends it has 25 hours.
  public func lateDays(due: Date, handedIn: Date, grace: TimeSpan = TimeSpan()) -> Int {
    guard handedIn > date(due, after: grace) else { return 0 }
    // Within two days of what hours alone say.
    var days = max(1, Int(handedIn.timeIntervalSince(due) / 86_400) - 1)
    while date(due, after: TimeSpan(days: days)) < handedIn { days += 1 }
    return days
  }

  /// Reads `2026-10-24 20:00`, also with seconds, with `T`, and with a zone (`Z`, `+02:00`); a day alone ends at
  /// midnight.
  ///
  /// An hour that the clock shows twice means the second time; one that it leaves out is none.
  public func date(written text: String) -> Date? {
    let form =
      /(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?/
    guard let match = text.wholeMatch(of: form) else { return nil }
    var calendar = calendar
    if let zone = match.7 {
      guard let zone = Self.zone(String(zone)) else { return nil }
      calendar.timeZone = zone
    }
    let parts = [match.1, match.2, match.3].compactMap { Int($0) }
    let isDay = match.4 == nil
    let time = [match.4, match.5, match.6].map { $0.flatMap { Int($0) } ?? 0 }
    let components = DateComponents(
      year: parts[0],
      month: parts[1],
      day: parts[2],
      hour: isDay ? 23 : time[0],
      minute: isDay ? 59 : time[1],
      second: isDay ? 59 : time[2]
    )
    guard let date = calendar.date(from: components), Self.shows(components, date, calendar) else {
      return nil
    }
    // Where the clock is put back, an hour comes twice.
    let again = date.addingTimeInterval(3600)
    return Self.shows(components, again, calendar) ? again : date
  }

  /// The moment at which the clock shows this; of an hour that comes twice the first.
  func date(shown components: DateComponents) -> Date? { calendar.date(from: components) }

  /// A moment as tables show it: `2026-10-24T20:00:00+02:00`.
  public func text(_ date: Date) -> String {
    let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: date)
    let digits = { (value: Int?, count: Int) in
      let text = String(value ?? 0)
      return String(repeating: "0", count: max(0, count - text.count)) + text
    }
    let offset = calendar.timeZone.secondsFromGMT(for: date)
    let minutes = abs(offset) / 60
    let zone =
      (offset < 0 ? "-" : "+") + digits(minutes / 60, 2) + ":" + digits(minutes % 60, 2)
    return "\(digits(parts.year, 4))-\(digits(parts.month, 2))-\(digits(parts.day, 2))"
      + "T\(digits(parts.hour, 2)):\(digits(parts.minute, 2)):\(digits(parts.second, 2))\(zone)"
  }

  /// The day on which a moment falls: `2026-10-24`.
  public func day(_ date: Date) -> String { String(text(date).prefix(10)) }

  private static func zone(_ text: String) -> TimeZone? {
    guard text != "Z" else { return .gmt }
    let digits = text.dropFirst().filter(\.isNumber)
    guard let hours = Int(digits.prefix(2)), let minutes = Int(digits.suffix(2)), minutes < 60
    else { return nil }
    return TimeZone(secondsFromGMT: (hours * 3600 + minutes * 60) * (text.first == "-" ? -1 : 1))
  }

  /// Whether the clock shows this then: a 31st of June is another day.
  private static func shows(
    _ components: DateComponents,
    _ date: Date,
    _ calendar: Calendar
  ) -> Bool {
    let shown = calendar.dateComponents(
      [.year, .month, .day, .hour, .minute, .second],
      from: date
    )
    return shown.year == components.year && shown.month == components.month
      && shown.day == components.day && shown.hour == components.hour
      && shown.minute == components.minute && shown.second == components.second
  }
}
