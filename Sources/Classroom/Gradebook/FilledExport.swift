/// An export of a university's system, filled in, and what came of it.
public struct FilledExport: Equatable, Sendable {
  /// The export; all but the scores is as it was.
  public var table: CSVTable
  /// How many scores are in it now.
  public var count = 0
  /// What a person should know: columns and rows that were left.
  public var notes: [String] = []
  /// What kept scores out that belong there.
  public var problems: [String] = []
}

/// How an assignment's points become those of the system.
public enum PointsRule: Equatable, Sendable {
  /// The maxima must agree.
  case same
  /// A score is the same share of the system's maximum.
  case scaled
}

/// Matches rows of an export with students who have grades, each with one alone.
struct RowMatch {
  /// What a row says of its student.
  struct Row {
    /// The row's index in the table.
    var index: Int
    /// The system's number.
    var number: String
    /// Ids and accounts.
    var accounts: [String]
    /// The address for mail; empty if there is none.
    var email: String
    /// The name as it is shown.
    var name: String
  }

  /// The student's key by the row's index.
  private(set) var students: [Int: String] = [:]
  private(set) var problems: [String] = []

  /// - Parameters:
  ///   - numbers: the names of the roster's columns that hold the system's number.
  ///   - roster: what else is known of the students.
  ///   - numberIsID: whether the system's number may itself be a student's id.
  init(
    _ rows: [Row],
    table: CSVTable,
    students all: [Student],
    numbers: [String],
    roster: Roster?,
    numberIsID: Bool
  ) {
    let known = all.map { student in
      var student = student
      student.other = roster?.student(student.id)?.other ?? [:]
      if student.email.isEmpty { student.email = roster?.student(student.id)?.email ?? "" }
      return student
    }
    var rowOf: [String: Row] = [:]
    for row in rows {
      switch Self.student(of: row, among: known, numbers, numberIsID) {
      case .none: continue
      case .several(let ids):
        problems.append(
          table.mistake(
            table.rows[row.index],
            "'\(PlainName.of(row.name))' may be \(ids.map { "'\($0)'" }.joined(separator: " or ")): write the system's number of "
              + "each in the roster's column '\(numbers[0])'"
          ).description
        )
      case .one(let student):
        let key = StudentID.key(student.id)
        if let other = rowOf[key] {
          problems.append(
            table.mistake(
              table.rows[row.index],
              "'\(student.id)' is matched by row \(table.rows[other.index].number), too, and neither is filled in: write the "
                + "system's number in the roster's column '\(numbers[0])'"
            ).description
          )
          self.students[other.index] = nil
        } else {
          rowOf[key] = row
          self.students[row.index] = key
        }
      }
    }
  }

  private enum Found {
    case none
    case one(Student)
    case several([String])
  }

  /// The student by number, account, address, name: by the first of these that any student has.
  private static func student(
    of row: Row,
    among all: [Student],
    _ numbers: [String],
    _ numberIsID: Bool
  ) -> Found {
    func isNumber(_ student: Student) -> Bool {
      student.other.contains { name, value in
        numbers.contains(plain(name)) && !value.isEmpty
          && value.trimmedBlanks.drop { !$0.isNumber } == row.number
      }
    }
    let accounts = Set((row.accounts.filter { !$0.isEmpty }).map(StudentID.key))
    let email = StudentID.key(row.email)
    let name = Roster.letters(row.name)
    let ways: [(Student) -> Bool] = [
      isNumber,
      { accounts.contains(StudentID.key($0.id)) },
      { !email.isEmpty && StudentID.key($0.email) == email },
      { !$0.email.isEmpty && accounts.contains(StudentID.key($0.email)) },
      { numberIsID && StudentID.key($0.id) == StudentID.key(row.number) },
      { student in
        !name.isEmpty
          && [student.firstName + student.lastName, student.lastName + student.firstName]
            .map(Roster.letters).contains(name)
      },
    ]
    for matches in ways {
      let found = all.filter(matches)
      if found.count == 1 { return .one(found[0]) }
      if found.count > 1 { return .several(found.map(\.id)) }
    }
    return .none
  }

  private static func plain(_ name: String) -> String {
    String(name.lowercased().filter { $0.isLetter || $0.isNumber || $0 == "_" })
  }
}

/// Writes numbers as an export has them.
struct ScoreFormat {
  /// Whether a comma stands before the decimals.
  let hasComma: Bool

  /// - Parameter cells: numbers of the export, from which the decimal sign is told.
  init(cells: [String]) {
    let hasPoint = cells.contains { $0.wholeMatch(of: /[0-9]+\.[0-9]+/) != nil }
    hasComma = !hasPoint && cells.contains { $0.wholeMatch(of: /[0-9]+,[0-9]{1,2}/) != nil }
  }

  /// At most four decimals, none of them needless.
  func text(_ score: Double) -> String {
    let rounded = (score * 10_000).rounded() / 10_000
    let text =
      rounded == rounded.rounded() && rounded.magnitude < 1e15 ? "\(Int(rounded))" : "\(rounded)"
    return hasComma ? text.replacing(".", with: ",") : text
  }

  /// The number in a cell of the export; nil if it is none.
  static func number(_ cell: String) -> Double? {
    let text = cell.trimmedBlanks
    return Double(text) ?? Double(text.replacing(",", with: "."))
  }
}
