import Foundation
import HostProtocol

/// Finds the lesson's line for places in its objects, outside the process that crashed.
struct Symboliser: Sendable {
  let compiler: BlockCompiler

  /// What the debug information says of a crash.
  struct Finding: Equatable, Sendable {
    /// The innermost line in the lesson.
    var line: Int?
    var column: Int?
    /// The check that failed, where the compiler left its name: `arithmetic overflow`.
    var failedCheck: String?
  }

  private static let failureMark = "Swift runtime failure: "

  /// - Parameter file: the lesson's file, as its debug information names it.
  func find(_ frames: [CodeAddress], file: String) async -> Finding {
    var finding = Finding()
    for (number, places) in await places(of: Array(frames.prefix(24))).enumerated() {
      for place in places {
        if number == 0, finding.failedCheck == nil, place.function.hasPrefix(Self.failureMark) {
          finding.failedCheck = String(place.function.dropFirst(Self.failureMark.count))
        }
        if place.file.hasSuffix(file), place.line > 0 {
          finding.line = place.line
          finding.column = place.column
          return finding
        }
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
