import LessonDocument

/// Takes places in programs back to the lesson as it stands now.
///
/// A block is compiled as if it stood at a place of its own, far beyond every lesson's last line, so that
/// its object is the same wherever the lesson's prose moves it.
struct LessonPlaces: Sendable {
  /// More lines than a lesson has.
  private static let stride = 100_000

  private let lines: [Int: [Int: SourceLocation]]

  init(of steps: [PlannedStep]) {
    lines = steps.reduce(into: [:]) { lines, step in
      for (line, placed) in zip(step.code.lines, step.placed.lines) {
        lines[step.block.index, default: [:]][placed.location.line] = line.location
      }
    }
  }

  /// The code of a block at the place where it is compiled.
  static func placed(_ code: BlockCode, index: Int) -> BlockCode {
    // A block that asks for its own line depends on where it stands.
    code.text.contains("#") ? code : code.moved(to: (index + 1) * stride)
  }

  /// The place in the lesson of a place in a program.
  func place(_ location: SourceLocation) -> SourceLocation {
    guard let start = start(of: location.line) else { return location }
    return SourceLocation(line: start.line, column: location.column + start.column - 1)
  }

  /// The line of the lesson of a line in a program.
  func line(_ line: Int) -> Int { start(of: line)?.line ?? line }

  /// A text in which the lesson's file is followed by lines, each as in the lesson: `02-x.md:12`.
  func text(_ text: String, file: String) -> String {
    guard text.contains(file) else { return text }
    return text.replacing(/:([0-9]{6,})\b/) { match in
      Int(match.1).map { ":\(line($0))" } ?? String(match.0)
    }
  }

  /// Where the line of the lesson begins that a program calls `line`.
  ///
  /// The empty lines that stand for left-out ones belong to the line before.
  private func start(of line: Int) -> SourceLocation? {
    guard line >= Self.stride, let block = lines[line / Self.stride - 1] else { return nil }
    return block[line] ?? block.keys.filter { $0 < line }.max().flatMap { block[$0] }
  }
}
