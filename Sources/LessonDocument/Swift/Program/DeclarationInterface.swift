import SwiftParser
import SwiftSyntax

/// What code that uses a block's declarations must know of them: signatures without bodies, wherever they stand.
///
/// Two answers that declare the same have the same interface, however they work, so what is compiled after one of them
/// can be used after the other.
public enum DeclarationInterface {
  /// The interface of the declarations of a program; nil where a body may say more than a signature.
  ///
  /// - Parameter declarations: the declarations of a ``BlockProgram`` whose block has no syntax errors.
  public static func text(of declarations: String) -> String? {
    guard BracketGuard.problem(in: declarations) == nil else { return nil }
    return LargeStack.run {
      let tree = Parser.parse(source: declarations)
      guard !tree.hasError else { return nil }
      let remover = BodyRemover()
      let kept = tree.statements.compactMap { item -> String? in
        switch item.item {
        case .decl(let node):
          // Where something stands is told by the declarations themselves.
          if node.is(PoundSourceLocationSyntax.self) { return nil }
          // Nobody else can call it, and no type's layout depends on it.
          if let function = node.as(FunctionDeclSyntax.self), function.isOfItsFile { return nil }
          return remover.rewrite(node).trimmedDescription
        case .stmt, .expr: return item.trimmedDescription
        }
      }
      return kept.joined(separator: "\n") + "\n"
    }
  }
}

/// Takes the bodies of functions away whose signatures say all.
private final class BodyRemover: SyntaxRewriter {
  override func visit(_ node: FunctionDeclSyntax) -> DeclSyntax {
    guard let body = node.body, node.saysAll else { return DeclSyntax(node) }
    let empty = body.with(\.statements, []).with(\.rightBrace, .rightBraceToken())
      .with(\.leftBrace, .leftBraceToken())
    return DeclSyntax(node.with(\.body, empty))
  }
}

extension FunctionDeclSyntax {
  /// Whether only its file sees it.
  fileprivate var isOfItsFile: Bool {
    modifiers.contains { ["private", "fileprivate"].contains($0.name.text) }
  }

  /// Whether its body adds nothing to its signature: an attribute may hand the body to others, and what `some` is
  /// stands in the body.
  fileprivate var saysAll: Bool {
    let result = signature.returnClause?.type
    let isOpaque = result?.tokens(viewMode: .sourceAccurate).contains {
      $0.tokenKind == .keyword(.some)
    }
    return attributes.isEmpty && isOpaque != true
  }
}
