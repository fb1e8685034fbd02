/// Reads TeX into atoms of Unicode.
struct UnicodeMathReader {
  private var rest: Substring

  init(_ tex: String) {
    rest = tex[...]
  }

  /// Everything up to the end, a closing brace, or a command that ends a group.
  mutating func formula() -> UnicodeFormula {
    var formula = UnicodeFormula()
    while let character = rest.first, character != "}", !rest.hasPrefix("\\end{") {
      step(character, into: &formula)
    }
    return formula
  }

  /// The formulas of a whole source: a brace too many is dropped.
  private mutating func step(_ character: Character, into formula: inout UnicodeFormula) {
    switch character {
    case "\\": command(into: &formula)
    case "^", "_":
      rest.removeFirst()
      script(character, into: &formula)
    case "{": formula.atoms += group().atoms
    case "'":
      rest.removeFirst()
      attach("′", to: &formula)
    case "&", "$":
      rest.removeFirst()
      if character == "&" { formula.append("", .sourceSpace) }
    case "~":
      rest.removeFirst()
      formula.append(" ", .space)
    case "%": rest = rest.drop { !$0.isNewline }
    default:
      rest.removeFirst()
      formula.atoms.append(UnicodeMathSymbols.atom(of: character))
    }
  }

  /// One argument: a group, a command with its own, or a character.
  private mutating func argument() -> UnicodeFormula {
    rest = rest.drop(while: \.isWhitespace)
    if rest.first == "{" { return group() }
    var formula = UnicodeFormula()
    if rest.first == "\\" {
      command(into: &formula)
    } else if let character = rest.popFirst() {
      formula.atoms.append(UnicodeMathSymbols.atom(of: character))
    }
    return formula
  }

  private mutating func group() -> UnicodeFormula {
    rest.removeFirst()
    let inner = formula()
    if rest.first == "}" { rest.removeFirst() }
    return inner
  }

  /// The words of `\text{…}` and the names of environments, as they are.
  private mutating func words() -> String {
    rest = rest.drop(while: \.isWhitespace)
    guard rest.first == "{" else { return String(rest.popFirst().map(String.init) ?? "") }
    rest.removeFirst()
    var depth = 1
    var text = ""
    while let character = rest.popFirst() {
      if character == "{" { depth += 1 }
      if character == "}" { depth -= 1 }
      if depth == 0 { break }
      if character != "{", character != "}", character != "$" { text.append(character) }
    }
    return text
  }

  private mutating func commandName() -> String {
    rest.removeFirst()
    guard let first = rest.first else { return "" }
    guard first.isLetter else {
      rest.removeFirst()
      return String(first)
    }
    let name = rest.prefix { $0.isLetter && $0.isASCII }
    rest = rest.dropFirst(max(1, name.count))
    if rest.first == "*" { rest.removeFirst() }
    return String(name)
  }

  private mutating func command(into formula: inout UnicodeFormula) {
    let name = commandName()
    if let atom = UnicodeMathSymbols.commands[name] {
      formula.atoms.append(atom)
    } else if UnicodeMathSymbols.functions.contains(name) {
      formula.append(name, .function)
    } else if let mark = UnicodeMathSymbols.accents[name] {
      formula.append(Self.accented(argument().text(rowSeparator: " "), mark), .ordinary)
    } else if let alphabet = UnicodeMathSymbols.alphabets[name] {
      formula.append(alphabet.applied(to: argument().text(rowSeparator: " ")), .ordinary)
    } else if UnicodeMathSymbols.transparent.contains(name) {
      let inner = argument()
      let text = inner.text(rowSeparator: " ")
      // A word set upright is a name, as of a function: it stands apart from its neighbours.
      if name == "mathrm", text.count > 1, text.allSatisfy(\.isLetter) {
        formula.append(text, .function)
      } else {
        formula.atoms += inner.atoms
      }
    } else {
      structure(name, into: &formula)
    }
  }

