extension MathTree {
  /// The tree as browsers draw it right without a script and without inline styles.
  ///
  /// MathML Core, which browsers implement, knows no `mathvariant` but `normal`, no
  /// `columnalign`, no `columnspacing` and no `menclose`: letters become those of Unicode's
  /// alphabets, and the rest becomes classes of the style sheet.
  var forBrowsers: MathTree {
    guard case .element(let name, let attributes, let children) = self else { return self }
    switch name {
    case "mi", "mn", "mtext", "mo", "ms": return letters(name, attributes, children)
    case "mtable": return table(attributes, children)
    case "menclose":
      let notation = attributes.first { $0.name == "notation" }?.value ?? "box"
      return .element(
        name: "mrow",
        attributes: [Attribute(name: "class", value: "enclosed \(notation)")],
        children: children.map(\.forBrowsers)
      )
    default:
      return .element(
        name: name,
        attributes: attributes,
        children: children.map(\.forBrowsers)
      )
    }
  }

  private func letters(
    _ name: String,
    _ attributes: [Attribute],
    _ children: [MathTree]
  ) -> MathTree {
    guard let variant = attributes.first(where: { $0.name == "mathvariant" })?.value,
      let alphabet = MathAlphabet(rawValue: variant)
    else { return .element(name: name, attributes: attributes, children: children) }
    let text = children.map { child -> MathTree in
      // An entity such as &lt; is not made of letters to be replaced.
      guard case .text(let text) = child, !text.contains("&") else { return child }
      return .text(alphabet.applied(to: text))
    }
    // A single letter is italic unless told otherwise, which would slant the bold one again.
    let upright = name == "mi" ? [Attribute(name: "mathvariant", value: "normal")] : []
    let kept = attributes.filter { $0.name != "mathvariant" }
    return .element(name: name, attributes: kept + upright, children: text)
  }

  private func table(_ attributes: [Attribute], _ rows: [MathTree]) -> MathTree {
    func list(_ name: String) -> [String] {
      let value = attributes.first { $0.name == name }?.value ?? ""
      return value.split(separator: " ").map(String.init)
    }
    let alignments = list("columnalign")
    let isAligned = list("columnspacing").first == "0em"
    let dropped = ["columnalign", "columnspacing", "rowspacing", "width"]
    let kept = attributes.filter { !dropped.contains($0.name) }
    let classes = isAligned ? [Attribute(name: "class", value: "aligned")] : []
    return .element(
      name: "mtable",
      attributes: kept + classes,
      children: rows.map { $0.row(alignments: alignments) }
    )
  }

  private func row(alignments: [String]) -> MathTree {
    guard case .element("mtr", let attributes, let cells) = self else { return forBrowsers }
    // Empty cells hold KaTeX's place for an equation's number; they would shift the columns.
    let shown = cells.filter { !$0.isEmptyNumberCell }
    let aligned = shown.enumerated().map { column, cell -> MathTree in
      guard case .element("mtd", let own, let content) = cell else { return cell.forBrowsers }
      let side = alignments.isEmpty ? "center" : alignments[min(column, alignments.count - 1)]
      let kept = own.filter { $0.name != "class" }
      let classes =
        ["left", "right"].contains(side) ? [Attribute(name: "class", value: side)] : []
      return .element(
        name: "mtd",
        attributes: kept + classes,
        children: content.map(\.forBrowsers)
      )
    }
    return .element(name: "mtr", attributes: attributes, children: aligned)
  }

  private var isEmptyNumberCell: Bool {
    guard case .element("mtd", let attributes, []) = self else { return false }
    return attributes.contains { $0.name == "class" }
  }
}
