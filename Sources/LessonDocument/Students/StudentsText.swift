/// The Markdown of a lesson as students get it: the author's own, line by line, but for what is secret.
///
/// Where something is taken out and the text around it could change its meaning, an empty comment is left.
struct StudentsText {
  private let lesson: Lesson
  /// What becomes of each line.
  private var kept: [[String]]
  /// How many lines of front matter are added at the top of a lesson that has none.
  private var addedCount = 0

  init(_ lesson: Lesson) {
    self.lesson = lesson
    kept = lesson.text.lines.map { [$0] }
    // From the end on, so that what stands before a comment keeps its place in the line.
    for part in lesson.text.parts.reversed() { cut(part) }
    for part in lesson.text.parts { replace(part) }
    cutUnseenDefinitions()
    nameEdition()
    cutYAMLComments()
  }

  /// The text, with the places of what is left.
  var text: LessonText {
    var starts: [Int] = [0]
    for lines in kept { starts.append(starts[starts.count - 1] + lines.count) }
    func place(_ lines: Range<Int>) -> Range<Int> {
      let start = starts[lines.lowerBound] + (lines.lowerBound == 0 ? addedCount : 0)
      return start..<max(start, starts[lines.upperBound])
    }
    var text = LessonText(lines: kept.flatMap { $0 })
    text.isForStudents = true
    text.frontMatter = 0..<max(addedCount, starts[lesson.text.frontMatter.upperBound])
    func moved(_ old: LessonText.Place) -> LessonText.Place {
      LessonText.Place(lines: place(old.lines), inside: old.inside.map(moved))
    }
    text.elements = lesson.text.elements.map(moved)
    text.footnotes = lesson.text.footnotes.map(moved)
    text.htmlLinks = lesson.text.htmlLinks
    text.parts = lesson.text.parts.compactMap { part in
      let lines = place(part.lines)
      switch part.kind {
      case .comment: return nil
      case .block(let index) where lesson.blocks[index].isSecret:
        return lines.isEmpty ? nil : LessonText.Part(kind: .html, lines: lines)
      default: return LessonText.Part(kind: part.kind, lines: lines)
      }
    }
    return text
  }

  /// Takes a comment out.
  private mutating func cut(_ part: LessonText.Part) {
    guard case .comment(let from, let to) = part.kind, let last = part.lines.last,
      let before = kept[part.lines.lowerBound].first?.utf8.prefix(from),
      let after = kept[last].first?.utf8.dropFirst(to)
    else { return }
    for line in part.lines { kept[line] = [] }
    kept[part.lines.lowerBound] = ["\(Substring(before))\(LessonText.mark)\(Substring(after))"]
  }

