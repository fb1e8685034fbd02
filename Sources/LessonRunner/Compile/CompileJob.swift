import ContentDigest
import LessonDocument

/// A file to compile to an object, after the files before it.
struct CompileJob: Equatable, Sendable {
  /// The files whose declarations it sees.
  var earlier: [ModuleSource]
  var primary: ModuleSource
  /// Whether this is the build that counts, or the one for a person who waits.
  var isOptimised: Bool
  /// Whether the compiler refuses what it cannot check for memory safety.
  var isGuarded = false
  /// Whether no other block may read the object.
  var isHidden = false

  /// A name for the object: the digest of all that goes into it.
  ///
  /// - Parameter surroundings: the digest of compiler, flags and modules.
  func key(surroundings: String) -> String {
    var digest = ContentDigest()
    digest.update(field: "object 3")
    digest.update(field: surroundings)
    digest.update(field: isOptimised ? "optimised" : "unoptimised")
    digest.update(field: isGuarded ? "guarded" : "free")
    for source in earlier {
      digest.update(field: source.name)
      digest.update(field: source.declarations)
    }
    digest.update(field: primary.name)
    digest.update(field: primary.text)
    return digest.hexadecimal
  }
}

/// What came of compiling.
struct CompileOutcome: Sendable {
  /// The object's file name in the lesson's folder of objects; nil if there is none.
  var object: String?
  var messages: [CompilerMessage] = []
  /// A limit that was hit, or a failure of the tools.
  var failure: DiagnosticCause?
  /// Whether the tools judged the file, and do not want it.
  var isRefusal = false
  var milliseconds = 0.0

  /// Whether the tools told of an error in the file.
  var hasErrors: Bool { messages.contains { $0.severity == "error" } }

  /// Whether the same file would surely come out so again.
  ///
  /// A compiler that was ended, met a limit, or lacked a file or room says nothing of the file.
  var isCertain: Bool {
    object != nil
      || (isRefusal
        && !messages.contains { $0.isOfTheMachine(supplied: Installation.visibleModules) })
  }
}

extension ContentDigest {
  /// Adds a text, marked off from what comes before and after it.
  mutating func update(field: String) {
    update("\(field.utf8.count):".utf8)
    update(field.utf8)
  }
}
