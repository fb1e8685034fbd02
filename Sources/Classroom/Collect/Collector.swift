import Foundation
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
  /// - Throws: what is wrong with the files that were named; then nothing is written.
  public func collect(_ paths: [String]) throws(ClassMistakes) -> CollectReport {
    if let student, let fault = StudentID.fault(in: student) {
      throw ClassMistakes("--student", "the id '\(PlainName.of(student))' \(fault): name another")
    }
    var report = CollectReport()
    var all: [IncomingSubmission] = []
    var mistakes: [ClassMistake] = []
    for path in paths {
      do throws(ClassMistakes) {
        all += try submissions(at: path)
      } catch {
        mistakes += error.mistakes
      }
    }
    guard mistakes.isEmpty else { throw ClassMistakes(mistakes) }
    try ClassFile.makeFolder(folder)
    // One at a time, so that neither loses what the other takes.
    let turn = HeldLock.ask(folder, waits: true)
    defer { withExtendedLifetime(turn) {} }
    LiveFolder.removeAbandoned(in: folder, prefix: ".unroll-collect-")
    for (id, submissions) in owned(all, &report) {
      do throws(ClassMistakes) {
        try take(submissions, of: id, &report)
      } catch {
        report.refusals += error.mistakes.map(\.description)
      }
    }
    return report
  }

  /// What a file that somebody named holds.
  private func submissions(at path: String) throws(ClassMistakes) -> [IncomingSubmission] {
    let unpacker = SubmissionUnpacker(limits: limits, student: student)
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

  private func take(
    _ submissions: [IncomingSubmission],
    of id: String,
    _ report: inout CollectReport
  ) throws(ClassMistakes) {
    let target = try SubmittedFolder(of: id, in: folder)
    let old = try target.answers()
    var chosen = ChosenAnswers(old, names: AnswerNames(exercises), student: id)
    for submission in submissions {
      for answer in submission.answers { chosen.add(answer) }
    }
    report.notes += chosen.notes
    let known = try Submission.of(folder: "\(folder)/\(id)")
    let hasChanged = known == nil || old.mapValues(\.1) != chosen.answers.mapValues(\.1)
    if hasChanged, !chosen.answers.isEmpty { try target.replace(with: chosen.answers) }
    report.lines.append(chosen.line)
  }
}

/// The answers of a student that count: of each exercise the latest.
struct ChosenAnswers {
  private(set) var answers: [String: (Data, Submission.Answer)]
  private(set) var notes: [String] = []
  private var changed: Set<String> = []
  /// The answers that were collected before this time.
  private let collected: Set<String>
  private let names: AnswerNames
  private let student: String

  init(_ old: [String: (Data, Submission.Answer)], names: AnswerNames, student: String) {
    (answers, self.names, self.student) = (old, names, student)
    collected = Set(old.filter { $0.value.1.time != nil }.keys)
  }

  mutating func add(_ new: IncomingAnswer) {
    guard let (name, isKnown) = names.meant(by: new.name) else {
      return notes.append(
        "\(student): the name '\(PlainName.of(new.name))' can be no file's: \(new.source) is left out"
      )
    }
    guard name != Submission.fileName, name != HandinNote.fileName else { return }
    if !isKnown {
      notes.append("\(student): \(name) answers no exercise of the course (\(new.source))")
    } else if !name.utf8.elementsEqual(new.name.utf8) {
      notes.append("\(student): '\(PlainName.of(new.name))' is taken for \(name) (\(new.source))")
    }
    guard let (content, known) = answers[name] else {
      answers[name] = (new.content, new.record)
      changed.insert(name)
      return
    }
    if content == new.content { return keepEarlier(name, content, known, new) }
    let isLater = (new.time ?? .distantPast) >= (known.time ?? .distantPast)
    let (kept, other) = isLater ? (new.record, known) : (known, new.record)
    if isLater {
      answers[name] = (new.content, new.record)
      changed.insert(name)
    }
    notes.append(
      "\(student): of two \(name) the later counts, \(Self.words(kept)), and not \(Self.words(other))"
    )
  }

  /// The same answer once more was handed in when it first came.
  ///
  /// Its time is what its maker says: an earlier one than was collected before changes nothing, and is told.
  private mutating func keepEarlier(
    _ name: String,
    _ content: Data,
    _ known: Submission.Answer,
    _ new: IncomingAnswer
  ) {
    guard let time = new.time, known.time.map({ time < $0 }) ?? true else { return }
    guard !collected.contains(name) || changed.contains(name) else {
      return notes.append(
        "\(student): \(name) is known already, \(Self.words(known)): \(new.source) gives it an earlier time, which "
          + "does not count"
      )
    }
    answers[name] = (content, new.record)
  }

  private static func words(_ answer: Submission.Answer) -> String {
    let time =
      answer.time.map { "of \($0.formatted(.iso8601))" } ?? "of which nobody knows when it came"
    return "that \(time) (\(answer.source))"
  }

  /// What has become of the student's answers, in a line.
  var line: String {
    let count = answers.count == 1 ? "1 answer" : "\(answers.count) answers"
    let late = answers.values.contains(where: \.1.late) ? ", late" : ""
    return "\(student)  \(count), \(changed.isEmpty ? "unchanged" : "\(changed.count) new")\(late)"
  }
}
