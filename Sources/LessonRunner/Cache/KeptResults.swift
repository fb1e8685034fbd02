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
    /// The result is kept, and stands in place of a run.
    case kept
    /// The result is kept, but the block runs again with another one, named by its label.
    case runsWith(String)
    /// It is not, for these reasons, each a clause.
    case changed([String])
    /// The block is no part of a run, for this reason.
    case apart(String)
  }
}

/// What the next run of a lesson will do.
public struct RunForecast: Equatable, Sendable {
  /// What is known of each block, in the order of the lesson.
  public var blocks: [KeptResult]
  /// Whether the lesson runs; else every result comes from the cache.
  public var runs: Bool
}

extension LessonRunner {
  /// What the next run of a lesson will do, and which inputs have changed since results were kept last.
  ///
  /// Nothing is run for it.
  ///
  /// - Throws: ``RunnerError``.
  public func forecast(of lesson: Lesson) async throws -> RunForecast {
    guard lesson.frontMatter.edition == .students else { return try forecast(plan(lesson)) }
    var options = options
    options.runsNothing = true
    let live = LiveLesson(runner: LessonRunner(environment: environment, options: options))
    do {
      return try forecast(plan(lesson, try await StudentsLesson.substitutions(lesson, in: live)))
    } catch is NothingRuns {
      let reason = "an answer in Work is checked first, and what comes of it is not kept"
      return RunForecast(
        blocks: lesson.blocks.map {
          KeptResult(label: $0.label, line: $0.fence.line, state: .changed([reason]))
        },
        runs: true
      )
    }
  }

  private func forecast(_ plan: ExecutionPlan) throws -> RunForecast {
    let lesson = plan.lesson
    let request = try request(plan)
    let kept = results.keptSteps(of: request.plan, keys: request.keys)
    let last = results.folder.flatMap { LastInputs.read(of: lesson, in: $0) }
    let changes = InputChanges(
      now: request.keys.inputs,
      last: last,
      keepsNone: !kept.contains(true)
    )
    let missing = kept.firstIndex(of: false)
    // What stands before all blocks has none to be told of.
    let first = missing.flatMap { request.plan.steps.isEmpty ? nil : max(0, $0 - 1) }
    var states: [Int: KeptResult.State] = [:]
    for (number, step) in request.plan.steps.enumerated() {
      let isKept = kept[number + 1] && (number > 0 || kept[0])
      let reasonAt = number == 0 && kept[1] ? 0 : number + 1
      states[step.block.index] =
        if !isKept {
          .changed(changes.reasons(forStep: reasonAt))
        } else if let first {
          .runsWith(request.plan.steps[first].block.label)
        } else {
          .kept
        }
    }
    return RunForecast(
      blocks: lesson.blocks.map { block in
        let isToDo = plan.skipped[block.index]?.status == .toDo
        let apart = isToDo ? "it waits for your answer to an exercise" : nil
        return KeptResult(
          label: block.label,
          line: block.fence.line,
          state: states[block.index] ?? .apart(apart ?? Self.reason(block))
        )
      },
      runs: missing != nil
    )
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
  /// Whether no step's result is kept.
  let keepsNone: Bool

  /// Names of so many blocks are told.
  private static let longest = 3

  /// Why the result of a step is not the one kept last, in clauses; never none.
  func reasons(forStep number: Int) -> [String] {
    guard let last else {
      return [keepsNone ? "no result of the lesson is kept" : "no result of it is kept"]
    }
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
        : "it was not kept: it, or a block before it, met a limit or was ended from outside, and may go "
          + "differently another time"
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
