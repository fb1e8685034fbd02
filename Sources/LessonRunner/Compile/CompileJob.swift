import ContentDigest
import LessonDocument

/// A Swift file of the lesson's module.
struct ModuleSource: Equatable, Sendable {
  /// The file's name, without extension.
  var name: String
  var text: String
  /// The part of the text that later files can see.
  var declarations = ""
  /// The imports that it carries on to later files.
  var imports = ""

  /// The digest of its name and text.
  var digest: String {
    var digest = ContentDigest()
    digest.update(field: name)
    digest.update(field: text)
    return digest.hexadecimal
  }

  /// The file as later files see it: what its statements do is no part of it.
  var visible: ModuleSource { ModuleSource(name: name, text: declarations) }
}

extension [ModuleSource] {
  /// What a file after these ones imports.
  var carriedImports: String { map(\.imports).joined() }
}

/// A file to compile to an object, after the files before it.
struct CompileJob: Equatable, Sendable {
  /// The files whose declarations it sees.
  var earlier: [ModuleSource]
  var primary: ModuleSource
  /// Whether this is the build that counts, or the one for a person who waits.
  var isOptimised: Bool

  /// A name for the object: the digest of all that goes into it.
  ///
  /// - Parameter surroundings: the digest of compiler, flags and modules.
  func key(surroundings: String) -> String {
    var digest = ContentDigest()
    digest.update(field: surroundings)
    digest.update(field: isOptimised ? "optimised" : "unoptimised")
    for source in earlier {
      digest.update(field: source.name)
      digest.update(field: source.declarations)
    }
    digest.update(field: primary.name)
    digest.update(field: primary.text)
    return digest.hexadecimal
  }
}

extension ContentDigest {
  /// Adds a text, marked off from what comes before and after it.
  mutating func update(field: String) {
    update("\(field.utf8.count):".utf8)
    update(field.utf8)
  }
}

/// What came of compiling.
struct CompileOutcome: Sendable {
  /// The object's file name in the lesson's folder of objects; nil if there is none.
  var object: String?
  var messages: [CompilerMessage] = []
  /// A limit that was hit, or a failure of the tools.
  var failure: DiagnosticCause?
  var milliseconds = 0.0
}
