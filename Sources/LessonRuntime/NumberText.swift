/// Numbers as text, without Foundation.
enum NumberText {
  /// At most six significant digits, without trailing zeros; `nan` for every kind of NaN.
  ///
  /// The digits are those of the number's shortest description, rounded half away from zero.
  static func sixDigits(_ number: Double) -> String {
    guard number.isFinite else { return number.isNaN ? "nan" : (number < 0 ? "-inf" : "inf") }
    guard number != 0 else { return "0" }
    let (digits, exponent) = decimal(abs(number))
    let (rounded, carry) = round(digits, to: 6)
    return (number < 0 ? "-" : "") + text(rounded, exponent: exponent + carry)
  }

  /// The significant digits, and the power of ten of the first.
  private static func decimal(_ number: Double) -> (digits: [Int], exponent: Int) {
    let parts = number.description.split(separator: "e")
    var exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    let halves = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    var digits = parts[0].compactMap(\.wholeNumberValue)
    exponent += halves[0].count - 1
    while digits.first == 0 {
      digits.removeFirst()
      exponent -= 1
    }
    return (digits, exponent)
  }

  /// The digits rounded to a count, and 1 if the rounding made one digit more.
  private static func round(_ digits: [Int], to count: Int) -> ([Int], carry: Int) {
    var kept = Array(digits.prefix(count))
    var carry = digits.count > count && digits[count] >= 5 ? 1 : 0
    for index in kept.indices.reversed() where carry > 0 {
      kept[index] = (kept[index] + 1) % 10
      carry = kept[index] == 0 ? 1 : 0
    }
    if carry > 0 { kept.insert(1, at: 0) }
    while kept.last == 0, kept.count > 1 { kept.removeLast() }
    return (kept, carry)
  }

  private static func text(_ digits: [Int], exponent: Int) -> String {
    let string = digits.map(String.init).joined()
    if exponent < -5 || exponent > 14 {
      let fraction = string.dropFirst()
      return "\(string.prefix(1))\(fraction.isEmpty ? "" : ".\(fraction)")e\(exponent)"
    }
    if exponent < 0 { return "0." + String(repeating: "0", count: -exponent - 1) + string }
    let whole = exponent + 1
    if string.count <= whole { return string + String(repeating: "0", count: whole - string.count) }
    return "\(string.prefix(whole)).\(string.dropFirst(whole))"
  }
}
