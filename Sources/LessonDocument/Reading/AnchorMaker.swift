/// Makes the anchors of headings as GitHub does.
///
/// Letters become small, spaces hyphens, everything else but digits, hyphens and underscores goes;
/// an anchor that was taken gets `-1`, `-2` and so on.
struct AnchorMaker {
  private var taken: Set<String> = []
  private var counts: [String: Int] = [:]

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
    var anchor = base
    while !taken.insert(anchor).inserted {
      counts[base, default: 0] += 1
      anchor = "\(base)-\(counts[base, default: 0])"
    }
    return anchor
  }
}
