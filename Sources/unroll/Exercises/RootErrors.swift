import LessonDocument

/// Tells errors from those that follow from them.
struct RootErrors {
  let help: TaughtHelp
  /// The code that was compiled.
  let code: [CodeLine]
  /// Its file.
  let file: String

  /// Errors, each with its notes, without those that follow from others.
  ///
  /// These are what the compiler says of a line, or a statement, that has another error with an answer, or of a
  /// name that such a line was to declare; what else may follow comes last.
  func told(_ errors: [[Diagnostic]]) -> [[Diagnostic]] {
    let following = errors.filter {
      !$0[0].places.isEmpty && help.follows($0[0].cause, line: text($0))
    }
    let first = alone(errors.filter { group in !following.contains { $0 == group } })
    guard !first.isEmpty else { return errors }
    guard !following.isEmpty else { return first }
    let lines = Set(first.flatMap(\.[0].places).filter(isOwn).map(\.line))
    let names = Set(
      first.compactMap { $0[0].cause.missingName }
        + code.filter { lines.contains($0.location.line) }.flatMap {
          DeclaredNames.names(in: $0.text)
        }
    )
    let statements = StatementLines(BlockCode(code))
    let rest = following.filter { group in
      !lines.contains { statements.around(group[0].line).contains($0) }
        && names.isDisjoint(with: DeclaredNames.words(in: text(group)))
        && !CompilerMessage.isOnUnclosed(group[0].message)
    }
    return first + rest
  }

  /// Errors without those on lines with another error that has an answer, unless they have one of their own.
  private func alone(_ errors: [[Diagnostic]]) -> [[Diagnostic]] {
    var answers: [Int: Set<String>] = [:]
    var isAboutCode: Set<Int> = []
    // Of each line, what the errors with an answer say.
    var hasOwn: [Bool] = []
    for group in errors {
      let line = group[0].line
      let entry = isOwn(group[0].place) ? answer(to: group, besides: answers[line] ?? []) : nil
      hasOwn.append(entry != nil)
      guard let entry else { continue }
      answers[line, default: []].insert(entry.name)
      if entry.asksForCode { isAboutCode.insert(line) }
    }
    return zip(errors, hasOwn).filter { group, hasOwn in
      let isNamed = group[0].cause.missingName != nil
      return hasOwn
        || !(isOwn(group[0].place) && answers[group[0].line] != nil
          && (!isNamed || isAboutCode.contains(group[0].line)))
        || isAnsweredElsewhere(group[0])
    }.map(\.0)
  }

  /// Whether something is taught of an error at another line of which it is said, too.
  private func isAnsweredElsewhere(_ error: Diagnostic) -> Bool {
    error.cause.otherPlaces.contains { place in
      let line = code.first { isOwn(place) && $0.location.line == place.line }
      return line.map { help.entry(of: error.cause, line: $0.text) != nil } ?? false
    }
  }

  /// What is taught of an error besides what others of its line have; nothing if one of that explains it, too.
  private func answer(to group: [Diagnostic], besides known: Set<String>) -> TaughtDiagnostic? {
    let (cause, line) = (group[0].cause, text(group))
    guard let entry = help.entry(of: cause, line: line) else { return nil }
    if known.contains(entry.name), entry.asksForWords { return nil }
    return help.entry(of: cause, line: line, besides: known)
  }

  private func isOwn(_ place: SourcePlace) -> Bool { place.file == .file(file) }

  private func text(_ group: [Diagnostic]) -> String {
    guard isOwn(group[0].place) else { return "" }
    return code.first { $0.location.line == group[0].line }?.text ?? ""
  }
}

extension Diagnostic {
  /// All places of which it is said.
  fileprivate var places: [SourcePlace] { [place] + cause.otherPlaces }
}

extension DiagnosticCause {
  /// The other places of which the same is said.
  var otherPlaces: [SourcePlace] {
    if case .repeated(_, _, let places) = self { places } else { [] }
  }
}

/// The words of a line of code, and those that it gives a value.
private enum DeclaredNames {
  static func words(in line: String) -> Set<String> {
    Set(line.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init))
  }

  /// The names between `let`, `var` or the beginning of the line and a `=`.
  static func names(in line: String) -> [String] {
    let pattern = /^\s*(?:(?:let|var)\s+)?\(?\s*([\w\s,]+?)\s*\)?\s*(?::[^=]*)?=[^=]/
    guard let match = line.firstMatch(of: pattern) else { return [] }
    return match.1.split { $0 == "," || $0 == " " }.map(String.init)
  }
}
