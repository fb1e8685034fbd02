/// Writes the program of a block: declarations at file scope, statements in the entry function.
///
/// The program is one file of the lesson's module; the programs of earlier blocks are other files
/// of it. It needs `LessonRuntime.LessonProgram` and is compiled with `-parse-as-library`.
public struct BlockProgramWriter {
  let code: BlockCode
  let syntax: BlockSyntax
  let index: Int
  let isLocal: Bool
  let annotations: [String: String]
  let hidden: Set<Int>
  /// Whether it is told which of its checks is made, so that nobody else's counts.
  let sealsChecks: Bool
  var program: ProgramText
  var usesRelay = false
  var anchors: [VariableAnchor] = []

  /// The name of the function that holds the statements.
  var bodyName: String { "unroll_statements_\(index)" }

  /// Prepares to write one block.
  private init(
    code: BlockCode,
    syntax: BlockSyntax,
    index: Int,
    file: String,
    annotations: [String: String],
    hidden: Set<Int>,
    isLocal: Bool,
    sealsChecks: Bool
  ) {
    self.hidden = hidden
    self.sealsChecks = sealsChecks
    self.code = code
    self.syntax = syntax
    self.index = index
    self.isLocal = isLocal
    self.annotations = annotations
    self.program = ProgramText(
      code: code,
      blanks: Self.blanks(of: syntax, isLocal: isLocal, hides: !hidden.isEmpty),
      file: file,
      inserting: sealsChecks ? Self.seals(of: syntax.checks) : []
    )
  }

  /// What other blocks are not to see cannot be `public` too.
  private static func blanks(
    of syntax: BlockSyntax,
    isLocal: Bool,
    hides: Bool
  ) -> [Range<Int>] {
    guard !isLocal else { return syntax.functionBlanks }
    return syntax.fileScopeBlanks + (hides ? syntax.functionBlanks : [])
  }

  /// Writes the program of a block.
  ///
  /// - Parameter code: the block's code.
  /// - Parameter syntax: what was read from it; it must have no syntax errors.
  /// - Parameter index: the block's place in the lesson, which makes its names unique.
  /// - Parameter file: the lesson's file as messages name it.
  /// - Parameter imports: the imports of earlier blocks, from ``BlockSyntax/carriedImports(in:)``.
  /// - Parameter annotations: types by variable name, from ``BlockProgram/annotations(for:line:column:)``.
  /// - Parameter hidden: declarations of the block that other blocks are not to see, from
  ///   ``ExerciseSyntax/additions(in:beyond:)``.
  /// - Parameter isLocal: whether the block's declarations are its own.
  /// - Parameter sealsChecks: whether the checks that are written in the block are told from all others; its
  ///   entry then takes the two numbers of the seal.
  public static func write(
    _ code: BlockCode,
    syntax: BlockSyntax,
    index: Int,
    file: String,
    imports: String = "",
    annotations: [String: String] = [:],
    hidden: [BlockDeclaration] = [],
    isLocal: Bool = false,
    sealsChecks: Bool = false
  ) -> BlockProgram {
    var writer = Self(
      code: code,
      syntax: syntax,
      index: index,
      file: file,
      annotations: annotations,
      hidden: Set(hidden.map(\.offset)),
      isLocal: isLocal,
      sealsChecks: sealsChecks
    )
    for line in imports.split(separator: "\n") { writer.program.add(String(line)) }
    writer.program.add("import LessonRuntime")
    if sealsChecks { writer.program.add(sealFunction) }
    writer.writeFileScope(syntax.items)
    if writer.usesRelay { writer.program.add(writer.relayFunction) }
    let declarations = writer.program.text
    writer.writeBody()
    return BlockProgram(
      source: writer.program.text,
      declarations: declarations,
      entryName: "unroll_block_\(index)",
      map: writer.program.map,
      anchors: writer.anchors
    )
  }

  /// Writes the code as it stands, for the compiler to parse (`-parse`) and say what is wrong.
  ///
  /// Lines and columns are those of a program; it has no entry.
  public static func writeWhole(_ code: BlockCode, file: String) -> BlockProgram {
    var program = ProgramText(code: code, blanks: [], file: file)
    program.place(0..<code.bytes.count)
    return BlockProgram(
      source: program.text,
      declarations: program.text,
      entryName: "",
      map: program.map,
      anchors: []
    )
  }

