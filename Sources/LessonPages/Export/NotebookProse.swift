import Foundation
import LessonDocument
import Plots

/// A lesson's Markdown for programs that know nothing of lessons, such as Jupyter.
///
/// Computed values stand in their places, callouts are quotations, references are words, numbers stand
/// with what bears them. A link to another lesson leads to its page if the site's address is known,
/// else its words remain.
struct NotebookProse {
  let lesson: Lesson
  let results: LessonResults?
  /// The lessons that references may name.
  let course: [Lesson]
  /// Where the site stands, with a slash at its end.
  let baseURL: String?
  /// Whether pictures are taken into the text.
  var takesPictures = true

  let numbering: LessonNumbering
  /// The words of headings, by their anchors.
  let names: [String: String]
  /// The numbered tables that are yet to come, with their captions.
  private var tables: ArraySlice<LessonNumbering.Entry>
  /// The first inline expression that is yet to come.
  private var nextExpression = 0

  init(lesson: Lesson, results: LessonResults?, course: [Lesson] = [], baseURL: String? = nil) {
    self.lesson = lesson
    self.results = results
    self.course = course
    self.baseURL = baseURL
    names = ReferenceWords.headings(in: lesson)
    let numbering = LessonNumbering(lesson)
    self.numbering = numbering
    tables =
      lesson.elements.flatMap(\.withDescendants).compactMap { element in
        if case .table(let table) = element { numbering.entry(of: table) } else { nil }
      }[...]
  }

  /// The next part of the lesson's text; parts come in the order of the file.
  mutating func text(_ passages: [LessonText.Passage]) -> String {
    passages.map { passage in
      let text = passage.lines.joined(separator: "\n")
      return passage.isVerbatim ? text : prose(text)
    }.joined(separator: "\n").trimmingCharacters(in: .newlines)
  }

  /// What the front matter says to readers; nil if that is nothing, or the text says it itself.
  var introduction: String? {
    let matter = lesson.frontMatter
    var parts = lesson.titleElement == nil ? ["# \(lesson.title)"] : []
    if let description = matter.description { parts.append("*\(description)*") }
    if !matter.objectives.isEmpty {
      let objectives = matter.objectives.map { "- \($0)" }.joined(separator: "\n")
      parts.append("\(InterfaceWords.english["objectives"]):\n\n\(objectives)")
    }
    return parts.isEmpty ? nil : parts.joined(separator: "\n\n")
  }

  /// A question without its title and rubric.
  func question(_ written: WrittenExercise) -> String { withWords(written.source) }

  /// What stands above a block: the name of its exercise and what it asks, or a question to the reader.
  func heading(of block: LessonBlock) -> String? {
    if case .exercise(let name) = block.role,
      let exercise = lesson.exercises.first(where: { $0.name == name })
    {
      return text(exercise)
    }
    return block.options.prediction.map(text)
  }

  private func text(_ exercise: Exercise) -> String {
    let word = InterfaceWords.english["exercise"]
    var parts = [
      "**\(word): \(StatusWords.title(of: exercise))** (\(StatusWords.points(exercise.points)))"
    ]
    if !exercise.provides.isEmpty {
      let names = exercise.provides.map { "- `\($0)`" }.joined(separator: "\n")
      parts.append("The answer declares:\n\n\(names)")
    }
    if !exercise.forbids.isEmpty {
      parts.append("Without: \(exercise.forbids.map { "`\($0)`" }.joined(separator: ", "))")
    }
    return parts.joined(separator: "\n\n")
  }

  /// A question that is answered in words: a cell has no form for it, so it is asked in prose.
  func text(_ written: WrittenExercise) -> String {
    "**\(written.title)** (\(StatusWords.points(written.points)))\n\n\(question(written))"
  }

  /// What it is graded by, folded: it is for after writing.
  func rubric(_ written: WrittenExercise) -> String {
    let rubric = written.rubric.map { "- \($0.text) (\(StatusWords.points($0.points)))" }
    return "<details><summary>\(InterfaceWords.english["gradedByPerson"])</summary>\n\n"
      + rubric.joined(separator: "\n") + "\n\n</details>"
  }

