import LessonDocument
import Testing

/// What the reference shows runs as it says.
@Suite(.serialized) struct ReferenceExampleTests {
  @Test("The examples of all options together are a lesson that comes out as meant")
  func options() async throws {
    let examples = ReferenceTopic.options.sections.flatMap(\.entries).compactMap(\.example)
    let results = try await RunningLessons.results("# T\n\n\(examples.joined(separator: "\n\n"))\n")
    #expect(results.isAsExpected, "\(results.dump)")
  }

  @Test("The examples of charts and checks run", arguments: [ReferenceTopic.charts, .checks])
  func code(_ topic: ReferenceTopic) async throws {
    let entries = topic.sections.flatMap(\.entries)
    let blocks = entries.map { "//| local: true\n\($0.example ?? "")" }
    let results = try await RunningLessons.results(blocks: blocks)
    #expect(results.isAsExpected, "\(results.dump)")
    guard topic == .charts else { return }
    for (entry, block) in zip(entries, results.blocks) {
      #expect(block.outputs.contains { $0.kind == .chart }, "\(entry.name)")
    }
  }
}
