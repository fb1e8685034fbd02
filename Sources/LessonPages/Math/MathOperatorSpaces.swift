/// The thin spaces that TeX sets around an operator's name: `2 sin x`, but `sin(x)`.
///
/// KaTeX writes the invisible sign of an applied function after such a name, which browsers draw as
/// nothing at all.
enum MathOperatorSpaces {
  private static let thinSpace = MathTree.element(
    name: "mspace",
    attributes: [MathTree.Attribute(name: "width", value: "0.1667em")],
    children: []
  )

  /// The children of a row with spaces beside operators' names.
  static func added(to children: [MathTree]) -> [MathTree] {
    var result: [MathTree] = []
    for (index, child) in children.enumerated() {
      let next = children.indices.contains(index + 1) ? children[index + 1] : nil
      if next?.isFunctionSign == true, index > 0, children[index - 1].endsOperand,
        !children[index - 1].isFunctionSign
      {
        result.append(thinSpace)
      }
      guard child.isFunctionSign else {
        result.append(child)
        continue
      }
      result.append(child)
      if let next, !next.opensWithSign { result.append(thinSpace) }
    }
    return result
  }
}

extension MathTree {
  /// Whether it is the invisible sign of an applied function.
  var isFunctionSign: Bool {
    switch self {
    case .element("mo", _, [.text("\u{2061}")]), .element("mo", _, [.text("&#x2061;")]): true
    default: false
    }
  }

  /// Whether it begins with a sign such as a parenthesis, which keeps its own distance.
  fileprivate var opensWithSign: Bool {
    guard case .element(let name, _, let children) = self else { return false }
    if name == "mo" || name == "mspace" { return true }
    return ["mrow", "mstyle"].contains(name) && children.first?.opensWithSign == true
  }

  /// Whether it is a letter, a number or a closing parenthesis, rather than a sign between two.
  fileprivate var endsOperand: Bool {
    guard case .element(let name, _, let children) = self else { return false }
    guard name == "mo" else { return name != "mspace" }
    guard case .text(let text)? = children.first else { return false }
    return [")", "]", "}", "\u{2032}"].contains(text)
  }
}
