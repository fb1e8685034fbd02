#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A value on an axis that is written out.
struct Tick: Equatable {
  var value: Double
  var label: String
}

extension PositionScale {
  /// Round values between the ends, about `count` of them and at most twice as many.
  func ticks(about count: Int) -> [Tick] {
    let wanted = max(2, count)
    switch scale {
    case .linear: return linearTicks(wanted)
    case .log: return logTicks(wanted)
    case .time: return timeTicks(wanted)
    case .categorical(let names):
      let stride = max(1, (names.count + wanted - 1) / wanted)
      return Swift.stride(from: 0, to: names.count, by: stride).map {
        Tick(value: Double($0), label: names[$0])
      }
    }
  }

  /// The step of 1, 2 or 5 times a power of ten that gives about `count` steps.
  static func niceStep(_ length: Double, _ count: Int) -> Double {
    let rough = length / Double(count)
    let power = pow(10, floor(log10(rough)))
    let factor = rough / power
    return power * (factor < 1.5 ? 1 : factor < 3.5 ? 2 : factor < 7.5 ? 5 : 10)
  }

  private func linearTicks(_ count: Int) -> [Tick] {
    var step = Self.niceStep(upper - lower, count)
    if isIntegral { step = max(1, step) }
    let (first, last) = ((lower / step - 1e-9).rounded(.up), (upper / step + 1e-9).rounded(.down))
    guard first.magnitude < 1e15, last.magnitude < 1e15, step > 0, last >= first else {
      return [lower, upper].map { Tick(value: $0, label: NumberFormat.short($0, digits: 17)) }
    }
    let decimals = max(0, -Int(floor(log10(step) + 1e-9)))
    let largest = max(lower.magnitude, upper.magnitude)
    return (Int(first)...Int(last)).map { index in
      let value = Double(index) * step
      let isLong = decimals > 6 || largest >= 1e7
      // As many digits as tell neighbouring ticks apart, even far from zero.
      let digits = max(1, Int(floor(log10(largest)) - floor(log10(step) + 1e-9)) + 1)
      let label =
        isLong
        ? NumberFormat.exponential(value, digits: digits)
        : NumberFormat.fixed(value, decimals: decimals)
      return Tick(value: value, label: label)
    }
  }

  /// Powers of ten; their multiples by 2 and 5 too on a short axis; round values on a very short one.
  private func logTicks(_ count: Int) -> [Tick] {
    let (first, last) = (Int(floor(log10(lower))), Int(ceil(log10(upper))))
    let decades = log10(upper) - log10(lower)
    if decades < 0.7 {
      return linearTicks(count)
    }
    let factors: [Double] = decades < 2.5 ? [1, 2, 5] : [1]
    let stride = max(1, Int(ceil(decades / Double(count))))
    var ticks: [Tick] = []
    for power in first...last where power % stride == 0 {
      for factor in factors {
        let value = factor * pow(10, Double(power))
        guard value >= lower * (1 - 1e-9), value <= upper * (1 + 1e-9) else { continue }
        let isLong = power > 5 || power < -4
        ticks.append(
          Tick(
            value: value,
            label: isLong ? "\(Int(factor))e\(power)" : NumberFormat.short(value)
          )
        )
      }
    }
    return ticks
  }
}

extension NumberFormat {
  /// Writes a number as `2e-6`, or 0 as it is.
  static func exponential(_ value: Double, digits: Int) -> String {
    let decimal = Decimal(value).rounded(to: digits)
    guard let first = decimal.digits.first else { return "0" }
    let rest = decimal.digits.dropFirst().map { String($0) }.joined()
    return (decimal.isNegative ? "-" : "") + String(first) + (rest.isEmpty ? "" : "." + rest)
      + "e" + String(decimal.point - 1)
  }
}

extension NumberFormat {
  /// The number as it is printed: `−5` for `-5`, `2·10⁻⁶` for `2e-06`, `10⁻¹⁶` for `1e-16`.
  static func typeset(_ number: String) -> String {
    let isNegative = number.hasPrefix("-")
    let parts = number.drop { $0 == "-" }.split(separator: "e")
    let sign = isNegative ? "−" : ""
    guard parts.count == 2, let exponent = Int(parts[1]) else {
      return sign + number.drop { $0 == "-" }
    }
    let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    let power = String(exponent.magnitude).compactMap(\.wholeNumberValue).map { digits[$0] }
    return sign + (parts[0] == "1" ? "10" : parts[0] + "·10") + (exponent < 0 ? "⁻" : "") + power
  }
}

extension PositionScale {
  /// Ticks as they are printed on a page; names and moments stay as they are.
  func typesetTicks(about count: Int) -> [Tick] {
    let ticks = ticks(about: count)
    guard scale == .linear || scale == .log else { return ticks }
    return ticks.map { Tick(value: $0.value, label: NumberFormat.typeset($0.label)) }
  }
}
