/// What a block's code says, as far as the runner must know: what goes where in its program, what
/// it declares and what it names.
///
/// It depends on the text of the code alone, not on where that stands, so it can be kept for as
/// long as the text is the same.
public struct BlockSyntax: Codable, Equatable, Sendable {
  /// The top-level items, in order.
  public var items: [BlockItem]
  /// What the block declares, in order.
  public var declarations: [BlockDeclaration]
  /// All names used anywhere in it.
  public var uses: NameUse
  /// The names that run when the block runs: those in statements and initialisers.
  public var statementUses: NameUse
  /// Whether its statements await something.
  public var isAsync: Bool
  /// What the parser refuses.
  ///
  /// The compiler's parser is another one and decides: a block that has errors is first given to
  /// the compiler as a whole, see ``BlockProgramWriter/writeWhole(_:file:)``, and its program is
  /// compiled only if that parses.
  public var syntaxErrors: [LocatedMessage]
  /// The checks that are written in it, in order.
  public var checks: [WrittenCheck]
  /// What is not to stand at file scope, such as `private`, `lazy` and `@main`.
  var fileScopeBlanks: [Range<Int>]
  /// What is not to stand in a function, such as access modifiers and `@main`.
  var functionBlanks: [Range<Int>]

  /// The syntax errors as diagnostics of the lesson.
  public func diagnostics(in code: BlockCode) -> [Diagnostic] {
    syntaxErrors.map { error in
      Diagnostic(
        severity: .error,
        place: SourcePlace(code.location(at: error.offset)),
        cause: .compiler(message: error.message)
      )
    }
  }
}

/// A message about a place in a block's code.
public struct LocatedMessage: Codable, Equatable, Sendable {
  /// The place, in UTF-8 bytes of the block's code.
  public var offset: Int
  /// The message.
  public var message: String
}

extension BlockSyntax {
  /// The imports of the block, `#if` around them kept, as later blocks carry them on.
  public func carriedImports(in code: BlockCode) -> String {
    Self.imports(of: items, in: code)
  }

  /// The modules that the block imports.
  public func importedModules(in code: BlockCode) -> [String] {
    carriedImports(in: code).split(separator: "\n").compactMap { line in
      let words = line.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
      guard let start = words.firstIndex(of: "import") else { return nil }
      let kinds: Set<String> = [
        "class", "enum", "func", "let", "protocol", "struct", "typealias", "var",
      ]
      return words[(start + 1)...].first { !kinds.contains($0) }
    }
  }

  private static func imports(of items: [BlockItem], in code: BlockCode) -> String {
    var text = ""
    for item in items {
      switch item {
      case .importing(let range): text += code.text(in: range) + "\n"
      case .conditional(let clauses, _):
        let parts = clauses.map { ($0.directive, imports(of: $0.items, in: code)) }
        guard parts.contains(where: { !$0.1.isEmpty }) else { continue }
        for (directive, imports) in parts { text += code.text(in: directive) + "\n" + imports }
        text += "#endif\n"
      case .declaration, .variables, .guardBinding, .statement: continue
      }
    }
    return text
  }
}
