/// The names under which the field's gates go, and which of them are taken for each other.
enum GateNames {
  /// The gates of an LSTM, and those of a GRU.
  private static let families = [
    [["i", "f", "o"], ["input", "forget", "output"], ["Input", "Forget", "Output"]],
    [["z", "r"], ["update", "reset"], ["Update", "Reset"]],
  ].flatMap { $0 }

  /// Names that differ from a name in the gate that they speak of: `forgetBias` and `inputBias`.
  static func others(than name: String) -> [String] {
    var others: [String] = []
    for family in families {
      for gate in family {
        // A single letter is a gate only alone, or at the end of a symbol such as `wxf` or `bf`.
        let isLetter = gate.count == 1
        let isMatch =
          isLetter ? name == gate || isSymbol(name, endingIn: gate) : name.contains(gate)
        guard isMatch else { continue }
        for other in family where other != gate {
          others.append(
            isLetter ? String(name.dropLast()) + other : name.replacing(gate, with: other)
          )
        }
      }
    }
    return others
  }

  /// Whether a term is a bias: its name says so, or is a symbol such as `b`, `by`, `bf`.
  static func isBias(_ text: String) -> Bool {
    let name = text.split(separator: ".").last.map(String.init) ?? text
    let isName = name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
    return isName
      && (name.lowercased().contains("bias") || name == "b"
        || name.hasPrefix("b") && name.count == 2)
  }

  private static func isSymbol(_ name: String, endingIn gate: String) -> Bool {
    (2...3).contains(name.count) && name.hasSuffix(gate)
      && ["w", "W", "u", "U", "b"].contains(name.prefix(1))
  }
}
