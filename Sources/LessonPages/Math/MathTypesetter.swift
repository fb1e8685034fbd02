import Foundation

/// Turns TeX into MathML, by KaTeX in an interpreter that is loaded once.
///
/// Loading takes half a second, a formula some milliseconds; a formula is typeset once. A value
/// of this class belongs to the task that made it.
public final class MathTypesetter {
  private struct Formula: Hashable {
    var tex: String
    var isDisplay: Bool
  }

  private let engine: ScriptEngine
  private var done: [Formula: Result<String, MathError>] = [:]

  /// Loads KaTeX from a file.
  ///
  /// - Throws: ``MathError/unusable(path:reason:)`` if the file is no KaTeX that runs here.
  public init(katex path: String) throws(MathError) {
    guard let engine = ScriptEngine() else {
      throw MathError.unusable(path: path, reason: "no memory for the interpreter")
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw MathError.notFound(path: path)
    }
    do {
      try engine.run(Self.missingFromInterpreter)
      try engine.run(String(decoding: data, as: UTF8.self))
      try engine.run(Self.entry)
    } catch {
      throw MathError.unusable(path: path, reason: error.message)
    }
    self.engine = engine
  }

  /// Loads the installed KaTeX, or returns nil if there is none.
  public static func installed(
    _ locator: KaTeXLocator = KaTeXLocator()
  ) throws(MathError) -> MathTypesetter? {
    guard let path = try locator.locate() else { return nil }
    return try MathTypesetter(katex: path)
  }

  /// Typesets a formula.
  ///
  /// - Parameters:
  ///   - tex: The formula without dollar signs.
  ///   - isDisplay: Whether it stands on a line of its own.
  /// - Returns: A `<math>` element that holds the TeX as annotation.
  /// - Throws: ``MathError/refused(tex:reason:)`` if KaTeX does not know what the TeX means.
  public func mathML(_ tex: String, isDisplay: Bool) throws(MathError) -> String {
    let formula = Formula(tex: tex, isDisplay: isDisplay)
    let result = done[formula] ?? typeset(formula)
    done[formula] = result
    return try result.get()
  }

  /// The function that is called for every formula.
  ///
  /// `strict: "ignore"` allows what LaTeX itself warns of, such as a letter outside ASCII;
  /// `trust: false` refuses links and images in formulas. Few commands of KaTeX's own stand for others,
  /// but those that a formula defines may multiply.
  private static let entry = """
    if (typeof katex !== "object") { throw new Error("it defines no katex"); }
    function typeset(tex, display) {
      return katex.renderToString(tex, {
        output: "mathml", displayMode: display === "yes", throwOnError: true,
        strict: "ignore", trust: false,
        maxExpand: /\\\\([egx]?def|let|futurelet|(re)?newcommand|providecommand)/.test(tex) ? 100 : 1000
      });
    }
    """

  /// What KaTeX calls and an interpreter of ECMAScript 5 does not have.
  private static let missingFromInterpreter = """
    if (!Array.prototype.fill) {
      Object.defineProperty(Array.prototype, "fill", { value: function (value) {
        for (var index = 0; index < this.length; index += 1) { this[index] = value; }
        return this;
      } });
    }
    """

  private func typeset(_ formula: Formula) -> Result<String, MathError> {
    do {
      let markup = try engine.call("typeset", [formula.tex, formula.isDisplay ? "yes" : "no"])
      guard let start = markup.range(of: "<math"),
        let tree = MathTreeReader.read(String(markup[start.lowerBound...]))
      else {
        return .failure(.refused(tex: formula.tex, reason: "KaTeX returned no MathML"))
      }
      return .success(tree.forBrowsers.markup)
    } catch {
      return .failure(.refused(tex: formula.tex, reason: Self.reason(error.message)))
    }
  }

  /// KaTeX's message without its name and the marks under the formula.
  private static func reason(_ message: String) -> String {
    var reason = message
    for prefix in ["ParseError: ", "KaTeX parse error: "] where reason.hasPrefix(prefix) {
      reason.removeFirst(prefix.count)
    }
    let letters = reason.unicodeScalars.filter { $0.value != 0x332 }
    reason = String(String.UnicodeScalarView(letters))
    while reason.hasSuffix(".") { reason.removeLast() }
    return reason
  }
}
