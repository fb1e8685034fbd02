import Foundation
import LessonDocument

/// What one student has handed in for one exercise, if anything.
struct SubmittedAnswer: Sendable {
  /// How the exercise is answered.
  enum Kind: String, Codable, Sendable { case code, words }

  let student: String
  let assignment: String
  let exercise: String
  let kind: Kind
  var answer: SubmittedFiles.Answer?
  var trouble: SubmissionTrouble?
  var notes: [String] = []
  /// When it was handed in; nil if nothing was.
  var time: Date?
  /// Why the time is that of the file; nil where it was noted when it came.
  var missingNote: MissingNote?
  /// Whether the university's system calls it late; nil if nobody knows.
  var isLate: Bool?
  /// The file's path, as sentences show it.
  var path = ""
  /// The release of the course that the student worked in, if it is known.
  var release: String?
  /// The student whose folder it comes from, where it is another of the group.
  var handedInBy: String?

  /// Whether the time was noted when it came, and not read from the file.
  var isNoted: Bool { time != nil && missingNote == nil }
}

/// Finds what each student has handed in for each exercise.
struct SubmissionFinder {
  let plan: ClassPlan
  let kinds: [String: SubmittedAnswer.Kind]
  let folder: SubmittedFolders
  /// The folders by the students' and groups' names, all spellings of a name being one.
  private let folders: [String: SubmittedStudent]
  private var read: [String: SubmittedFiles] = [:]

  init(_ plan: ClassPlan, kinds: [String: SubmittedAnswer.Kind], folder: SubmittedFolders) {
    (self.plan, self.kinds, self.folder) = (plan, kinds, folder)
    folders = Dictionary(
      folder.students.map { (SubmittedFolders.folded($0.name), $0) }
    ) { first, _ in first }
  }

  /// Everybody who is graded: those of the roster in its order, then folders that it does not name.
  func members(_ roster: [ClassMember]?) -> [ClassMember] {
    let named = roster ?? []
    let known = Set((named.map(\.id) + plan.groups.map(\.name)).map(SubmittedFolders.folded))
    let others = folder.students.filter { !known.contains(SubmittedFolders.folded($0.name)) }.map {
      var member = ClassMember(id: $0.name.precomposedStringWithCanonicalMapping)
      member.isOnRoster = roster == nil
      return member
    }
    return named + others
  }

  /// What a student has handed in for an exercise of an assignment.
  mutating func submission(
    of student: String,
    _ exercise: String,
    in assignment: Assignment
  ) -> SubmittedAnswer {
    var own = submission(in: student, for: student, exercise, assignment)
    guard assignment.isByGroup, let group = plan.groups.first(where: { $0.holds(student) }) else {
      return own
    }
    let names = [group.name] + group.students.filter { !isSame($0, student) }.sorted()
    for name in names {
      var other = submission(in: name, for: student, exercise, assignment)
      other.handedInBy = name
      // Of several the latest counts; what cannot be read counts last.
      if Self.counts(other) > Self.counts(own) { own = other }
    }
    return own
  }

  private static func counts(_ submission: SubmittedAnswer) -> Double {
    guard submission.answer != nil else { return submission.trouble == nil ? -2 : -1 }
    return max(0, submission.time?.timeIntervalSince1970 ?? 0)
  }

  private mutating func submission(
    in name: String,
    for student: String,
    _ exercise: String,
    _ assignment: Assignment
  ) -> SubmittedAnswer {
    let kind = kinds[exercise] ?? .code
    var submission = SubmittedAnswer(
      student: student,
      assignment: assignment.name,
      exercise: exercise,
      kind: kind
    )
    guard let folder = folders[SubmittedFolders.folded(name)] else { return submission }
    submission.trouble = folder.trouble
    guard folder.trouble == nil else { return submission }
    let type = kind == .code ? "swift" : "md"
    let names = Set(kinds.filter { $0.value == kind }.keys)
    do {
      let files = files(of: folder, assignment)
      submission.answer = try files.answer(to: exercise, type: type, among: names)
      submission.notes = submission.answer?.notes ?? []
      if let answer = submission.answer {
        let (known, missing) = noted(answer, in: files, of: folder)
        submission.time = known?.time ?? answer.content.changed
        submission.missingNote = missing
        submission.isLate = known?.late
        submission.path = "\(files.path)/\(answer.file)"
        submission.release = known?.release
      }
    } catch {
      submission.trouble = error
    }
    return submission
  }

  /// What a student's files are that answer nothing.
  mutating func strangers(of student: String) -> [String] {
    guard let folder = folders[SubmittedFolders.folded(student)], folder.trouble == nil else {
      return []
    }
    let types = kinds.mapValues { $0 == .code ? "swift" : "md" }
    let own = files(of: folder, nil)
    let parts = plan.assignments.map(\.name).filter { name in
      own.entries.contains { $0.name == name && $0.kind == .folder }
    }
    let others = SubmittedFiles(
      path: own.path,
      entries: own.entries.filter { entry in !parts.contains { $0 == entry.name } }
    )
    return others.strangers(among: types)
      + parts.flatMap { part in
        SubmittedStudent(name: folder.name, path: "\(folder.path)/\(part)").files()
          .strangers(among: types)
      }
  }

  /// A student's files: those in the folder itself, or in one named by the assignment.
  private mutating func files(
    of folder: SubmittedStudent,
    _ assignment: Assignment?
  ) -> SubmittedFiles {
    let path = assignment.map { "\(folder.path)/\($0.name)" } ?? folder.path
    for place in [path, folder.path] {
      if read[place] == nil {
        read[place] = SubmittedStudent(name: folder.name, path: place).files()
      }
      if let files = read[place], place == folder.path || !files.entries.isEmpty { return files }
    }
    return SubmittedFiles(path: folder.path, entries: [])
  }

  /// What is noted of an answer, beside it or in the student's folder.
  ///
  /// - Returns: what is noted, and why no time is, if none is.
  private mutating func noted(
    _ answer: SubmittedFiles.Answer,
    in files: SubmittedFiles,
    of folder: SubmittedStudent
  ) -> (Submission.Answer?, MissingNote?) {
    let part = files.path.dropFirst(folder.path.count + 1)
    let above = part.isEmpty ? nil : self.files(of: folder, nil)
    var missing: MissingNote?
    for place in [files, above].compactMap(\.self) {
      let path = "\(place.path)/\(Submission.fileName)"
      switch NotedSubmission(in: place, of: folder.name) {
      case .none: missing = missing ?? MissingNote(path: path, cause: .absent)
      case .damaged(let damage):
        missing = MissingNote(path: path, cause: .damaged, damage: damage)
      case .known(let notes):
        let names = place.path == files.path ? [] : ["\(part)/\(answer.file)"]
        let known = (names + [answer.file]).lazy.compactMap {
          notes.answer($0, holding: answer.content.text)
        }.first
        if let known, known.time != nil { return (known, nil) }
        if let known { return (known, MissingNote(path: path, cause: .untold)) }
        if missing?.cause != .damaged { missing = MissingNote(path: path, cause: .changed) }
      }
    }
    return (nil, missing)
  }

  private func isSame(_ one: String, _ other: String) -> Bool {
    SubmittedFolders.folded(one) == SubmittedFolders.folded(other)
  }
}

extension StudentGroup {
  func holds(_ student: String) -> Bool {
    students.contains { SubmittedFolders.folded($0) == SubmittedFolders.folded(student) }
  }
}
