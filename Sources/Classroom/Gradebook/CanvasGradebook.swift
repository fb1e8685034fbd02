import LessonDocument

/// Canvas' own export of its gradebook, to be filled in and imported again.
///
/// Its columns of assignments are called `TITLE (NUMBER)`, whatever language the rest is in; without its number Canvas would make a new
/// assignment of a column, so none is ever added. The first columns are the student's name and Canvas' number, those up to the
/// section accounts.
///
/// - Source: Canvas instructor guide, "How do I import grades in the Gradebook?"
public struct CanvasGradebook: Sendable {
  /// An assignment's column.
  private struct Column {
    var index: Int
    var title: String
    var maximum: Double?
    var isReadOnly: Bool
  }

  private let table: CSVTable
  private let columns: [Column]
  /// The rows of students, as indices.
  private let studentRows: [Int]

  /// Reads an export.
  public init(at path: String) throws(ClassMistakes) { try self.init(CSVTable(at: path)) }

  /// Reads an export in a table.
  public init(_ table: CSVTable) throws(ClassMistakes) {
    self.table = table
    let found = table.columns.indices.dropFirst(2).compactMap { index in
      table.columns[index].wholeMatch(of: /(.*\S)\s*\([0-9]+\)/)
        .map { (index, String($0.1).trimmedBlanks) }
    }
    guard !found.isEmpty else {
      throw ClassMistakes([
        ClassMistake(
          file: table.file,
          place: ClassMistake.Place(line: table.header.line, row: 1),
          message:
            "no column is called 'TITLE (NUMBER)', as Canvas calls assignments: export the gradebook from Canvas and give that "
            + "file"
        )
      ])
    }
    // What stands above the students has no number of Canvas.
    let filled = table.rows.indices.filter { !table.rows[$0].isEmpty }
    let start =
      filled.firstIndex { table.rows[filled[$0]][1].trimmedBlanks.contains(where: \.isNumber) }
      ?? filled.count
    let head = filled[..<start].map { table.rows[$0] }
    studentRows = filled[start...].filter { !table.rows[$0][1].trimmedBlanks.isEmpty }
    let faults = head.flatMap { row in
      found.compactMap { index, _ in Self.fault(in: row, column: index, of: table) }
    }
    guard faults.isEmpty else { throw ClassMistakes(faults) }
    columns = found.map { index, title in
      let cells = head.map { $0[index].trimmedBlanks }
      return Column(
        index: index,
        title: title,
        maximum: cells.lazy.compactMap(ScoreFormat.number).first,
        isReadOnly: cells.contains { $0.lowercased().contains("read only") }
      )
    }
  }

  /// What is wrong with an assignment's points; `(read only)` and empty cells say nothing of them.
  private static func fault(
    in row: CSVTable.Row,
    column: Int,
    of table: CSVTable
  ) -> ClassMistake? {
    let text = row[column].trimmedBlanks
    let isPoints = Roster.letters(row[0]) == "pointspossible"
    guard isPoints, text.contains(where: \.isNumber), ScoreFormat.number(text) == nil else {
      return nil
    }
    let fault =
      PlainNumber.ambiguity(of: text)
      ?? "'\(PlainName.of(text))' is no number: write one with a point, as in 7.5"
    return table.mistake(row, column: column, fault)
  }

  /// Fills in grades.
  ///
  /// - Parameters:
  ///   - names: what Canvas calls an assignment, where it has another title.
  ///   - roster: where the students' numbers in Canvas stand, in a column `canvas_id`.
  ///   - points: what becomes of scores whose maximum is another.
  ///   - groups: those of `class.yml`; an export may be of one alone.
  public func filled(
    with grades: GradeTable,
    names: [String: String] = [:],
    roster: Roster? = nil,
    points: PointsRule = .same,
    groups: [StudentGroup] = []
  ) -> FilledExport {
    var export = FilledExport(table: table)
    let accounts = 2..<max(2, (columns.first?.index ?? 3) - 1)
    let rows = studentRows.map { index in
      let row = table.rows[index]
      return RowMatch.Row(
        index: index,
        number: row[1].trimmedBlanks,
        accounts: accounts.map { row[$0].trimmedBlanks },
        email: "",
        name: row[0]
      )
    }
    let match = RowMatch(
      rows,
      table: table,
      students: grades.students,
      numbers: ["canvas_id", "canvasid", "canvas_user_id", "lms_user_id", "lms_id", "canvas"],
      roster: roster,
      numberIsID: true
    )
    export.problems += match.problems
    let format = ScoreFormat(
      cells: table.rows.flatMap { row in columns.map { row[$0.index].trimmedBlanks } }
    )
    var usedColumns: Set<Int> = []
    for assignment in grades.assignments where grades.holdsScore(of: assignment) {
      guard let column = column(of: assignment, names, grades, &export) else { continue }
      usedColumns.insert(column.index)
      fill(column, assignment, grades, match, points, format, &export)
    }
    tellRest(grades, match, usedColumns, (groups, roster), &export)
    return export
  }

