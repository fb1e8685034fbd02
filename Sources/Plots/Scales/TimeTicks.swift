/// A day of the Gregorian calendar, UTC.
struct CalendarDay: Equatable {
  var year: Int
  var month: Int
  var day: Int

  init(year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// The day that is `days` after 1970-01-01.
  ///
  /// - Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`.
  init(daysSince1970 days: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// How many days after 1970-01-01 this is.
  var daysSince1970: Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}

/// Writes moments as ISO 8601 does.
enum TimeFormat {
  static let day = 86_400.0

  /// The parts of a moment that matter where ticks are `step` seconds apart.
  static func label(_ seconds: Double, step: Double) -> String {
    let days = Int((seconds / day).rounded(.down))
    let calendar = CalendarDay(daysSince1970: days)
    let year = calendar.year < 1000 ? NumberFormat.short(Double(calendar.year)) : "\(calendar.year)"
    if step >= 365 * day { return year }
    if step >= 28 * day { return "\(year)-\(two(calendar.month))" }
    let date = "\(year)-\(two(calendar.month))-\(two(calendar.day))"
    let rest = Int((seconds - Double(days) * day).rounded(.down))
    if step >= day || rest == 0 { return date }
    let clock = "\(two(rest / 3600)):\(two(rest / 60 % 60))"
    return step >= 60 ? clock : clock + ":" + two(rest % 60)
  }

  /// A moment to the second, or the day alone at midnight.
  static func full(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds.magnitude < 1e13 else { return NumberFormat.short(seconds) }
    let date = label(seconds, step: day)
    let rest = seconds - (seconds / day).rounded(.down) * day
    return rest < 1 ? date : date + " " + label(seconds, step: 1)
  }

  private static func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
}

extension PositionScale {
  /// Seconds between ticks that people count in, up to a day.
  private static let clockSteps: [Double] = [
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200,
    86_400, 172_800, 604_800,
  ]
  /// Months between ticks.
  private static let monthSteps = [1, 2, 3, 6]

  /// What stands beside an axis: its label, and the day where ticks tell the time of one day only.
  func title(_ label: String, ticks: [Tick]) -> String {
    guard scale == .time, let first = ticks.first,
      ticks.allSatisfy({ $0.label.contains(":") && !$0.label.contains("-") })
    else { return label }
    let day = TimeFormat.label(first.value, step: TimeFormat.day)
    return label.isEmpty ? day : "\(label), \(day)"
  }

  /// Round moments: whole seconds, minutes, hours, days, months or years.
  func timeTicks(_ count: Int) -> [Tick] {
    let rough = (upper - lower) / Double(count)
    guard upper.magnitude < 1e13, lower.magnitude < 1e13, rough >= 0.5 else {
      return [lower, upper].map { Tick(value: $0, label: TimeFormat.full($0)) }
    }
    if let step = Self.clockSteps.first(where: { $0 >= rough * 0.75 }), rough < 10 * 86_400 {
      let first = (lower / step).rounded(.up)
      return Swift.stride(from: first * step, through: upper, by: step).map {
        Tick(value: $0, label: TimeFormat.label($0, step: step))
      }
    }
    let month = 30.44 * TimeFormat.day
    let months =
      Self.monthSteps.first { Double($0) * month >= rough * 0.75 }
      ?? max(12, Int(Self.niceStep((upper - lower) / month / 12, count).rounded(.up)) * 12)
    let first = CalendarDay(daysSince1970: Int((lower / TimeFormat.day).rounded(.down)))
    var index = (first.year * 12 + first.month - 1) / months * months
    var ticks: [Tick] = []
    while ticks.count <= 4 * count {
      let day = CalendarDay(year: index / 12, month: index % 12 + 1, day: 1)
      let seconds = Double(day.daysSince1970) * TimeFormat.day
      if seconds > upper { break }
      if seconds >= lower {
        let label = TimeFormat.label(seconds, step: Double(months) * 28 * TimeFormat.day)
        ticks.append(
          Tick(value: seconds, label: months >= 12 ? String(label.prefix(4)) : label)
        )
      }
      index += months
    }
    return ticks
  }
}
