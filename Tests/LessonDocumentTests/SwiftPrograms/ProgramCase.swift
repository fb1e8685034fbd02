import Testing

@testable import LessonDocument

/// Blocks and what running them prints.
struct ProgramCase: CustomTestStringConvertible, Sendable {
  var name: String
  var blocks: [String]
  var local: Set<Int> = []
  var prints: String

  var testDescription: String { name }

  init(_ name: String, _ blocks: [String], local: Set<Int> = [], prints: String) {
    self.name = name
    self.blocks = blocks
    self.local = local
    self.prints = prints
  }

  /// Runs the case in both builds and compares what it prints.
  func check() throws {
    for optimisation in ProgramRunner.Optimisation.allCases {
      let outcome = try ProgramRunner(optimisation: optimisation).run(blocks, local: local)
      #expect(outcome.listing == [])
      #expect(outcome.output == prints + (prints.isEmpty ? "" : "\n"), "\(optimisation)")
    }
  }
}
