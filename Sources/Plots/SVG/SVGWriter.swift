/// Writes SVG elements; every attribute and every word is escaped here.
struct SVGWriter {
  private(set) var text = ""

  typealias Attributes = KeyValuePairs<String, String>

  /// Writes an element that holds nothing.
  mutating func element(_ name: String, _ attributes: Attributes) {
    start(name, attributes)
    text += "/>"
  }

  /// Writes an element around what `content` writes.
  mutating func element(
    _ name: String,
    _ attributes: Attributes,
    content: (inout SVGWriter) -> Void
  ) {
    start(name, attributes)
    text += ">"
    content(&self)
    text += "</\(name)>"
  }

  /// Writes an element that holds words.
  mutating func element(_ name: String, _ attributes: Attributes = [:], words: String) {
    element(name, attributes) { $0.text += HTMLText.escaped(words) }
  }

  /// Starts a new line between parts, so that the file can be read.
  mutating func newLine() { text += "\n" }

  private mutating func start(_ name: String, _ attributes: Attributes) {
    text += "<" + name
    for (key, value) in attributes where !value.isEmpty {
      text += " \(key)=\"\(HTMLText.escaped(value))\""
    }
  }
}

/// Writes a length in pixels with at most one decimal, so that drawings stay small.
///
/// What lies beyond a million pixels, or is no number, lies at the end of what is drawn.
func pixels(_ length: Double) -> String {
  let drawn = length.isNaN ? 0 : min(1e6, max(-1e6, length))
  let tenths = Int((drawn * 10).rounded())
  let (whole, rest) = tenths.magnitude.quotientAndRemainder(dividingBy: 10)
  return (tenths < 0 ? "-" : "") + String(whole) + (rest == 0 ? "" : "." + String(rest))
}

/// About how wide words are in the sans-serif font of a drawing.
func estimatedWidth(_ words: String, fontSize: Double) -> Double {
  words.reduce(0) { $0 + emWidth($1) } * fontSize
}

/// The words, cut with an ellipsis where they would be wider than `limit`.
func fitted(_ words: String, to limit: Double, fontSize: Double) -> String {
  guard estimatedWidth(words, fontSize: fontSize) > limit else { return words }
  var kept = ""
  var used = emWidth("…")
  for character in words {
    used += emWidth(character)
    guard used * fontSize <= limit else { break }
    kept.append(character)
  }
  return kept + "…"
}

private func emWidth(_ character: Character) -> Double {
  character.displayWidth == 2 ? 1 : "ijl.,:'|1t ".contains(character) ? 0.38 : 0.63
}

extension SVGWriter {
  /// Writes what another writer has written.
  mutating func append(_ other: SVGWriter) { text += other.text }
}
