/// The mathematical alphabets of Unicode: what `\mathbf`, `\mathbb` and the like stand for.
///
/// Browsers draw a letter of MathML bold only if it is a bold letter of Unicode, whatever
/// `mathvariant` says.
enum MathAlphabet: String, Sendable {
  case bold
  case boldItalic = "bold-italic"
  case script
  case fraktur
  case doubleStruck = "double-struck"
  case sansSerif = "sans-serif"
  case monospace

  /// The text with the letters and digits that this alphabet has.
  func applied(to text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map(applied(to:))))
  }

  private func applied(to scalar: Unicode.Scalar) -> Unicode.Scalar {
    if let exception = exceptions[scalar] { return exception }
    let value = scalar.value
    let mapped: UInt32? =
      switch scalar {
      case "A"..."Z": capitalA + (value - 0x41)
      case "a"..."z": capitalA + 26 + (value - 0x61)
      case "0"..."9": zero.map { $0 + (value - 0x30) }
      case "Α"..."Ω": capitalAlpha.map { $0 + (value - 0x391) }
      case "α"..."ω": capitalAlpha.map { $0 + 26 + (value - 0x3B1) }
      default: nil
      }
    return mapped.flatMap(Unicode.Scalar.init) ?? scalar
  }

  private var capitalA: UInt32 {
    switch self {
    case .bold: 0x1D400
    case .boldItalic: 0x1D468
    case .script: 0x1D49C
    case .fraktur: 0x1D504
    case .doubleStruck: 0x1D538
    case .sansSerif: 0x1D5A0
    case .monospace: 0x1D670
    }
  }

  private var zero: UInt32? {
    switch self {
    case .bold, .boldItalic: 0x1D7CE
    case .doubleStruck: 0x1D7D8
    case .sansSerif: 0x1D7E2
    case .monospace: 0x1D7F6
    case .script, .fraktur: nil
    }
  }

  private var capitalAlpha: UInt32? {
    switch self {
    case .bold: 0x1D6A8
    case .boldItalic: 0x1D71C
    case .script, .fraktur, .doubleStruck, .sansSerif, .monospace: nil
    }
  }

  /// Letters that Unicode had before it had the alphabets.
  private var exceptions: [Unicode.Scalar: Unicode.Scalar] {
    switch self {
    case .script:
      [
        "B": "ℬ", "E": "ℰ", "F": "ℱ", "H": "ℋ", "I": "ℐ", "L": "ℒ", "M": "ℳ", "R": "ℛ",
        "e": "ℯ", "g": "ℊ", "o": "ℴ",
      ]
    case .fraktur: ["C": "ℭ", "H": "ℌ", "I": "ℑ", "R": "ℜ", "Z": "ℨ"]
    case .doubleStruck:
      ["C": "ℂ", "H": "ℍ", "N": "ℕ", "P": "ℙ", "Q": "ℚ", "R": "ℝ", "Z": "ℤ"]
    case .bold: ["∇": "𝛁", "∂": "𝛛", "ϵ": "𝛜", "ϑ": "𝛝", "ϕ": "𝛟"]
    case .boldItalic: ["∇": "𝜵", "∂": "𝝏", "ϵ": "𝝐", "ϑ": "𝝑", "ϕ": "𝝓"]
    case .sansSerif, .monospace: [:]
    }
  }
}
