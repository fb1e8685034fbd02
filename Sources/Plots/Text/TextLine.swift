/// A colour of the terminal's 256.
struct TerminalColour: Equatable {
  let index: Int

  /// The nearest colour of the 6 × 6 × 6 cube.
  init(red: Int, green: Int, blue: Int) {
    // The cube's steps are 0, 95, 135, 175, 215, 255.
    func step(_ value: Int) -> Int { value < 48 ? 0 : value < 115 ? 1 : (value - 35) / 40 }
    index = 16 + 36 * step(red) + 6 * step(green) + step(blue)
  }

  /// Colours of series, those of the drawing, lightened so that they can be read on black.
  static func series(_ slot: Int) -> TerminalColour {
    let colours = [(0, 135, 215), (215, 95, 0), (0, 175, 135), (215, 135, 175), (175, 135, 0)]
    let (red, green, blue) = slot % 6 == 5 ? (135, 135, 135) : colours[slot % 6]
    return TerminalColour(red: red, green: green, blue: blue)
  }
}

/// One column of a line of text.
struct TextCell: Equatable {
  var character: Character
  var colour: TerminalColour?
  var background: TerminalColour?
}

/// A line of text, cut to a width only when it is written.
struct TextLine: Equatable {
  var cells: [TextCell] = []

  init(_ words: String = "") { append(words) }

  mutating func append(
    _ words: String,
    colour: TerminalColour? = nil,
    background: TerminalColour? = nil
  ) {
    for character in words {
      cells.append(TextCell(character: character, colour: colour, background: background))
    }
  }

  /// How many columns the line takes.
  var width: Int { cells.reduce(0) { $0 + $1.character.displayWidth } }

  /// The same line, filled with spaces on one side to a width.
  func padded(to width: Int, right: Bool = false) -> TextLine {
    var line = TextLine()
    let space = String(repeating: " ", count: max(0, width - self.width))
    if right { line.append(space) }
    line.cells += cells
    if !right { line.append(space) }
    return line
  }

  /// Replaces what stands from a column on, as far as the line reaches.
  mutating func overwrite(at column: Int, _ words: String) {
    for (offset, character) in words.enumerated() where cells.indices.contains(column + offset) {
      cells[column + offset] = TextCell(character: character)
    }
  }
}

/// How text is written: how wide, and with what.
struct TextStyle {
  let width: Int
  let usesColour: Bool
  let isPlain: Bool

  /// Writes a line, cut to the width and without spaces at its end.
  func written(_ line: TextLine) -> String {
    var kept: [TextCell] = []
    var used = 0
    for cell in line.cells {
      for character in allowed(cell.character) {
        let columns = character.displayWidth
        guard used + columns <= width else { break }
        used += columns
        var copy = cell
        copy.character = character
        kept.append(copy)
      }
    }
    while let last = kept.last, last.character == " ", !usesColour || last.background == nil {
      kept.removeLast()
    }
    return usesColour ? Self.coloured(kept) : String(kept.map(\.character))
  }

  /// What stands for a character: nothing for those that control a terminal, ASCII if plain.
  private func allowed(_ character: Character) -> [Character] {
    guard character.unicodeScalars.contains(where: BlockText.isVisible) else {
      return character.isWhitespace ? [" "] : []
    }
    return isPlain ? ASCIIText.characters(character) : [character]
  }

  private static func coloured(_ cells: [TextCell]) -> String {
    var result = ""
    var colour: TerminalColour?
    var background: TerminalColour?
    for cell in cells {
      if cell.colour != colour || cell.background != background {
        result += "\u{1B}[0m"
        if let colour = cell.colour { result += "\u{1B}[38;5;\(colour.index)m" }
        if let background = cell.background { result += "\u{1B}[48;5;\(background.index)m" }
        (colour, background) = (cell.colour, cell.background)
      }
      result.append(cell.character)
    }
    return colour == nil && background == nil ? result : result + "\u{1B}[0m"
  }
}

/// ASCII in place of other characters.
enum ASCIIText {
  private static let replacements: [Character: String] = [
    "−": "-", "–": "-", "—": "-", "…": "...", "→": "->", "←": "<-", "↑": "^", "↓": "v", "×": "x",
    "·": ".", "⊙": "*", "“": "\"", "”": "\"", "’": "'", "‘": "'", "≤": "<=", "≥": ">=", "≈": "~",
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "η": "eta",
    "θ": "theta", "λ": "lambda", "μ": "mu", "π": "pi", "ρ": "rho", "σ": "sigma", "τ": "tau",
    "φ": "phi", "ψ": "psi", "ω": "omega", "Δ": "Delta", "Σ": "Sigma", "′": "'", "²": "2", "³": "3",
    "ₜ": "_t", "₀": "0", "₁": "1", "₂": "2", "₃": "3", "ₕ": "_h", "ₓ": "_x", "₋": "-", "∂": "d",
    "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "é": "e", "è": "e", "∞": "inf", "±": "+/-",
    "̃": "~", "ĉ": "c^", "c̃": "c~", "h̃": "h~", "─": "-", "│": "|",
  ]

  /// ASCII that stands for a character: a question mark if none is known.
  static func characters(_ character: Character) -> [Character] {
    if character.isASCII { return [character] }
    return Array(replacements[character] ?? "?")
  }
}
