/// A type that the compiler wants to see written, read from its message.
///
/// A global may not be inferred to have an opaque type; the block is then compiled again with the
/// type it names: `let model: some Layer = makeModel()`.
public struct OpaqueTypeAnnotation: Equatable, Sendable {
  /// The variable's name, as written.
  public var name: String
  /// Its type.
  public var type: String

  private static let message = "property definition has inferred type '"

  /// Reads a compiler message.
  ///
  /// - Parameter message: the text of the message.
  /// - Parameter line: the line that the message is about, as reported.
  /// - Parameter syntax: the syntax of the block that was compiled.
  /// - Parameter code: the code of that block.
  /// - Returns: nil if the message is another one, or the variable is not found.
  public init?(message: String, line: Int, in syntax: BlockSyntax, of code: BlockCode) {
    guard message.hasPrefix(Self.message),
      let end = message.firstRange(of: "', involving the 'some'")?.lowerBound
    else { return nil }
    let type = String(message.dropFirst(Self.message.count)[..<end])
    guard
      let name = Self.bindings(in: syntax.items).first(where: { variables, binding in
        binding.names.count == 1
          && [variables.range, binding.range].contains {
            code.location(at: $0.lowerBound).line == line
          }
      })?.1.names.first
    else { return nil }
    self.name = name
    self.type = type
  }

  private static func bindings(
    in items: [BlockItem]
  ) -> [(VariableDeclaration, VariableBinding)] {
    items.flatMap { item in
      switch item {
      case .variables(let variables): return variables.bindings.map { (variables, $0) }
      case .conditional(let clauses, _): return clauses.flatMap { bindings(in: $0.items) }
      case .importing, .declaration, .guardBinding, .statement: return []
      }
    }
  }
}
