import Foundation
import HostProtocol
import LessonDocument

/// Finds the lesson's line for places in its objects, outside the process that crashed.
struct Symboliser: Sendable {
  let compiler: BlockCompiler

  /// What the debug information says of a place where a block was ended.
  struct Finding: Equatable, Sendable {
    /// The places in the lesson's code, the innermost first.
    var places: [SourcePlace] = []
    /// The check that failed, where the compiler left its name: `arithmetic overflow`.
    var failedCheck: String?
  }

  /// - Parameter known: from places in programs to those of the lesson's steps.
  func find(_ frames: [CodeAddress], in known: ProgramPlaces) async -> Finding {
    var finding = Finding()
    for (number, places) in await places(of: Array(frames.prefix(24))).enumerated() {
      for place in places {
        if number == 0, finding.failedCheck == nil {
          finding.failedCheck = CrashText.failedCheck(in: place.function)
        }
        guard place.line > 0, !CompilerFunction.isAccess(place.function),
          let found = known.place(file: place.file, line: place.line, column: max(1, place.column))
        else { continue }
        finding.places.append(found)
      }
    }
    return finding
  }

  private struct Place: Decodable {
    var function: String
    var file: String
    var line: Int
    var column: Int

    enum CodingKeys: String, CodingKey {
      case function = "FunctionName"
      case file = "FileName"
      case line = "Line"
      case column = "Column"
    }
  }

  private struct Answer: Decodable {
    var places: [Place]?

    enum CodingKeys: String, CodingKey {
      case places = "Symbol"
    }
  }

  /// For each address the functions that stand there, the innermost inlined one first.
  private func places(of addresses: [CodeAddress]) async -> [[Place]] {
    let inside = compiler.sandbox.isActive ? "/lesson" : compiler.folder
    let view = compiler.sandbox.compilerView(
      CompilerView(
        folder: compiler.folder,
        objects: "\(compiler.folder)/objects",
        host: compiler.host
      )
    )
    let questions = addresses.map { address in
      let name = URL(fileURLWithPath: address.object).lastPathComponent
      return "\"\(inside)/objects/\(name)\" 0x\(String(address.offset, radix: 16))"
    }
    guard !questions.isEmpty else { return [] }
    let command = compiler.sandbox.confinedCommand(
      [compiler.toolchain.tool("llvm-symbolizer"), "--output-style=JSON", "--inlines"] + questions,
      sees: view,
      timeLimit: 10
    )
    guard let answer = try? await command.output(),
      let decoded = try? JSONDecoder().decode([Answer].self, from: Data(answer.text.utf8))
    else { return [] }
    return decoded.map { $0.places ?? [] }
  }
}

/// What the names of functions tell of those that nobody has written.
enum CompilerFunction {
  /// Whether a function gives the place of a global variable: a block that is asked where it is may stand in it as it uses a
  /// variable of an earlier block.
  static func isAccess(_ name: String) -> Bool {
    name.hasPrefix("$s") ? name.hasSuffix("vau") : name.hasSuffix(".unsafeMutableAddressor")
  }
}

/// The report of a fatal error that Swift's runtime writes: `file:line: Fatal error: message`.
///
/// What is known of the words of the runtime stands in this file, and nowhere else.
struct CrashText: Equatable {
  /// What the runtime says, without the place.
  var message: String
  /// The file's name and the line that the report names.
  var file: String
  var line: Int

  /// Takes the last report off the end of a text.
  ///
  /// Whoever prints decides what the text is: its lines are looked at one by one, so that no text takes long.
  static func take(from text: inout String) -> CrashText? {
    for line in text.split(separator: "\n").reversed()
    where beginnings.contains(where: line.contains) {
      guard
        let match = line.wholeMatch(
          of: /(.*?):(\d+): ((?:Fatal error|Precondition failed|Assertion failed).*)/
        )
      else { continue }
      let report = text[line.startIndex...]
      // The message may have several lines; the runtime's own addresses follow it.
      let head = report.firstRange(of: "\nCurrent stack trace:").map { report[..<$0.lowerBound] }
      let rest = (head ?? report)[match.3.startIndex...]
      let crash = CrashText(
        message: rest.trimmingCharacters(in: .whitespacesAndNewlines),
        file: String(match.1),
        line: Int(match.2) ?? 0
      )
      text = String(text[..<line.startIndex])
      return crash
    }
    return nil
  }

  private static let beginnings = ["Fatal error", "Precondition failed", "Assertion failed"]

  /// Whether a trap's message is one of the standard library, which does not know what the code is for.
  static func isOfTheLibrary(_ message: String) -> Bool {
    [
      "ndex out of range", "ndex is out of range", "out of bounds", "found nil", "ivision by zero",
      "overflow", "Range requires", "Can't ", "Not enough bits", "cannot be converted to",
    ].contains { message.contains($0) }
  }

  /// A text in which reports name blocks as programs do, each with its place as `place` gives it.
  static func readable(_ text: String, place: (String, Int) -> String?) -> String {
    var result = ""
    var rest = text[...]
    while let mark = rest.firstRange(of: "unroll-block-") {
      let after = rest[mark.lowerBound...]
      guard let match = after.prefixMatch(of: /(unroll-block-[0-9]{1,9}):([0-9]{1,9})/),
        let place = Int(match.2).flatMap({ place(String(match.1), $0) })
      else {
        result += rest[..<mark.upperBound]
        rest = rest[mark.upperBound...]
        continue
      }
      // The folder before the name is not one that a reader knows.
      let before = rest[..<mark.lowerBound]
      let path = before.suffix(longestPath)
      let start = path.lastIndex { $0.isWhitespace || $0 == ":" }.map(path.index(after:))
      result += before[..<(start ?? path.startIndex)] + place
      rest = rest[match.range.upperBound...]
    }
    return result + rest
  }

  /// Characters of a path, at most.
  private static let longestPath = 1024

  /// The check that failed, in the name that the compiler gives to a place of failure.
  static func failedCheck(in function: String) -> String? {
    let mark = "Swift runtime failure: "
    return function.hasPrefix(mark) ? String(function.dropFirst(mark.count)) : nil
  }
}
