/// Writes SVG elements; every attribute and every word is escaped here and nowhere else.
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
    element(name, attributes) { $0.text += escaped(words) }
  }

  /// Starts a new line between parts, so that the file can be read.
  mutating func newLine() { text += "\n" }

  private mutating func start(_ name: String, _ attributes: Attributes) {
    text += "<" + name
    for (key, value) in attributes where !value.isEmpty {
      text += " \(key)=\"\(escaped(value))\""
    }
  }
}

/// Replaces what has a meaning in XML and drops control characters, which XML forbids.
func escaped(_ words: String) -> String {
  var result = ""
  result.reserveCapacity(words.utf8.count)
  for scalar in words.unicodeScalars {
    switch scalar {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\"": result += "&quot;"
    case "'": result += "&#39;"
    case "\t", "\n", "\r": result += " "
    default:
      guard scalar.value >= 32, !(127..<160).contains(scalar.value),
        scalar.value & 0xFFFE != 0xFFFE
      else { continue }
      result.unicodeScalars.append(scalar)
    }
  }
  return result
}

/// Writes a length in pixels with at most one decimal, so that drawings stay small.
func pixels(_ length: Double) -> String {
  let tenths = Int((length * 10).rounded())
  let (whole, rest) = tenths.magnitude.quotientAndRemainder(dividingBy: 10)
  return (tenths < 0 ? "-" : "") + String(whole) + (rest == 0 ? "" : "." + String(rest))
}

/// About how wide words are in the sans-serif font of a drawing.
func estimatedWidth(_ words: String, fontSize: Double) -> Double {
  words.reduce(0) { $0 + (displayWidth($1) == 2 ? 1.0 : "ijl.,:'|1t ".contains($1) ? 0.38 : 0.63) }
    * fontSize
}

/// The words, cut with an ellipsis where they would be wider than `limit`.
func fitted(_ words: String, to limit: Double, fontSize: Double) -> String {
  guard estimatedWidth(words, fontSize: fontSize) > limit else { return words }
  var kept = words
  while !kept.isEmpty, estimatedWidth(kept + "…", fontSize: fontSize) > limit { kept.removeLast() }
  return kept + "…"
}

extension SVGWriter {
  /// Writes what another writer has written.
  mutating func append(_ other: SVGWriter) { text += other.text }
}
