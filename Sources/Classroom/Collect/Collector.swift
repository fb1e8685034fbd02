public import Foundation
import SystemFiles

/// Unpacks what students handed in into `submitted/STUDENT`.
///
/// Of several hand-ins the latest of each answer counts; an answer that comes again unchanged keeps its earlier time. Whatever is
/// wrong with one student's hand-in touches nobody else's.
public struct Collector {
  /// The folder of all students.
  public var folder: String
  /// Who may hand in; nil takes everybody.
  public var roster: Roster?
  /// The files of the course's exercises, such as `one-step.swift`; empty takes any.
  public var exercises: [String]
  /// The student whose answers they are where nothing else tells.
  public var student: String?
  /// Of which answers the system's marks of lateness are.
  public var marks = LateMarks.ofAll
  /// The time zone that is meant where an archive says a time without one.
  public var timeZone = TimeZone.gmt
  /// Whether grades hang on these marks (`by: lms`).
  public var countsMarks = false
  var limits = SubmissionUnpacker.Limits()

  /// A collector for a folder.
  public init(
    into folder: String,
    roster: Roster? = nil,
    exercises: [String] = [],
    student: String? = nil
  ) {
    (self.folder, self.roster) = (folder, roster)
    (self.exercises, self.student) = (exercises, student)
  }

  /// Collects from archives, and from single answers.
  ///
  /// A file that cannot be taken is refused by itself, as is one of its hand-ins.
  ///
  /// - Throws: what is wrong with the files that were named, if that leaves none of them; then nothing is written.
  public func collect(_ paths: [String]) throws(ClassMistakes) -> CollectReport {
    if let student, let fault = StudentID.fault(in: student) {
      throw ClassMistakes("--student", "the id '\(PlainName.of(student))' \(fault): name another")
    }
    var report = CollectReport()
    var all: [IncomingSubmission] = []
    var mistakes: [ClassMistake] = []
    var isAnyRead = false
    for path in paths {
      do throws(ClassMistakes) {
        let found = try submissions(at: path)
        isAnyRead = true
        if examine(found, from: path, &report) { all += found }
      } catch {
        mistakes += error.mistakes
      }
    }
    guard isAnyRead else { throw ClassMistakes(mistakes) }
    report.refusals += mistakes.map(\.description)
    guard !all.isEmpty else { return report }
    try ClassFile.makeFolder(folder)
    // One at a time, so that neither loses what the other takes.
    let turn = HeldLock.ask(folder, waits: true)
    defer { withExtendedLifetime(turn) {} }
    LiveFolder.removeAbandoned(in: folder, prefix: ".unroll-collect-")
    var leftOut = 0
    for (id, submissions) in owned(all, &report) {
      do throws(ClassMistakes) {
        leftOut += try take(submissions, of: id, &report)
      } catch {
        report.refusals += error.mistakes.map(\.description)
      }
    }
    if case .of(let assignment, _) = marks, leftOut > 0 {
      report.notes.append(
        "\(leftOut == 1 ? "1 answer is" : "\(leftOut) answers are") left out, of other assignments than '\(assignment)'"
      )
    }
    return report
  }

  /// What a file that somebody named holds.
  private func submissions(at path: String) throws(ClassMistakes) -> [IncomingSubmission] {
    let unpacker = SubmissionUnpacker(
      limits: limits,
      clock: WallClock(timeZone),
      student: student
    )
    let head = try ClassFile.first(8, of: path)
    if ZipArchive.isOne(head) {
      do throws(ArchiveError) {
        let archive = try ZipArchive(at: path, limit: limits.files)
        return unpacker.submissions(in: archive, name: path)
      } catch {
        throw ClassMistakes(path, "the archive \(error): get it anew")
      }
    }
    guard IncomingSubmission.isAnswer(path) else {
      throw ClassMistakes(
        path,
        "this is neither an answer nor a ZIP archive: name archives that 'unroll submit' made or the download of Canvas or "
          + "Moodle"
      )
    }
    let content = try ClassFile.bytes(at: path, limit: limits.answer)
    let modified = (try? FileManager.default.attributesOfItem(atPath: path))?[.modificationDate]
    return [unpacker.submission(file: content, name: path, modified: modified as? Date)]
  }

  // MARK: - Whose it is

  /// The submissions by student, in the order of their coming.
  private func owned(
    _ all: [IncomingSubmission],
    _ report: inout CollectReport
  ) -> [(String, [IncomingSubmission])] {
    let owner = SubmissionOwner(roster: roster)
    var byKey: [String: (id: String, submissions: [IncomingSubmission])] = [:]
    var order: [String] = []
    for submission in all {
      report.notes += submission.notes
      if let refusal = submission.refusal {
        report.refusals.append("\(refusal): nothing of it is taken")
        continue
      }
      if submission.answers.isEmpty {
        report.refusals.append("\(submission.source) holds no answer: nothing of it is taken")
        continue
      }
      switch owner.owner(of: submission) {
      case .failure(let fault): report.refusals.append(fault.sentence)
      case .success(let id):
        let key = StudentID.key(id)
        if byKey[key] == nil { order.append(key) }
        byKey[key, default: (id, [])].submissions.append(submission)
      }
    }
    return order.compactMap { byKey[$0] }.compactMap { id, submissions in
      guard let fault = Self.swap(submissions, of: id) else { return (id, submissions) }
      report.refusals.append(fault)
      return nil
    }
  }

  /// Two persons who hand in as one student.
  private static func swap(_ submissions: [IncomingSubmission], of id: String) -> String? {
    for system in [Sender.System.canvas, .moodle] {
      let senders = submissions.compactMap(\.sender).filter { $0.system == system }
      guard let first = senders.first, let other = senders.first(where: { $0 != first }) else {
        continue
      }
      return
        "\(first.description) and \(other.description) both hand in as '\(id)': find out who it is, and collect that archive "
        + "alone; nothing of either is taken"
    }
    return nil
  }

  // MARK: - What counts

  /// - Returns: how many answers are left out, since they are of other assignments.
  private func take(
    _ submissions: [IncomingSubmission],
    of id: String,
    _ report: inout CollectReport
  ) throws(ClassMistakes) -> Int {
    let target = try SubmittedFolder(of: id, in: folder)
    let old = try target.answers()
    var chosen = ChosenAnswers(
      old,
      names: AnswerNames(exercises),
      student: id,
      marks: submissions.contains { $0.sender != nil } ? marks : .ofAll
    )
    for submission in submissions {
      for answer in submission.answers { chosen.add(answer) }
    }
    chosen.noteUntimed()
    report.notes += chosen.notes
    let known = try Submission.of(folder: "\(folder)/\(id)")
    let hasChanged = known == nil || old.mapValues(\.1) != chosen.answers.mapValues(\.1)
    if hasChanged, !chosen.answers.isEmpty { try target.replace(with: chosen.answers) }
    if !chosen.answers.isEmpty { report.lines.append(chosen.line) }
    return chosen.leftOut
  }
}
