import ContentDigest
import LessonDocument

/// All that the results of a lesson depend on, by name, so that a change can be told.
struct RunInputs: Codable, Equatable, Sendable {
  /// One thing and the digest of what it is.
  struct Input: Codable, Equatable, Sendable {
    /// As a sentence names it: "the compiler", "data file 'bread.txt'".
    var name: String
    var digest: String
  }

  /// One block, with the inline expressions before it.
  struct Step: Codable, Equatable, Sendable {
    var label: String
    /// The block's index among all blocks of the lesson.
    var index: Int
    var options: String
    var code: String
    /// The lines it stands on, if its code can ask for them.
    var lines: String?
    /// The inline expressions after it.
    var expressions: [String]
  }

  /// What every block depends on.
  var common: [Input]
  /// The inline expressions before the first block.
  var expressions: [String]
  var steps: [Step]

  init(plan: ExecutionPlan, options: RunOptions, surroundings: [Input], data: LessonData?) {
    let matter = plan.lesson.frontMatter
    common =
      surroundings + [
        Input(name: "the lesson's file name", digest: plan.file),
        Input(name: "the seed", digest: String(matter.seed)),
        Input(
          name: "the limit of time, memory or output",
          digest: "\(matter.timeout) \(options.memoryLimit) \(options.outputLimit)"
        ),
      ] + (data?.files ?? [])
    expressions = (plan.expressions[0] ?? []).map(\.source)
    steps = plan.steps.enumerated().map { number, step in
      Step(step, expressions: (plan.expressions[number + 1] ?? []).map(\.source))
    }
  }
}

extension RunInputs.Step {
  init(_ step: PlannedStep, expressions: [String]) {
    let options = step.block.options
    label = step.block.label
    index = step.block.index
    self.options = """
      \(step.block.role) \(options.timeout ?? -1) \(options.expect?.rawValue ?? "") \
      \(options.expectMessage ?? "") \(options.local)\(options.sweep ? " sweep" : "")
      """
    code = step.code.text
    // A block that asks for its own line depends on where it stands.
    lines =
      step.code.text.contains("#")
      ? step.code.lines.map { String($0.location.line) }.joined(separator: " ") : nil
    self.expressions = expressions
  }
}
