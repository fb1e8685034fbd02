extension DiagnosticCause {
  /// The cause in a sentence.
  public var sentence: String {
    switch self {
    case .compiler(let message, _): message
    case .conformanceElsewhere(let message):
      "\(message); in a lesson, declare the conformance in the block of the type"
    case .compileLimit(.seconds(let seconds)):
      "compile limit: the compiler took longer than \(seconds) s"
    case .compileLimit(.memory(let bytes)):
      "compile limit: the compiler used more than \(bytes >> 30) GiB of memory"
    case .compileLimit(.object(let bytes)):
      "compile limit: the object is larger than \(bytes >> 20) MiB"
    case .linkerWord(let word):
      "the block says '\(word)' to the linker; it can name libraries of the toolchain only, as "
        + "`import` does"
    case .compilerFailed(let status, let said):
      "the compiler failed with status \(status)" + (said.map { ": \($0)" } ?? "")
    case .refusedInSilence: "the compiler refused the block without saying why"
    case .notRun, .waits, .beyondTheRun, .noValue, .record, .declaredInSweep: absence
    case .redeclared, .outsideLocalBlock, .forbidden, .lacking, .taken, .checkingName: fault
    case .following(let cause, let block, let fate):
      "\(cause.sentence); \(block.words) \(fate.words)"
    case .inCheck(let cause): "\(cause.sentence) (a check called the answer)"
    case .refusedCheck(let cause, let asked):
      (cause.map { "this check does not compile with this answer: \($0.sentence)" }
        ?? "a hidden check does not compile with this answer")
        + (asked.map { "; it must fit `\($0)`" } ?? "")
    default: ending
    }
  }

  /// The cause in a sentence of an inline expression, which stands where its value should.
  public var inlineSentence: String {
    switch self {
    case .threw(let error): error
    case .trap(let message, _): message
    case .timeLimit: "it ran past the time limit"
    case .signal, .stackOverflow, .broken, .memoryLimit: "it crashed"
    default: sentence
    }
  }

  /// How a run ended, and what is said beside.
  private var ending: String {
    switch self {
    case .threw(let error): "threw \(error)"
    case .timeLimit(let seconds): "time limit: the block ran longer than \(seconds.plain) s"
    case .memoryLimit(let bytes):
      "memory limit: the lesson used more than \(Self.size(bytes)) of memory"
    case .exit(let status): "the block ended its process with exit(\(status)) before its end"
    case .trap(let message, let signal): "\(message) (\(signal))"
    case .stackOverflow(let signal):
      "stack overflow: the calls are nested too deeply (\(signal))"
    case .signal(let name): "the block was ended by \(name)"
    case .broken(let reason): reason
    case .checkFailed(let title, let message):
      "check failed: \(title)" + (message.isEmpty ? "" : ": \(message)")
    case .outputLimit(let bytes):
      "output limit: only the first \(Self.size(bytes)) of what the block printed are kept"
    case .shownLimit(let kilobytes):
      "output limit: what was shown takes \(kilobytes) KiB; a block may show 16 MiB of charts"
    case .undrawable(let reason): "what the block shows cannot be drawn: \(reason)"
    case .stale: "stale: the output shown is from before this change"
    case .unexpected(let expected, let message, let came):
      "the block should end in \(expected.rawValue)"
        + (message.map { " with the message '\($0)'" } ?? "") + ", but \(came.words)"
    default: ""
    }
  }

  /// Why something did not run.
  private var absence: String {
    switch self {
    case .notRun(let block, let fate, let isNeeded):
      isNeeded
        ? "not run: it needs \(block.words), which \(fate.words)"
        : "not run: \(block.words) \(fate.words)"
    case .waits(let exercise):
      "waits for your answer to '\(exercise)': unroll exercise start \(exercise)"
    case .beyondTheRun: "it stands after the last block that was run"
    case .noValue: "it has no value"
    case .record(.missing(let slug)): "no record yet: run `unroll sweep \(slug)`"
    case .record(.outdated(let slug)):
      "the code, or something that it needs, has changed since this was recorded: "
        + "run `unroll sweep \(slug)`"
    case .record(.unreadable(let reason)): reason
    case .declaredInSweep(let name, let block):
      "\(block.words) declares '\(name)', but it is a sweep, which runs under `unroll sweep` only: "
        + "declare it in a block of its own before that"
    default: ""
    }
  }

  /// What the code may not be.
  private var fault: String {
    switch self {
    case .lacking(let sentence): sentence
    case .redeclared(let name, let first):
      "'\(name)' is declared on line \(first.place.line) already (block \(first.label)); a name is "
        + "declared once a lesson: rename one or mark a block `//| local: true`"
    case .outsideLocalBlock(let what, let type):
      "\(what) stands at file scope, where the type '\(type)' of a block marked "
        + "`//| local: true` is not known: move it into the type or drop the mark"
    case .forbidden(let name):
      "'\(name)' may not be used in this exercise: find a way without it"
    case .taken(let name, nil, _):
      "a hidden check has the name '\(name)' already: choose another name"
    case .taken(let name, let block?, true):
      "the check on line \(block.place.line) of the lesson has the name '\(name)' already: "
        + "choose another name"
    case .taken(let name, let block?, false):
      "the lesson's block on line \(block.place.line) has the name '\(name)' already: "
        + "choose another name"
    case .checkingName(let name):
      "an answer may not declare '\(name)', with which it is checked: give it another name"
    default: ""
    }
  }

  private static func size(_ bytes: Int) -> String {
    bytes % (1 << 30) == 0
      ? "\(bytes >> 30) GiB" : bytes % (1 << 20) == 0 ? "\(bytes >> 20) MiB" : "\(bytes) bytes"
  }
}

extension BlockReference {
  fileprivate var words: String { "block '\(label)' (line \(place.line))" }
}

extension BlockFate {
  fileprivate var words: String {
    switch self {
    case .refused: "was refused by the compiler"
    case .failed: "failed"
    case .notRun: "was not run"
    }
  }
}

extension CameOut {
  fileprivate var words: String {
    switch self {
    case .whole: "it ran to its end"
    case .otherMessage: "its message is another"
    case .other(let kind): "it ended in \(kind.rawValue)"
    }
  }
}

extension Double {
  /// The number without needless digits.
  fileprivate var plain: String {
    self == rounded() && abs(self) < 1e15 ? String(Int(self)) : String(self)
  }
}
