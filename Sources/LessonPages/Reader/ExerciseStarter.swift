import LessonDocument

/// Finds in an exercise's block what a student begins with.
///
/// What stands between `// BEGIN SOLUTION` and `// END SOLUTION` is left out. In its place stands
/// what is between `// BEGIN STARTER` and `// END STARTER`, or a stub if there is none.
enum ExerciseStarter {
  private enum Part {
    case shared, solution, starter
  }

  static let stub = #"fatalError("your code here")"#

  /// The lines that a student sees.
  static func lines(of block: LessonBlock) -> [CodeLine] {
    let hasStarter = block.code.contains { marker($0) == "BEGIN STARTER" }
    var part = Part.shared
    var lines: [CodeLine] = []
    for line in block.code {
      switch marker(line) {
      case "BEGIN SOLUTION":
        part = .solution
        if !hasStarter {
          let indentation = line.text.prefix { $0 == " " || $0 == "\t" }
          lines.append(CodeLine(text: indentation + stub, location: line.location))
        }
      case "BEGIN STARTER": part = .starter
      case "END SOLUTION", "END STARTER": part = .shared
      default: if part != .solution { lines.append(line) }
      }
    }
    return lines
  }

  /// What a line says if it is a comment and nothing else.
  private static func marker(_ line: CodeLine) -> String? {
    let text = line.text.drop { $0 == " " || $0 == "\t" }
    guard text.hasPrefix("//") else { return nil }
    let words = text.dropFirst(2).split { $0 == " " || $0 == "\t" }
    return words.joined(separator: " ").uppercased()
  }
}
