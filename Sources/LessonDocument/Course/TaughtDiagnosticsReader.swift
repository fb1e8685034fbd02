import Foundation
import Yams

/// Reads `Lessons/diagnostics.yml`: a list of entries with `name`, `said` and `code` or `cause`, `means`,
/// `taught` and `follows`.
public enum TaughtDiagnosticsReader {
  private enum Key: String, CaseIterable { case name, said, code, cause, means, taught, follows }

  /// The file's name in the `Lessons` folder.
  public static let fileName = "diagnostics.yml"

  /// What a course teaches about messages; one without the file teaches nothing.
  ///
  /// - Throws: the mistakes of the file.
  public static func diagnostics(in folder: String) throws(LessonErrors) -> TaughtDiagnostics {
    var mistakes: [LessonMistake] = []
    let taught = diagnostics(in: folder, mistakes: &mistakes)
    guard mistakes.isEmpty else { throw LessonErrors(mistakes) }
    return taught
  }

  /// Reads the file; what is wrong with it is noted with its place.
  static func diagnostics(
    in folder: String,
    mistakes: inout [LessonMistake]
  ) -> TaughtDiagnostics {
    let path = "\(folder)/\(fileName)"
    guard FileManager.default.fileExists(atPath: path) else { return TaughtDiagnostics() }
    var list = MistakeList(file: path)
    defer { mistakes += list.errors.mistakes }
    guard let bytes = try? LessonFile.bytes(at: path) else {
      list.add(
        "\(fileName) cannot be read: put a file of text that anyone may read in its place, or take it "
          + "away",
        at: place(nil)
      )
      return TaughtDiagnostics()
    }
    let source = SourceText(bytes)
    source.checkCharacters(mistakes: &list)
    guard list.mistakes.isEmpty else { return TaughtDiagnostics() }
    let text = FileLines.lines(of: source).map(\.text).joined(separator: "\n")
    do {
      guard let root = try Yams.compose(yaml: text) else {
        return TaughtDiagnostics()
      }
      return TaughtDiagnostics(entries(of: root, mistakes: &list))
    } catch YamlError.scanner(_, let problem, let mark, _),
      YamlError.parser(_, let problem, let mark, _), YamlError.composer(_, let problem, let mark, _)
    {
      list.add("\(fileName) is not YAML (\(problem)): put patterns in quotes", at: place(mark))
    } catch {
      list.add("\(fileName) is not YAML: \(error)", at: place(nil))
    }
    return TaughtDiagnostics()
  }

  private static func entries(of root: Node, mistakes: inout MistakeList) -> [TaughtDiagnostic] {
    guard case .sequence(let nodes) = root else {
      mistakes.add("\(fileName) is a list: each entry begins with '- name: '", at: place(root.mark))
      return []
    }
    var names: Set<String> = []
    var entries: [TaughtDiagnostic] = []
    for node in nodes {
      guard let entry = entry(of: node, mistakes: &mistakes) else { continue }
      if !names.insert(entry.name).inserted {
        mistakes.add("another entry is called '\(entry.name)': rename one", at: place(node.mark))
      }
      entries.append(entry)
    }
    return entries
  }

  private static func entry(of node: Node, mistakes: inout MistakeList) -> TaughtDiagnostic? {
    guard case .mapping(let mapping) = node else {
      mistakes.add("an entry is a list of 'key: value'", at: place(node.mark))
      return nil
    }
    for (key, _) in mapping where Key(rawValue: key.string ?? "") == nil {
      mistakes.add(
        Suggestion.unknown(
          "key",
          key.string ?? "",
          among: Key.allCases.map(\.rawValue),
          place: "of an entry"
        ),
        at: place(key.mark)
      )
    }
    guard let name = text(.name, of: node, mistakes: &mistakes),
      let meaning = text(.means, of: node, mistakes: &mistakes),
      let subject = subject(of: node, mistakes: &mistakes)
    else { return nil }
    return TaughtDiagnostic(
      name: name,
      location: place(node[Key.name.rawValue]?.mark ?? node.mark),
      subject: subject,
      meaning: meaning,
      sections: sections(of: node, mistakes: &mistakes),
      follows: follows(node, mistakes: &mistakes)
    )
  }

  private static func follows(_ node: Node, mistakes: inout MistakeList) -> Bool {
    guard let value = node[Key.follows.rawValue] else { return false }
    if let follows = value.bool { return follows }
    mistakes.add("'follows' is true or false", at: place(value.mark))
    return false
  }

