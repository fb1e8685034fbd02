/// The space around signs, which browsers take from a table that knows no more than the sign.
///
/// - Source: TeX's rules, Knuth (1984), The TeXbook, appendix G: a sign without a left operand is no binary
///   operator, and in sub- and superscripts operators have no space.
enum MathSignSpaces {
  /// The minus of `(-x)` stands at its number, that of `a - x` between two.
  static func signed(_ children: [MathTree]) -> [MathTree] {
    var previous: MathTree?
    return children.map { child in
      defer { previous = child }
      guard let sign = child.sign, signs.contains(sign), let before = previous?.sign,
        !closing.contains(before)
      else { return child }
      return child.tight.with("form", "prefix")
    }
  }

  /// The scripts of `h_{t-1}` without spaces.
  static func tightened(_ children: [MathTree], in name: String) -> [MathTree] {
    guard ["msub", "msup", "msubsup"].contains(name) else { return children }
    return children.enumerated().map { index, child in index == 0 ? child : child.tight }
  }

  private static let signs: Set = ["\u{2212}", "+", "±", "-"]
  /// After these a sign has a left operand.
  private static let closing: Set = [
    ")", "]", "}", "|", "∣", "∥", "⟩", "!", "′", "⌉", "⌋", "…", "⋯",
  ]
}

extension MathTree {
  /// The text of an operator.
  fileprivate var sign: String? {
    guard case .element("mo", _, let children) = self, children.count == 1,
      case .text(let text)? = children.first
    else { return nil }
    return text
  }

  /// The tree with no space around its operators.
  fileprivate var tight: MathTree {
    guard case .element(let name, let attributes, let children) = self else { return self }
    guard name == "mo" else {
      return .element(name: name, attributes: attributes, children: children.map(\.tight))
    }
    return with("lspace", "0em").with("rspace", "0em")
  }

  /// The element with an attribute, unless it says one by that name itself.
  fileprivate func with(_ name: String, _ value: String) -> MathTree {
    guard case .element(let own, let attributes, let children) = self,
      !attributes.contains(where: { $0.name == name })
    else { return self }
    return .element(
      name: own,
      attributes: attributes + [Attribute(name: name, value: value)],
      children: children
    )
  }
}
