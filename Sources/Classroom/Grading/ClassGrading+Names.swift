import LessonDocument

extension ClassGrading {
  /// The answer of a student, by names as a person writes them.
  ///
  /// - Throws: ``GradingError/noAnswer(_:reason:)``.
  public func selection(student: String, exercise: String) throws(GradingError) -> Selection {
    let name = "\(student)/\(exercise)"
    let exercises = plan.assignments.flatMap { $0.exercises.map(\.name) }
    guard exercises.contains(exercise) else {
      let near = Suggestion.nearest(to: exercise, among: exercises).map { "did you mean '\($0)'?" }
      let known = "the exercises are " + exercises.joined(separator: ", ")
      throw .noAnswer(name, reason: "no exercise '\(exercise)': \(near ?? known)")
    }
    let members = members.map(\.id)
    let found = members.first { SubmittedFolders.folded($0) == SubmittedFolders.folded(student) }
    guard let found else {
      let near = Suggestion.nearest(to: student, among: members).map { ": did you mean '\($0)'?" }
      throw .noAnswer(name, reason: "no student '\(student)'\(near ?? "")")
    }
    return Selection(student: found, exercise: exercise)
  }

  /// Everybody who is graded.
  var members: [ClassMember] {
    SubmissionFinder(plan, kinds: [:], folder: folder).members(roster)
  }

  /// Names that lead to nobody: students of groups and extensions, and folders that the roster does not know; each a
  /// sentence.
  public var strangers: [String] {
    let known = Set(members.map { SubmittedFolders.folded($0.id) })
    let isKnown = { (student: String) in known.contains(SubmittedFolders.folded(student)) }
    var sentences = members.filter { !$0.isOnRoster }.map {
      "the roster does not name '\(ShownName.text($0.id))', who has handed something in"
    }
    let others =
      plan.groups.flatMap(\.students) + plan.extensions.map(\.student)
      + plan.extraTime.keys.sorted()
    for student in others where !isKnown(student) {
      let near = Suggestion.nearest(to: student, among: members.map(\.id))
      let sentence =
        "class.yml names '\(student)', who is no student of the class"
        + (near.map { "; did you mean '\($0)'?" } ?? "")
      if !sentences.contains(sentence) { sentences.append(sentence) }
    }
    return sentences
  }
}
