import Plots

/// JSON that can be looked at on a terminal.
enum JSONSpelling {
  /// The same JSON with every character that is not to be seen spelled; such characters stand in strings only.
  static func spelled(_ json: String) -> String {
    let isShown = { (scalar: Unicode.Scalar) in scalar == "\n" || BlockText.isVisible(scalar) }
    guard !json.unicodeScalars.allSatisfy(isShown) else { return json }
    var spelled = String.UnicodeScalarView()
    for scalar in json.unicodeScalars {
      if isShown(scalar) {
        spelled.append(scalar)
      } else {
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16)
          spelled += "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".unicodeScalars
        }
      }
    }
    return String(spelled)
  }
}
