import SwiftDiagnostics
import SwiftParser
import SwiftParserDiagnostics
import SwiftSyntax

/// Parses a block's code once and says what goes where in its program.
public struct BlockSyntaxReader {
  private var declarations: [BlockDeclaration] = []
  private var all: [any SyntaxProtocol] = []
  private var running: [any SyntaxProtocol] = []
  private var isAsync = false
  private var blanks = BlankCollector()
  private var asyncLets: (names: Set<String>, ranges: [Range<Int>]) = ([], [])
  private var isConditional = false

  private init() {}

  /// Reads `code`.
  ///
  /// Whatever the code holds, a value comes back; its syntax errors are in it.
  public static func read(_ code: BlockCode) -> BlockSyntax {
    guard let start = BracketGuard.problem(in: code.text) else {
      return known.value(of: code.text, size: code.text.utf8.count) {
        LargeStack.run { parsed(code) }
      }
    }
    var syntax = parsed(BlockCode([]))
    let message = "more than \(BracketGuard.limit) '[' in a row; name the inner parts"
    syntax.syntaxErrors = [LocatedMessage(offset: start, message: message)]
    return syntax
  }

  private static let known = Remembered<String, BlockSyntax>()

  private static func parsed(_ code: BlockCode) -> BlockSyntax {
    let tree = Parser.parse(source: code.text)
    var reader = Self()
    let items = reader.items(in: tree.statements)
    return BlockSyntax(
      items: items,
      declarations: reader.declarations,
      uses: NameCollector.uses(in: reader.all),
      statementUses: NameCollector.uses(in: reader.running),
      isAsync: reader.isAsync,
      syntaxErrors: syntaxErrors(in: tree),
      checks: WrittenCheckFinder.checks(in: tree),
      fileScopeBlanks: reader.blanks.atFileScope,
      functionBlanks: reader.blanks.inFunction
    )
  }

  private static func syntaxErrors(in tree: SourceFileSyntax) -> [LocatedMessage] {
    guard tree.hasError else { return [] }
    return ParseDiagnosticsGenerator.diagnostics(for: tree)
      .filter { $0.diagMessage.severity == .error }
      .map { LocatedMessage(offset: $0.position.utf8Offset, message: $0.message) }
  }

  private mutating func items(in list: CodeBlockItemListSyntax) -> [BlockItem] {
    list.flatMap { items(for: $0) }
  }

  private mutating func items(for item: CodeBlockItemSyntax) -> [BlockItem] {
    if let conditional = item.item.as(IfConfigDeclSyntax.self) {
      return [self.conditional(conditional)]
    }
    all.append(item)
    switch item.item {
    case .decl(let node): return items(for: node, terminated: item.byteRange)
    case .stmt(let node):
      if let guardStatement = node.as(GuardStmtSyntax.self), let binding = binding(guardStatement) {
        return [.guardBinding(binding)]
      }
      run(node)
      return [.statement(item.byteRange, isValue: false)]
    case .expr(let node):
      run(node)
      return [.statement(node.byteRange, isValue: node.hasValueToShow)]
    }
  }

  private mutating func items(for node: DeclSyntax, terminated range: Range<Int>) -> [BlockItem] {
    if node.is(ImportDeclSyntax.self) { return [.importing(node.byteRange)] }
    if node.is(PoundSourceLocationSyntax.self) || node.is(MissingDeclSyntax.self) { return [] }
    blanks.collect(from: node)
    if let variables = node.as(VariableDeclSyntax.self) {
      return [.variables(self.variables(variables))]
    }
    let declared = DeclarationReader(isConditional: isConditional).declarations(in: node)
    declarations += declared
    return [
      .declaration(
        HoistedDeclaration(
          range: node.byteRange,
          modifiers: node.modifiersOffset,
          onlyAtFileScope: node.standsOnlyAtFileScope,
          mayBePrivate: declared.allSatisfy(\.mayBePrivate) && !declared.isEmpty
        )
      )
    ]
  }

  private mutating func conditional(_ node: IfConfigDeclSyntax) -> BlockItem {
    let outer = isConditional
    isConditional = true
    defer { isConditional = outer }
    var clauses: [ConditionalClause] = []
    for clause in node.clauses {
      let start = clause.poundKeyword.positionAfterSkippingLeadingTrivia.utf8Offset
      let end = (clause.condition?.byteRange ?? clause.poundKeyword.byteRange).upperBound
      var items: [BlockItem] = []
      if case .statements(let list)? = clause.elements { items = self.items(in: list) }
      clauses.append(ConditionalClause(directive: start..<end, items: items))
    }
    return .conditional(clauses, end: node.poundEndif.byteRange)
  }

