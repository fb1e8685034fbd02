import Foundation

/// Compares new results with recorded ones, number by number.
///
/// The record's numbers are kept wherever the new ones agree with them, so what is written anew, and what
/// a comparison shows, is only what differs.
struct Reconciliation {
  /// The relative tolerance; 0 wants the same text.
  let tolerance: Double

  /// Numbers below this share of the tolerance are all zero: the rest of a sum that cancels out.
  private static let smallest = 1e-6

  /// The new value with all that agrees with the recorded one as it was recorded.
  func reconciled(_ new: JSONValue, with recorded: JSONValue) -> JSONValue {
    if let number = new.double, let old = recorded.double {
      return agree(number, old) ? recorded : new
    }
    switch (new, recorded) {
    case (.text(let text), .text(let old)):
      return agree(text, old) ? recorded : new
    case (.list(let values), .list(let old)) where values.count == old.count:
      return .list(zip(values, old).map { reconciled($0, with: $1) })
    case (.object(let pairs), .object(let old)):
      return .object(
        Dictionary(
          uniqueKeysWithValues: pairs.map { key, value in
            (key, old[key].map { reconciled(value, with: $0) } ?? value)
          }
        )
      )
    default: return new
    }
  }

  /// Whether two numbers are the same within the tolerance.
  func agree(_ left: Double, _ right: Double) -> Bool {
    if left == right || left.isNaN && right.isNaN { return true }
    guard left.isFinite, right.isFinite else { return false }
    let size = max(left.magnitude, right.magnitude, Self.smallest)
    return (left - right).magnitude <= tolerance * size
  }

  /// Whether two texts are the same, their numbers within the tolerance.
  func agree(_ left: String, _ right: String) -> Bool {
    if left == right { return true }
    let (left, right) = (PrintedNumbers(in: left), PrintedNumbers(in: right))
    guard left.numbers.count == right.numbers.count, left.between == right.between else {
      return false
    }
    return zip(left.numbers, right.numbers).allSatisfy(agree)
  }

  private func agree(_ left: PrintedNumber, _ right: PrintedNumber) -> Bool {
    if left.text == right.text { return true }
    // Whole numbers are counts: only a tolerance that somebody has chosen lets them differ.
    if left.isWhole, right.isWhole, tolerance <= 1e-6 { return false }
    if agree(left.value, right.value) { return true }
    // Two numbers that agree may be rounded apart; the last of many digits says no more.
    let places = [left, right].filter { $0.digits >= 6 }.map(\.unit)
    guard places.count == 2, tolerance > 0 else { return false }
    return (left.value - right.value).magnitude <= 1.001 * max(places[0], places[1])
  }
}

extension JSONValue {
  /// The number that it is, rounded to what floating-point numbers tell apart.
  fileprivate var double: Double? {
    switch self {
    case .integer(let number): Double(number)
    case .number(let number): number
    case .null, .boolean, .text, .list, .object: nil
    }
  }
}
