/// A number of a block that a reader may move, with the values that it takes.
public struct ExploredConstant: Codable, Hashable, Sendable {
  /// The number's name.
  public var name: String
  /// The values as a reader sees them, all with as many decimals: `0.5`, `0.6`, … `1.5`.
  public var values: [String]
  /// Which of them is the lesson's own.
  public var standard: Int
  /// Whether it is a whole number, and cannot be another.
  public var isWhole: Bool

  /// Makes a number with its values.
  public init(name: String, values: [String], standard: Int, isWhole: Bool) {
    (self.name, self.values) = (name, values)
    (self.standard, self.isWhole) = (standard, isWhole)
  }

  /// The setting for one of the values.
  public func setting(_ number: Int) -> ConstantSetting {
    let value = values[number]
    // `let gain = 2` would be another type.
    return ConstantSetting(
      name: name,
      value: isWhole || value.contains(".") ? value : value + ".0"
    )
  }
}

extension [ExploredConstant] {
  /// All combinations of the values by their numbers, the last constant's moving first.
  public var combinations: [[Int]] {
    reduce([[]]) { combinations, constant in
      combinations.flatMap { before in constant.values.indices.map { before + [$0] } }
    }
  }

  /// The combination that the lesson itself has.
  public var standard: [Int] { map(\.standard) }

  /// A combination in words: `gain = 0.5, bias = 1`.
  public func words(of combination: [Int]) -> String {
    zip(self, combination).map { "\($0.name) = \($0.values[$1])" }.joined(separator: ", ")
  }
}