  private static func text(
    _ key: Key,
    of node: Node,
    mistakes: inout MistakeList
  ) -> String? {
    if let text = node[key.rawValue]?.scalar?.string.trimmedAtEnd, !text.isEmpty { return text }
    let mark = node[key.rawValue]?.mark ?? node.mark
    mistakes.add("an entry needs '\(key.rawValue)', a text", at: place(mark))
    return nil
  }

  private static func subject(
    of node: Node,
    mistakes: inout MistakeList
  ) -> TaughtDiagnostic.Subject? {
    let patterns = [Key.said, .code].map { node[$0.rawValue] }
    switch (patterns.contains { $0 != nil }, node[Key.cause.rawValue]) {
    case (true, nil):
      let known = patterns.map { $0.flatMap { pattern(of: $0, mistakes: &mistakes) } }
      guard zip(patterns, known).allSatisfy({ ($0 == nil) == ($1 == nil) }) else { return nil }
      return .said(known[0], code: known[1])
    case (false, let cause?):
      if let kind = TaughtDiagnostic.Kind(rawValue: cause.scalar?.string ?? "") {
        return .kind(kind)
      }
      let known = TaughtDiagnostic.Kind.allCases.map(\.rawValue)
      mistakes.add("'cause' must be \(Suggestion.alternatives(known))", at: place(cause.mark))
    default:
      mistakes.add(
        "an entry has either 'said', 'code' or both, or 'cause'",
        at: place(node.mark)
      )
    }
    return nil
  }

  private static func pattern(of node: Node, mistakes: inout MistakeList) -> String? {
    let pattern = node.scalar?.string ?? ""
    if !pattern.isEmpty, let expression = try? BoundedPattern(pattern) {
      guard expression.isEndless else { return pattern }
      mistakes.add(
        "'\(pattern.prefix(60))' tries more ways to match than a student can wait for: write it without a "
          + "repetition inside another, as in (a+)+",
        at: place(node.mark)
      )
      return nil
    }
    mistakes.add(
      "'\(pattern.prefix(60))' is not a regular expression: mend it, or put a backslash before its "
        + "signs",
      at: place(node.mark)
    )
    return nil
  }

  private static func sections(
    of node: Node,
    mistakes: inout MistakeList
  ) -> [TaughtDiagnostic.Section] {
    guard let value = node[Key.taught.rawValue] else { return [] }
    let links = value.sequence.map { Array($0) } ?? [value]
    return links.compactMap { link in
      let parts = (link.scalar?.string ?? "").split(
        separator: "#",
        omittingEmptySubsequences: false
      )
      guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else {
        mistakes.add(
          "'taught' names sections as lesson#anchor, as in [vanilla-rnn#one-step]",
          at: place(link.mark)
        )
        return nil
      }
      return TaughtDiagnostic.Section(
        lesson: String(parts[0]),
        anchor: String(parts[1]),
        location: place(link.mark)
      )
    }
  }

  private static func place(_ mark: Mark?) -> SourceLocation {
    SourceLocation(line: max(1, mark?.line ?? 1), column: max(1, mark?.column ?? 1))
  }
}

extension TaughtDiagnostics {
  /// The sections that no lesson has, as mistakes of the file that names them.
  func unknownSections(among lessons: [Lesson], folder: String) -> [LessonMistake] {
    entries.flatMap(\.sections).compactMap { section in
      let lesson = lessons.first { $0.slug == section.lesson }
      if let lesson, lesson.heading(anchor: section.anchor) != nil { return nil }
      let problem =
        lesson.map { "\($0.file) has no section '#\(section.anchor)'" }
        ?? "no lesson is called '\(section.lesson)'"
      return LessonMistake(
        file: "\(folder)/\(TaughtDiagnosticsReader.fileName)",
        location: section.location,
        message: "\(problem): name one that there is, as lesson#anchor"
      )
    }
  }
}

extension Lesson {
  /// A heading's text and place, by its anchor.
  public func heading(anchor: String) -> (text: String, location: SourceLocation)? {
    for element in elements {
      if case .heading(_, let content, anchor, let location) = element {
        let text = content.map { $0.plainText(in: inlineExpressions) }.joined()
        return (text, location)
      }
    }
    return nil
  }
}
