/// Says which earlier blocks a block needs: without them it is not worth running.
///
/// Names are compared, not resolved, so the answer may hold a block too many. Block `i` needs an
/// earlier block `k` if `i`, directly or through what it names, names anything that `k` declares or
/// any variable that `k`'s statements, directly or through what they call, could write to; if both could
/// draw from a random generator; or if `k` gives an outside type a conformance that `i` could meet.
public struct BlockDependencies: Sendable {
  /// For each block, the indices of all earlier blocks that it needs, through others or not.
  public let needs: [Set<Int>]

  private let facts: [Facts]
  private let lexicon: Lexicon

  /// Works out the needs of the blocks of a lesson, in its order.
  ///
  /// - Parameter branches: The indices of blocks that leave nothing behind: they need others, and none
  ///   needs them.
  /// - Parameter countsMentions: Whether every variable that a block's statements name counts as one that
  ///   they could write to.
  public init(
    of blocks: [RedeclarationChecker.Block],
    branches: Set<Int> = [],
    countsMentions: Bool = false
  ) {
    var lexicon = Lexicon()
    var facts: [Facts] = []
    var needs: [Set<Int>] = []
    for (index, block) in blocks.enumerated() {
      if !block.isLocal { for item in block.syntax.declarations { lexicon.add(item) } }
      let own = block.isLocal ? lexicon.adding(block.syntax.declarations) : lexicon
      var fact = Facts(block.syntax, isLocal: block.isLocal, in: own)
      if countsMentions {
        let named = own.reach(block.syntax.statementUses)
        fact.writtenVariables.formUnion(named.intersection(own.variables))
      }
      needs.append(Self.needs(of: fact, before: facts.count, facts: facts, needs: needs))
      facts.append(branches.contains(index) ? Facts.none : fact)
    }
    self.needs = needs
    self.facts = facts
    self.lexicon = lexicon
  }

  /// The blocks before `index` that code such as an inline expression needs.
  public func needs(of syntax: BlockSyntax, before index: Int) -> Set<Int> {
    let fact = Facts(syntax, isLocal: true, in: lexicon)
    return Self.needs(of: fact, before: index, facts: facts, needs: needs)
  }

  private static func needs(
    of fact: Facts,
    before index: Int,
    facts: [Facts],
    needs: [Set<Int>]
  ) -> Set<Int> {
    var found: Set<Int> = []
    for earlier in 0..<index where fact.needs(facts[earlier]) {
      found.insert(earlier)
      found.formUnion(needs[earlier])
    }
    return found
  }
}

/// What is declared so far, by name.
private struct Lexicon: Sendable {
  var uses: [String: Set<String>] = [:]
  var variables: Set<String> = []
  /// What could be written to by what is declared under a name.
  var written: [String: Set<String>] = [:]
  /// What could be given away by it.
  var handed: [String: Set<String>] = [:]
  /// Variables that hold no object: giving them away changes nothing.
  var values: Set<String> = []
  /// Those of them that are constants: nothing changes them.
  var constants: Set<String> = []
  var types: Set<String> = []

  mutating func add(_ declaration: BlockDeclaration) {
    let used = Set(declaration.uses.names + declaration.uses.members)
    for name in [declaration.name] + declaration.members {
      uses[name, default: []].formUnion(used)
      written[name, default: []].formUnion(declaration.uses.written)
      handed[name, default: []].formUnion(declaration.uses.handed)
    }
    if declaration.holdsValue { values.insert(declaration.name) }
    if declaration.holdsValue, declaration.isConstant { constants.insert(declaration.name) }
    if declaration.kind == .variable { variables.insert(declaration.name) }
    if declaration.kind == .type { types.insert(declaration.name) }
  }

  func adding(_ declarations: [BlockDeclaration]) -> Lexicon {
    var lexicon = self
    for declaration in declarations { lexicon.add(declaration) }
    return lexicon
  }

  /// The variables that code could write to: itself, through what it calls, and through other names of the
  /// same object.
  func writable(_ use: NameUse) -> Set<String> {
    let called = reach(use)
    let written = called.reduce(into: Set(use.written)) { $0.formUnion(self.written[$1] ?? []) }
    let handed = called.reduce(into: Set(use.handed)) { $0.formUnion(self.handed[$1] ?? []) }
    var found: Set<String> = []
    var open = Array(written.subtracting(constants).union(handed.subtracting(values)))
    while let name = open.popLast() {
      guard found.insert(name).inserted, !values.contains(name) else { continue }
      // An object may have been made of others, or be one of them; so may what a function gives.
      open += (uses[name] ?? []).subtracting(values)
    }
    return found.intersection(variables)
  }

  /// The names in `use` and all that their declarations use, and so on.
  func reach(_ use: NameUse) -> Set<String> {
    var reached: Set<String> = []
    var open = use.names + use.members
    while let name = open.popLast() {
      if reached.insert(name).inserted { open += uses[name] ?? [] }
    }
    return reached
  }
}

/// What the needs of a block, and of others for it, depend on.
private struct Facts: Sendable {
  var reached: Set<String>
  var declared: Set<String>
  var writtenVariables: Set<String>
  var draws: Bool
  var extendsOutsideTypes: Bool

  /// What no block needs.
  static let none = Facts(BlockSyntaxReader.read(BlockCode([])), isLocal: true, in: Lexicon())

  static let randomness: Set<String> = [
    "generator", "random", "shuffle", "shuffled", "randomElement", "SystemRandomNumberGenerator",
  ]

  init(_ syntax: BlockSyntax, isLocal: Bool, in lexicon: Lexicon) {
    let running = lexicon.reach(syntax.statementUses)
    let visible = isLocal ? [] : syntax.declarations
    reached = lexicon.reach(syntax.uses)
    declared = Set(visible.flatMap { $0.kind == .extension ? $0.members : [$0.name] + $0.members })
    // A later block that names an extended type may meet the extension without naming it.
    declared.formUnion(visible.filter(\.actsUnnamed).map(\.name))
    writtenVariables = lexicon.writable(syntax.statementUses)
    draws = !running.isDisjoint(with: Self.randomness)
    extendsOutsideTypes = visible.contains {
      $0.actsUnnamed && !lexicon.types.contains($0.name)
    }
  }

  func needs(_ earlier: Facts) -> Bool {
    earlier.extendsOutsideTypes || (draws && earlier.draws)
      || !reached.isDisjoint(with: earlier.declared)
      || !reached.isDisjoint(with: earlier.writtenVariables)
  }
}
