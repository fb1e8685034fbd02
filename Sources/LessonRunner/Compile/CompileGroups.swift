import LessonDocument

/// Files of a lesson on their way through the compiler, those that stand together in one front end.
///
/// A front end takes as long to begin as a small file takes to compile, and it checks what a file uses of the
/// files before it; several files in one share both. What a lesson means does not change by it: see
/// ``CompileGroups/parted(_:size:)``.
struct CompileGroups: Sendable {
  /// A file, and what decides with which others it may be compiled.
  struct Member: Sendable {
    var job: CompileJob
    /// The names that it declares for later files; nil if it may change what code means that does not name
    /// them, or brings its own imports.
    var declares: Set<String>?
    /// Whether it is compiled by itself: what others wrote, and what checks it.
    var isAlone = false
  }

  /// Files in one front end, at most.
  static let size = 8

  let compiler: BlockCompiler
  private let groups: [String: Task<[String: CompileOutcome], any Error>]

  /// Begins to compile.
  ///
  /// - Parameter members: in the order of the lesson.
  init(_ members: [Member], compiler: BlockCompiler) {
    self.compiler = compiler
    let share = (members.count + compiler.slots.count - 1) / compiler.slots.count
    var groups: [String: Task<[String: CompileOutcome], any Error>] = [:]
    for group in Self.parted(members, size: min(Self.size, share)) where group.count > 1 {
      let task = Task { try await compiler.compile(group: group) }
      for job in group { groups[job.key(surroundings: compiler.surroundings)] = task }
    }
    self.groups = groups
  }

  /// What came of a file: of its group, or by itself.
  func compile(_ job: CompileJob) async throws -> CompileOutcome {
    let key = job.key(surroundings: compiler.surroundings)
    if let outcome = try await groups[key]?.value[key] { return outcome }
    return try await compiler.compile(job)
  }

  /// Tells the compilers to stop.
  func stop() {
    for task in groups.values { task.cancel() }
  }

  /// Returns when the last compiler has ended.
  func end() async {
    for task in groups.values { _ = await task.result }
  }

  /// Parts files into groups in which none can mean anything else than alone.
  ///
  /// In a front end a file sees the later ones of its group, too. So a file joins those before it only if it
  /// declares plain names, variables, functions and types, of which none stands in any of them, in
  /// whatever place; extensions, operators, macros and imports act without being named.
  static func parted(_ members: [Member], size: Int) -> [[CompileJob]] {
    var groups: [[CompileJob]] = []
    var words: Set<Substring> = []
    var isOpen = false
    for member in members {
      let joins =
        groups.last.map { group in
          isOpen && !member.isAlone && group.count < size
            && group[0].isOptimised == member.job.isOptimised
            && member.declares?.contains { words.contains($0[...]) } == false
        } ?? false
      if joins {
        groups[groups.count - 1].append(member.job)
      } else {
        groups.append([member.job])
        words = []
      }
      isOpen = !member.isAlone
      words.formUnion(Self.words(in: member.job.primary.text))
    }
    return groups
  }

  /// All that could be a name in a file, its strings and comments included.
  private static func words(in text: String) -> [Substring] {
    text.split { !($0.isLetter || $0.isNumber || $0 == "_" || !$0.isASCII) }
  }
}

extension CompileGroups.Member {
  /// A step's file.
  init(_ step: PlannedStep, _ job: CompileJob) {
    self.job = job
    let isPlain =
      job.primary.imports.isEmpty
      && step.syntax.declarations.allSatisfy { declaration in
        switch declaration.kind {
        case .variable, .function: Self.isWord(declaration.name)
        // Types of such names are those of literals.
        case .type: Self.isWord(declaration.name) && !declaration.name.hasSuffix("LiteralType")
        case .extension, .prefixOperator, .infixOperator, .postfixOperator, .precedenceGroup,
          .macro:
          false
        }
      }
    isAlone = step.part != nil || step.file != .lesson
    declares = isPlain ? Set(step.syntax.declarations.map(\.name)) : nil
  }

  private static func isWord(_ name: String) -> Bool {
    name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || !$0.isASCII }
  }
}
