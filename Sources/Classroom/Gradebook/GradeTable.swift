import LessonDocument

/// One student's grade for one assignment.
public struct Grade: Equatable, Sendable {
  /// The assignment.
  public var assignment: String
  /// The student.
  public var student: Student
  /// The score after everything that counts; nil if there is none yet.
  public var score: Double?
  /// The most that can be scored.
  public var maximum: Double?
}

/// The grades of a class, from `grades/grades.csv`, whose columns are those of nbgrader.
///
/// Of these `assignment`, `student_id`, `score` and `max_score` must be there.
public struct GradeTable: Equatable, Sendable {
  /// All columns, in their order.
  public static let columns = [
    "assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email",
    "raw_score", "late_submission_penalty", "score", "max_score",
  ]

  /// The grades, in the order of the file.
  public let grades: [Grade]
  /// The path by which mistakes name it.
  public let file: String

  /// Reads the grades.
  public init(at path: String) throws(ClassMistakes) { try self.init(CSVTable(at: path)) }

  /// Reads the grades in a table.
  public init(_ table: CSVTable) throws(ClassMistakes) {
    file = table.file
    var reader = GradeReader(table)
    grades = try reader.grades()
  }

  /// The names of the assignments, in the order in which they come.
  public var assignments: [String] {
    var names: [String] = []
    for grade in grades where !names.contains(grade.assignment) { names.append(grade.assignment) }
    return names
  }

  /// The same of some assignments alone.
  public func of(_ assignments: [String]) -> GradeTable {
    GradeTable(grades.filter { assignments.contains($0.assignment) }, file: file)
  }

  private init(_ grades: [Grade], file: String) { (self.grades, self.file) = (grades, file) }

  /// Whether anybody has a score for an assignment.
  func holdsScore(of assignment: String) -> Bool {
    grades.contains { $0.assignment == assignment && $0.score != nil }
  }

  /// The students who have a score, each once.
  var scoredStudents: [Student] {
    var seen: Set<String> = []
    return grades.filter { $0.score != nil }.map(\.student)
      .filter { seen.insert(StudentID.key($0.id)).inserted }
  }

  /// The students, each once.
  public var students: [Student] {
    var seen: Set<String> = []
    return grades.map(\.student).filter { seen.insert(StudentID.key($0.id)).inserted }
  }
}

private struct GradeReader {
  private let table: CSVTable
  private var mistakes: [ClassMistake] = []

  init(_ table: CSVTable) { self.table = table }

  mutating func grades() throws(ClassMistakes) -> [Grade] {
    let columns = Dictionary(
      zip(table.columns, table.columns.indices),
      uniquingKeysWith: { first, _ in first }
    )
    let missing = ["assignment", "student_id", "score", "max_score"].filter { columns[$0] == nil }
    guard missing.isEmpty else {
      throw ClassMistakes([
        ClassMistake(
          file: table.file,
          place: ClassMistake.Place(line: table.header.line, row: 1),
          message:
            "the grades lack the \(missing.count == 1 ? "column" : "columns") \(missing.joined(separator: ", ")): write them with "
            + "'unroll grade'"
        )
      ])
    }
    var grades: [Grade] = []
    var seen: [String: Int] = [:]
    for row in table.rows where !row.isEmpty {
      func text(_ name: String) -> String { columns[name].map { row[$0].trimmedBlanks } ?? "" }
      let student = Student(
        id: StudentID.normalised(text("student_id")),
        lastName: text("last_name"),
        firstName: text("first_name"),
        email: text("email")
      )
      let key = "\(StudentID.key(student.id))\u{0}\(text("assignment"))"
      if let other = seen[key] {
        add(
          row,
          columns["student_id"],
          "row \(other) has a grade of '\(student.id)' for this assignment, too: take one out"
        )
      }
      seen[key] = row.number
      grades.append(
        Grade(
          assignment: text("assignment"),
          student: student,
          score: number(row, columns["score"]),
          maximum: number(row, columns["max_score"])
        )
      )
    }
    guard mistakes.isEmpty else { throw ClassMistakes(mistakes) }
    return grades
  }

  private mutating func number(_ row: CSVTable.Row, _ column: Int?) -> Double? {
    guard let column else { return nil }
    let text = row[column].trimmedBlanks
    if text.isEmpty { return nil }
    // What wrote the table has a point there.
    if let number = PlainNumber(text), !text.contains(",") { return number.value }
    add(
      row,
      column,
      PlainNumber.ambiguity(of: text)
        ?? "'\(PlainName.of(text))' is no number: write one with a point, as in 7.5"
    )
    return nil
  }

  private mutating func add(_ row: CSVTable.Row, _ column: Int?, _ message: String) {
    mistakes.append(table.mistake(row, column: column, message))
  }
}
