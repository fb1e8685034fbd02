import Foundation
public import LessonDocument

/// A lesson without solutions: a student's passing answers stand in for them, and blocks that need a
/// missing one wait for it.
struct StudentsLesson: Sendable {
  /// The lesson with the answers that pass, without the blocks and expressions that wait.
  let runnable: Lesson
  /// The exercise that each waiting block waits for, by its index.
  let blocks: [Int: String]
  private let lesson: Lesson
  private let files: AnswerFiles
  /// The same for inline expressions.
  private let expressions: [Int: String]
  private let answered: Set<Int>

  /// Finds out which answers in `Work` pass; what is known of them from earlier runs is not run again.
  init(_ lesson: Lesson, in live: LiveLesson) async throws {
    let answers = try await Self.passing(lesson, in: live)
    var files = AnswerFiles(lesson: lesson.file)
    var changed = lesson
    changed.frontMatter.edition = .instructor
    var open: [Int: String] = [:]
    var answered: Set<Int> = []
    for exercise in lesson.exercises where lesson.blocks[exercise.block].options.evaluate {
      guard let answer = answers[exercise.name] else {
        for index in [exercise.block] + exercise.checks { open[index] = exercise.name }
        continue
      }
      changed.blocks[exercise.block].code = files.placed(answer)
      changed.blocks[exercise.block].role = .example
      answered.insert(exercise.block)
    }
    let plan = try ExecutionPlanner().plan(changed)
    let blocks = plan.waiting(for: open)
    let expressions = plan.waitingExpressions(blocks)
    for index in blocks.keys { changed.blocks[index].options.evaluate = false }
    changed.inlineExpressions.removeAll { expressions[$0.index] != nil }
    self.runnable = changed
    self.lesson = lesson
    self.files = files
    self.blocks = blocks
    self.expressions = expressions
    self.answered = answered
  }

  /// The answers that pass, by the names of their exercises.
  ///
  /// - Parameter exercise: the exercise above which to look; nil looks in the whole lesson.
  static func passing(
    _ lesson: Lesson,
    above exercise: Exercise? = nil,
    in live: LiveLesson
  ) async throws -> [String: ExerciseAnswer] {
    let folder = URL(fileURLWithPath: lesson.file).deletingLastPathComponent()
    let work = StudentWork(course: folder.deletingLastPathComponent().path)
    var answers: [String: ExerciseAnswer] = [:]
    let end = exercise?.block ?? lesson.blocks.count
    for exercise in lesson.exercises
    where exercise.block < end && lesson.blocks[exercise.block].options.evaluate {
      // A file that cannot be read is told by the commands for exercises.
      guard let text = try? work.answer(to: exercise.name) else { continue }
      let answer = ExerciseAnswer(text: text, file: "Work/\(exercise.name).swift")
      let verdict = try await ExerciseRun(
        lesson: lesson,
        exercise: exercise,
        answer: answer,
        standIns: answers,
        includesHidden: true
      ).verdict(in: live)
      if verdict.passed { answers[exercise.name] = answer }
    }
    return answers
  }

  /// Tells of what waits, before anything runs.
  func tellWaiting(_ onEvent: @Sendable (BlockEvent) async -> Void) async {
    for index in blocks.keys.sorted() {
      await onEvent(.finished(index: index, result: toDo(index)))
    }
    for index in expressions.keys.sorted() {
      await onEvent(.evaluated(index: index, result: value(index)))
    }
  }

  /// The whole lesson's results from those of what could run.
  func results(_ results: LessonResults) -> LessonResults {
    var whole = results
    for index in blocks.keys where whole.blocks.indices.contains(index) {
      whole.blocks[index] = toDo(index)
    }
    for index in answered where whole.blocks.indices.contains(index) {
      whole.blocks[index] = placed(whole.blocks[index], index)
    }
    let values = Dictionary(
      zip(runnable.inlineExpressions.map(\.index), results.inline)
    ) { first, _ in first }
    whole.inline = lesson.inlineExpressions.map { values[$0.index] ?? value($0.index) }
    return whole
  }

  private func toDo(_ index: Int) -> BlockResult {
    let block = lesson.blocks[index]
    let name = blocks[index] ?? ""
    var diagnostics: [Diagnostic] = []
    if block.role != .exercise(name) {
      diagnostics.append(
        Diagnostic(
          severity: .note,
          line: block.fence.line,
          column: 1,
          message: "waits for your answer to '\(name)': unroll exercise start \(name)"
        )
      )
    }
    return BlockResult(
      label: block.label,
      line: block.fence.line,
      status: .toDo,
      diagnostics: diagnostics
    )
  }

  private func value(_ index: Int) -> InlineResult {
    let expression = lesson.inlineExpressions[index]
    return InlineResult(
      expression: expression.source,
      line: expression.location.line,
      value: "(after exercise \(expressions[index] ?? ""))"
    )
  }

  /// A result of a student's code in the lesson, whose lines the lesson does not have.
  private func placed(_ result: BlockResult, _ index: Int) -> BlockResult {
    var result = result
    result.line = lesson.blocks[index].fence.line
    for number in result.diagnostics.indices {
      let place = files.place(result.diagnostics[number].line)
      guard place.file != lesson.file else { continue }
      let text = files.text(result.diagnostics[number].message)
      result.diagnostics[number].message = "\(place.file):\(place.line): \(text)"
      result.diagnostics[number].line = result.line
      result.diagnostics[number].column = 1
    }
    return result
  }
}

extension LiveLesson {
  /// The student's answers to exercises above one that stand in for them: in a lesson without solutions,
  /// those that pass; else none, for the lesson has its own.
  ///
  /// - Throws: ``RunnerError``, `CancellationError`.
  public func standIns(
    above exercise: Exercise,
    in lesson: Lesson
  ) async throws -> [String: ExerciseAnswer] {
    guard lesson.frontMatter.edition == .students else { return [:] }
    return try await StudentsLesson.passing(lesson, above: exercise, in: self)
  }
}

extension ExecutionPlan {
  /// The exercise that each block waits for, by the block's index.
  ///
  /// - Parameter open: the blocks that wait in any case.
  fileprivate func waiting(for open: [Int: String]) -> [Int: String] {
    var waiting = open
    for (number, step) in steps.enumerated() where waiting[step.block.index] == nil {
      let needed = dependencies.needs[number].sorted()
      let first = needed.lazy.compactMap { open[steps[$0].block.index] }.first
      if let first { waiting[step.block.index] = first }
    }
    return waiting
  }

  fileprivate func waitingExpressions(_ blocks: [Int: String]) -> [Int: String] {
    var waiting: [Int: String] = [:]
    for (count, wanted) in expressions {
      for expression in wanted {
        let syntax = BlockSyntaxReader.read(BlockCode(expression.source))
        let needed = dependencies.needs(of: syntax, before: count).sorted()
        let first = needed.lazy.compactMap { blocks[steps[$0].block.index] }.first
        if let first { waiting[expression.index] = first }
      }
    }
    return waiting
  }
}
