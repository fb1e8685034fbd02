import LessonDocument

/// The blocks of a lesson after which code of one's own may stand, and what each names.
struct BlockList {
  private let lesson: Lesson
  private let name: String

  /// - Parameter name: the lesson as it was named.
  init(_ lesson: Lesson, name: String) { (self.lesson, self.name) = (lesson, name) }

  /// A block a line.
  var text: String {
    let blocks = lesson.blocks.filter { $0.options.evaluate && $0.role == .example }
    guard !blocks.isEmpty else { return "\(lesson.title) has no block that runs.\n" }
    let width = blocks.map(\.label.count).max() ?? 0
    let lines = blocks.map { block in
      let label = block.label + String(repeating: " ", count: width - block.label.count)
      let names = Self.names(in: block)
      return "  \(label)  line \(block.fence.line)\(names.isEmpty ? "" : ": \(names)")"
    }
    return PlainText.lines(
      "\(lesson.title): code of your own stands after one of these blocks, as in\n"
        + "unroll try \(name) --after \(blocks[0].label)\n\n" + lines.joined(separator: "\n") + "\n"
    )
  }

  /// What a block declares for those after it, as far as a line holds it.
  private static func names(in block: LessonBlock) -> String {
    guard !block.options.local else { return "" }
    var names: [String] = []
    for declaration in BlockSyntaxReader.read(BlockCode(block.code)).declarations
    where declaration.kind != .extension && !names.contains(declaration.name) {
      names.append(declaration.name)
    }
    let shown = names.prefix(6).joined(separator: ", ")
    return names.count > 6 ? "\(shown), …" : shown
  }
}
