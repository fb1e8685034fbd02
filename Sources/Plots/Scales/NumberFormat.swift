/// Writes numbers for people, the same on every machine and without Foundation.
public enum NumberFormat {
  /// Writes a number with at most `digits` significant digits and no trailing zeros.
  ///
  /// Whole numbers below a billion are written in full; other numbers of a million and more, and
  /// those below a ten-thousandth, with an exponent: `1.5e-07`. Every NaN is `nan`.
  public static func short(_ value: Double, digits: Int = 6) -> String {
    guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
    if value.magnitude < 1e9, value == value.rounded(.towardZero) {
      return String(Int(value))
    }
    let decimal = Decimal(value).rounded(to: max(1, digits))
    let text =
      (-4...max(digits, 6)).contains(decimal.point) && decimal.point > -4
      ? decimal.positional(decimals: nil) : decimal.scientific
    return (decimal.isNegative ? "-" : "") + text
  }

  /// Writes a number with exactly `decimals` digits after the point.
  public static func fixed(_ value: Double, decimals: Int) -> String {
    guard value.isFinite else { return short(value) }
    let exact = Decimal(value)
    let decimal = exact.rounded(to: exact.point + max(0, decimals))
    let isZero = decimal.digits.allSatisfy { $0 == 0 }
    return (decimal.isNegative && !isZero ? "-" : "")
      + decimal.positional(decimals: max(0, decimals))
  }
}

/// The shortest decimal that names a double: `0.d₁d₂d₃… × 10^point`.
struct Decimal {
  var isNegative: Bool
  /// From most to least significant; empty for zero.
  var digits: [UInt8]
  /// How many digits stand before the decimal point; negative below 0.1.
  var point: Int

  /// Reads the digits off the shortest description of a finite number.
  init(_ value: Double) {
    isNegative = value < 0
    digits = []
    point = 0
    var exponent = 0
    var seenPoint = false
    let parts = value.magnitude.description.split(separator: "e")
    if parts.count > 1 { exponent = Int(parts[1]) ?? 0 }
    for byte in (parts.first ?? "").utf8 {
      if byte == UInt8(ascii: ".") {
        seenPoint = true
      } else {
        digits.append(byte - UInt8(ascii: "0"))
        if !seenPoint { point += 1 }
      }
    }
    point += exponent
    while digits.first == 0 {
      digits.removeFirst()
      point -= 1
    }
    while digits.last == 0 { digits.removeLast() }
    if digits.isEmpty { point = 0 }
  }

  /// The nearest decimal of at most `count` digits, halves away from zero.
  func rounded(to count: Int) -> Decimal {
    guard count < digits.count else { return self }
    var result = self
    guard count >= 0 else {
      result.digits = []
      result.point = 0
      return result
    }
    let roundsUp = digits[count] >= 5
    result.digits = Array(digits.prefix(count))
    if roundsUp {
      var index = count - 1
      while index >= 0, result.digits[index] == 9 {
        result.digits[index] = 0
        index -= 1
      }
      if index >= 0 {
        result.digits[index] += 1
      } else {
        result.digits.insert(1, at: 0)
        result.point += 1
      }
    }
    while result.digits.last == 0 { result.digits.removeLast() }
    return result
  }

  /// The number with a decimal point; all its digits if `decimals` is `nil`.
  func positional(decimals: Int?) -> String {
    func digit(_ index: Int) -> String {
      digits.indices.contains(index) ? String(digits[index]) : "0"
    }
    let whole = point > 0 ? (0..<point).map(digit).joined() : "0"
    let count = decimals ?? max(0, digits.count - point)
    guard count > 0 else { return whole }
    return whole + "." + (point..<(point + count)).map(digit).joined()
  }

  /// The number with one digit before the point and an exponent of at least two digits.
  var scientific: String {
    let exponent = point - 1
    let rest = digits.dropFirst().map { String($0) }.joined()
    let power = String(exponent.magnitude)
    return String(digits.first ?? 0) + (rest.isEmpty ? "" : "." + rest)
      + (exponent < 0 ? "e-" : "e+") + (power.count < 2 ? "0" : "") + power
  }
}
