import Foundation
import LessonDocument
import Plots

/// The results of a lesson as a site may hold them: no times, so that two builds are the same
/// bytes, and nothing that gives an answer away.
struct PublishedResults: Encodable {
  struct Output: Encodable {
    var kind: BlockOutput.Kind
    var text: String
    var svg: String?
    var summary: String?
  }

  struct Block: Encodable {
    var label: String
    var line: Int
    var status: BlockStatus
    var outputs: [Output]
    var diagnostics: [Diagnostic]
  }

  /// What comes of other values of a block's numbers.
  struct Moved: Encodable {
    struct Point: Encodable {
      var values: [String: String]
      /// What each of the blocks prints and shows.
      var outputs: [[Output]]
      var inline: [String?]
    }

    var label: String
    var blocks: [String]
    var expressions: [String]
    var points: [Point]
  }

  var lesson: String
  var blocks: [Block]
  var inline: [InlineResult]
  var explorations: [Moved]?

  init(_ results: LessonResults, of lesson: Lesson, _ words: InterfaceWords) {
    self.lesson = results.lesson
    inline = results.inline.map { result in
      var result = result
      result.value = result.value.map { ShownText.shortened($0, words) }
      return result
    }
    explorations = results.explorations.map { all in
      all.filter(\.faults.isEmpty).map { Self.moved($0, of: lesson, results, words) }
    }
    blocks = lesson.blocks.compactMap { block in
      guard let result = results.result(of: block), !block.isSecret else { return nil }
      // What a reader of the page sees, and not a word more.
      let view = BlockView(block, result: result)
      let outputs = view.outputs.map {
        Output(
          kind: $0.kind,
          text: ShownText.shortened($0.text, words),
          svg: $0.chart?.svg(id: block.label),
          summary: $0.summary.map(BlockText.cleaned)
        )
      }
      return Block(
        label: result.label,
        line: result.line,
        status: result.status,
        outputs: outputs,
        diagnostics: view.diagnostics
      )
    }
  }

  private static func moved(
    _ exploration: Exploration,
    of lesson: Lesson,
    _ results: LessonResults,
    _ words: InterfaceWords
  ) -> Moved {
    let explored = PageBody.explored(lesson, results)
    let blocks = exploration.blocks.compactMap { label in
      lesson.blocks.first { $0.label == label }
    }
    let constants = exploration.constants
    return Moved(
      label: exploration.label,
      blocks: exploration.blocks,
      expressions: exploration.expressions.map { lesson.inlineExpressions[$0].source },
      points: constants.combinations.enumerated().map { number, combination in
        Moved.Point(
          values: Dictionary(
            zip(constants, combination).map { ($0.name, $0.values[$1]) },
            uniquingKeysWith: { first, _ in first }
          ),
          outputs: blocks.map { block in
            (explored[block.index]?.forms[number] ?? []).map {
              Output(
                kind: $0.kind,
                text: ShownText.shortened($0.text, words),
                summary: $0.summary.map(BlockText.cleaned)
              )
            }
          },
          inline: exploration.points[number].inline
        )
      }
    )
  }

  var json: String {
    get throws(SiteError) {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      do {
        return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
      } catch {
        throw SiteError.unwritable(path: "\(lesson)/results.json", reason: "\(error)")
      }
    }
  }
}
