/// How long and how deep a formula may be: what shows it, on pages and terminals, is bounded, too.
enum FormulaBounds {
  /// Groups within groups.
  static let mostNested = 100
  /// Bytes of TeX.
  static let longest = 10_000
  /// Bytes of a formula that defines commands, of which few make much.
  static let longestWithDefinitions = 1000

  private static let definitions = [
    "\\def", "\\gdef", "\\edef", "\\xdef", "\\let", "\\futurelet", "\\newcommand",
    "\\renewcommand", "\\providecommand",
  ]

  /// What is wrong with a formula that cannot be shown, or nil.
  static func complaint(about tex: String) -> String? {
    if tex.utf8.count > longest {
      return "this formula is longer than \(longest) bytes: split it into several"
    }
    if isTooDeep(tex) {
      return "this formula is nested deeper than \(mostNested) levels: give its parts names and "
        + "formulas of their own"
    }
    if tex.utf8.count > longestWithDefinitions,
      let command = definitions.first(where: { tex.contains($0) })
    {
      return "this formula defines a command with '\(command)' and is longer than "
        + "\(longestWithDefinitions) bytes: write out what the command stands for, or split it"
    }
    return nil
  }

  /// Whether braces, delimiters and environments are opened within each other too often.
  private static func isTooDeep(_ tex: String) -> Bool {
    var depth = 0
    var rest = Substring(tex).utf8
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "}"): depth = max(0, depth - 1)
      case .backslash:
        let name = String(
          decoding: rest.prefix { $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A },
          as: UTF8.self
        )
        if ["left", "begin"].contains(name) { depth += 1 }
        if ["right", "end"].contains(name) { depth = max(0, depth - 1) }
        // What a backslash stands before opens nothing.
        rest = rest.dropFirst(max(1, name.utf8.count))
      default: break
      }
      if depth > mostNested { return true }
    }
    return false
  }
}
