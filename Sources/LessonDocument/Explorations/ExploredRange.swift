/// What an author writes of a number that readers may move: `gain in 0.5...1.5 step 0.1`.
///
/// Values are counted in millionths, so that ten steps of 0.1 are 1.
struct ExploredRange: Equatable {
  /// The number's name.
  var name: String
  /// All values, in millionths.
  private(set) var values: [Int]
  /// How many decimals they are written with.
  private var decimals: Int

  /// Combinations of a block's values, at most.
  static let limit = 60
  private static let (mostDigits, mostDecimals, unit) = (9, 6, 1_000_000)

  /// Why a range cannot be taken, as a sentence with the fix.
  struct Refusal: Error { var message: String }

  init(_ text: String) throws(Refusal) {
    guard let parts = text.wholeMatch(of: Self.form) else {
      throw Refusal(
        message: "write a name, its least and greatest value and a step, as in "
          + "gain in 0.5...1.5 step 0.1, not '\(text.prefix(60))'"
      )
    }
    name = String(parts.1)
    let low = try Self.number(parts.2, "the least value")
    let high = try Self.number(parts.3, "the greatest value")
    let step = try parts.4.map { (text) throws(Refusal) in try Self.number(text, "the step") }
    decimals = max(low.decimals, high.decimals, step?.decimals ?? 0)
    let width = step?.value ?? Self.unit
    guard width > 0 else {
      throw Refusal(
        message: "the step of '\(name)' is \(parts.4 ?? ""), which leads nowhere: give one above 0"
      )
    }
    guard low.value <= high.value else {
      throw Refusal(
        message: "the range of '\(name)' is empty, for \(parts.2) is above \(parts.3): "
          + "begin with the least value"
      )
    }
    let count = (high.value - low.value) / width + 1
    guard count > 1 else {
      throw Refusal(
        message: "'\(name)' has one value here, so there is nothing to move: take a smaller step"
      )
    }
    guard count <= Self.limit else { throw Self.tooMany(count) }
    values = (0..<count).map { low.value + $0 * width }
  }

  static func tooMany(_ count: Int) -> Refusal {
    Refusal(
      message: "these are \(count) combinations of values, each of which is run: at most "
        + "\(limit) are possible, so take larger steps"
    )
  }

  /// Whether all values are whole numbers.
  var isWhole: Bool { values.allSatisfy { $0.isMultiple(of: Self.unit) } }

  /// The values in digits, all with as many decimals; a whole number has none.
  func texts(asWhole: Bool) -> [String] {
    values.map { Self.text($0, decimals: asWhole ? 0 : decimals) }
  }

  /// Which of the values a number is.
  func place(of number: Double) -> Int? {
    values.firstIndex { Double($0) / Double(Self.unit) == number }
  }

  private static var form: Regex<(Substring, Substring, Substring, Substring, Substring?)> {
    /([A-Za-z_][A-Za-z_0-9]*)\s+in\s+(\S+?)\s*\.\.\.\s*([^\s.]\S*)(?:\s+step\s+(\S+))?/
  }

  private static func number(
    _ text: Substring,
    _ what: String
  ) throws(Refusal) -> (value: Int, decimals: Int) {
    guard let parts = text.wholeMatch(of: /(-?)([0-9]+)(?:\.([0-9]+))?/),
      parts.2.count <= mostDigits, (parts.3?.count ?? 0) <= mostDecimals,
      let whole = Int(parts.2)
    else {
      throw Refusal(
        message: "\(what) is '\(text.prefix(30))': write a number in digits, as 2 or -0.25, "
          + "with at most \(mostDecimals) decimals"
      )
    }
    let fraction = parts.3.map(String.init) ?? ""
    let padded = fraction + String(repeating: "0", count: mostDecimals - fraction.count)
    let value = whole * unit + (Int(padded) ?? 0)
    return (parts.1.isEmpty ? value : -value, fraction.count)
  }

  private static func text(_ value: Int, decimals: Int) -> String {
    let (whole, rest) = value.magnitude.quotientAndRemainder(dividingBy: UInt(unit))
    let sign = value < 0 ? "-" : ""
    guard decimals > 0 else { return sign + String(whole) }
    let digits = String(rest)
    let fraction = String(repeating: "0", count: mostDecimals - digits.count) + digits
    return sign + "\(whole)." + fraction.prefix(decimals)
  }
}
