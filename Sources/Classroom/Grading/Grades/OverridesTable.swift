import Foundation
import LessonDocument

/// `overrides.csv`: scores that persons set in place of all else, and that no grading takes back.
///
///     student,exercise,score,reason,who,date
///     007,one-step,2,the statement was unclear,Curie,2026-11-02
public struct OverridesTable: Sendable {
  /// A score, and where it stands.
  struct Row: Sendable {
    var override: ScoreOverride
    var place: ClassMistake.Place
  }

  /// What a row names, whatever else is wrong with it.
  struct Names: Sendable {
    var student: String
    var exercise: String
    var place: ClassMistake.Place
  }

  /// The table's path.
  public let file: String
  /// The rows that can be read.
  private(set) var rows: [Row] = []
  /// What all rows name.
  private(set) var names: [Names] = []
  /// What is wrong with cells; whether names are those of the class is another question, and both are answered at once.
  let mistakes: [ClassMistake]

  /// A table that sets nothing.
  public init() { self.init(file: "overrides.csv") }

  private init(file: String) { (self.file, mistakes) = (file, []) }

  /// Reads the table; a file that is not there sets nothing.
  ///
  /// - Throws: what keeps it from being read; what is wrong with its rows ``ClassGrading/examineOverrides()`` tells.
  public init(at path: String) throws(ClassMistakes) {
    guard FileManager.default.fileExists(atPath: path) else {
      self.init(file: path)
      return
    }
    try self.init(CSVTable(at: path))
  }

  init(_ table: CSVTable) throws(ClassMistakes) {
    file = table.file
    let columns = try Self.columns(of: table)
    var mistakes: [ClassMistake] = []
    for row in table.rows where !row.isEmpty {
      let place = table.place(row)
      let (student, exercise) = (row[columns[0]].trimmedBlanks, row[columns[1]].trimmedBlanks)
      names.append(Names(student: student, exercise: exercise, place: place))
      guard let override = Self.override(row, columns, table, &mistakes) else { continue }
      rows.append(Row(override: override, place: place))
    }
    self.mistakes = mistakes
  }

  /// The row that counts for an answer: of several the last.
  func row(for exercise: String, of student: String) -> Row? {
    rows.last { $0.override.exercise == exercise && isSame($0.override.student, student) }
  }

  func isSame(_ one: String, _ other: String) -> Bool {
    SubmittedFolders.folded(one) == SubmittedFolders.folded(other)
  }

  // MARK: - Reading

  private static let columnNames = ["student", "exercise", "score", "reason", "who", "date"]

  private static func columns(of table: CSVTable) throws(ClassMistakes) -> [Int] {
    let found = columnNames.map { name in table.columns.firstIndex { $0.lowercased() == name } }
    let missing = zip(columnNames, found).filter { $1 == nil }.map { "'\($0.0)'" }
    guard missing.isEmpty else {
      let columns = missing.joined(separator: ", ")
      throw ClassMistakes([
        ClassMistake(
          file: table.file,
          place: ClassMistake.Place(line: table.header.line, row: 1),
          message:
            "the table has no column \(columns): its columns are \(columnNames.joined(separator: ", "))"
        )
      ])
    }
    return found.compactMap(\.self)
  }

  private static func override(
    _ row: CSVTable.Row,
    _ columns: [Int],
    _ table: CSVTable,
    _ mistakes: inout [ClassMistake]
  ) -> ScoreOverride? {
    let before = mistakes.count
    let cells = columns.map { row[$0].trimmedBlanks }
    let score = PlainNumber(cells[2])?.value
    if score.map({ $0 < 0 }) ?? true {
      let fault =
        PlainNumber.ambiguity(of: cells[2])
        ?? "must be a number from 0, not '\(PlainName.of(cells[2]))'"
      mistakes.append(table.mistake(row, column: columns[2], "the score \(fault)"))
    }
    for index in [0, 1, 3, 4] where cells[index].isEmpty {
      mistakes.append(
        table.mistake(
          row,
          column: columns[index],
          "an override says \(columnNames[index]): write it there"
        )
      )
    }
    if OverrideDate(cells[5]) == nil {
      mistakes.append(
        table.mistake(
          row,
          column: columns[5],
          "the date must be a day, as in 2026-11-09, or a moment with its zone, as in 2026-11-09T14:30+01:00, not "
            + "'\(PlainName.of(cells[5]))'"
        )
      )
    }
    guard let score, mistakes.count == before else { return nil }
    return ScoreOverride(
      student: cells[0],
      exercise: cells[1],
      score: score,
      reason: cells[3],
      who: cells[4],
      date: cells[5]
    )
  }
}
