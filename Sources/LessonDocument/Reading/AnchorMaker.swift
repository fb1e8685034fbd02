import Foundation

/// Makes the anchors of headings as GitHub does.
///
/// Letters become small, spaces hyphens, everything else but digits, hyphens and underscores goes;
/// an anchor that was taken gets `-1`, `-2` and so on. An anchor has one form, the composed one (NFC), however
/// its letters are written: browsers compare code points.
struct AnchorMaker {
  private var taken: Set<String>
  private var counts: [String: Int] = [:]

  /// Makes a maker that gives no heading an id that the author's own HTML sets.
  init(besides taken: Set<String> = []) { self.taken = taken }

  /// The anchor for a heading with a text.
  mutating func anchor(for text: String) -> String {
    var base = ""
    for scalar in text.lowercased().unicodeScalars {
      switch scalar.properties.generalCategory {
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
        .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .letterNumber,
        .connectorPunctuation:
        base.unicodeScalars.append(scalar)
      case .spaceSeparator: base += "-"
      default: if scalar == "-" { base += "-" }
      }
    }
    if base.isEmpty { base = "section" }
    base = base.composed
    var anchor = base
    while !taken.insert(anchor).inserted {
      counts[base, default: 0] += 1
      anchor = "\(base)-\(counts[base, default: 0])"
    }
    return anchor
  }
}

extension String {
  /// The text in its composed form.
  var composed: String {
    utf8.allSatisfy { $0 < 0x80 } ? self : precomposedStringWithCanonicalMapping
  }

  /// The destination of a link with the anchor in it, if it leads into the course, in the form that ids have.
  var withComposedAnchor: String {
    guard let sign = firstIndex(of: "#"), !self[..<sign].contains(":") else { return self }
    let written = String(self[index(after: sign)...])
    let anchor = written.removingPercentEncoding ?? written
    let composed = anchor.composed
    return composed.utf8.elementsEqual(anchor.utf8) ? self : self[...sign] + composed
  }
}
