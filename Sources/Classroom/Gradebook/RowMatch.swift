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

    /// What should be one row's alone and stands in both.
    func sharedIdentity(with other: Row) -> String? {
      if !number.isEmpty, number == other.number { return number }
      return accounts.first { !$0.isEmpty && other.accounts.contains($0) }
    }
  }

  /// The student's key by the row's index.
  private(set) var students: [Int: String] = [:]
  private(set) var problems: [String] = []
  /// The rows and the students' keys of which a problem is told; nothing else is to be said of them.
  private(set) var told: (rows: Set<Int>, students: Set<String>) = ([], [])

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
    var ambiguous: [(ids: [String], rows: [Row])] = []
    for row in rows {
      switch Self.student(of: row, among: known, numbers, numberIsID) {
      case .none: continue
      case .several(let ids):
        if let place = ambiguous.firstIndex(where: { $0.ids == ids }) {
          ambiguous[place].rows.append(row)
        } else {
          ambiguous.append((ids, [row]))
        }
      case .contradiction(let one, let other):
        problems.append(
          table.mistake(
            table.rows[row.index],
            "'\(PlainName.of(row.name))' is '\(one.student.id)' by \(one.way), and '\(other.student.id)' by \(other.way), and is not "
              + "filled in: mend the roster, or export the table anew"
          ).description
        )
        told.rows.insert(row.index)
        told.students.formUnion([one, other].map { StudentID.key($0.student.id) })
      case .one(let student):
        let key = StudentID.key(student.id)
        if let other = rowOf[key] {
          let first = table.rows[other.index].number
          let same = row.sharedIdentity(with: other)
          problems.append(
            table.mistake(
              table.rows[row.index],
              same.map {
                "'\(PlainName.of($0))' stands in row \(first), too, so that both would be '\(student.id)', and neither is filled in: "
                  + "export the table anew, or mend one of the rows"
              }
                ?? "'\(student.id)' is matched by row \(first), too, and neither is filled in: write the "
                + "system's number in the roster's column '\(numbers[0])'"
            ).description
          )
          self.students[other.index] = nil
          told.rows.formUnion([row.index, other.index])
          told.students.insert(key)
        } else {
          rowOf[key] = row
          self.students[row.index] = key
        }
      }
    }
    for (ids, rows) in ambiguous {
      let others = rows.dropFirst().map { "row \(table.rows[$0.index].number)" }
      problems.append(
        table.mistake(
          table.rows[rows[0].index],
          "'\(PlainName.of(rows[0].name))' may be \(ids.map { "'\($0)'" }.joined(separator: " or "))"
            + (others.isEmpty ? "" : ", and so may \(others.joined(separator: ", "))")
            + ": write the system's number of each in the roster's column '\(numbers[0])'"
        ).description
      )
      told.rows.formUnion(rows.map(\.index))
      told.students.formUnion(ids.map(StudentID.key))
    }
  }

  private enum Found {
    case none
    case one(Student)
    case several([String])
    case contradiction(Witness, Witness)
  }

  /// A student, and by what the row names them.
  private struct Witness {
    var student: Student
    var way: String
  }

  /// The student by number, account, address, name: by the first of these that any student has, if none after it names another.
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
    // The system's number may be another student's id by chance, and says nothing against the others.
    let ways: [(name: String, isWitness: Bool, matches: (Student) -> Bool)] = [
      ("the number", true, isNumber),
      ("the account", true, { accounts.contains(StudentID.key($0.id)) }),
      ("the address", true, { !email.isEmpty && StudentID.key($0.email) == email }),
      (
        "the address", true,
        { !$0.email.isEmpty && accounts.contains(StudentID.key($0.email)) }
      ),
      ("the number", false, { numberIsID && StudentID.key($0.id) == StudentID.key(row.number) }),
      (
        "the name", true,
        { student in
          !name.isEmpty
            && [student.firstName + student.lastName, student.lastName + student.firstName]
              .map(Roster.letters).contains(name)
        }
      ),
    ]
    var first: Witness?
    for (way, isWitness, matches) in ways {
      let found = all.filter(matches)
      guard let one = found.first else { continue }
      guard let known = first else {
        guard found.count == 1 else { return .several(found.map(\.id)) }
        first = Witness(student: one, way: way)
        continue
      }
      if isWitness, !found.contains(known.student) {
        return .contradiction(known, Witness(student: one, way: way))
      }
    }
    return first.map { .one($0.student) } ?? .none
  }

  private static func plain(_ name: String) -> String {
    String(name.lowercased().filter { $0.isLetter || $0.isNumber || $0 == "_" })
  }
}
