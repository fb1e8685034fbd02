import LessonDocument

/// What stands in place of a part of a lesson for one run of it.
///
/// A lesson is never edited to be run in another way: the planner is told what to substitute, and the plan
/// holds the code with its own places. A new way to run a lesson is a new case here, and what it means in
/// ``ExecutionPlanner``.
enum Substitution: Sendable {
  /// Code in place of an exercise's block: a student's answer, or one of those in the lesson.
  case answer(ExerciseAnswer, exercise: Exercise)
  /// An exercise without an answer that passes: its block, its checks and all that needs them wait.
  case unanswered(OpenExercise)
  /// Code of one's own after a block; all that it does not need is left out.
  case trial(ExerciseAnswer, after: LessonBlock)
  /// Other random numbers: another seed of the lesson, and other seeds in the checks of an exercise.
  case seeds(shift: UInt64, exercise: Exercise)
  /// Other values of numbers that the lesson names.
  case constants([ConstantSetting])
  /// Other values of the numbers of one block, given by its index, that a reader may move.
  case explored([ConstantSetting], block: Int)
  /// At most so many seconds for an exercise's block and for each of its checks.
  case timeLimit(Double, exercise: Exercise)
}

/// What of a lesson is wanted from a run.
enum RunGoal: Sendable {
  /// The lesson, up to a block if one is given, with the sweep blocks of these labels.
  case lesson(through: LessonBlock? = nil, sweeps: Set<String> = [])
  /// An exercise with these checks; `parts` is other code that may stand in its place, and what that needs
  /// is wanted too.
  case exercise(Exercise, checks: [Int], parts: [BlockSyntax])
  /// What the blocks before one declare.
  case before(Int)
  /// The code of a trial.
  case trial
}

/// A block as it takes part in a run: its code after all substitutions.
struct CandidateBlock: Sendable {
  /// The lesson's block, or a trial's; its options and its code are those of the run.
  var block: LessonBlock
  /// The file in which the code stands.
  var source = SourceFile.lesson
  /// Whether it is a trial's.
  var isTrial = false

  /// The lesson's blocks and those of trials, after substitutions, in the order of the run.
  static func all(of lesson: Lesson, _ substitutions: [Substitution]) -> [CandidateBlock] {
    var all = lesson.blocks.map { CandidateBlock(block: $0) }
    for index in all.indices {
      // The instructor's course runs an exercise with its solution.
      if case .exercise = all[index].block.role, lesson.frontMatter.edition == .instructor {
        all[index].block.code = ExerciseCode(all[index].block.code).solution
      }
    }
    for substitution in substitutions { apply(substitution, to: &all, of: lesson) }
    return all
  }

  private static func apply(
    _ substitution: Substitution,
    to all: inout [CandidateBlock],
    of lesson: Lesson
  ) {
    switch substitution {
    case .answer(let answer, let exercise):
      all[exercise.block].block.code = answer.lines
      all[exercise.block].block.role = .example
      all[exercise.block].block.options.expect = nil
      all[exercise.block].source = answer.source(in: lesson)
    case .seeds(let shift, let exercise):
      for index in exercise.checks {
        all[index].block.code = SeedShift.lines(of: all[index].block.code, by: shift)
      }
    case .constants(let settings):
      for index in all.indices where !all[index].isTrial && all[index].source == .lesson {
        guard lesson.blocks[all[index].block.index].holdsConstants else { continue }
        all[index].block.code = settings.lines(of: all[index].block.code)
      }
    case .explored(let settings, let index):
      all[index].block.code = settings.lines(of: all[index].block.code)
    case .timeLimit(let limit, let exercise):
      for index in [exercise.block] + exercise.checks {
        let own = all[index].block.options.timeout ?? lesson.frontMatter.timeout
        all[index].block.options.timeout = min(own, limit)
      }
    case .trial(let code, let last):
      var options = BlockOptions()
      options.local = true
      let start = code.lines.first?.location ?? SourceLocation(line: 1, column: 1)
      all.insert(
        CandidateBlock(
          block: LessonBlock(
            index: lesson.blocks.count,
            label: "try",
            fence: start,
            options: options,
            role: .example,
            code: code.lines
          ),
          source: code.source(in: lesson),
          isTrial: true
        ),
        at: last.index + 1
      )
    case .unanswered: break
    }
  }
}

extension Lesson {
  /// The block with a label.
  ///
  /// - Throws: ``RunnerError/unknownLabel(_:labels:)``.
  func block(labelled label: String) throws(RunnerError) -> LessonBlock {
    guard let block = blocks.first(where: { $0.label == label }) else {
      throw .unknownLabel(label, labels: blocks.map(\.label))
    }
    return block
  }
}

extension ExerciseAnswer {
  /// Where its code stands.
  fileprivate func source(in lesson: Lesson) -> SourceFile {
    file == lesson.file ? .lesson : .file(file)
  }
}

extension [Substitution] {
  /// What is added to the lesson's seed.
  var seedShift: UInt64 {
    reduce(0) { sum, substitution in
      if case .seeds(let shift, _) = substitution { sum &+ shift } else { sum }
    }
  }

  /// Whether numbers that the lesson names have other values.
  var changeConstants: Bool {
    contains { substitution in
      switch substitution {
      case .constants(let settings), .explored(let settings, _): !settings.isEmpty
      default: false
      }
    }
  }

  /// The exercises without an answer that passes.
  var open: [OpenExercise] {
    compactMap { if case .unanswered(let exercise) = $0 { exercise } else { nil } }
  }
}
