public import Foundation

/// Finds the file of KaTeX, the program that turns TeX into MathML.
public struct KaTeXLocator: Sendable {
  /// The variables in which the search looks; `UNROLL_KATEX` names the file and ends the search.
  public var environment: [String: String]

  /// Places where packages put KaTeX, the most likely one first.
  static let usualPlaces = [
    "/usr/share/javascript/katex/katex.min.js",
    "/usr/share/javascript/katex/katex.js",
    "/usr/share/nodejs/katex/dist/katex.min.js",
    "/opt/homebrew/lib/node_modules/katex/dist/katex.min.js",
    "/usr/local/lib/node_modules/katex/dist/katex.min.js",
  ]

  /// Searches with the variables of this process.
  public init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    self.environment = environment
  }

  /// Returns the path of KaTeX, or nil if it is not installed.
  ///
  /// - Throws: ``MathError/notFound(path:)`` if `UNROLL_KATEX` names no file.
  public func locate() throws(MathError) -> String? {
    if let named = environment["UNROLL_KATEX"], !named.isEmpty {
      guard FileManager.default.isReadableFile(atPath: named) else {
        throw MathError.notFound(path: named)
      }
      return named
    }
    return Self.usualPlaces.first { FileManager.default.isReadableFile(atPath: $0) }
  }
}

/// What can go wrong with the program that typesets mathematics.
public enum MathError: Error, Equatable, Sendable, CustomStringConvertible {
  /// `UNROLL_KATEX` names a file that is not there.
  case notFound(path: String)
  /// The file is there and is not a KaTeX that runs.
  case unusable(path: String, reason: String)
  /// KaTeX refuses a formula.
  case refused(tex: String, reason: String)

  /// A sentence with the fix.
  public var description: String {
    switch self {
    case .notFound(let path):
      "UNROLL_KATEX names \(path), which cannot be read; "
        + "name a katex.min.js there, or unset it to use the installed one."
    case .unusable(let path, let reason):
      "KaTeX at \(path) does not run (\(reason)); install Debian's libjs-katex, "
        + "or name another katex.min.js in UNROLL_KATEX."
    case .refused(let tex, let reason):
      "The formula \u{201C}\(tex.count > 80 ? tex.prefix(80) + "…" : tex)\u{201D} is not TeX that KaTeX knows: \(reason)."
    }
  }
}
