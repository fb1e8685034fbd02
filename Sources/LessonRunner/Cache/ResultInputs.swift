import ContentDigest
import LessonDocument

/// All that a lesson's results depend on, by name, so that it can be said what has changed.
struct ResultInputs: Codable, Equatable, Sendable {
  /// What one step's result depends on beside what stands before it.
  struct Step: Codable, Equatable, Sendable {
    /// The block's label; nil for what stands before all blocks.
    var label: String?
    /// Digests, by what they are of.
    var parts: [String: String]
    /// The inline expressions after the block.
    var expressions: [String]
  }

  /// Digests and plain values of what all results depend on, by what they are of.
  var shared: [String: String]
  /// One entry a step, after that of what stands before them.
  var steps: [Step]

  init(
    plan: ExecutionPlan,
    options: RunOptions,
    environment: RunnerEnvironment,
    data: LessonData?
  ) {
    let lesson = plan.lesson.frontMatter
    shared = environment.surroundingParts
    // Outside the sandbox a block sees more.
    shared["the sandbox"] = environment.sandbox.kind
    shared["the lesson's file name"] = plan.file
    shared["the seed"] = String(plan.seed)
    shared["the lesson's time limit"] = String(lesson.timeout)
    shared["the memory limit"] = String(options.memoryLimit)
    shared["the output limit"] = String(options.outputLimit)
    if let data {
      shared["the folder of data files"] = "there"
      for (file, digest) in data.files { shared["data file \(file)"] = digest }
    }
    let before = Step(label: nil, parts: [:], expressions: Self.expressions(plan, after: 0))
    steps =
      [before]
      + plan.steps.enumerated().map { number, step in
        Step(
          label: step.block.label,
          parts: Self.parts(of: step),
          expressions: Self.expressions(plan, after: number + 1)
        )
      }
  }

  private static func expressions(_ plan: ExecutionPlan, after count: Int) -> [String] {
    (plan.expressions[count] ?? []).map(\.source)
  }

  private static func parts(of step: PlannedStep) -> [String: String] {
    let options = step.block.options
    let text = step.code.text
    var parts = [
      "its code": ContentDigest.hexadecimal(of: text),
      "its options": """
      \(step.block.role) \(options.timeout ?? -1) \(options.expect?.rawValue ?? "") \
      \(options.expectMessage ?? "") \(options.local)\(options.sweep ? " sweep" : "")
      """,
    ]
    // A block that asks for its own line depends on where it stands.
    if text.contains("#") {
      let lines =
        step.code.lines.map { String($0.location.line) }.joined(separator: " ")
        + " of \(step.source.name)"
      parts["its place, for which it asks,"] = ContentDigest.hexadecimal(of: lines)
    }
    return parts
  }
}
