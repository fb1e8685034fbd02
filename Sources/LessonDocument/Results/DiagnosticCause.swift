/// What is the case with a block, an answer or an inline expression.
///
/// The ways in which a block can end are causes, and so is what is said of it before it runs. A cause holds
/// all that its sentence needs; places in it move with the code (``moved(_:)``). Only what the compiler and
/// the runtime write is ever read from text: in `CompilerMessage` and `CrashText`.
public indirect enum DiagnosticCause: Codable, Equatable, Sendable {
  // MARK: What the compiler says

  /// A message of the compiler; `missing` is the name that it does not find.
  case compiler(message: String, missing: String? = nil)
  /// A conformance that the compiler cannot write because the type stands in another block.
  case conformanceElsewhere(message: String)
  /// The compiler used up a limit.
  case compileLimit(CompileLimit)
  /// The compiler failed without a message.
  case compilerFailed(status: Int, said: String?)
  /// The block says a word to the linker that it may not.
  case linkerWord(String)
  /// The compiler refused the block and did not say why.
  case refusedInSilence

  // MARK: How a run ends

  /// An error was thrown.
  case threw(String)
  /// It ran past its time limit.
  case timeLimit(seconds: Double)
  /// The lesson used more memory than it may.
  case memoryLimit(bytes: Int)
  /// The block ended its process.
  case exit(status: Int)
  /// A trap, with what the runtime said of it.
  case trap(message: String, signal: String)
  /// Calls nested too deeply.
  case stackOverflow(signal: String)
  /// A signal of which nothing more is known.
  case signal(String)
  /// A signal that no fault gave rise to: the code has sent it to end its process.
  case sentSignal(String)
  /// The block could not be loaded, or broke what runs it.
  case broken(String)

  // MARK: What is said beside

  /// A check that does not hold.
  case checkFailed(title: String, message: String)
  /// More was printed than is kept.
  case outputLimit(bytes: Int)
  /// What was shown is too large.
  case shownLimit(kilobytes: Int)
  /// More files were saved than are kept.
  case savedLimit(files: Int)
  /// What was shown cannot be drawn, for this reason.
  case undrawable(String)
  /// The output shown is from before a change.
  case stale
  /// A block that should have failed came out otherwise.
  case unexpected(expected: ExpectedFailure, message: String?, came: CameOut)

  /// The same is said so many times, also of other places.
  case repeated(DiagnosticCause, times: Int, alsoAt: [SourcePlace])

  // MARK: Why something does not run

  /// A block that it needs did not run to its end.
  case notRun(BlockReference, fate: BlockFate)
  /// It comes of a block before that did not run to its end.
  case following(DiagnosticCause, BlockReference, fate: BlockFate)
  /// An exercise has no passing answer yet: none at all, or one that fails.
  case waits(exercise: String, isBegun: Bool)
  /// It stands after the last block that was run.
  case beyondTheRun
  /// Nothing was given.
  case noValue
  /// The record of a sweep is not that of the block.
  case record(RecordFault)
  /// Only a sweep declares the name.
  case declaredInSweep(name: String, block: BlockReference)

  // MARK: What the code may not be

  /// A name is declared twice.
  case redeclared(name: String, first: BlockReference)
  /// A declaration of a local block that cannot see the block's types.
  case outsideLocalBlock(what: String, type: String)
  /// An answer uses a name that it may not.
  case forbidden(String)
  /// An answer declares a name that it may not use, as a function or the like.
  case forbiddenOwn(name: String, kind: String)
  /// An answer lacks a declaration, in a sentence.
  case lacking(String)
  /// An answer takes a name that the lesson has; nil for a hidden check's.
  case taken(name: String, by: BlockReference?, isCheck: Bool)
  /// An answer declares what it is checked with.
  case checkingName(String)
  /// An answer makes a type that is not its own conform to a protocol.
  case foreignConformance(String)
  /// An answer uses what reaches behind the language.
  case reaching(String)
  /// An answer uses what the compiler cannot check for memory safety.
  case unsafeCode
  /// Two versions of a line stand in an answer, and nobody has chosen yet.
  case conflict

  // MARK: Checks of an answer

  /// It happened in a check that called the answer.
  case inCheck(DiagnosticCause)
  /// A check does not compile with the answer; nil for a hidden one.
  case refusedCheck(DiagnosticCause?, asked: String?)
  /// The answer, or a check that called it, left something behind.
  case leftBehind(LeftBehind)
  /// A check that a student does not see ended with a fault.
  case hiddenFault
  /// A check was made that is not written in the exercise's check blocks.
  case foreignCheck(title: String)
  /// What an answer says runs, and may mean something else than what was meant.
  case misread(Misreading)
  /// A loop of an answer evidently never ends.
  case endless(EndlessLoop)
}

