/// Finds names that a lesson declares twice.
///
/// Functions and macros may be overloaded; that two have the same signature is for the compiler to
/// say, and so is what stands in an `#if`.
public struct RedeclarationChecker {
  /// A block as the checker and ``BlockDependencies`` see it.
  public struct Block: Sendable {
    /// The block's label.
    public var label: String
    /// Its code.
    public var code: BlockCode
    /// What was read from the code.
    public var syntax: BlockSyntax
    /// Whether its declarations are its own.
    public var isLocal: Bool
    /// The file in which the code stands.
    public var file: SourceFile

    /// Makes a block.
    public init(
      label: String,
      code: BlockCode,
      syntax: BlockSyntax,
      isLocal: Bool = false,
      file: SourceFile = .lesson
    ) {
      self.file = file
      self.label = label
      self.code = code
      self.syntax = syntax
      self.isLocal = isLocal
    }
  }

  /// For each of `blocks`, in the order of the lesson, its redeclarations as errors.
  public static func diagnostics(of blocks: [Block]) -> [[Diagnostic]] {
    var shared: [Key: BlockReference] = [:]
    return blocks.map { block in
      var own = block.isLocal ? [:] : shared
      var found: [Diagnostic] = []
      for declaration in block.syntax.declarations
      where !declaration.isOverloadable && !declaration.isConditional && declaration.name != "_" {
        let key = Key(declaration)
        let place = SourcePlace(block.code.location(at: declaration.offset), in: block.file)
        if let first = own[key] {
          found.append(
            Diagnostic(
              severity: .error,
              place: place,
              cause: .redeclared(name: declaration.name, first: first)
            )
          )
        } else {
          own[key] = BlockReference(label: block.label, place: place)
        }
      }
      if !block.isLocal { shared = own }
      return found
    }
  }

  private struct Key: Hashable {
    var name: String
    /// Operators of different fixity, and precedence groups, do not clash with other names.
    var space: String

    init(_ declaration: BlockDeclaration) {
      name = declaration.name
      switch declaration.kind {
      case .variable, .function, .type, .extension, .macro: space = ""
      case .prefixOperator, .infixOperator, .postfixOperator, .precedenceGroup:
        space = declaration.kind.rawValue
      }
    }
  }
}
