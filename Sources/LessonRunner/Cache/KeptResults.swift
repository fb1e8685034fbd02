public import LessonDocument

/// Whether the result of a block is kept, and if not, why.
public struct KeptResult: Equatable, Sendable {
  /// The block's label.
  public var label: String
  /// The line of its opening fence.
  public var line: Int
  /// What is the case.
  public var state: State

  /// What can be the case.
  public enum State: Equatable, Sendable {
    /// The result is kept.
    case kept
    /// It is not, for these reasons, each a clause.
    case changed([String])
    /// The block is no part of a run, for this reason.
    case apart(String)
  }
}

extension LessonRunner {
  /// For each block of a lesson whether its result is kept, and which inputs have changed since results
  /// were kept last.
  ///
  /// - Throws: ``RunnerError``.
  public func keptResults(of lesson: Lesson) throws -> [KeptResult] {
    let request = try request(plan(lesson))
    let kept = results.keptSteps(of: request.plan, keys: request.keys)
    let last = results.folder.flatMap { LastInputs.read(of: lesson, in: $0) }
    let changes = InputChanges(now: request.keys.inputs, last: last)
    var states: [Int: KeptResult.State] = [:]
    for (number, step) in request.plan.steps.enumerated() {
      // What stands before all blocks has none to be told of.
      let isKept = kept[number + 1] && (number > 0 || kept[0])
      states[step.block.index] =
        isKept ? .kept : .changed(changes.reasons(forStep: number + 1))
    }
    return lesson.blocks.map { block in
      KeptResult(
        label: block.label,
        line: block.fence.line,
        state: states[block.index] ?? .apart(Self.reason(block))
      )
    }
  }

  private static func reason(_ block: LessonBlock) -> String {
    if case .wrong(let exercise) = block.role { return "a wrong answer to '\(exercise)'" }
    return block.options.sweep ? "a sweep, which unroll sweep runs" : "its options say eval: false"
  }
}

/// What has changed in the inputs of a lesson's results.
struct InputChanges {
  let now: ResultInputs
  let last: LastInputs?

  /// Names of so many blocks are told.
  private static let longest = 3

  /// Why the result of a step is not the one kept last, in clauses; never none.
  func reasons(forStep number: Int) -> [String] {
    guard let last else { return ["no result of the lesson is kept"] }
    let step = now.steps[number]
    let before = last.inputs.steps.firstIndex { $0.label == step.label }
    var reasons = Self.changes(from: last.inputs.shared, to: now.shared)
    guard let before else { return reasons + ["the block is new"] }
    let old = last.inputs.steps[before]
    reasons += Self.changes(from: old.parts, to: step.parts)
    if old.expressions != step.expressions {
      reasons.append("the inline expressions after it have changed")
    }
    reasons += earlier(number, before, last.inputs)
    guard reasons.isEmpty else { return reasons }
    return [
      before < last.count
        ? "what was kept is gone from the cache, or damaged"
        : "it was not kept: it, or a block before it, met a limit and may go differently another time"
    ]
  }

  /// `the seed has changed`, `data file a.csv is new`, `data file a.csv is gone`.
  private static func changes(from old: [String: String], to new: [String: String]) -> [String] {
    Set(old.keys).union(new.keys).sorted().compactMap { name in
      switch (old[name], new[name]) {
      case (let old?, let new?):
        old == new ? nil : "\(name) \(name == "its options" ? "have" : "has") changed"
      case (nil, _): "\(name) is new"
      case (_, nil): "\(name) is gone"
      }
    }
  }

  /// What has changed before a step.
  private func earlier(_ number: Int, _ before: Int, _ last: ResultInputs) -> [String] {
    let (steps, old) = (now.steps[..<number], last.steps[..<before])
    let changed = steps.compactMap { step -> String? in
      let name = step.label.map { "block '\($0)'" } ?? "what stands before the first block"
      guard let known = old.first(where: { $0.label == step.label }) else {
        return "\(name) before it is new"
      }
      if known.parts != step.parts { return "\(name) before it has changed" }
      return known.expressions == step.expressions
        ? nil : "the inline expressions after \(name) have changed"
    }
    let gone = old.filter { step in !steps.contains { $0.label == step.label } }
      .map { "block '\($0.label ?? "")' before it is gone" }
    let all = changed + gone
    if all.isEmpty, steps.map(\.label) != old.map(\.label) {
      return ["the blocks before it stand in another order"]
    }
    let left = all.count - Self.longest
    return all.prefix(Self.longest) + (left > 0 ? ["so have \(left) more before it"] : [])
  }
}
