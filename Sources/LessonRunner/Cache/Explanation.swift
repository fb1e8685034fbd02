public import LessonDocument

/// Whether a block would run now, and which input has changed if so.
public struct BlockExplanation: Equatable, Sendable {
  /// The block's label.
  public var label: String
  /// Where the block begins.
  public var location: SourceLocation
  /// Why it would run, as what follows "runs:"; nil if its kept result stands.
  public var reason: String?
}

extension LessonRunner {
  /// Says for each block of a lesson that is part of a run whether its result is kept.
  ///
  /// - Throws: ``RunnerError``.
  public func explanations(of lesson: Lesson) throws -> [BlockExplanation] {
    let request = try request(lesson)
    let last = store.inputs(of: lesson)
    let comparison = last.map { InputComparison(from: $0, to: request.inputs) }
    // One that is missing makes the lesson run, but those that stand need no new result.
    var isWhole = store.result(for: request.plan, keys: request.keys, number: 0) != nil
    return request.plan.steps.enumerated().map { number, step in
      let isKept = store.result(for: request.plan, keys: request.keys, number: number + 1) != nil
      var reason: String?
      if !isKept || !isWhole {
        reason =
          !options.usesCache
          ? "kept results are not used"
          : comparison == nil
            ? "the lesson has not run to its end yet"
            : comparison?.reason(for: number)
              ?? (isKept
                ? "a result before it is not kept any more"
                : "its result is not kept: it was cleaned away, damaged, or cut short")
      }
      isWhole = isWhole && isKept
      return BlockExplanation(
        label: step.block.label,
        location: step.block.fence,
        reason: reason
      )
    }
  }
}

/// What has changed since a lesson ran.
struct InputComparison {
  private let old: RunInputs
  private let new: RunInputs
  private let common: String?

  init(from old: RunInputs, to new: RunInputs) {
    self.old = old
    self.new = new
    common = Self.change(from: old.common, to: new.common)
  }

  /// Why the result of a step, counted from 0, cannot be that of the last run; nil if nothing changed.
  func reason(for number: Int) -> String? {
    if let common { return common }
    let step = new.steps[number]
    guard let before = old.steps.first(where: { $0.label == step.label }) else {
      return "it is new"
    }
    if before.code != step.code { return "its code has changed" }
    if before.options != step.options { return "its options have changed" }
    if before.lines != step.lines { return "it has moved, and its code asks for its place" }
    if let reason = earlier(number) { return reason }
    return before.expressions == step.expressions
      ? nil : "an inline expression after it has changed"
  }

  /// What has changed before a step.
  private func earlier(_ number: Int) -> String? {
    if old.expressions != new.expressions {
      return "an inline expression before it has changed"
    }
    let labels = Set(new.steps.prefix(number).map(\.label))
    for (before, now) in zip(old.steps, new.steps.prefix(number)) where before != now {
      if before.label != now.label {
        let isKnown = old.steps.contains { $0.label == now.label }
        if !isKnown { return "block '\(now.label)' before it is new" }
        return labels.contains(before.label)
          ? "the blocks before it stand in another order"
          : "block '\(before.label)' is not before it any more"
      }
      if before.code == now.code, before.options == now.options, before.lines == now.lines {
        return before.expressions == now.expressions
          ? nil : "an inline expression after block '\(now.label)' has changed"
      }
      return "block '\(now.label)' before it has changed"
    }
    guard number >= old.steps.count || old.steps[number].label == new.steps[number].label else {
      return "block '\(old.steps[number].label)' is not before it any more"
    }
    return nil
  }

  private static func change(from old: [RunInputs.Input], to new: [RunInputs.Input]) -> String? {
    for input in new {
      guard let before = old.first(where: { $0.name == input.name }) else {
        return "\(input.name) is new"
      }
      if before.digest != input.digest { return "\(input.name) has changed" }
    }
    return old.first { input in !new.contains { $0.name == input.name } }.map {
      "\($0.name) is gone"
    }
  }
}
