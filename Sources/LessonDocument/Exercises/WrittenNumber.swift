import Foundation

/// A number as it is written, digit for digit: no size and no number of digits is lost.
///
/// Read are `1,000`, `1 000` and `1_000`, `5e-3`, `−2`, and `50 %`, which is also 0.5.
struct WrittenNumber: Equatable, Sendable {
  /// Whether a minus stands before it; so it may before a zero.
  private(set) var isNegative = false
  /// Whether a percent sign stands behind it.
  private(set) var isPercent = false
  /// Its digits, without zeros at either end; none for zero.
  private var digits: [Int] = []
  /// The power of ten of the last of them.
  private var exponent = 0
  /// The power of ten of the last digit that is written.
  private var lastPlace = 0
  /// The nearest floating-point number.
  private(set) var value = 0.0

  /// Powers of ten beyond this are no numbers of a lesson.
  private static let largestExponent = 100_000
  /// What may stand between groups of three digits.
  private static let separators: Set<Character> = [
    ",", "_", "'", "’", " ", "\u{A0}", "\u{2009}", "\u{202F}",
  ]

  /// Reads a whole text; nil if it is no number.
  init?(_ text: some StringProtocol) {
    var rest = text.trimmingCharacters(in: .whitespacesAndNewlines).lowercased()[...]
    if let sign = rest.first, "+-−".contains(sign) {
      isNegative = sign != "+"
      rest.removeFirst()
    }
    if rest.last == "%" {
      isPercent = true
      rest = rest.dropLast()
      while rest.last?.isWhitespace == true { rest.removeLast() }
    }
    guard let power = Self.takePower(&rest) else { return nil }
    let halves = rest.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let fraction = halves.count > 1 ? halves[1] : ""
    guard let whole = Self.wholeDigits(halves[0]), fraction.allSatisfy(Self.isDigit),
      !(whole.isEmpty && fraction.isEmpty)
    else { return nil }
    digits = (whole + fraction).compactMap(\.wholeNumberValue)
    lastPlace = power - fraction.count
    exponent = lastPlace
    value = Double("\(isNegative ? "-" : "")0\(whole)\(fraction)e\(lastPlace)") ?? .nan
    tidy()
  }

  /// The power of ten at the end, which is taken off; 0 without one, nil if it is none.
  private static func takePower(_ text: inout Substring) -> Int? {
    guard let letter = text.firstIndex(of: "e") else { return 0 }
    let power = text[text.index(after: letter)...].replacing("−", with: "-")
    text = text[..<letter]
    guard !text.isEmpty, let number = Int(power), abs(number) <= largestExponent else { return nil }
    return number
  }

  /// The digits without what parts their groups of three; nil if something else stands there.
  private static func wholeDigits(_ text: Substring) -> String? {
    if text.allSatisfy(isDigit) { return String(text) }
    guard let separator = text.first(where: { !isDigit($0) }), separators.contains(separator) else {
      return nil
    }
    let groups = text.split(separator: separator, omittingEmptySubsequences: false)
    let isGrouped =
      (1...3).contains(groups[0].count) && groups.dropFirst().allSatisfy { $0.count == 3 }
      && groups.allSatisfy { $0.allSatisfy(isDigit) }
    return isGrouped ? groups.joined() : nil
  }

  private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }

  /// Takes zeros off both ends.
  private mutating func tidy() {
    while digits.last == 0 {
      digits.removeLast()
      exponent += 1
    }
    digits = Array(digits.drop { $0 == 0 })
    if digits.isEmpty { exponent = 0 }
  }

  /// The same as a share: 50 % is 0.5.
  private var asShare: WrittenNumber {
    var share = self
    share.isPercent = false
    if !digits.isEmpty { share.exponent -= 2 }
    share.lastPlace -= 2
    share.value /= 100
    return share
  }

  /// The same number without its percent sign.
  private var asCount: WrittenNumber {
    var count = self
    count.isPercent = false
    return count
  }

  // MARK: - Comparing

  /// Whether another number, rounded to the places of this one, is this one.
  ///
  /// - Parameter isExact: whether all digits count, but for the noise of floating-point arithmetic.
  func agrees(with other: WrittenNumber, isExact: Bool) -> Bool {
    if isPercent != other.isPercent {
      let (percent, plain) = isPercent ? (self, other) : (other, self)
      return [percent.asShare, percent.asCount].contains { read in
        isPercent
          ? read.agrees(with: plain, isExact: isExact) : plain.agrees(with: read, isExact: isExact)
      }
    }
    let noise = other.exponent < 0 ? max(0, other.digits.count - 12) : 0
    let place = isExact ? other.exponent + noise : lastPlace
    return other.rounded(to: place).contains { $0.isSame(as: self) }
  }

  /// A minus before a zero counts where it is claimed.
  private func isSame(as claim: WrittenNumber) -> Bool {
    guard digits == claim.digits, exponent == claim.exponent else { return false }
    return digits.isEmpty ? isNegative || !claim.isNegative : isNegative == claim.isNegative
  }

  /// The nearest multiple of a power of ten; both where two are as near.
  private func rounded(to place: Int) -> [WrittenNumber] {
    let cut = place - exponent
    guard cut > 0, !digits.isEmpty else { return [self] }
    var below = self
    below.digits = Array(digits.dropLast(cut))
    below.exponent = place
    var above = below
    above.increment()
    below.tidy()
    above.tidy()
    let next = cut > digits.count ? 0 : digits[digits.count - cut]
    let isTie = next == 5 && cut == 1
    return next < 5 ? [below] : isTie ? [below, above] : [above]
  }

  private mutating func increment() {
    var index = digits.count - 1
    while index >= 0, digits[index] == 9 {
      digits[index] = 0
      index -= 1
    }
    if index >= 0 { digits[index] += 1 } else { digits.insert(1, at: 0) }
  }
}
