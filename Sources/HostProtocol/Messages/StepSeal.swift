/// What the code of a step, and nobody else, is told: who bears it speaks for the step.
///
/// It is new for every step. A record without it was written by somebody else in the step's process.
public struct StepSeal: Codable, Equatable, Sendable {
  /// Its two numbers.
  public var first, second: UInt64

  /// Makes a seal of two numbers.
  public init(first: UInt64, second: UInt64) { (self.first, self.second) = (first, second) }

  /// A seal that nobody can guess.
  public static func random() -> StepSeal {
    StepSeal(first: .random(in: 1 ... .max), second: .random(in: 1 ... .max))
  }

  /// The number of a check and its title, from a title that bears the seal; nil for any other.
  ///
  /// The mark is the one that `LessonProgram.sealed` writes.
  public func check(in title: String) -> (number: Int, title: String)? {
    guard title.unicodeScalars.first == "\u{2}",
      let end = title.unicodeScalars.firstIndex(of: "\u{3}")
    else { return nil }
    let words = title.unicodeScalars[..<end].dropFirst().split(separator: " ").map(String.init)
    guard words.count == 3, UInt64(words[0]) == first, UInt64(words[1]) == second,
      let number = Int(words[2]), number >= 0
    else { return nil }
    return (number, String(title.unicodeScalars[title.unicodeScalars.index(after: end)...]))
  }
}