  private func column(
    of assignment: String,
    _ names: [String: String],
    _ grades: GradeTable,
    _ export: inout FilledExport
  ) -> Column? {
    let wanted = names[assignment] ?? assignment
    let exact = columns.filter { table.columns[$0.index] == wanted }
    let found =
      exact.isEmpty ? columns.filter { Roster.letters($0.title) == Roster.letters(wanted) } : exact
    guard found.count == 1, let column = found.first else {
      export.problems.append(
        "\(table.file): "
          + (found.isEmpty ? "no column is" : "\(found.count) columns are")
          + " called '\(PlainName.of(wanted))': say which with --column '\(PlainName.of(assignment))=TITLE (NUMBER)'; the columns are "
          + columns.map { "'\(PlainName.of(table.columns[$0.index]))'" }.joined(separator: ", ")
          + (near(wanted, grades).map { "; did you mean '\(PlainName.of($0))'?" } ?? "")
      )
      return nil
    }
    guard !column.isReadOnly else {
      export.problems.append(
        "\(table.file): Canvas computes the column '\(PlainName.of(column.title))' itself and ignores what an import says: name another "
          + "with --column"
      )
      return nil
    }
    return column
  }

  /// The column that somebody probably meant: `week-1` is another assignment's, and not a slip of `week-2`.
  private func near(_ wanted: String, _ grades: GradeTable) -> String? {
    let others = Set(grades.assignments.map(Roster.letters))
    let free = columns.map(\.title).filter { !others.contains(Roster.letters($0)) }
    let title = Suggestion.nearest(to: wanted, among: free)
    return columns.first { $0.title == title }.map { table.columns[$0.index] }
  }

  private func fill(
    _ column: Column,
    _ assignment: String,
    _ grades: GradeTable,
    _ match: RowMatch,
    _ points: PointsRule,
    _ format: ScoreFormat,
    _ export: inout FilledExport
  ) {
    let own = grades.grades.filter { $0.assignment == assignment }
    let rule = PointsScale(own.compactMap(\.maximum).max(), column.maximum, points)
    guard let rule else {
      let maximum = own.compactMap(\.maximum).max() ?? 0
      export.problems.append(
        "\(table.file): column '\(PlainName.of(column.title))' has \(format.text(column.maximum ?? 0)) points and '\(PlainName.of(assignment))' "
          + "\(format.text(maximum)): set the points in Canvas, or say --scale"
      )
      return
    }
    let byKey = Dictionary(
      own.map { (StudentID.key($0.student.id), $0) },
      uniquingKeysWith: { first, _ in first }
    )
    for (row, key) in match.students.sorted(by: { $0.key < $1.key }) {
      guard let score = byKey[key]?.score else { continue }
      if table.rows[row][column.index].trimmedBlanks.uppercased() == "EX" {
        export.notes.append(
          table.mistake(
            table.rows[row],
            column: column.index,
            "the student is excused (EX), which stays"
          )
          .description
        )
        continue
      }
      if let most = column.maximum, rule.scaled(score) > most + 1e-9 {
        export.warnings.append(
          table.mistake(
            table.rows[row],
            column: column.index,
            "'\(PlainName.of(table.rows[row][0].trimmedBlanks))' gets \(format.text(rule.scaled(score))), above the "
              + "\(format.text(most)) of the row 'Points Possible', which Canvas takes as extra credit: if it is none, mend the score, "
              + "or raise the assignment's points in Canvas and export anew"
          ).description
        )
      }
      export.table.set(format.text(rule.scaled(score)), row: row, column: column.index)
      export.count += 1
    }
  }

  /// Names what was matched by nothing.
  private func tellRest(
    _ grades: GradeTable,
    _ match: RowMatch,
    _ used: Set<Int>,
    _ known: (groups: [StudentGroup], roster: Roster?),
    _ export: inout FilledExport
  ) {
    for index in studentRows where match.students[index] == nil && !match.told.rows.contains(index)
    {
      let row = table.rows[index]
      export.notes.append(
        table.mistake(
          row,
          "'\(PlainName.of(row[0].trimmedBlanks))' has no grades, and the row stays as it is"
        )
        .description
      )
    }
    let matched = Set(match.students.values).union(match.told.students)
    for student in export.missing(
      of: grades.scoredStudents,
      matched,
      groups: known.groups,
      roster: known.roster
    ) {
      export.problems.append(
        "\(grades.file): '\(student.id)' has no row in \(table.file): write the student's number in Canvas in the roster's column "
          + "'canvas_id'; if the student has left, take the row out of the roster and grade again"
      )
    }
    for column in columns where !used.contains(column.index) && !column.isReadOnly {
      export.notes.append(
        "\(table.file): column '\(PlainName.of(table.columns[column.index]))' has no grades, and stays as it is"
      )
    }
  }
}

/// From points of the course to those of the system.
struct PointsScale {
  private let factor: Double

  /// - Returns: nil if the maxima differ and scores are not to be scaled.
  init?(_ own: Double?, _ other: Double?, _ rule: PointsRule) {
    guard let own, let other, own != other, own > 0, other > 0 else {
      factor = 1
      return
    }
    guard rule == .scaled else { return nil }
    factor = other / own
  }

  func scaled(_ score: Double) -> Double { score * factor }
}
