extension MathTree {
  /// The tree as browsers draw it right without a script and without inline styles.
  ///
  /// MathML Core, which browsers implement, knows no `mathvariant` but `normal`, no
  /// `columnalign`, no `columnspacing` and no `menclose`: letters become those of Unicode's
  /// alphabets, and the rest becomes classes of the style sheet.
  var forBrowsers: MathTree {
    guard case .element(let name, let attributes, let children) = self else { return self }
    switch name {
    case "mi", "mn", "mtext", "ms": return letters(name, attributes, children)
    case "mo": return Self.sign(attributes, children)
    case "mtable": return table(attributes, children)
    case "menclose":
      let notation = attributes.first { $0.name == "notation" }?.value ?? "box"
      return .element(
        name: "mrow",
        attributes: [Attribute(name: "class", value: "enclosed \(notation)")],
        children: children.map(\.forBrowsers)
      )
    case "msub", "msup", "msubsup", "mfrac", "mroot", "munder", "mover", "munderover":
      // The number of their children says which is which, and KaTeX adds a sign after `\max`.
      return .element(
        name: name,
        attributes: attributes,
        children: MathSignSpaces.tightened(
          children.filter { !$0.isFunctionSign }.map(\.forBrowsers),
          in: name
        )
      )
    case "mrow", "mstyle", "mpadded", "mphantom":
      return .element(
        name: name,
        attributes: attributes,
        children: MathSignSpaces.signed(MathOperatorSpaces.added(to: children).map(\.forBrowsers))
      )
    default:
      // HTML knows `math` without its namespace, which would weigh more than a short formula.
      return .element(
        name: name,
        attributes: attributes.filter { $0.name != "xmlns" },
        children: children.map(\.forBrowsers)
      )
    }
  }

  /// A sign that browsers would set in the wrong place.
  private static func sign(_ attributes: [Attribute], _ children: [MathTree]) -> MathTree {
    var attributes = attributes
    switch children {
    case [.text("\u{20D7}")]:
      // The combining arrow of `\vec` is drawn beside its letter.
      attributes = [
        Attribute(name: "stretchy", value: "false"), Attribute(name: "class", value: "vector"),
      ]
      return .element(name: "mo", attributes: attributes, children: [.text("→")])
    case [.text("∥")] where !attributes.isEmpty:
      // As a bar of a norm, not as the relation "parallel", which has space around it.
      attributes += ["lspace", "rspace"].map { Attribute(name: $0, value: "0em") }
      return .element(name: "mo", attributes: attributes, children: children)
    default: return .element(name: "mo", attributes: attributes, children: children)
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
    let isNumbered = attributes.contains(Attribute(name: "width", value: "100%"))
    let words = [isAligned ? "aligned" : nil, isNumbered ? "numbered" : nil].compactMap(\.self)
    let classes =
      words.isEmpty ? [] : [Attribute(name: "class", value: words.joined(separator: " "))]
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
      let kept = own.filter { $0.name != "class" && $0.name != "width" }
      let isGlue = own.contains { $0.name == "width" }
      let word = isGlue ? "glue" : side == "center" ? nil : side
      let classes = word.map { [Attribute(name: "class", value: $0)] } ?? []
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
