import Foundation

/// The answers of a student that count: of each exercise the latest.
struct ChosenAnswers {
  private(set) var answers: [String: (Data, Submission.Answer)]
  private(set) var notes: [String] = []
  private var changed: Set<String> = []
  /// The answers that were collected before this time.
  private let collected: Set<String>
  private let names: AnswerNames
  private let student: String
  private let marks: LateMarks
  /// How many answers are of other assignments than the one that is collected.
  private(set) var leftOut = 0

  init(
    _ old: [String: (Data, Submission.Answer)],
    names: AnswerNames,
    student: String,
    marks: LateMarks
  ) {
    (answers, self.names, self.student, self.marks) = (old, names, student, marks)
    collected = Set(old.filter { $0.value.1.time != nil }.keys)
  }

  mutating func add(_ new: IncomingAnswer) {
    var new = new
    if case .untold = marks { new.isLate = nil }
    guard let (name, isKnown) = names.meant(by: new.name) else {
      return notes.append(
        "\(student): the name '\(PlainName.of(new.name))' can be no file's: \(new.source) is left out"
      )
    }
    guard name != Submission.fileName, name != HandinNote.fileName else { return }
    if isKnown, case .of(_, let files) = marks, !files.contains(name) {
      leftOut += 1
      return
    }
    if !isKnown {
      let near = names.nearest(to: name).map { ": did you mean \($0)?" } ?? ""
      notes.append(
        "\(student): \(name) answers no exercise of the course\(near) (\(new.source))"
      )
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
    if let isLate = new.isLate, new.time == known.time || known.late == nil {
      // Collected again, now that it is known of what the mark is, or the first that comes with one.
      answers[name]?.1.late = isLate
    }
    guard let time = new.time, known.time.map({ time < $0 }) ?? true else { return }
    guard !collected.contains(name) || changed.contains(name) else {
      return notes.append(
        "\(student): \(name) is known already, \(Self.words(known)): \(new.source) gives it an earlier time, which "
          + "does not count"
      )
    }
    var record = new.record
    record.late = new.isLate ?? known.late
    answers[name] = (content, record)
  }

  /// Tells of answers that were there already, and of which nobody knows when they came.
  mutating func noteUntimed() {
    let untimed = answers.filter { $0.value.1.time == nil }.keys.sorted()
    guard !untimed.isEmpty else { return }
    notes.append(
      "\(student): nothing says when \(untimed.joined(separator: ", ")) came, so that `unroll grade` goes by the time of the file: "
        + "collect the archive with it again, if there is one"
    )
  }

  private static func words(_ answer: Submission.Answer) -> String {
    let time =
      answer.time.map { "of \($0.formatted(.iso8601))" } ?? "of which nobody knows when it came"
    return "that \(time) (\(answer.source))"
  }

  /// What has become of the student's answers, in a line.
  var line: String {
    let count = answers.count == 1 ? "1 answer" : "\(answers.count) answers"
    let late = answers.values.contains { $0.1.late == true } ? ", late" : ""
    return "\(student)  \(count), \(changed.isEmpty ? "unchanged" : "\(changed.count) new")\(late)"
  }
}