  private mutating func writeBody() {
    let effects = syntax.isAsync ? "async throws" : "throws"
    program.add("private func \(bodyName)() \(effects) {")
    writeStatements(syntax.items, isEnd: true)
    program.add("}")
    let run = syntax.isAsync ? "runAsync" : "run"
    let parameters = sealsChecks ? "_ first: Swift.UInt64, _ second: Swift.UInt64" : ""
    program.add(
      """
      @_cdecl("unroll_block_\(index)") public func unroll_block_\(index)(\(parameters)) {
        \(sealsChecks ? "unroll_seal = (first, second); " : "")\
      LessonRuntime.LessonProgram.\(run)(\(bodyName))
      }
      """
    )
  }

  // MARK: Checks

  /// The file's own function by which a check's title tells which check it is, and that it is one of this
  /// file: nobody else has the seal.
  private static let sealFunction = """
    private nonisolated(unsafe) var unroll_seal: (Swift.UInt64, Swift.UInt64) = (0, 0)
    private func unroll_sealed(_ number: Swift.Int, _ title: Swift.String) -> Swift.String {
      LessonRuntime.LessonProgram.sealed(title, number: number, unroll_seal)
    }
    """

  private static func seals(of checks: [WrittenCheck]) -> [ProgramText.Insertion] {
    checks.enumerated().flatMap { number, check in
      [
        ("unroll_sealed(\(number), ", check.titleRange.lowerBound),
        (")", check.titleRange.upperBound),
      ]
    }
  }

  // MARK: File scope

  private mutating func writeFileScope(_ items: [BlockItem]) {
    for item in items {
      switch item {
      case .importing(let range): program.place(range)
      case .declaration(let declaration):
        if !isLocal || declaration.onlyAtFileScope { writeFileScope(declaration) }
      case .variables(let variables): if !isLocal { writeGlobals(variables) }
      case .guardBinding(let binding): if !isLocal { writeGlobals(binding) }
      case .statement: continue
      case .conditional(let clauses, let end):
        for clause in clauses {
          program.place(clause.directive)
          writeFileScope(clause.items)
        }
        program.place(end)
      }
    }
  }

  private mutating func writeFileScope(_ declaration: HoistedDeclaration) {
    if (isLocal || isHidden(declaration.range)) && declaration.mayBePrivate {
      program.place(declaration.range, inserting: [("fileprivate ", declaration.modifiers)])
    } else {
      program.place(declaration.range)
    }
  }

  // MARK: Statements

  /// Writes what runs of `items`; the last one is shown if it is a value and `isEnd` is true.
  private mutating func writeStatements(_ items: [BlockItem], isEnd: Bool) {
    for (position, item) in items.enumerated() {
      let isLast = isEnd && position == items.count - 1
      switch item {
      case .importing: continue
      case .declaration(let declaration):
        if isLocal && !declaration.onlyAtFileScope { program.place(declaration.range) }
      case .variables(let variables): writeInitialisation(variables)
      case .guardBinding(let binding): writeInitialisation(binding)
      case .statement(let range, let isValue): writeStatement(range, isShown: isLast && isValue)
      case .conditional(let clauses, let end):
        for clause in clauses {
          program.place(clause.directive)
          writeStatements(clause.items, isEnd: isLast)
        }
        program.place(end)
      }
    }
  }

  private mutating func writeStatement(_ range: Range<Int>, isShown: Bool) {
    mark(range.lowerBound)
    if isShown {
      program.place(range, before: "LessonRuntime.LessonProgram.showLast(", after: ");")
    } else {
      // `return` would take the next line for its value.
      let isReturn = code.text(in: range) == "return"
      program.place(range, suffix: isReturn ? ";" : "")
    }
  }

  /// Whether the declaration in `range` is not for other blocks to see.
  func isHidden(_ range: Range<Int>) -> Bool { hidden.contains(where: range.contains) }

  /// Says which line runs next, for faults that nothing finer is known of.
  mutating func mark(_ offset: Int) {
    let line = code.location(at: offset).line
    program.add("LessonRuntime.LessonProgram.at(\(line));", origin: offset)
  }
}
