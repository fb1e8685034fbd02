public import LessonDocument

/// What becomes of a lesson if a number that it names is half or twice what it is.
///
/// A reader will try that. Then a check may fail, an error may be thrown or a trap say what is the matter: these
/// tell the reader what no longer holds. What says nothing is a fault of the lesson: code that the compiler
/// refuses, a crash, a trap of the standard library.
public struct ConstantExamination: Sendable {
  private let lesson: Lesson
  private let runner: LessonRunner

  /// Examines the numbers of a lesson.
  public init(of lesson: Lesson, runner: LessonRunner) {
    (self.lesson, self.runner) = (lesson, runner)
  }

  /// What came of each value, in the order of the lesson.
  ///
  /// - Throws: ``RunnerError``, `CancellationError`; what is wrong with a value is a part of the report.
  public func reports() async throws -> [ConstantReport] {
    var seen: Set<String> = []
    let constants = lesson.constants.filter { seen.insert($0.name).inserted }
    // The states before a number's block are kept for all its values.
    let live = LiveLesson(runner: runner)
    do {
      var reports: [ConstantReport] = []
      for constant in constants {
        for setting in ConstantSetting.around(constant) {
          reports.append(try await report(constant, setting, in: live))
        }
      }
      await live.close()
      return reports
    } catch {
      await live.close()
      throw error
    }
  }

  private func report(
    _ constant: NamedConstant,
    _ setting: ConstantSetting,
    in live: LiveLesson
  ) async throws -> ConstantReport {
    let answers =
      lesson.frontMatter.edition == .students ? StudentsLesson.substitutions(lesson) : []
    let plan = try runner.plan(lesson, answers + [.constants([setting])])
    let steps = try await live.steps(of: plan, isAwaited: false) { _ in }
    try Task.checkCancellation()
    var report = ConstantReport(constant: constant, setting: setting)
    for block in plan.results(of: steps).blocks where !block.isAsExpected {
      guard let said = block.diagnostics.first(where: { $0.severity == .error }) else { continue }
      let told = "\(block.label): \(said.message)"
      switch block.status {
      case .notRun: break
      case .crashed where Self.saysNothing(said.cause), .compileError: report.faults.append(told)
      default: report.told.append(told)
      }
    }
    return report
  }

  /// Whether a block ended without a word on what is the matter.
  private static func saysNothing(_ cause: DiagnosticCause) -> Bool {
    if case .trap(let message, _) = cause { return CrashText.isOfTheLibrary(message) }
    if case .memoryLimit = cause { return false }
    return true
  }
}

/// What became of a lesson with another value of a number that it names.
public struct ConstantReport: Equatable, Sendable {
  /// The number.
  public var constant: NamedConstant
  /// Its other value.
  public var setting: ConstantSetting
  /// What no longer holds and says so, with the block's label.
  public var told: [String] = []
  /// What ended without a word on what is the matter, with the block's label.
  public var faults: [String] = []
}