/// What runs and means something else in another language.
public enum Misreading: Codable, Equatable, Sendable {
  /// An operand stands behind `//`, which begins a remark.
  case remark(operand: String)
  /// `^` stands between integers.
  case exclusiveOr
  /// A quotient becomes a number with a fraction when it has lost that, where both its parts are integers.
  case lostFraction(quotient: String)
}

/// What may outlive a block, and must not where an answer is judged.
public enum LeftBehind: Codable, Equatable, Sendable {
  /// Threads; how many are still there depends on the machine.
  case threads
  /// Processes.
  case processes
  /// Signals are handled in another way than before.
  case signals
}

/// A limit of the compiler.
public enum CompileLimit: Codable, Equatable, Sendable {
  /// Seconds of a processor.
  case seconds(Int)
  /// Bytes of memory.
  case memory(Int)
  /// Bytes of the object.
  case object(Int)
}

/// How a block ended that others need.
public enum BlockFate: String, Codable, Sendable {
  /// The compiler refused it.
  case refused
  /// It ran and failed.
  case failed
  /// It was not run.
  case notRun
}

/// How a block came out that should have failed.
public enum CameOut: Codable, Equatable, Sendable {
  /// It ran to its end.
  case whole
  /// Its message is another.
  case otherMessage
  /// It failed in another way.
  case other(ExpectedFailure)
}

/// How the record of a sweep block stands to the block, if not well.
public enum RecordFault: Codable, Equatable, Sendable {
  /// There is none, in the lesson with this slug.
  case missing(slug: String)
  /// The block has changed since.
  case outdated(slug: String)
  /// The file cannot be read, for this reason.
  case unreadable(String)
}

/// A block as a sentence names it.
public struct BlockReference: Codable, Equatable, Sendable {
  /// Its label.
  public var label: String
  /// Where it begins, or the line of it that is meant.
  public var place: SourcePlace

  /// Makes a reference.
  public init(label: String, place: SourcePlace) { (self.label, self.place) = (label, place) }
}

extension DiagnosticCause {
  /// The same where the places that it names stand elsewhere.
  public func moved(_ move: (SourcePlace) -> SourcePlace) -> DiagnosticCause {
    func moved(_ block: BlockReference) -> BlockReference {
      BlockReference(label: block.label, place: move(block.place))
    }
    return switch self {
    case .notRun(let block, let fate): .notRun(moved(block), fate: fate)
    case .following(let cause, let block, let fate):
      .following(cause.moved(move), moved(block), fate: fate)
    case .redeclared(let name, let first): .redeclared(name: name, first: moved(first))
    case .declaredInSweep(let name, let block): .declaredInSweep(name: name, block: moved(block))
    case .taken(let name, let block, let isCheck):
      .taken(name: name, by: block.map(moved), isCheck: isCheck)
    case .inCheck(let cause): .inCheck(cause.moved(move))
    case .repeated(let cause, let times, let places):
      .repeated(cause.moved(move), times: times, alsoAt: places.map(move))
    case .refusedCheck(let cause, let asked): .refusedCheck(cause?.moved(move), asked: asked)
    default: self
    }
  }

  /// The failure that a block can be expected to end in, if this is one.
  public var failure: ExpectedFailure? {
    switch self {
    case .compiler, .conformanceElsewhere, .compileLimit, .compilerFailed, .linkerWord,
      .refusedInSilence,
      .redeclared, .outsideLocalBlock, .forbidden, .forbiddenOwn, .lacking, .taken, .checkingName,
      .foreignConformance, .reaching, .unsafeCode, .conflict, .refusedCheck:
      .compileError
    case .threw: .error
    case .timeLimit: .timeout
    case .memoryLimit, .exit, .trap, .stackOverflow, .signal, .sentSignal, .broken, .leftBehind,
      .hiddenFault:
      .crash
    case .inCheck(let cause), .repeated(let cause, _, _): cause.failure
    default: nil
    }
  }

  /// Whether it is the end of a block that did not want to be judged: nothing of it counts.
  public var isEvasion: Bool {
    switch self {
    case .exit, .sentSignal, .broken, .leftBehind: true
    // These come of faults; the others somebody has sent.
    case .signal(let name):
      !["SIGILL", "SIGTRAP", "SIGSEGV", "SIGBUS", "SIGFPE", "SIGABRT"].contains(name)
    case .inCheck(let cause), .repeated(let cause, _, _): cause.isEvasion
    default: false
    }
  }

  /// The name that the compiler does not find, if that is what it says.
  public var missingName: String? {
    switch self {
    case .compiler(_, let missing): missing
    case .inCheck(let cause), .repeated(let cause, _, _): cause.missingName
    case .refusedCheck(let cause, _): cause?.missingName
    default: nil
    }
  }

  /// Whether the compiler used up a limit: another time it may not.
  public var isLimitOfCompiler: Bool {
    if case .compileLimit = self { true } else { false }
  }
}