  /// Takes out link definitions that lead nowhere, `[//]: # (words)`, which authors use for comments.
  ///
  /// Below a line of a paragraph such a line is text.
  private mutating func cutUnseenDefinitions() {
    guard lesson.text.lines.contains(where: { $0.contains("]:") }) else { return }
    let covered = Set(lesson.text.parts.flatMap(\.lines)).union(lesson.text.frontMatter)
    var mayBegin = true
    for (number, line) in lesson.text.lines.enumerated() {
      let isCovered = covered.contains(number)
      let match =
        isCovered
        ? nil
        : line.wholeMatch(
          of: /((?:[ \t>]|[-+*][ \t]|[0-9]+[.)][ \t])*)\[[^\]^][^\]]*\]:[ \t]*(?:#|<>)(?:[ \t].*)?/
        )
      if let match, mayBegin || match.1.contains(where: { !" \t>".contains($0) }) {
        kept[number] = [match.1 + "[//]: #"]
        mayBegin = true
      } else {
        let words = line.drop { " \t>".contains($0) }
        mayBegin = isCovered || words.isEmpty || words.hasPrefix("#")
      }
    }
  }

  /// Takes the comments out of the front matter and out of blocks' options.
  private mutating func cutYAMLComments() {
    let matter = lesson.text.frontMatter
    if matter.count > 2 { cutYAMLComments(Array(matter.dropFirst().dropLast()), after: "") }
    for part in lesson.text.parts {
      switch part.kind {
      case .block, .answer: break
      case .hint, .code, .html, .comment: continue
      }
      let mark = "//|"
      let options = part.lines.dropFirst().prefix { line in
        kept[line].count == 1 && kept[line][0].drop { " \t>".contains($0) }.hasPrefix(mark)
      }
      cutYAMLComments(Array(options), after: mark)
    }
  }

  /// - Parameter mark: what stands before the YAML in each line.
  private mutating func cutYAMLComments(_ numbers: [Int], after mark: String) {
    var heads: [Substring] = []
    var lines: [String] = []
    for line in numbers.flatMap({ kept[$0] }) {
      let end = mark.isEmpty ? line.startIndex : line.firstRange(of: mark)?.upperBound
      heads.append(line[..<(end ?? line.startIndex)])
      lines.append(String(line[(end ?? line.startIndex)...]))
    }
    let shorter = YAMLComments.removed(from: lines)
    guard shorter != lines else { return }
    var next = 0
    for number in numbers {
      let places = next..<(next + kept[number].count)
      next = places.upperBound
      kept[number] = places.compactMap { place in
        let isGone = shorter[place].isBlank && !lines[place].isBlank
        return isGone ? nil : heads[place] + shorter[place]
      }
    }
  }

  private mutating func replace(_ part: LessonText.Part) {
    guard case .block(let index) = part.kind else { return }
    let block = lesson.blocks[index]
    if block.isSecret {
      remove(block, at: part.lines)
    } else if case .exercise = block.role {
      showStarter(of: block)
    }
  }

  private mutating func showStarter(of block: LessonBlock) {
    let starter = ExerciseCode(block.code).starterLines
    guard starter != block.code else { return }
    let byLine = Dictionary(
      starter.map { ($0.location.line, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    for line in block.code {
      let number = line.location.line - 1
      let before = lesson.text.lines[number].utf8.prefix(line.location.column - 1)
      kept[number] = byLine[line.location.line].map { ["\(Substring(before))\($0.text)"] } ?? []
    }
  }

  private mutating func remove(_ block: LessonBlock, at lines: Range<Int>) {
    for line in lines { kept[line] = [] }
    if mayVanish(block, at: lines) {
      let isFirst = kept[..<lines.lowerBound].allSatisfy { $0.allSatisfy(\.isBlank) }
      let follows = kept[..<lines.lowerBound].last { !$0.isEmpty }?.last?.isBlank ?? true
      var next = lines.upperBound
      guard follows || isFirst else { return leave("", at: lines) }
      while next < kept.count, kept[next].allSatisfy(\.isBlank) {
        kept[next] = []
        next += 1
      }
    } else {
      let before = lesson.text.lines[lines.lowerBound].utf8.prefix(block.fence.column - 1)
      leave("\(Substring(before))\(LessonText.mark)", at: lines)
    }
  }

  private mutating func leave(_ text: String, at lines: Range<Int>) {
    kept[lines.lowerBound] = [text]
  }

  /// Whether a block leaves nothing behind: not in a list or quotation, where it may be all that an item
  /// holds, nor after a list or a table, which what follows would then belong to.
  private func mayVanish(_ block: LessonBlock, at lines: Range<Int>) -> Bool {
    guard lesson.elements.count == lesson.text.elements.count,
      let place = lesson.elements.firstIndex(of: .block(block.index))
    else { return false }
    let next = lesson.text.lines[lines.upperBound...].first { !$0.isBlank }
    if next?.first?.isWhitespace == true { return false }
    let before = lesson.elements[..<place].last { element in
      if case .block(let index) = element { !lesson.blocks[index].isSecret } else { true }
    }
    switch before {
    case .list, .table: return false
    default: return true
    }
  }

  /// Says that exercises lack their solutions: else the text would not be a lesson.
  private mutating func nameEdition() {
    guard !lesson.exercises.isEmpty, lesson.frontMatter.edition != .students else { return }
    let name = "edition: \(LessonEdition.students)"
    let matter = lesson.text.frontMatter
    guard let end = matter.last else {
      if kept.isEmpty { kept = [[]] }
      kept[0] = ["---", name, "---", ""] + kept[0]
      addedCount = 4
      return
    }
    if let place = lesson.text.edition {
      let line = lesson.text.lines[place.line - 1]
      let before = line.utf8.prefix(place.column - 1)
      let value = String(Substring(line.utf8.dropFirst(place.column - 1)))
      let new = value.replacing(
        "\(LessonEdition.instructor)",
        with: "\(LessonEdition.students)",
        maxReplacements: 1
      )
      kept[place.line - 1] = ["\(Substring(before))\(new)"]
    } else if let flow = matter.first(where: {
      lesson.text.lines[$0].trimmingPrefix(" ").hasPrefix("{")
    }) {
      let line = lesson.text.lines[flow]
      kept[flow] = [line.replacing("{", with: "{\(name), ", maxReplacements: 1)]
    } else {
      kept[end].insert(name, at: 0)
    }
  }
}

extension String {
  /// Whether nothing can be seen of it.
  fileprivate var isBlank: Bool { utf8.allSatisfy(\.isBlank) }
}