  private mutating func structure(_ name: String, into formula: inout UnicodeFormula) {
    switch name {
    case "frac", "dfrac", "tfrac", "cfrac":
      let above = Self.parenthesised(argument())
      formula.append(above + "/" + Self.parenthesised(argument()), .ordinary)
    case "sqrt": formula.append(root(), .ordinary)
    case "text", "textrm", "textit", "textbf", "mbox", "texttt", "textsf":
      formula.append(words(), .ordinary)
    case "operatorname": formula.append(words(), .function)
    case "binom":
      let above = argument().text(rowSeparator: " ")
      formula.append("(\(above) choose \(argument().text(rowSeparator: " ")))", .ordinary)
    case "left", "right", "bigl", "bigr", "Bigl", "Bigr", "big", "Big", "bigg", "Bigg", "middle":
      if rest.first == "." { rest.removeFirst() }
    case "\\", "cr", "newline": formula.append("", .row)
    case "begin": environment(into: &formula)
    case "underbrace", "overbrace":
      formula.append(Self.parenthesised(argument()), .ordinary)
    case "color", "textcolor", "phantom", "label":
      _ = words()
    case "tag":
      formula.append("   ", .space)
      formula.append("(\(words()))", .ordinary)
    default: formula.append("\\" + name, .function)
    }
  }

  private mutating func root() -> String {
    var degree = ""
    if rest.first == "[" {
      degree = String(rest.dropFirst().prefix { $0 != "]" })
      rest = rest.dropFirst(degree.count + 2)
    }
    let sign = ["3": "∛", "4": "∜", "": "√"][degree] ?? UnicodeMathSymbols.raised(degree) + "√"
    return sign + Self.parenthesised(argument())
  }

  private mutating func environment(into formula: inout UnicodeFormula) {
    let name = words()
    if name == "array" { _ = words() }
    var inner = self.formula()
    if rest.hasPrefix("\\end{") {
      rest = rest.dropFirst(4)
      _ = words()
    }
    guard let (opening, closing) = UnicodeMathSymbols.matrices[name] else {
      formula.atoms += inner.atoms
      return
    }
    while inner.atoms.last?.kind == .row || inner.atoms.last?.kind == .sourceSpace {
      inner.atoms.removeLast()
    }
    // The entries of a row stand apart even where nothing else would divide them.
    for index in inner.atoms.indices
    where inner.atoms[index].kind == .sourceSpace && inner.atoms[index].text.isEmpty {
      inner.atoms[index] =
        name.hasSuffix("cases")
        ? UnicodeFormula.Atom(text: ",", kind: .punctuation)
        : UnicodeFormula.Atom(text: " ", kind: .space)
    }
    formula.append(opening + inner.text(rowSeparator: "; ") + closing, .ordinary)
  }

  private mutating func script(_ mark: Character, into formula: inout UnicodeFormula) {
    let inner = Self.narrowed(argument().text(rowSeparator: " "))
    let small =
      mark == "^" ? UnicodeMathSymbols.raised(inner) : UnicodeMathSymbols.lowered(inner)
    attach(small, to: &formula)
  }

  /// A script as TeX sets it: without spaces around its signs.
  private static func narrowed(_ text: String) -> String {
    ["+", "−", "×", "·", "=", "/"].reduce(text) { text, sign in
      text.replacing(" \(sign) ", with: sign)
    }
  }

  /// Adds to the last atom, so that no space comes between.
  private func attach(_ text: String, to formula: inout UnicodeFormula) {
    while formula.atoms.last?.kind == .sourceSpace { formula.atoms.removeLast() }
    if formula.atoms.isEmpty {
      formula.append(text, .ordinary)
    } else {
      let last = formula.atoms.count - 1
      formula.atoms[last].text += text
      // With a subscript it no longer clings to what it is applied to.
      if ["∇", "∂"].contains(formula.atoms[last].text.first) {
        formula.atoms[last].kind = .function
      }
    }
  }

  /// A letter below its mark; marks that do not reach over several letters stand after parentheses.
  private static func accented(_ text: String, _ mark: String) -> String {
    if UnicodeMathSymbols.lines.contains(mark) { return text.map { "\($0)\(mark)" }.joined() }
    return text.count > 1 ? "(\(text))\(mark)" : text + mark
  }

  private static func parenthesised(_ formula: UnicodeFormula) -> String {
    let text = formula.text(rowSeparator: " ")
    return formula.isSimple ? text : "(\(text))"
  }
}
