import SwiftParser
import SwiftSyntax

/// Walks through an answer and finds what reaches behind the language.
final class ReachFinder: SyntaxVisitor {
  private(set) var found: [(offset: Int, cause: DiagnosticCause)] = []
  private let modules: Set<String>
  private let names: Set<String>
  /// The names that are refused within types and functions.
  private let innerNames: Set<String>
  private let own: OwnNames
  /// How many extensions stand around what is visited.
  private var extensions = 0

  init(modules: Set<String>, names: Set<String>, innerNames: Set<String>, own: OwnNames) {
    (self.modules, self.names, self.innerNames, self.own) = (modules, names, innerNames, own)
    super.init(viewMode: .sourceAccurate)
  }

  private func refuse(_ node: some SyntaxProtocol, as name: String? = nil) {
    found.append(
      (node.byteRange.lowerBound, .reaching(name ?? String(node.trimmedDescription.prefix(60))))
    )
  }

  // MARK: Words of the language

  override func visit(_ node: AttributeSyntax) -> SyntaxVisitorContinueKind {
    let name = node.attributeName.trimmedDescription
    // Attributes of the language begin in lower case; the others are types: wrappers, builders, actors.
    if name.first?.isUppercase != true, !Self.attributes.contains(name) {
      refuse(node, as: "@\(name)")
    }
    return .visitChildren
  }

  private static let attributes: Set<String> = [
    "autoclosure", "available", "discardableResult", "dynamicCallable", "dynamicMemberLookup",
    "escaping", "frozen", "indirect", "inlinable", "inline", "preconcurrency", "propertyWrapper",
    "resultBuilder", "unchecked", "unknown", "usableFromInline", "warn_unqualified_access",
  ]

  override func visit(_ node: UnsafeExprSyntax) -> SyntaxVisitorContinueKind {
    refuse(node, as: "unsafe")
    return .visitChildren
  }

  override func visit(_ node: ForStmtSyntax) -> SyntaxVisitorContinueKind {
    if let keyword = node.unsafeKeyword { refuse(keyword) }
    return .visitChildren
  }

  // In an extension such a word outdoes the runner's `fileprivate`, and checks would meet the member.
  override func visit(_ node: DeclModifierSyntax) -> SyntaxVisitorContinueKind {
    if Self.widening.contains(node.name.text), extensions > 0 { refuse(node, as: node.name.text) }
    return .visitChildren
  }

  override func visit(_ node: ExtensionDeclSyntax) -> SyntaxVisitorContinueKind {
    extensions += 1
    return .visitChildren
  }

  override func visitPost(_ node: ExtensionDeclSyntax) { extensions -= 1 }

  private static let widening: Set<String> = ["internal", "open", "package", "public"]

  override func visit(_ node: DeclModifierDetailSyntax) -> SyntaxVisitorContinueKind {
    // Blocks are compiled without checks of threads, of which `nonisolated(unsafe)` takes nothing away.
    let modifier = node.parent?.as(DeclModifierSyntax.self)?.name.text
    if node.detail.text.hasPrefix("unsafe"), modifier != "nonisolated" {
      refuse(node, as: "unsafe")
    }
    return .visitChildren
  }

  override func visit(_ node: ImportDeclSyntax) -> SyntaxVisitorContinueKind {
    let module = node.path.first?.name.plainName ?? ""
    if !modules.contains(module) { refuse(node) }
    return .visitChildren
  }

  override func visit(_ node: MacroDeclSyntax) -> SyntaxVisitorContinueKind {
    refuse(node.macroKeyword, as: "macro")
    return .visitChildren
  }

  override func visit(_ node: MacroExpansionExprSyntax) -> SyntaxVisitorContinueKind {
    if node.macroName.text == "externalMacro" { refuse(node, as: "#externalMacro") }
    return .visitChildren
  }

  // MARK: Names

  override func visit(_ node: TokenSyntax) -> SyntaxVisitorContinueKind {
    guard case .identifier = node.tokenKind else { return .visitChildren }
    let name = node.plainName
    if name.hasPrefix("unroll_") || Self.reachingNames.contains(name), !node.isMemberOfOther {
      refuse(node, as: name)
    }
    return .visitChildren
  }

  /// What loads code, starts programs, or takes a format that nobody checks.
  private static let reachingNames: Set<String> = [
    "Bundle", "CVarArg", "LessonProgram", "NSExpression", "forkpty", "madvise", "mmap", "mprotect",
    "mremap",
    "munmap", "NSLog", "NSLogv", "NSPredicate", "Process",
    "RuntimeHost", "WrittenFiles", "appendFormat", "appendingFormat", "localizedStringWithFormat",
    "withVaList",
  ]

  // MARK: Formats