  /// What a reader is asked before a block shows what it gives.
  private func text(_ prediction: Prediction) -> String {
    let choices = prediction.choices.map { "- \($0.text)" }.joined(separator: "\n")
    return "**Predict:** \(prediction.question)" + (choices.isEmpty ? "" : "\n\n\(choices)")
  }

  /// The caption below what a block shows; nil if it has none.
  func caption(of block: LessonBlock) -> String? {
    let words = block.options.figureCaption ?? block.options.tableCaption
    guard let entry = numbering.entry(of: block) else { return words }
    return Self.caption(entry, words ?? "")
  }

  private mutating func prose(_ markdown: String) -> String {
    let numbered = withDefinitions(withCaptions(withValues(markdown))).replacing(
      /\\label\{(eq-[A-Za-z0-9_-]+)\}/
    ) {
      numbering.entry(at: String($0.1)).map { "\\tag{\($0.number)}" } ?? ""
    }
    return withWords(numbered).replacing(
      /(?m)^(\s*(?:>\s*)+)\[!(\w+)\][ \t]*(.*)$/
    ) { match in
      let title = match.3.isEmpty ? "" : ": \(match.3)"
      return "\(match.1)**\(match.2.capitalized)\(title)**  "
    }
  }

  private mutating func withValues(_ text: String) -> String {
    guard let results else { return text }
    return text.replacing(/`\{swift\} ([^`]+)`/) { match in
      let rest = lesson.inlineExpressions[nextExpression...]
      guard let index = rest.firstIndex(where: { $0.source == match.1 }) else {
        return String(match.0)
      }
      nextExpression = index + 1
      let expression = lesson.inlineExpressions[index]
      guard results.inline.indices.contains(expression.index),
        let value = results.inline[expression.index].value
      else { return String(match.0) }
      return BlockText.shortLine(value)
    }
  }

  /// The captions of tables, each with its number.
  private mutating func withCaptions(_ text: String) -> String {
    var lines: [String] = []
    for line in text.components(separatedBy: "\n") {
      let above = lines.last { !$0.allSatisfy(\.isWhitespace) } ?? ""
      guard above.drop(while: \.isWhitespace).hasPrefix("|"),
        let words = Self.captionWords(line),
        let entry = tables.popFirst()
      else {
        lines.append(line)
        continue
      }
      // Without an empty line the caption would be the table's last row.
      if lines.last == above { lines.append("") }
      lines.append(Self.caption(entry, words))
    }
    return lines.joined(separator: "\n")
  }

  /// Terms in bold and what they mean as a list, which programs show that know no definitions.
  private func withDefinitions(_ text: String) -> String {
    guard text.contains("\n:") else { return text }
    var lines: [String] = []
    var isMeaning = false
    for line in text.components(separatedBy: "\n") {
      let above = lines.last { !$0.allSatisfy(\.isWhitespace) } ?? ""
      guard let meaning = Self.captionWords(line), !above.isEmpty,
        !above.drop(while: \.isWhitespace).hasPrefix("|")
      else {
        if line.allSatisfy(\.isWhitespace) == false, lines.last?.isEmpty == true {
          isMeaning = false
        }
        lines.append(line)
        continue
      }
      if !isMeaning {
        let term = lines.lastIndex(of: above) ?? lines.endIndex
        lines.removeSubrange(term...)
        lines += ["**\(above)**", ""]
      }
      lines.append("- \(meaning)")
      isMeaning = true
    }
    return lines.joined(separator: "\n")
  }

  /// What a line `: words {#tbl-label}` says; nil of another line.
  private static func captionWords(_ line: String) -> String? {
    let isBlank = { (character: Character) in character == " " || character == "\t" }
    guard line.first == ":", let second = line.dropFirst().first, isBlank(second) else {
      return nil
    }
    var words = line.dropFirst().drop(while: isBlank)
    func trim() { while let last = words.last, isBlank(last) { words.removeLast() } }
    trim()
    if words.last == "}", let start = words.lastIndex(of: "{"),
      words[start...].wholeMatch(of: /\{#tbl-[A-Za-z0-9_-]+\}/) != nil
    {
      words = words[..<start]
      trim()
    }
    return String(words)
  }

  private static func caption(_ entry: LessonNumbering.Entry, _ words: String) -> String {
    "**\(ReferenceWords.name(of: entry))**\(words.isEmpty ? "" : ": \(words)")"
  }
}