  private mutating func run(_ node: some SyntaxProtocol) {
    running.append(node)
    if EffectFinder(node).awaits { isAsync = true }
  }

  // MARK: Bindings

  private mutating func variables(_ node: VariableDeclSyntax) -> VariableDeclaration {
    let start = node.positionAfterSkippingLeadingTrivia.utf8Offset
    let keyword = node.bindingSpecifier
    let declaration = VariableDeclaration(
      range: node.byteRange,
      introducer: start..<keyword.byteRange.upperBound,
      modifiers: DeclSyntax(node).modifiersOffset,
      keyword: keyword.byteRange,
      isVariable: keyword.tokenKind == .keyword(.var),
      bindings: node.bindings.map { binding($0, of: node) }
    )
    if node.isAsyncLet {
      asyncLets.names.formUnion(node.bindings.flatMap { PatternNames.names(in: $0.pattern) })
      asyncLets.ranges.append(node.byteRange)
    } else {
      let reader = DeclarationReader(isConditional: isConditional)
      declarations += node.bindings.flatMap { reader.variables(in: $0) }
    }
    return declaration
  }

  private mutating func binding(
    _ binding: PatternBindingSyntax,
    of node: VariableDeclSyntax
  ) -> VariableBinding {
    let treatment = treatment(of: binding, in: node)
    if treatment != .hoisted {
      if let value = binding.initializer { run(value) }
      if node.isAsyncLet { isAsync = true }
    }
    let end = binding.trailingComma == nil ? binding.endPositionBeforeTrailingTrivia : nil
    let last = end ?? binding.trailingComma?.position ?? binding.endPosition
    let start = binding.byteRange.lowerBound
    return VariableBinding(
      range: start..<max(start, last.utf8Offset),
      pattern: binding.pattern.byteRange,
      names: PatternNames.names(in: binding.pattern),
      annotation: binding.typeAnnotation?.type.byteRange,
      treatment: treatment
    )
  }

  private func treatment(
    of binding: PatternBindingSyntax,
    in node: VariableDeclSyntax
  ) -> BindingTreatment {
    if node.isAsyncLet { return .inPlace }
    if node.isLazy || binding.isComputed { return .hoisted }
    if node.hasPropertyWrapper { return .wrapped }
    guard let value = binding.initializer else {
      let isVariable = node.bindingSpecifier.tokenKind == .keyword(.var)
      guard node.attributes.isEmpty || !isVariable,
        let type = binding.typeAnnotation?.type ?? binding.sharedType,
        !(isVariable && type.isImplicitlyNil)
      else { return .touched }
      return .deferred(type: type.byteRange)
    }
    if PatternNames.names(in: binding.pattern).isEmpty { return .inPlace }
    let context = context(for: [value])
    let effects = EffectFinder(value)
    return effects.awaits || effects.throwsErrors || !context.isEmpty
      ? .relayed(context: context) : .touched
  }

  private mutating func binding(_ node: GuardStmtSyntax) -> GuardBinding? {
    let visitor = PatternNames(viewMode: .sourceAccurate)
    for condition in node.conditions { visitor.walk(condition) }
    guard !visitor.names.isEmpty else { return nil }
    run(node)
    let uses = NameCollector.uses(in: [node.conditions])
    let reader = DeclarationReader(isConditional: isConditional)
    declarations += visitor.names.map { reader.variable($0, uses: uses) }
    let start = node.byteRange.lowerBound
    return GuardBinding(
      range: node.byteRange,
      head: start..<node.elseKeyword.byteRange.upperBound,
      names: visitor.names.map(\.text),
      variableKeywords: visitor.variableKeywords.map(\.byteRange),
      context: context(for: [node.conditions])
    )
  }

  /// The `async let` declarations that `nodes` may name.
  private func context(for nodes: [any SyntaxProtocol]) -> [Range<Int>] {
    let used = NameCollector.uses(in: nodes).names
    return asyncLets.names.isDisjoint(with: used) ? [] : asyncLets.ranges
  }
}
