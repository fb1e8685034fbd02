import LessonDocument

/// A lesson as one Swift file that compiles and prints what the lesson shows.
///
/// The prose stands in comments. What needs an exercise's answer waits behind `#if EXERCISES`; what
/// is meant to fail, or takes too long, is kept but not compiled.
struct SwiftExport {
  let lesson: Lesson
  /// The lesson's text with references in words.
  let prose: NotebookProse
  /// The blocks that run only with an answer.
  let needsAnswer: Set<Int>

  var text: String {
    var pieces = [header]
    var prose = prose
    if let introduction = prose.introduction { pieces.append(comment(introduction)) }
    for piece in lesson.text.pieces {
      switch piece {
      case .prose(let passages): pieces.append(comment(prose.text(passages)))
      case .answer(let name):
        guard let written = lesson.writtenExercises.first(where: { $0.name == name }) else {
          continue
        }
        pieces.append(comment(prose.text(written)))
      case .hint(let exercise, let text):
        pieces.append(comment("Hint for \(exercise): \(prose.text(text))"))
      case .block(let index):
        let block = lesson.blocks[index]
        guard !block.isSecret else { continue }
        if let heading = prose.heading(of: block) { pieces.append(comment(heading)) }
        pieces.append(code(block))
        if let caption = prose.caption(of: block) { pieces.append(comment(caption)) }
      }
    }
    return pieces.joined(separator: "\n\n") + "\n"
  }

  private var header: String {
    let file = "\(lesson.slug).swift"
    return """
      // \(lesson.title.split(whereSeparator: \.isNewline).joined(separator: " "))
      //
      // In the folder of Unroll's sources:
      //
      //   swift build -c release --product LessonRuntime
      //   swiftc -O -swift-version 5 -I .build/release/Modules -I Sources/CProcessor \\
      //     -Xcc -fmodule-map-file=Sources/CProcessor/module.modulemap \\
      //     -L .build/release -lLessonRuntime -lm \(file) -o \(lesson.slug)
      //   \(command)
      //
      // Add -D EXERCISES when the exercises are solved.

      import LessonRuntime

      generator = RandomGenerator(seed: \(lesson.frontMatter.seed))
      """
  }

  /// How to run the program: where the lesson finds its data.
  private var command: String {
    let readsData = lesson.blocks.contains { block in
      block.code.contains { $0.text.contains("\"data/") }
    }
    return readsData ? "(cd Lessons && ../\(lesson.slug))" : "./\(lesson.slug)"
  }

  private func comment(_ text: String) -> String {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .filter { $0 != LessonText.mark }
      .map { $0.isEmpty ? "//" : "// \($0)" }.joined(separator: "\n")
  }

  private func code(_ block: LessonBlock) -> String {
    let code = block.shownCode
    switch block.options.expect {
    case .compileError: return "// This does not compile, as it is meant to.\n" + comment(code)
    case .crash: return kept(code, "This stops the program, as it is meant to.")
    case .timeout: return kept(code, "This does not end in time, as it is meant to.")
    case .error:
      // What failed declares nothing for later blocks.
      return "do {\n\(shown(code))\n} catch {\n  print(\"error:\", error)\n}"
    case nil: break
    }
    if !block.options.evaluate { return kept(code, "This is shown, not run.") }
    if block.options.sweep { return kept(code, "This takes long.") }
    if needsAnswer.contains(block.index) {
      return "#if EXERCISES\n\(shown(code))\n#endif"
    }
    return block.options.local ? "do {\n\(shown(code))\n}" : shown(code)
  }

  private func kept(_ code: String, _ reason: String) -> String {
    "// \(reason)\n#if false\n\(code)\n#endif"
  }

  /// The code with its last expression shown, as the runner shows it.
  private func shown(_ code: String) -> String {
    let block = BlockCode(code)
    let syntax = BlockSyntaxReader.read(block)
    guard case .statement(let range, isValue: true)? = syntax.items.last,
      let last = String(code.utf8.dropFirst(range.lowerBound).prefix(range.count)),
      let before = String(code.utf8.prefix(range.lowerBound)),
      let after = String(code.utf8.dropFirst(range.upperBound))
    else { return code }
    return before + "LessonProgram.showLast(\(last))" + after
  }

  /// The blocks that run only with an answer: exercises, their checks, and what needs them.
  ///
  /// - Parameter lesson: the lesson with its solutions, by whose names blocks need each other.
  static func blocksNeedingAnswers(in lesson: Lesson) -> Set<Int> {
    let blocks = lesson.blocks.filter { block in
      if case .wrong = block.role { return false }
      return block.options.evaluate && !block.options.sweep
    }
    let needs = BlockDependencies(
      of: blocks.map { block in
        let isExercise = if case .exercise = block.role { true } else { false }
        let lines = isExercise ? ExerciseCode(block.code).solution : block.code
        let code = BlockCode(lines)
        return RedeclarationChecker.Block(
          label: block.label,
          code: code,
          syntax: BlockSyntaxReader.read(code),
          isLocal: block.options.local || block.options.expect != nil
        )
      }
    ).needs
    let roots = Set(blocks.indices.filter { blocks[$0].role.exercise != nil })
    return Set(
      blocks.indices.filter { roots.contains($0) || !needs[$0].isDisjoint(with: roots) }
        .map { blocks[$0].index }
    )
  }
}