  override func visit(_ node: FunctionCallExprSyntax) -> SyntaxVisitorContinueKind {
    for argument in node.arguments
    where argument.label?.text == "format" && !own.takesFormat(node.calledExpression) {
      let text = argument.expression.as(StringLiteralExprSyntax.self)?.representedLiteralValue
      if text.map(Self.isFormatOfNumbers) != true { refuse(argument, as: "format:") }
    }
    return .visitChildren
  }

  override func visit(_ node: DeclNameArgumentSyntax) -> SyntaxVisitorContinueKind {
    let name = node.parent?.parent?.parent?.as(DeclReferenceExprSyntax.self)
    if node.name.text == "format", name.map({ own.takesFormat(ExprSyntax($0)) }) != true {
      refuse(node, as: "format:")
    }
    return .visitChildren
  }

  // Handed on, an initialiser may be the one that takes a format, with no word of it.
  override func visit(_ node: MemberAccessExprSyntax) -> SyntaxVisitorContinueKind {
    let name = node.declName
    if name.baseName.text == "init", name.argumentNames == nil, !own.makes(node) {
      refuse(name, as: "init")
    }
    return .visitChildren
  }

  /// Whether a format takes numbers alone: another one could make an address of a number.
  private static func isFormatOfNumbers(_ format: String) -> Bool {
    let number =
      /%[-+ #0']*(?:[0-9]+|\*)?(?:\.(?:[0-9]+|\*)?)?(?:hh|h|ll|l|L|q|z|t|j)?[diouxXeEfFgGaA]/
    return !format.replacing("%%", with: "").replacing(number, with: "").contains("%")
  }

  // MARK: Types

  override func visit(_ node: StructDeclSyntax) -> SyntaxVisitorContinueKind { declared(node.name) }
  override func visit(_ node: ClassDeclSyntax) -> SyntaxVisitorContinueKind { declared(node.name) }
  override func visit(_ node: EnumDeclSyntax) -> SyntaxVisitorContinueKind { declared(node.name) }
  override func visit(_ node: ActorDeclSyntax) -> SyntaxVisitorContinueKind { declared(node.name) }
  override func visit(_ node: ProtocolDeclSyntax) -> SyntaxVisitorContinueKind {
    declared(node.name)
  }
  override func visit(_ node: TypeAliasDeclSyntax) -> SyntaxVisitorContinueKind {
    declared(node.name)
  }
  override func visit(_ node: AssociatedTypeDeclSyntax) -> SyntaxVisitorContinueKind {
    declared(node.name)
  }
  override func visit(_ node: GenericParameterSyntax) -> SyntaxVisitorContinueKind {
    declared(node.name)
  }
  override func visit(_ node: PrecedenceGroupDeclSyntax) -> SyntaxVisitorContinueKind {
    declared(node.name)
  }
  override func visit(_ node: OperatorDeclSyntax) -> SyntaxVisitorContinueKind {
    declared(node.name, among: Self.operators)
  }

  private static let operators: Set<String> = [
    "!", "!=", "!==", "%", "%=", "&", "&&", "&*", "&+", "&-", "&<<", "&>>", "*", "*=", "+", "+=",
    "-", "-=", "->", ".!=", ".<", ".<=", ".==", ".>", ".>=", "...", "..<", "/", "/=", "<", "<<",
    "<=", "==", "===", ">", ">=", ">>", "??", "^", "|", "||", "~", "~=",
  ]

  private func declared(
    _ name: TokenSyntax,
    among more: Set<String> = []
  ) -> SyntaxVisitorContinueKind {
    let plain = name.plainName
    if (name.isWithinDeclaration ? innerNames : names).contains(plain) || more.contains(plain) {
      found.append((name.byteRange.lowerBound, .checkingName(plain)))
    }
    return .visitChildren
  }
}

extension TokenSyntax {
  /// Whether what it names stands within a type or function, or is a parameter of one; an extension's members reach
  /// further.
  fileprivate var isWithinDeclaration: Bool {
    var isWithin = false
    var node = parent?.parent
    while let outer = node {
      if outer.is(ExtensionDeclSyntax.self) { return false }
      isWithin =
        isWithin || outer.asProtocol((any DeclGroupSyntax).self) != nil
        || outer.asProtocol((any WithGenericParametersSyntax).self) != nil
      node = outer.parent
    }
    return isWithin
  }

  /// Whether it names a member of something else than a module.
  fileprivate var isMemberOfOther: Bool {
    guard let name = parent?.as(DeclReferenceExprSyntax.self),
      let access = name.parent?.as(MemberAccessExprSyntax.self), access.declName.id == name.id
    else { return false }
    let base = access.base?.trimmedDescription ?? ""
    return !base.hasPrefix("Foundation")
      && !["appendFormat", "appendingFormat", "localizedStringWithFormat"].contains(text)
  }
}
