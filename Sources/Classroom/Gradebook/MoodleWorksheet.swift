import Foundation

/// Moodle's grading worksheet of an assignment, to be filled in and uploaded again.
///
/// Its headers are in the site's language; Moodle knows the columns by them, so they stay. They are told by their places and what
/// they hold: the number of a participant at the end of the first column, and the grade left of the same maximum in all rows.
///
/// - Source: Moodle, `mod/assign/feedback/offline/importgradeslib.php`.
public struct MoodleWorksheet: Sendable {
  private let table: CSVTable
  /// The rows of participants, as indices.
  private let rows: [Int]
  private let grade: Int
  private let maximum: Int?
  /// The column that says whether a grade can be changed.
  private let changeable: Int?
  /// The column of what a student reads beside the grade.
  private let comments: Int?

  /// Reads a worksheet.
  ///
  /// - Parameter column: the name of the column of grades, if it is not told by itself.
  public init(at path: String, gradeColumn: String? = nil) throws(ClassMistakes) {
    try self.init(CSVTable(at: path), gradeColumn: gradeColumn)
  }

  /// Reads a worksheet in a table.
  public init(_ table: CSVTable, gradeColumn: String? = nil) throws(ClassMistakes) {
    self.table = table
    func refusal(_ message: String) -> ClassMistakes {
      ClassMistakes([
        ClassMistake(
          file: table.file,
          place: ClassMistake.Place(line: table.header.line, row: 1),
          message: message
        )
      ])
    }
    guard table.separator == UInt8(ascii: ",") else {
      throw refusal(
        "Moodle reads worksheets whose cells are separated by commas: download the worksheet anew, and save it in no spreadsheet"
      )
    }
    rows = table.rows.indices.filter { !table.rows[$0].isEmpty }
    let strangers = rows.filter { Self.number(in: table.rows[$0][0]) == nil }
    guard !rows.isEmpty, strangers.count < rows.count else {
      throw refusal(
        "the first column names no participants, as in 'Participant 12': download the grading worksheet of the assignment in "
          + "Moodle and give that file"
      )
    }
    guard strangers.isEmpty else {
      throw ClassMistakes(
        strangers.map {
          table.mistake(
            table.rows[$0],
            column: 0,
            "'\(PlainName.of(table.rows[$0][0]))' names no participant: download the worksheet anew"
          )
        }
      )
    }
    let names = table.columns.map { $0.lowercased() }
    comments = names.firstIndex { MoodleWords.commentNames.contains($0) }
    let byMaximum = Self.maximum(table, rows)
    if let gradeColumn {
      guard let index = table.columns.firstIndex(of: gradeColumn) else {
        throw refusal(
          "no column is called '\(PlainName.of(gradeColumn))'; the columns are "
            + table.columns.map { "'\($0)'" }.joined(separator: ", ")
        )
      }
      grade = index
    } else if let index = names.firstIndex(where: { MoodleWords.gradeNames.contains($0) }) {
      grade = index
    } else if let byMaximum, byMaximum > 1 {
      grade = byMaximum - 1
    } else {
      throw refusal(
        "it cannot be told which column holds the grades: name it with --grade-column; the columns are "
          + table.columns.map { "'\($0)'" }.joined(separator: ", ")
      )
    }
    maximum = byMaximum == grade ? nil : byMaximum
    changeable =
      names.firstIndex { MoodleWords.changeableNames.contains($0) } ?? maximum.map { $0 + 1 }
  }

  /// The number at the end of `Participant 12`.
  private static func number(in cell: String) -> String? {
    cell.trimmedBlanks.firstMatch(of: /([0-9]+)$/).map { String($0.1) }
  }

  /// The last column with one number above zero in all rows, and words in all rows right of it.
  private static func maximum(_ table: CSVTable, _ rows: [Int]) -> Int? {
    (2..<max(2, table.columns.count - 1)).last { column in
      let cells = Set(rows.map { table.rows[$0][column].trimmedBlanks })
      let next = Set(rows.map { table.rows[$0][column + 1].trimmedBlanks })
      guard cells.count == 1, let number = ScoreFormat.number(cells.first ?? ""), number > 0 else {
        return false
      }
      return next.count <= 2 && next.allSatisfy { !$0.isEmpty && ScoreFormat.number($0) == nil }
    }
  }

