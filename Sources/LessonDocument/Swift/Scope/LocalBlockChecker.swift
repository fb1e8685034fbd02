/// Says what a block marked `//| local: true` cannot have.
///
/// Its declarations stand in its function; the language allows extensions, operator functions and
/// macros at file scope only, where the block's own types are not known.
public enum LocalBlockChecker {
  /// The declarations of a local block that name types of the same block from file scope, as errors.
  public static func diagnostics(of syntax: BlockSyntax, in code: BlockCode) -> [Diagnostic] {
    let own = Set(syntax.declarations.filter { $0.kind == .type }.map(\.name))
    let outside = fileScope(in: syntax.items)
    return syntax.declarations.compactMap { declaration in
      guard outside.contains(where: { $0.contains(declaration.offset) }),
        let name = declaration.uses.names.first(where: own.contains)
      else { return nil }
      let location = code.location(at: declaration.offset)
      let what = declaration.kind == .extension ? "an extension" : "an operator or macro"
      return Diagnostic(
        severity: .error,
        place: SourcePlace(location),
        cause: .outsideLocalBlock(what: what, type: name)
      )
    }
  }

  private static func fileScope(in items: [BlockItem]) -> [Range<Int>] {
    items.flatMap { item -> [Range<Int>] in
      switch item {
      case .declaration(let declaration):
        declaration.onlyAtFileScope ? [declaration.range] : []
      case .conditional(let clauses, _): clauses.flatMap { fileScope(in: $0.items) }
      case .importing, .variables, .guardBinding, .statement: []
      }
    }
  }
}
