import ContentDigest
public import LessonDocument

/// The answers in words that a person is to grade, without names.
public struct ManualQueue: Sendable {
  /// One answer.
  public struct Item: Sendable {
    /// The question, with its rubric.
    public var question: WrittenExercise
    /// The lines that the student wrote.
    public var lines: [String]
    /// What was given before, for another text or by another rubric.
    public var earlier: ManualScore?
    /// Whether the text is the one for which that was given, and the rubric another.
    public var isOfOtherRubric = false
    /// The digest of the text.
    public var text: String
    let student: String
  }

  /// The answers, question by question, each question's in an order that tells nothing of the students.
  public let items: [Item]
  /// How many answers are left out, since a person has set their scores in the overrides.
  public let overridden: Int

  /// - Parameter includesGraded: whether answers come again that are graded.
  public init(_ grading: ClassGrading, includesGraded: Bool = false) throws(GradingError) {
    let sheet = try AnswerSheet(grading)
    let words = sheet.submissions.filter { $0.kind == .words }
    var items: [Item] = []
    var overridden = 0
    for submission in words {
      guard let content = submission.answer?.content,
        let question = sheet.questions[submission.exercise]
      else { continue }
      let text = WrittenText(content.text)
      let digest = AnswerText.digest(content.text)
      let earlier = grading.manual.score(of: submission.student, submission.exercise)
      let isGraded = earlier.map { $0.text == digest && $0.isGiven(by: question) } ?? false
      guard text.words > 0, includesGraded || !isGraded else { continue }
      guard grading.overrides.row(for: submission.exercise, of: submission.student) == nil else {
        overridden += 1
        continue
      }
      items.append(
        Item(
          question: question,
          lines: text.lines,
          earlier: earlier,
          isOfOtherRubric: earlier?.text == digest && !isGraded,
          text: digest,
          student: submission.student
        )
      )
    }
    self.overridden = overridden
    let order = Dictionary(
      grading.plan.assignments.flatMap(\.exercises).enumerated().map { ($1.name, $0) }
    ) { first, _ in first }
    self.items = items.sorted { one, other in
      let (left, right) = (order[one.question.name] ?? 0, order[other.question.name] ?? 0)
      return (left, one.mark) < (right, other.mark)
    }
  }
}

extension ManualQueue.Item {
  /// A number that tells nothing of the student.
  fileprivate var mark: String {
    var digest = ContentDigest()
    digest.add(student)
    digest.add(question.name)
    return digest.hexadecimal
  }

  /// Keeps what a person gives for it.
  public func keep(_ score: ManualScore, in scores: inout ManualScores) throws(GradingError) {
    try scores.set(score.given(by: question), for: student, question.name)
  }
}
