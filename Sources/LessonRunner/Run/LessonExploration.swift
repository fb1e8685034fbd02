import ContentDigest
public import LessonDocument

extension LiveLesson {
  /// What comes of all values of the numbers that a reader may move, in the order of the lesson.
  ///
  /// Each combination of values is a branch off the state before its block. The lesson's own values run no more;
  /// what has run before with all that it depends on comes from the cache.
  ///
  /// - Parameter results: what came of the lesson; a block that did not come out as meant is not explored.
  /// - Throws: ``RunnerError``; what is wrong with a value is a part of the exploration.
  public func explorations(
    of lesson: Lesson,
    results: LessonResults
  ) async throws -> [Exploration] {
    let moving = lesson.blocks.filter { block in
      !block.options.explored.isEmpty && results.blocks[block.index].status == .ok
    }
    guard !moving.isEmpty else { return [] }
    let answers = try await answers(to: lesson)
    let plan = try runner.plan(lesson, answers)
    var explorations: [Exploration] = []
    // From the last block to the first: the states before each are there still.
    for block in moving.reversed() {
      guard let region = ExploredRegion(of: block, in: plan) else { continue }
      let exploration = LessonExploration(
        block: block,
        region: region,
        answers: answers,
        live: self,
        lesson: lesson
      )
      explorations.insert(try await exploration.result(beside: results), at: 0)
    }
    return explorations
  }
}

/// One block of a lesson for all values of its numbers.
private struct LessonExploration {
  let block: LessonBlock
  let region: ExploredRegion
  let answers: [Substitution]
  let live: LiveLesson
  let lesson: Lesson

  private var constants: [ExploredConstant] { block.options.explored }

  func result(beside results: LessonResults) async throws -> Exploration {
    var exploration = Exploration(
      label: block.label,
      constants: constants,
      blocks: region.blocks.map(\.label),
      expressions: region.expressions,
      points: []
    )
    let own = try live.runner.plan(lesson, answers, through: region.blocks.last)
    let key = key(try live.runner.request(own).keys)
    let store = live.runner.results
    if let known = store.points(key), known.count == constants.combinations.count {
      exploration.points = known
      return exploration.trimmed
    }
    var isCertain = true
    for combination in constants.combinations {
      guard combination != constants.standard else {
        exploration.points.append(point(of: results))
        continue
      }
      let settings = zip(constants, combination).map { $0.setting($1) }
      let plan = try live.runner.plan(
        lesson,
        answers + [.explored(settings, block: block.index)],
        through: region.blocks.last
      )
      let steps = try await live.steps(of: plan, isAwaited: false) { _ in }
      try Task.checkCancellation()
      exploration.points.append(point(of: plan.results(of: steps)))
      isCertain = isCertain && steps.allSatisfy(\.isCertain)
    }
    if isCertain, exploration.faults.isEmpty { store.keep(exploration.points, as: key) }
    return exploration.trimmed
  }

  private func point(of results: LessonResults) -> Exploration.Point {
    let blocks = region.blocks.map { results.blocks[$0.index] }
    let values = region.expressions.map { results.inline[$0] }
    let failed = blocks.first { !$0.isAsExpected }
    let said =
      failed?.diagnostics.first { $0.severity == .error }?.message
      ?? failed.map { "block '\($0.label)' did not come out as meant" }
    let wrong = values.first { $0.value == nil }
    return Exploration.Point(
      outputs: blocks.map(\.outputs),
      inline: values.map(\.value),
      fault: said ?? wrong.map { "inline `\($0.expression)`: \($0.error ?? "it has no value")" }
    )
  }

  /// The digest of all that the results depend on: the lesson up to the region's end, and the values.
  private func key(_ keys: ResultKeys) -> String {
    var digest = ContentDigest()
    digest.update(field: "exploration 1")
    digest.update(field: keys.keys.last ?? "")
    digest.update(field: String(block.index))
    for block in region.blocks { digest.update(field: block.label) }
    for expression in region.expressions {
      digest.update(field: lesson.inlineExpressions[expression].source)
    }
    for constant in constants {
      digest.update(field: constant.name)
      for value in constant.values { digest.update(field: value) }
    }
    return digest.hexadecimal
  }
}
