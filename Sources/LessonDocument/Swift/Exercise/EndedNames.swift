import SwiftParser
import SwiftSyntax

/// Tells of names that the compiler does not find where the code declares them: within braces that have ended.
public struct EndedNames {
  private let code: BlockCode
  private let declared: [DeclaredName]

  /// Reads code.
  public init(_ code: BlockCode) {
    self.code = code
    // Code on which the parser would never end declares nothing.
    guard BracketGuard.problem(in: code.text) == nil else {
      declared = []
      return
    }
    declared = LargeStack.run {
      let finder = DeclaredNameFinder(viewMode: .sourceAccurate)
      finder.walk(Parser.parse(source: code.text))
      return finder.found
    }
  }

  /// Messages about the code, with the line that declares a name which is not found.
  ///
  /// - Parameter file: that of the code; what is said of others stays as it is.
  public func told(_ diagnostics: [Diagnostic], in file: SourceFile) -> [Diagnostic] {
    diagnostics.map { diagnostic in
      guard diagnostic.place.file == file,
        case .compiler(let message, let missing?) = diagnostic.cause,
        let line = line(declaring: missing, before: diagnostic.place)
      else { return diagnostic }
      var told = diagnostic
      told.cause = .compiler(
        message: "\(message): line \(line) declares it within braces that have ended",
        missing: missing
      )
      return told
    }
  }

  /// The line of the last declaration of a name whose braces end before a place.
  private func line(declaring name: String, before place: SourcePlace) -> Int? {
    let ended = declared.last { declaration in
      guard declaration.name == name else { return false }
      let end = code.location(at: declaration.scopeEnd)
      let around = declaration.function.map { code.location(at: $0) }
      return (end.line, end.column) <= (place.line, place.column)
        && around.map { (place.line, place.column) < ($0.line, $0.column) } ?? true
    }
    return ended.map { code.location(at: $0.offset).line }
  }
}

/// A name that code declares within braces.
private struct DeclaredName {
  var name: String
  /// Where it stands, and where the braces end, in UTF-8 bytes of the code.
  var offset: Int
  var scopeEnd: Int
  /// Where the function around the braces ends, if there is one: nobody looks for a name in another one.
  var function: Int?
}

/// Finds the variables and functions that are declared within braces.
private final class DeclaredNameFinder: SyntaxVisitor {
  private(set) var found: [DeclaredName] = []

  override func visit(_ node: IdentifierPatternSyntax) -> SyntaxVisitorContinueKind {
    declare(node.identifier)
    return .skipChildren
  }

  override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind {
    declare(node.name)
    return .visitChildren
  }

  private func declare(_ name: TokenSyntax) {
    // What a function declares for itself is nothing that another one could have meant.
    guard let scope = Syntax(name).enclosingScope, scope.parent?.is(FunctionDeclSyntax.self) != true
    else { return }
    found.append(
      DeclaredName(
        name: name.plainName,
        offset: name.positionAfterSkippingLeadingTrivia.utf8Offset,
        scopeEnd: scope.endPositionBeforeTrailingTrivia.utf8Offset,
        function: scope.enclosingFunction?.endPosition.utf8Offset
      )
    )
  }
}

extension Syntax {
  /// The innermost braces around what is declared; of a loop's or condition's own name, the whole statement.
  fileprivate var enclosingScope: Syntax? {
    var node = parent
    while let outer = node {
      switch outer.kind {
      case .codeBlock, .closureExpr, .forStmt, .whileStmt, .ifExpr, .switchCase, .memberBlock,
        .accessorBlock, .catchClause:
        return outer
      default: node = outer.parent
      }
    }
    return nil
  }

  /// The innermost function around it.
  fileprivate var enclosingFunction: Syntax? {
    var node = parent
    while let outer = node {
      if outer.is(FunctionDeclSyntax.self) { return outer }
      node = outer.parent
    }
    return nil
  }
}
