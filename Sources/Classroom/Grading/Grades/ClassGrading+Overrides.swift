import LessonDocument

extension ClassGrading {
  /// Looks whether every row of the overrides sets the score of an answer.
  ///
  /// - Returns: what is to be looked at again, each a sentence with its place.
  /// - Throws: every row that can mean nothing.
  public func examineOverrides() throws(ClassMistakes) -> [String] {
    let catalogue = ExerciseCatalogue(lessons)
    let students = members.map(\.id)
    let mistakes =
      overrides.mistakes + overrides.names.flatMap { strangers(in: $0, students, catalogue) }
    guard mistakes.isEmpty else {
      throw ClassMistakes(
        mistakes.sorted { ($0.place?.line ?? 0) < ($1.place?.line ?? 0) }
      )
    }
    var seen: [String: ClassMistake.Place] = [:]
    return overrides.rows.flatMap { row in
      let answer = "\(SubmittedFolders.folded(row.override.student))/\(row.override.exercise)"
      let first = seen.updateValue(row.place, forKey: answer)
      return [unusualScore(in: row, catalogue), first.map { second(row, after: $0) }]
        .compactMap(\.self).map(\.description)
    }
  }

  private func mistake(_ row: OverridesTable.Row, _ message: String) -> ClassMistake {
    ClassMistake(file: overrides.file, place: row.place, message: message)
  }

  /// The names of a row that lead to nobody and nothing.
  private func strangers(
    in row: OverridesTable.Names,
    _ students: [String],
    _ catalogue: ExerciseCatalogue
  ) -> [ClassMistake] {
    var sentences: [String] = []
    // That a cell is empty is told already.
    if !row.student.isEmpty, !students.contains(where: { overrides.isSame($0, row.student) }) {
      sentences.append(Self.stranger("student of the class", row.student, students))
    }
    if !row.exercise.isEmpty, !catalogue.names.contains(row.exercise) {
      sentences.append(Self.stranger("exercise", row.exercise, catalogue.names))
    }
    return sentences.map { ClassMistake(file: overrides.file, place: row.place, message: $0) }
  }

  private static func stranger(_ kind: String, _ name: String, _ known: [String]) -> String {
    let near = Suggestion.nearest(to: name, among: known)
    return "there is no \(kind) '\(PlainName.of(name))'"
      + (near.map { "; did you mean '\(PlainName.of($0))'?" }
        ?? ": mend the name, or take the row out")
  }

  /// A score that is more than there is, or sets nothing.
  private func unusualScore(
    in row: OverridesTable.Row,
    _ catalogue: ExerciseCatalogue
  ) -> ClassMistake? {
    let override = row.override
    let assigned = plan.assignments.flatMap(\.exercises).first { $0.name == override.exercise }
    guard let assigned else {
      return mistake(
        row,
        "'\(override.exercise)' belongs to no assignment, so the row sets nothing"
      )
    }
    let possible = assigned.points ?? catalogue.points(of: override.exercise)
    guard override.score > possible + 1e-9 else { return nil }
    return mistake(
      row,
      "the score \(override.score.pointsText) is above the \(possible.pointsText) that "
        + "'\(override.exercise)' is worth, and counts as written"
    )
  }

  private func second(
    _ row: OverridesTable.Row,
    after first: ClassMistake.Place
  ) -> ClassMistake {
    let override = row.override
    return mistake(
      row,
      "the score of '\(PlainName.of(override.student))' for '\(override.exercise)' stands in line "
        + "\(first.line) already, and this row counts: take that one out"
    )
  }
}
