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
      "compile limit: the compiler ran out of memory, of which it may take \(Self.size(bytes))"
    case .compileLimit(.object(let bytes)):
      "compile limit: the object is larger than \(bytes >> 20) MiB"
    case .linkerWord(let word):
      "the block says '\(word)' to the linker; it can name libraries of the toolchain only, as "
        + "`import` does"
    case .compilerFailed(let status, let said):
      "the compiler failed with status \(status)" + (said.map { ": \($0)" } ?? "")
    case .refusedInSilence: "the compiler refused the block without saying why"
    case .notRun, .waits, .beyondTheRun, .noValue, .record, .declaredInSweep: absence
    case .redeclared, .outsideLocalBlock, .forbidden, .forbiddenOwn, .lacking, .taken,
      .checkingName,
      .foreignConformance, .reaching, .unsafeCode, .conflict:
      fault
    case .following(let cause, let block, let fate):
      "\(cause.sentence); \(block.words) \(fate.words)"
    case .inCheck(let cause): "\(cause.sentence) (a check called the answer)"
    case .repeated(let cause, let times, let places):
      "\(cause.sentence) (\(times) times\(Self.also(on: places)))"
    case .refusedCheck(let cause, let asked):
      (cause.map { "this check does not compile with this answer: \($0.sentence)" }
        ?? "a hidden check does not compile with this answer")
        + (asked.map { "; it must fit `\($0)`" } ?? "")
    case .leftBehind(let what): what.sentence
    case .hiddenFault:
      "the answer did not return to a check that is not shown, or made checks of its own there"
    case .misread(let reading): reading.sentence
    case .endless(let loop): loop.sentence
    case .foreignCheck(let title):
      "the check '\(title)' does not count: it is not written in a check block of the exercise"
    default: ending
    }
  }

  /// The cause in a sentence of an inline expression, which stands where its value should.
  public var inlineSentence: String {
    switch self {
    case .threw(let error): error
    case .trap(let message, _): message
    case .timeLimit: "it ran past the time limit"
    case .signal(let name): "it was ended by \(name)"
    case .sentSignal(let name): "it ended its process with \(name)"
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
    case .sentSignal(let name):
      "the block ended its process with \(name), a signal that was sent: no fault gave rise to it"
    case .broken(let reason): reason
    case .checkFailed(let title, let message):
      "check failed: \(title)" + (message.isEmpty ? "" : ": \(message)")
    case .outputLimit(let bytes):
      "output limit: only the first \(Self.size(bytes)) of what the block printed are kept"
    case .shownLimit(let kilobytes):
      "output limit: what was shown takes \(kilobytes) KiB; a block may show 16 MiB of charts"
    case .savedLimit(let files):
      "output limit: only the first \(files) files that the block saved are kept; save what belongs together in one"
    case .undrawable(let reason): "what the block shows cannot be drawn: \(reason)"
    case .stale: "stale: the output shown is from before this change"
    case .unexpected(let expected, let message, let came):
      "the block should end in \(expected.words)"
        + (message.map { " with the message '\($0)'" } ?? "") + ", but \(came.words)"
    default: ""
    }
  }

  /// Why something did not run.
  private var absence: String {
    switch self {
    case .notRun(let block, let fate):
      "not run: it needs \(block.words), which \(fate.words)"
    case .waits(let exercise, isBegun: false):
      "waits for your answer to '\(exercise)': unroll exercise start \(exercise)"
    case .waits(let exercise, isBegun: true):
      "waits until your answer to '\(exercise)' passes: unroll exercise check \(exercise)"
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
    case .forbiddenOwn(let name, let kind):
      "'\(name)' may not be used in this exercise: give your own \(kind) another name"
    case .taken(let name, nil, _):
      "a hidden check has the name '\(name)' already: choose another name"
    case .taken(let name, let block?, true):
      "the check on line \(block.place.line) of the lesson has the name '\(name)' already: "
        + "choose another name"
    case .taken(let name, let block?, false):
      "the lesson's block on line \(block.place.line) has the name '\(name)' already: "
        + "choose another name"
    case .conflict:
      "two versions of these lines stand here: keep what is right, and take out the lines with "
        + "<<<<<<<, ======= and >>>>>>>"
    case .checkingName(let name):
      "an answer may not declare '\(name)', with which it is checked: give it another name"
    case .foreignConformance(let type):
      "an answer may not make '\(type)' conform to a protocol, for its checks would meet that: write a "
        + "type or a function of your own"
    case .reaching(let what): Self.refusal(of: what)
    case .unsafeCode:
      "an answer may not use what Swift cannot check for memory safety: find a way without unsafe "
        + "pointers, unsafe casts and C functions that take them"
    default: ""
    }
  }

  /// That answers may not use something, and what to do about it.
  private static func refusal(of what: String) -> String {
    let refused = "'\(what)' may not be used in an answer"
    if what.hasPrefix("import ") {
      return refused
        + ": leave it out; tensors, charts and mathematics need no import, and `import Foundation` may stand"
    }
    if what.hasPrefix("@"), !what.hasPrefix("@_"), !attributes.contains(what) {
      return refused + ": Swift has no attribute of that name, and no operator `@`"
    }
    return refused + ", for it reaches behind what Swift checks: "
      + (insteadOf[what] ?? "find a way without it")
  }

  /// Attributes of the language that answers may not use.
  private static let attributes: Set<String> = [
    "@abi", "@attached", "@backDeployed", "@c", "@cdecl", "@concurrent", "@convention",
    "@derivative", "@differentiable", "@export", "@exported", "@expose", "@extern",
    "@freestanding", "@globalActor", "@implementation", "@isolated", "@lifetime", "@main",
    "@nonobjc", "@objc", "@objcMembers", "@retroactive", "@safe", "@section", "@specialize",
    "@storageRestrictions", "@testable", "@transpose", "@unsafe", "@used",
  ]

  /// What to write in place of what answers may not use.
  private static let insteadOf: [String: String] = {
    let wider = "leave the word out, for members of an extension are the answer's own"
    let format =
      "write the format there, a text of numbers such as \"%.3f\", or call a function of your own by "
      + "its name"
    return [
      "internal": wider, "open": wider, "package": wider, "public": wider, "format:": format,
      "appendingFormat": "write String(format: \"%.3f\", x)",
      "unsafe": "leave the word out, and write what Swift can check",
      "init": "write a closure, as in { String($0) }",
    ]
  }()

  /// `, also on lines 7 and 9`; nothing without other places.
  private static func also(on places: [SourcePlace]) -> String {
    let lines = Array(Set(places.map(\.line))).sorted().map(String.init)
    guard let last = lines.last else { return "" }
    guard lines.count > 1 else { return ", also on line \(last)" }
    let named = lines.count > 4 ? lines.prefix(3) + ["others"] : lines[...]
    return ", also on lines \(named.dropLast().joined(separator: ", ")) and \(named.last ?? last)"
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

extension LeftBehind {
  fileprivate var sentence: String {
    switch self {
    case .threads:
      "threads go on after the answer has returned, those of a DispatchQueue or OperationQueue for seconds: "
        + "write a task group (withTaskGroup), or end each Thread before"
    case .processes: "processes go on after the answer has returned: it must end them before"
    case .signals:
      "signals are handled in another way than before the answer: it must leave them alone"
    }
  }
}

extension Misreading {
  fileprivate var sentence: String {
    switch self {
    case .remark(let operand):
      "`//` begins a remark, so nothing is divided by `\(operand)` here"
    case .exclusiveOr: "`^` compares the bits of integers and is no power: 2 ^ 3 is 1"
    case .lostFraction(let quotient):
      "if both sides are integers, `\(quotient)` has lost its fraction before it becomes another number"
    }
  }
}

extension EndlessLoop {
  fileprivate var sentence: String {
    let way = "nothing in it says `break` or `return`"
    return switch self {
    case .unconditional: "this loop never ends: \(way)"
    case .unchanged(let names):
      "this loop never ends once it has begun: nothing in it changes "
        + Suggestion.alternatives(names.map { "`\($0)`" })
    case .unbounded(let range): "this loop never ends: `\(range)` has no last number, and \(way)"
    }
  }
}

extension CameOut {
  fileprivate var words: String {
    switch self {
    case .whole: "it ran to its end"
    case .otherMessage: "its message is another"
    case .other(let kind): "it ended in \(kind.words)"
    }
  }
}

extension ExpectedFailure {
  /// The failure in a sentence: the block ends in it.
  public var words: String {
    switch self {
    case .compileError: "a compile error"
    case .crash: "a crash"
    case .error: "an error"
    case .timeout: "a timeout"
    }
  }
}

extension Double {
  /// The number without needless digits.
  fileprivate var plain: String {
    self == rounded() && abs(self) < 1e15 ? String(Int(self)) : String(self)
  }
}
