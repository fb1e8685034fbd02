import ArgumentParser
import Classroom
import Foundation
import LessonDocument
import LessonRunner
import SystemFiles

/// `unroll grade`: the answers of a class.
struct GradeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "grade",
    abstract: "Grade what a class has handed in.",
    discussion: """
      Answers stand in submitted/STUDENT/EXERCISE.swift, those in words in EXERCISE.md. Each runs in the sandbox, where \
      its lesson stood; hidden checks count. What is known is kept: a grading that was ended goes on, and a second one \
      runs only what has changed. Written are grades.csv, results.json, junit.xml, and feedback/STUDENT.html.

      class.yml, in this folder or named by --class, says what is graded, until when, and by which rules; without it \
      every exercise of the lessons counts. Beside it stand roster.csv, overrides.csv (student, exercise, score, reason, \
      who, date), and manual.json, which --manual writes. Examples:

        time-zone: Europe/Berlin
        late: { by: time, per-day: 10%, grace: 15 min, cap: 50%, last-day: 7 }
        assignments:
          - name: gates
            due: 2026-10-24 20:00
            exercises: [one-step, { forget-gate: 4 }]
            by-group: true
        groups: { team-a: [007, 008] }
        extensions: [{ student: 009, assignment: gates, until: 2026-10-31 20:00 }]
        extra-time: { 010: 2 days }

        unroll grade submitted --lessons course --out grades
        unroll grade --only 007/one-step    one answer anew, whatever is kept
        unroll grade --manual --who 'Dr. N.'    go through the answers in words

      Several machines share the work: each runs one shard, and one of them makes grades of all, the same as if it had \
      run everything. `unroll new jobs` writes the files by which Slurm, GitHub or GitLab does so.

        unroll grade --shard 2/8                    into grades-2-of-8
        unroll grade --merge grades-*-of-8

      An answer is late by the time at which it was handed in; 'by: lms' in late takes the mark of Canvas \
      instead, and the time for how many days, one at least. A score of overrides.csv is final: being late takes nothing \
      from it. Its date is a day in the class's time zone, or a moment with its zone. What is not handed in, or cannot be \
      read, has no score until it is due, then 0. Where the lesson's own solution fails its checks, the lesson is at \
      fault: nobody has a score for that exercise, it is left out of sums, and the exit status is 1. Else it is 0 if \
      grading itself worked, whatever the grades.
      """
  )

  @Argument(help: "The folder with a folder of answers for each student.")
  var submitted = "submitted"

  @Option(
    help: ArgumentHelp(
      "The course: a folder that holds Lessons, or that folder.",
      valueName: "folder"
    )
  )
  var lessons = "."

  @Option(
    help: ArgumentHelp(
      "Where the grades are written (default: grades, or grades-2-of-8 for a shard).",
      valueName: "folder"
    )
  )
  var out: String?

  @OptionGroup var sharing: ShardFlags

  @Option(
    name: .customLong("class"),
    help: ArgumentHelp("What is graded and how (default: class.yml, if there).", valueName: "file")
  )
  var classFile: String?

  @Option(
    help: ArgumentHelp(
      "The class's roster, in place of the one that class.yml names.",
      valueName: "file"
    )
  )
  var roster: String?

  @Option(help: ArgumentHelp("Grade this answer alone, and anew.", valueName: "student/exercise"))
  var only: String?

  @Flag(help: "Go through the answers in words, without names, and keep score and comment.")
  var manual = false

  @Option(help: ArgumentHelp("Who grades by hand (default: this account).", valueName: "name"))
  var who: String?

  @Option(
    help: ArgumentHelp(
      "Never grade without a sandbox, or trust every answer and run it without one.",
      valueName: "require|off"
    )
  )
  var sandbox: SandboxMode = .require

  @Option(
    help: ArgumentHelp(
      "How many answers run at once (default: one a processor).",
      valueName: "number"
    )
  )
  var jobs: Int?

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("'--jobs' needs a number greater than 0.") }
    if sharing.isGiven, manual || only != nil {
      throw ValidationError("Shards are of all answers: leave out '--manual' and '--only'.")
    }
    if manual, only != nil {
      throw ValidationError("'--manual' goes through all answers in words: leave out '--only'.")
    }
  }

  func run() async throws {
    let progress = GradingProgress(device: TerminalDevice())
    let request = try await progress.during("reading the lessons and what is handed in") {
      try GradeRequest(self)
    }
    for sentence in request.warnings { Note.warn(sentence) }
    if manual { return try ManualGrading(request, who: who).run() }
    let selection = try only.map(request.selection)
    let made = request.grading.grades.missingFolders
    do {
      try await grade(request, selection, progress)
    } catch {
      // What is refused leaves no folder behind.
      GradesFolder.removeEmpty(made)
      throw error
    }
  }

  private func grade(
    _ request: GradeRequest,
    _ selection: ClassGrading.Selection?,
    _ progress: GradingProgress
  ) async throws {
    let lock = try request.grading.grades.lock()
    defer { withExtendedLifetime(lock) {} }
    if let shard = sharing.part { return try await run(shard, request, progress) }
    let before = try request.grading.grades.last()
    var grades =
      sharing.merge.isEmpty ? try await graded(request, selection, progress) : try merged(request)
    // One answer graded anew does not make all others new.
    if selection == nil { grades.inputs = request.inputs }
    try request.grading.grades.write(grades, request.grading.plan, titles: request.titles)
    StandardOutput.write(GradeSummary(grades, request.grading, since: before).text)
    let faults = grades.faults ?? []
    faults.forEach { Note.say("error: \($0)") }
    if !faults.isEmpty { throw ExitStatus.lessons.error }
  }

  private func graded(
    _ request: GradeRequest,
    _ selection: ClassGrading.Selection?,
    _ progress: GradingProgress
  ) async throws -> ClassGrades {
    try await running(progress) { runner, width, onProgress in
      try await request.grading.run(runner, width: width, only: selection, onProgress: onProgress)
    }
  }

  private func merged(_ request: GradeRequest) throws -> ClassGrades {
    let shards = try request.grading.shards(sharing.merge)
    for sentence in shards.warnings { Note.warn(sentence) }
    return try request.grading.merged(shards)
  }

  private func run(
    _ shard: Shard,
    _ request: GradeRequest,
    _ progress: GradingProgress
  ) async throws {
    let count = try await running(progress) { runner, width, onProgress in
      try await request.grading.run(shard, runner, width: width, onProgress: onProgress)
    }
    let folder = request.grading.grades.path
    StandardOutput.write(
      PlainText.lines(
        """
        shard \(shard): \(count.mine) of \(count.all) answers, kept in \(folder)
        When all are there: unroll grade --merge \(ShardFlags.folders("grades", shard))

        """
      )
    )
  }

  /// Runs answers in a sandbox, and shows how far it is.
  private func running<Result: Sendable>(
    _ progress: GradingProgress,
    _ work: (
      LessonRunner, Int, @escaping @Sendable (ClassGrading.Progress) async -> Void
    ) async throws -> Result
  ) async throws -> Result {
    try await progress.during("preparing compiler and sandbox") {
      let environment = try await RunnerEnvironment.prepare(
        executable: Program.path,
        // Walls that are weaker than the sandbox's are none here.
        sandbox: sandbox == .off ? .off : .require,
        jobs: jobs
      )
      var options = RunOptions()
      options.keepsResults = false
      await progress.show("reading answers")
      return try await work(
        LessonRunner(environment: environment, options: options),
        LessonQueue<ClassGrades>.width(jobs: jobs, options: options)
      ) { await progress.take($0) }
    }
  }
}
