/// Writes TeX as a line of Unicode for the terminal: `h_t = \tanh(W_{hh} h_{t-1})` becomes
/// `hₜ = tanh(Wₕₕ hₜ₋₁)`.
///
/// A command it does not know is left as it stands: readable, not typeset.
enum UnicodeMath {
  /// The formula on one line; rows of a table are divided by semicolons.
  static func line(_ tex: String) -> String {
    var reader = UnicodeMathReader(tex)
    return reader.formula().text(rowSeparator: "; ")
  }

  /// The formula as lines, one a row of `aligned`, `cases` and the like.
  static func lines(_ tex: String) -> [String] {
    var reader = UnicodeMathReader(tex)
    return reader.formula().text(rowSeparator: "\n").split(separator: "\n").map(String.init)
  }
}

/// A formula as atoms, each with the class by which TeX spaces it.
struct UnicodeFormula: Equatable {
  enum Kind: Equatable {
    case ordinary, function, large, binary, relation, opening, closing, punctuation
    /// White space: in the source it divides ordinary atoms only.
    case sourceSpace
    /// A space that the formula asks for.
    case space
    /// The end of a row.
    case row
  }

  struct Atom: Equatable {
    var text: String
    var kind: Kind
  }

  var atoms: [Atom] = []

  mutating func append(_ text: String, _ kind: Kind) {
    atoms.append(Atom(text: text, kind: kind))
  }

  /// Whether the formula needs no parentheses in a fraction or below a root.
  var isSimple: Bool {
    let shown = atoms.filter { $0.kind != .sourceSpace }
    return shown.count <= 1
      // ∂L is read as one.
      || shown.count == 2 && shown[0] == Atom(text: "∂", kind: .opening)
        && shown[1].kind == .ordinary
      || shown.allSatisfy { $0.kind == .ordinary && $0.text.count == 1 }
        && shown.allSatisfy { $0.text.allSatisfy(\.isNumber) }
  }

  /// The atoms with the spaces that TeX would put between them.
  func text(rowSeparator: String) -> String {
    var result = ""
    var previous: Kind?
    var divided = false
    for atom in atoms {
      switch atom.kind {
      case .sourceSpace: divided = true
      case .space:
        if !result.isEmpty, !result.hasSuffix(" ") { result += atom.text }
        previous = .space
      case .row:
        result = Self.trimmed(result) + rowSeparator
        (previous, divided) = (nil, false)
      default:
        let kind = Self.adjusted(atom.kind, after: previous)
        if let previous, Self.needsSpace(previous, kind, divided: divided),
          !result.hasSuffix(" ")
        {
          result += " "
        }
        result += result.hasSuffix(" ") ? atom.text.drop { $0 == " " } : atom.text[...]
        (previous, divided) = (kind, false)
      }
    }
    return Self.trimmed(result)
  }

  /// A sign that begins a formula or follows an operator is no binary operator.
  private static func adjusted(_ kind: Kind, after previous: Kind?) -> Kind {
    guard kind == .binary else { return kind }
    switch previous {
    case nil, .binary, .relation, .opening, .punctuation, .function: return .opening
    default: return .binary
    }
  }

  private static func needsSpace(_ left: Kind, _ right: Kind, divided: Bool) -> Bool {
    switch (left, right) {
    case (.space, _), (.opening, _), (_, .closing), (_, .punctuation): false
    case (.relation, _), (_, .relation), (.binary, _), (_, .binary), (.punctuation, _): true
    case (.function, .opening): false
    case (.function, _), (.ordinary, .function), (.closing, .function): true
    case (.large, _), (.ordinary, .large), (.closing, .large): true
    case (.ordinary, .ordinary), (.closing, .ordinary), (.ordinary, .opening): divided
    default: false
    }
  }

  private static func trimmed(_ text: String) -> String {
    var text = text
    while text.hasSuffix(" ") { text.removeLast() }
    return text
  }
}
