import Plots

/// Breaks styled text into lines of at most so many columns.
struct LineWrapper {
  /// The columns of a line; a word that is longer stands alone and sticks out.
  var width: Int

  /// Breaks at spaces, of which runs count as one; a newline breaks always.
  func wrapped(_ pieces: [StyledText]) -> [[StyledText]] {
    var lines: [[StyledText]] = []
    var line: [StyledText] = []
    var column = 0
    for word in words(in: pieces) {
      switch word {
      case .lineBreak:
        lines.append(line)
        (line, column) = ([], 0)
      case .word(let parts, let space):
        let length = parts.reduce(0) { $0 + $1.text.displayWidth }
        if column > 0, column + 1 + length > width {
          lines.append(line)
          (line, column) = ([], 0)
        }
        if column > 0, let space {
          line.append(StyledText(" ", space))
          column += 1
        }
        line += parts
        column += length
      }
    }
    if !line.isEmpty { lines.append(line) }
    return lines.map(Self.merged)
  }

  /// Breaks code or output after exactly so many columns, as a terminal would.
  func cut(_ pieces: [StyledText], continuation: String = "") -> [[StyledText]] {
    guard pieces.reduce(0, { $0 + $1.text.displayWidth }) > width else { return [pieces] }
    let margin = continuation.displayWidth
    var lines: [[StyledText]] = []
    var line: [StyledText] = []
    var column = 0
    for piece in pieces {
      var text = ""
      for character in piece.text {
        let length = character.displayWidth
        if column + length > width, column > margin {
          lines.append(line + (text.isEmpty ? [] : [StyledText(text, piece.style)]))
          line = continuation.isEmpty ? [] : [StyledText(continuation)]
          (text, column) = ("", margin)
        }
        text.append(character)
        column += length
      }
      if !text.isEmpty { line.append(StyledText(text, piece.style)) }
    }
    return lines + [line]
  }

  private enum Word {
    /// Parts without spaces, and the style of the space before it, if there was one.
    case word([StyledText], space: TerminalStyle?)
    case lineBreak
  }

  private func words(in pieces: [StyledText]) -> [Word] {
    var words: [Word] = []
    var parts: [StyledText] = []
    var space: TerminalStyle?
    func flush() {
      if !parts.isEmpty { words.append(.word(parts, space: space)) }
      parts = []
      space = nil
    }
    for piece in pieces {
      for character in piece.text {
        if character == "\n" {
          flush()
          words.append(.lineBreak)
        } else if character == " " {
          flush()
          space = piece.style
        } else if let last = parts.last, last.style == piece.style {
          parts[parts.count - 1].append(character)
        } else {
          parts.append(StyledText(String(character), piece.style))
        }
      }
    }
    flush()
    return words
  }

  private static func merged(_ line: [StyledText]) -> [StyledText] {
    line.reduce(into: []) { result, piece in
      if let last = result.last, last.style == piece.style {
        result[result.count - 1].append(piece)
      } else {
        result.append(piece)
      }
    }
  }
}
