import Foundation

/// When a person has set a score: a day in the time zone of the class, or a moment.
///
/// - Source: ISO 8601, of which a date and a date with time and zone are taken.
enum OverrideDate: Equatable {
  case day(String)
  case moment(Date)

  /// Nil if the text is neither, as a 31st of June is.
  init?(_ text: String) {
    // Whether a day is in the calendar depends on no zone.
    guard let date = WallClock(.gmt).date(written: text) else { return nil }
    if text.utf8.count == 10 {
      self = .day(text)
    } else if text.wholeMatch(of: /.*(?:Z|[+-]\d{2}:?\d{2})/) != nil {
      self = .moment(date)
    } else {
      return nil
    }
  }

  /// Whether something was handed in after it; on the same day nobody knows.
  func isBefore(_ time: Date, _ clock: WallClock) -> Bool {
    switch self {
    case .day(let day): day < clock.day(time)
    case .moment(let date): date < time
    }
  }
}
