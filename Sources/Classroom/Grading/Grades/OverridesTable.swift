import Foundation

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

  /// The table's path.
  public let file: String
  private(set) var rows: [Row] = []

  /// A table that sets nothing.
  public init() { self.init(file: "overrides.csv") }

  private init(file: String) { self.file = file }

  /// Reads the table; a file that is not there sets nothing.
  ///
  /// - Throws: everything that is wrong with it.
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
    rows = table.rows.filter { !$0.isEmpty }.compactMap { row in
      Self.override(row, columns, table, &mistakes).map {
        Row(override: $0, place: table.place(row))
      }
    }
    guard mistakes.isEmpty else { throw ClassMistakes(mistakes) }
  }

  /// The row that counts for an answer: of several the last.
  func row(for exercise: String, of student: String) -> Row? {
    rows.last { $0.override.exercise == exercise && isSame($0.override.student, student) }
  }

  func isSame(_ one: String, _ other: String) -> Bool {
    SubmittedFolders.folded(one) == SubmittedFolders.folded(other)
  }

  // MARK: - Reading

  private static let names = ["student", "exercise", "score", "reason", "who", "date"]

  private static func columns(of table: CSVTable) throws(ClassMistakes) -> [Int] {
    let found = names.map { name in table.columns.firstIndex { $0.lowercased() == name } }
    let missing = zip(names, found).filter { $1 == nil }.map { "'\($0.0)'" }
    guard missing.isEmpty else {
      let columns = missing.joined(separator: ", ")
      throw ClassMistakes([
        ClassMistake(
          file: table.file,
          place: ClassMistake.Place(line: table.header.line, row: 1),
          message:
            "the table has no column \(columns): its columns are \(names.joined(separator: ", "))"
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
    let cells = columns.map { row[$0].trimmedBlanks }
    // A comma stands for the point where spreadsheets write it so.
    let score = Double(cells[2].replacing(",", with: "."))
    if score == nil || !(score ?? 0).isFinite || (score ?? 0) < 0 {
      mistakes.append(
        table.mistake(
          row,
          column: columns[2],
          "the score must be a number from 0, not '\(PlainName.of(cells[2]))'"
        )
      )
    }
    for index in [0, 1, 3, 4] where cells[index].isEmpty {
      mistakes.append(
        table.mistake(
          row,
          column: columns[index],
          "an override says \(names[index]): write it there"
        )
      )
    }
    return score.map {
      ScoreOverride(
        student: cells[0],
        exercise: cells[1],
        score: $0,
        reason: cells[3],
        who: cells[4],
        date: cells[5]
      )
    }
  }
}
