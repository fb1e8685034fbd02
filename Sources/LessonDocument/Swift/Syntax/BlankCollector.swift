import SwiftSyntax

/// Collects what a declaration may not carry where it is put.
///
/// All blocks of a lesson share one scope, so what is private to the file is not private in the
/// program: its modifiers are replaced by spaces, which keeps every column.
final class BlankCollector: SyntaxVisitor {
  /// What is not to stand at file scope.
  private(set) var atFileScope: [Range<Int>] = []
  /// What is not to stand in a function.
  private(set) var inFunction: [Range<Int>] = []

  init() { super.init(viewMode: .sourceAccurate) }

  /// Looks at a top-level declaration.
  func collect(from node: DeclSyntax) {
    if let modified = node.asProtocol((any WithModifiersSyntax).self) {
      for modifier in modified.modifiers {
        switch modifier.name.tokenKind {
        case .keyword(.private), .keyword(.fileprivate):
          atFileScope.append(modifier.byteRange)
          inFunction.append(modifier.byteRange)
        case .keyword(.lazy):
          atFileScope.append(modifier.byteRange)
        case .keyword(.internal), .keyword(.public), .keyword(.open), .keyword(.package):
          inFunction.append(modifier.byteRange)
        default: continue
        }
      }
    }
    if let attributed = node.asProtocol((any WithAttributesSyntax).self) {
      for case .attribute(let attribute) in attributed.attributes
      where attribute.attributeName.trimmedDescription == "main" {
        atFileScope.append(attribute.byteRange)
        inFunction.append(attribute.byteRange)
      }
    }
    if node.asProtocol((any DeclGroupSyntax).self) != nil { walk(node) }
  }

  override func visit(_ node: DeclModifierSyntax) -> SyntaxVisitorContinueKind {
    if node.name.tokenKind == .keyword(.fileprivate) { atFileScope.append(node.byteRange) }
    return .skipChildren
  }

  override func visit(_ node: CodeBlockSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
}
