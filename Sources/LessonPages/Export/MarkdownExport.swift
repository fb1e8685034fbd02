import LessonDocument

/// A lesson's Markdown as students get it: exercises with their starters, no wrong answers, no hidden
/// checks.
struct MarkdownExport {
  let lesson: Lesson
  let source: LessonSource

  var text: String {
    var pieces: [String] = frontMatter.isEmpty ? [] : [joined(frontMatter)]
    for part in source.parts {
      switch part {
      case .text(let text), .answer(_, let text): pieces.append(text)
      case .block(let index):
        let block = lesson.blocks[index]
        if !block.isSecret { pieces.append(fenced(block)) }
      case .hint(let exercise, let text): pieces.append("```hint \(exercise)\n\(text)\n```")
      }
    }
    return pieces.joined(separator: "\n\n") + "\n"
  }

  /// The front matter, which says that exercises lack their solutions: else the text would not be a
  /// lesson.
  private var frontMatter: [String] {
    guard !lesson.exercises.isEmpty else { return source.frontMatter }
    let lines = source.frontMatter.isEmpty ? ["---", "---"] : source.frontMatter
    let kept = lines.dropLast().filter { $0.prefixMatch(of: /edition\s*:/) == nil }
    return kept + ["edition: \(LessonEdition.students)"] + lines.suffix(1)
  }

  private func fenced(_ block: LessonBlock) -> String {
    let (fence, options, indentation) = source.header(of: block)
    let mark = fence.prefix { $0 == fence.first }
    let code = block.publicCode.split(separator: "\n", omittingEmptySubsequences: false)
    let inner = options + code.map(String.init) + [String(mark)]
    let lines = [fence] + inner.map { ($0.isEmpty ? "" : indentation) + $0 }
    // A block in a list follows its item's mark.
    return indentation + joined(lines)
  }

  private func joined(_ lines: [String]) -> String { lines.joined(separator: "\n") }
}
