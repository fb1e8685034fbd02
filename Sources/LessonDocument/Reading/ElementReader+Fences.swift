extension ElementReader {
  /// A block of code: one of Swift, a hint, a question, or code that is only shown; and where the elements in it
  /// stand.
  mutating func code(
    _ node: MarkdownNode,
    info: String,
    in context: Context
  ) -> (Element, [LessonText.Place]) {
    guard context.fences.isFenced(node) else {
      note(.code, node, in: context)
      refuseFences(
        in: node,
        "code that is indented by four columns or more: indent it less, or show it in a longer fence",
        context
      )
      let code = Self.withoutLastLineEnd(context.text.restored(node.literal))
      return (.code(language: "", text: code), [])
    }
    let location = context.location(of: node)
    if !context.fences.isClosed(node) {
      mistakes.add(
        "this block of code is not closed: end it with a line of as many '`' or '~' as its first, "
          + "indented alike",
        at: location
      )
    }
    let lines = context.fences.lines(of: node)
    let language = info.prefix { !$0.isWhitespace && !"{,".contains($0) }.lowercased()
    if language == "swift", let fencesRefused { mistakes.add(fencesRefused, at: location) }
    switch language {
    case "hint" where isInHint, "answer" where isInHint:
      mistakes.add(
        "'\(language)' stands in another part of the lesson, where it is only shown: move this fence out "
          + "of it",
        at: location
      )
    case "swift" where !isInHint && drafts.count == Self.blockLimit:
      mistakes.add("a lesson holds at most \(Self.blockLimit) blocks: split it", at: location)
    case "swift" where !isInHint:
      BlockReader.checkInfo(info, at: location, mistakes: &mistakes)
      drafts.append(
        BlockReader.read(lines, fence: location, index: drafts.count, mistakes: &mistakes)
      )
      note(.block(drafts.count - 1), node, in: context)
      return (.block(drafts.count - 1), [])
    case "hint" where !isInHint:
      let (hint, inside) = hint(lines, info: info, at: location)
      if case .hint(let exercise, _, _) = hint {
        note(.hint(exercise: exercise), node, in: context)
      }
      return (hint, inside)
    case "answer" where !isInHint:
      let (written, inside) = written(lines, info: info, at: location)
      note(.answer(name: written.name), node, in: context)
      return (.answer(written), inside)
    case ""
    where ["swift", ".swift"].contains(info.dropFirst().prefix { $0 == "." || $0.isLetter }):
      mistakes.add("a block that runs begins with ```swift, without braces", at: location)
    default:
      refuseOptions(in: lines, info: info, at: location)
      if let match = info.prefixMatch(of: /\{([a-z][A-Za-z0-9:_-]*)[^}]*\}/) {
        let name = String(match.1)
        mistakes.warn(
          ForeignNotation.directive.warning(
            "```" + info,
            instead: ForeignNotation.instead(ofDirective: name)
          ),
          at: location
        )
      }
    }
    note(.code, node, in: context)
    let isTwin =
      info.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      .lowercased() == PythonTwin.language
    let code = Element.code(
      language: isTwin ? PythonTwin.language : language,
      text: lines.map(\.text).joined(separator: "\n")
    )
    return (code, [])
  }

  private mutating func hint(
    _ lines: [CodeLine],
    info: String,
    at location: SourceLocation
  ) -> (Element, [LessonText.Place]) {
    let words = info.split(whereSeparator: \.isWhitespace).map(String.init)
    if words.count != 2 {
      mistakes.add("a hint names its exercise and nothing else: write ```hint NAME", at: location)
    }
    let exercise = words.count == 2 ? words[1] : ""
    hints.append((exercise, location))
    hintCounts[exercise, default: 0] += 1
    let content = aside(
      lines,
      refusing: "a hint is shown before anything runs: write the value instead of '{swift}'"
    )
    let hint = Element.hint(
      exercise: exercise,
      number: hintCounts[exercise, default: 0],
      content: content.elements
    )
    return (hint, content.places)
  }

  private mutating func written(
    _ lines: [CodeLine],
    info: String,
    at location: SourceLocation
  ) -> (WrittenExercise, [LessonText.Place]) {
    let words = info.split(whereSeparator: \.isWhitespace).map(String.init)
    let name = words.count == 2 ? words[1] : ""
    let (options, text) = BlockReader.split(lines)
    let reader = WrittenExerciseReader(options: options, mistakes: &mistakes)
    let source = text.map(\.text).joined(separator: "\n").trimmedAtEnd
    reader.check(name: name, isEmpty: source.isEmpty, at: location, mistakes: &mistakes)
    let statement = aside(
      text,
      refusing: "a question is asked before anything runs: write the value instead of '{swift}'"
    )
    let question = WrittenExercise(
      name: name,
      title: reader.title ?? name,
      points: reader.sum,
      rubric: reader.rubric,
      source: source,
      statement: statement.elements,
      location: location
    )
    return (question, statement.places)
  }

  /// The elements of a text beside the lesson's own, in which nothing runs.
  ///
  /// - Parameters:
  ///   - reason: why no expression may stand in it.
  ///   - fences: why no block of Swift may, if it is not merely shown.
  mutating func aside(
    _ lines: [CodeLine],
    refusing reason: String,
    fences: String? = nil
  ) -> PlacedElements {
    (expressionsRefused, fencesRefused) = (reason, fences)
    defer { (expressionsRefused, fencesRefused) = (nil, nil) }
    return elements(of: MarkdownText(SourceText(lines), mistakes: &mistakes))
  }

  private static func withoutLastLineEnd(_ text: String) -> String {
    text.hasSuffix("\n") ? String(text.dropLast()) : text
  }
}