  /// Fills in grades of one assignment.
  ///
  /// - Parameters:
  ///   - groups: those of `class.yml`; a worksheet may be of one alone.
  ///   - comment: what a student is to read beside the grade; nil leaves the column as it is.
  public func filled(
    with grades: GradeTable,
    assignment: String,
    roster: Roster? = nil,
    points: PointsRule = .same,
    groups: [StudentGroup] = [],
    comment: (Student) -> String? = { _ in nil }
  ) -> FilledExport {
    var export = FilledExport(table: table)
    let own = grades.grades.filter { $0.assignment == assignment }
    let match = match(own.map(\.student), roster)
    export.problems += match.problems
    let byKey = Dictionary(
      own.map { (StudentID.key($0.student.id), $0) },
      uniquingKeysWith: { first, _ in first }
    )
    let cells = rows.flatMap { row in
      [table.rows[row][grade], maximum.map { table.rows[row][$0] } ?? ""].map(\.trimmedBlanks)
    }
    let format = ScoreFormat(cells: cells)
    guard let locked = locked(&export) else { return export }
    for (row, key) in match.students.sorted(by: { $0.key < $1.key }) {
      guard let found = byKey[key], let score = found.score else { continue }
      let most = maximum.flatMap { ScoreFormat.number(table.rows[row][$0]) }
      guard let scale = PointsScale(found.maximum, most, points) else {
        export.problems.append(
          table.mistake(
            table.rows[row],
            column: maximum,
            "Moodle's maximum is \(format.text(most ?? 0)) and that of '\(PlainName.of(assignment))' \(format.text(found.maximum ?? 0)): set it in "
              + "Moodle, or say --scale"
          ).description
        )
        // The maximum is the same in all rows.
        return export
      }
      let student = PlainName.of(table.rows[row][1].trimmedBlanks)
      if locked.contains(row), let changeable {
        export.warnings.append(
          table.mistake(
            table.rows[row],
            column: changeable,
            "the grade of '\(student)' cannot be changed, and the row stays as it is: unlock it in Moodle's gradebook and download the "
              + "worksheet anew, if \(format.text(scale.scaled(score))) is to stand there"
          ).description
        )
        continue
      }
      if let most, scale.scaled(score) > most + 1e-9 {
        export.problems.append(
          table.mistake(
            table.rows[row],
            column: maximum,
            "'\(student)' has \(format.text(scale.scaled(score))) points, above Moodle's maximum of \(format.text(most)), which Moodle "
              + "refuses: mend the score, or raise the maximum grade in the assignment's settings and download the worksheet anew"
          ).description
        )
        continue
      }
      export.table.set(format.text(scale.scaled(score)), row: row, column: grade)
      if let comments, let words = comment(found.student) {
        export.table.set(words, row: row, column: comments)
      }
      export.count += 1
    }
    tellRest(grades, own, match, (groups, roster), &export)
    return export
  }

  /// The rows whose grade Moodle does not let anybody change; nil if that cannot be told, which is a problem then.
  private func locked(_ export: inout FilledExport) -> Set<Int>? {
    guard let changeable else { return [] }
    let words = { (row: Int) in self.table.rows[row][changeable].trimmedBlanks.lowercased() }
    let all = Set(rows.map(words))
    if all.isDisjoint(with: MoodleWords.no), all.count > 1 {
      guard !all.isDisjoint(with: MoodleWords.yes) else {
        export.problems.append(
          "\(table.file): it cannot be told which of \(all.sorted().map { "'\(PlainName.of($0))'" }.joined(separator: " and ")) in column "
            + "'\(PlainName.of(table.columns[changeable]))' means that a grade can be changed: download the worksheet from Moodle in English"
        )
        return nil
      }
      return Set(rows.filter { !MoodleWords.yes.contains(words($0)) })
    }
    return Set(rows.filter { MoodleWords.no.contains(words($0)) })
  }

  /// The archive of feedback files that Moodle takes beside the worksheet.
  ///
  /// - Parameter feedback: the page of a student; nil if there is none.
  public func feedback(
    for grades: GradeTable,
    assignment: String,
    roster: Roster? = nil,
    page: (Student) throws(ClassMistakes) -> (name: String, content: [UInt8])?
  ) throws(ClassMistakes) -> ZipBuilder {
    let own = grades.grades.filter { $0.assignment == assignment }.map(\.student)
    let byKey = Dictionary(
      own.map { (StudentID.key($0.id), $0) },
      uniquingKeysWith: { first, _ in first }
    )
    var builder = ZipBuilder()
    for (row, key) in match(own, roster).students.sorted(by: { $0.key < $1.key }) {
      guard let student = byKey[key], let page = try page(student),
        let number = Self.number(in: table.rows[row][0])
      else { continue }
      // An underscore ends a part of the folder's name for Moodle.
      let name = String(table.rows[row][1].trimmedBlanks.map { "_/\\".contains($0) ? " " : $0 })
      builder.add(
        Data(page.content),
        at: "\(name.isEmpty ? "Participant" : name)_\(number)_assignsubmission_file_/\(page.name)"
      )
    }
    return builder
  }

  private func match(_ students: [Student], _ roster: Roster?) -> RowMatch {
    let found = rows.map { index in
      let row = table.rows[index]
      let identities = (2..<max(2, grade)).map { row[$0].trimmedBlanks }
      return RowMatch.Row(
        index: index,
        number: Self.number(in: row[0]) ?? "",
        accounts: identities.filter { !$0.contains("@") },
        email: identities.first { $0.contains("@") } ?? "",
        name: row[1]
      )
    }
    return RowMatch(
      found,
      table: table,
      students: students,
      numbers: [
        "moodle_id", "moodleid", "participant", "participant_id", "identifier", "lms_user_id",
        "lms_id", "moodle",
      ],
      roster: roster,
      numberIsID: false
    )
  }

  private func tellRest(
    _ grades: GradeTable,
    _ own: [Grade],
    _ match: RowMatch,
    _ known: (groups: [StudentGroup], roster: Roster?),
    _ export: inout FilledExport
  ) {
    for index in rows where match.students[index] == nil && !match.told.rows.contains(index) {
      let row = table.rows[index]
      export.notes.append(
        table.mistake(
          row,
          "'\(PlainName.of(row[1].trimmedBlanks))' has no grade, and the row stays as it is"
        )
        .description
      )
    }
    let matched = Set(match.students.values).union(match.told.students)
    let scored = own.filter { $0.score != nil }.map(\.student)
    for student in export.missing(of: scored, matched, groups: known.groups, roster: known.roster) {
      export.problems.append(
        "\(grades.file): '\(student.id)' has no row in \(table.file): write the number of the participant in the roster's column "
          + "'moodle_id'; if the student has left, take the row out of the roster and grade again"
      )
    }
  }
}
