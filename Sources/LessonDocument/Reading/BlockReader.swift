/// A block before all of the lesson is known.
struct DraftBlock {
  var block: LessonBlock
  var header: BlockHeader
}

/// Reads a Swift block: its options from the `//|` lines at its top, its code from the rest.
enum BlockReader {
  /// Reads a block.
  ///
  /// - Parameters:
  ///   - lines: everything between the fences.
  ///   - index: the block's place in the lesson, from 0.
  static func read(
    _ lines: [CodeLine],
    fence: SourceLocation,
    index: Int,
    mistakes: inout MistakeList
  ) -> DraftBlock {
    let (options, code) = split(lines)
    refuseLateOptions(in: code, mistakes: &mistakes)
    let yaml = EmbeddedYAML(lines: options, name: "an option")
    let header = BlockHeader(yaml, mistakes: &mistakes)
    refuseStrayMarkers(in: code, role: header.role, mistakes: &mistakes)
    if case .check = header.role { refuseUnfitPoints(in: code, mistakes: &mistakes) }
    let block = LessonBlock(
      index: index,
      label: header.label ?? "block-\(index + 1)",
      fence: fence,
      options: header.options,
      role: header.role,
      code: code
    )
    return DraftBlock(block: block, header: header)
  }

  /// The YAML of the `//|` lines at the top, and what stands below them.
  static func split(_ lines: [CodeLine]) -> (options: [CodeLine], rest: [CodeLine]) {
    var options: [CodeLine] = []
    var start = 0
    for (number, line) in lines.enumerated() {
      if let option = optionLine(line) {
        options.append(option)
        start = number + 1
      } else if !line.text.allSatisfy(\.isWhitespace) {
        break
      }
    }
    return (options, Array(lines[start...]))
  }

  /// Tells of options that a fence's info string tries to set, which is not where they stand.
  static func checkInfo(_ info: String, at location: SourceLocation, mistakes: inout MistakeList) {
    let words = info.split { $0.isWhitespace || "{},".contains($0) }
    for word in words {
      guard let sign = word.firstIndex(where: { "=:".contains($0) }),
        BlockHeader.Key(rawValue: String(word[..<sign])) != nil
      else { continue }
      mistakes.add(
        "options stand in the block, not beside its fence: write '//| \(word[..<sign]): …' as its "
          + "first line",
        at: location
      )
    }
  }

  /// The YAML of an option line, with the place of its first byte.
  private static func optionLine(_ line: CodeLine) -> CodeLine? {
    let bytes = line.text.utf8
    let start = bytes.drop { $0.isBlank }
    guard start.starts(with: "//|".utf8) else { return nil }
    var yaml = start.dropFirst(3)
    if let first = yaml.first, first.isBlank { yaml = yaml.dropFirst() }
    let column = line.location.column + bytes.count - yaml.count
    return CodeLine(
      text: String(Substring(yaml)),
      location: SourceLocation(line: line.location.line, column: column)
    )
  }

  /// Tells of option lines below the code, and of lines that look like options but are not.
  private static func refuseLateOptions(in code: [CodeLine], mistakes: inout MistakeList) {
    var isInText = false
    var isFirst = true
    for line in code {
      let text = line.text.drop { $0.isWhitespace }
      guard !text.isEmpty else { continue }
      var location = line.location
      location.column += line.text.utf8.count - text.utf8.count
      if !isInText, text.hasPrefix("//|") {
        mistakes.add(
          "this option stands below code: move it to the top of the block, or write '//' for a "
            + "comment",
          at: location
        )
      } else if isFirst, isNearlyOption(text) {
        mistakes.add("an option begins with '//|': write it as in '//| echo: false'", at: location)
      }
      isFirst = isFirst && isNearlyOption(text)
      if text.split(separator: "\"\"\"", omittingEmptySubsequences: false).count.isMultiple(of: 2) {
        isInText.toggle()
      }
    }
  }

  /// Whether a line is `#| name:` or `// | name:`.
  private static func isNearlyOption(_ text: Substring) -> Bool {
    guard let bar = text.firstIndex(of: "|"),
      ["#", "//", "///"].contains(text[..<bar].filter { !$0.isWhitespace })
    else { return false }
    let name = text[bar...].dropFirst().drop { $0.isWhitespace }.prefix { $0 != ":" }
    return BlockHeader.Key(rawValue: String(name)) != nil
  }

  /// Tells of checks whose points are no number above 0: they are known before any answer runs.
  private static func refuseUnfitPoints(in code: [CodeLine], mistakes: inout MistakeList) {
    guard code.contains(where: { $0.text.contains("points") }) else { return }
    for (text, location) in UnfitPointsFinder.points(in: BlockCode(code)) {
      mistakes.add(
        "a check is worth a number of points above 0, not \(text): write it as a number, as in 'points: 2', or leave "
          + "'points' out to share those of the exercise",
        at: location
      )
    }
  }

  private static func refuseStrayMarkers(
    in code: [CodeLine],
    role: BlockRole,
    mistakes: inout MistakeList
  ) {
    if case .exercise = role { return }
    for line in code {
      guard let marker = ExerciseMarker(line) else { continue }
      mistakes.add(
        "'\(marker.text)' stands in a block that is no exercise: add '//| exercise:' with its name, "
          + "or take the marker out",
        at: line.location
      )
    }
  }
}
