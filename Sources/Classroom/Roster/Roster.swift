/// The students of a class, from a CSV such as `roster.csv`.
///
///     id,last_name,first_name,email,group
///     007,Curie,Marie,curie@example.org,Tuesday
///
/// Only `id` must be there; names of columns may be in any case and order, and those of Canvas, Moodle and nbgrader are
/// known. Other columns are kept: an account's name there helps to find a student in a gradebook.
public struct Roster: Equatable, Sendable {
  /// The file's usual name in a course.
  public static let fileName = "roster.csv"

  /// The students, in the order of the file.
  public let students: [Student]
  private let byKey: [String: Int]

  /// A roster of students whose ids differ.
  public init(_ students: [Student]) {
    self.students = students
    byKey = Dictionary(
      students.enumerated().map { (StudentID.key($1.id), $0) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// The student with an id, in whatever spelling.
  public func student(_ id: String) -> Student? {
    byKey[StudentID.key(id)].map { students[$0] }
  }

  /// Reads a roster.
  ///
  /// - Throws: everything that is wrong with it.
  public init(at path: String) throws(ClassMistakes) {
    try self.init(CSVTable(at: path))
  }

  /// Reads a roster from a table.
  public init(_ table: CSVTable) throws(ClassMistakes) {
    var reader = RosterReader(table)
    self.init(try reader.students())
  }
}

/// Makes students of a table's rows.
private struct RosterReader {
  private enum Field: CaseIterable {
    case id, lastName, firstName, fullName, email, group

    /// What the column may be called, without blanks, hyphens and capitals.
    var names: [String] {
      switch self {
      case .id: ["id", "studentid", "student", "loginid", "sislogin", "sisloginid", "username"]
      case .lastName: ["lastname", "surname", "familyname"]
      case .firstName: ["firstname", "givenname"]
      case .fullName: ["name", "fullname"]
      case .email: ["email", "emailaddress", "mail"]
      case .group: ["group", "section"]
      }
    }
  }

  private let table: CSVTable
  private var mistakes: [ClassMistake] = []
  private var columns: [Field: Int] = [:]

  init(_ table: CSVTable) { self.table = table }

  mutating func students() throws(ClassMistakes) -> [Student] {
    findColumns()
    guard mistakes.isEmpty, let column = columns[.id] else { throw ClassMistakes(mistakes) }
    var students: [Student] = []
    var seen: [String: (id: String, row: CSVTable.Row)] = [:]
    for row in table.rows where !row.isEmpty {
      let id = StudentID.normalised(row[column])
      if let fault = StudentID.fault(in: id) {
        add(row, "the id \(id.isEmpty ? "" : "'\(id)' ")\(fault): give the student another")
        continue
      }
      if let known = seen[StudentID.key(id)] {
        note(twin: row, id, row[column], of: known.row, known.id)
        continue
      }
      seen[StudentID.key(id)] = (row[column], row)
      students.append(student(id, row))
    }
    findDoubledNumbers()
    if students.isEmpty, mistakes.isEmpty {
      throw ClassMistakes(table.file, "the roster names no student: write one a row")
    }
    guard mistakes.isEmpty else { throw ClassMistakes(mistakes) }
    return students
  }

  /// Finds numbers of the university's system that two students have: its rows would be anybody's.
  private mutating func findDoubledNumbers() {
    for (column, name) in table.columns.enumerated()
    where Self.systemNumbers.contains(Self.plain(name)) {
      var seen: [String: CSVTable.Row] = [:]
      for row in table.rows {
        let number = row[column].trimmedBlanks
        guard !number.isEmpty else { continue }
        guard let first = seen[number] else {
          seen[number] = row
          continue
        }
        mistakes.append(
          table.mistake(
            row,
            column: column,
            "the number \(PlainName.of(number)) stands in row \(first.number), too, and each student has another: look both up in the "
              + "university's system, and mend one"
          )
        )
      }
    }
  }

  /// What columns are called that hold the number by which the university's system knows a student.
  private static let systemNumbers = [
    "canvasid", "canvasuserid", "moodleid", "participantid", "lmsuserid", "lmsid",
  ]

  private mutating func findColumns() {
    let names = table.columns.map(Self.plain)
    for field in Field.allCases {
      let found = field.names.flatMap { name in names.indices.filter { names[$0] == name } }
      // The first name of the list counts: an export may have an id of its own beside the student's.
      guard let first = found.first else { continue }
      columns[field] = first
      if let second = names.indices.first(where: { $0 != first && names[$0] == names[first] }) {
        mistakes.append(
          ClassMistake(
            file: table.file,
            place: ClassMistake.Place(line: table.header.line, row: 1),
            message:
              "two columns are called '\(table.columns[second])': give one another name, or take it out"
          )
        )
      }
    }
    guard columns[.id] == nil else { return }
    mistakes.append(
      ClassMistake(
        file: table.file,
        place: ClassMistake.Place(line: table.header.line, row: 1),
        message:
          "the roster has no column 'id': name the column of the students' ids so; it has "
          + table.columns.map { "'\($0)'" }.joined(separator: ", ")
      )
    )
  }

  private mutating func note(
    twin row: CSVTable.Row,
    _ id: String,
    _ written: String,
    of first: CSVTable.Row,
    _ other: String
  ) {
    let isSame =
      StudentID.normalised(other).utf8.elementsEqual(id.utf8)
      && other.utf8.elementsEqual(written.utf8)
    add(
      row,
      isSame
        ? "the student '\(id)' stands in row \(first.number), too: take one of the rows out"
        : "the id '\(id)' and '\(StudentID.normalised(other))' in row \(first.number) differ only in capitals, blanks or in "
          + "the form of letters, and would be one folder: give one student another id, or take a row out"
    )
  }

  private func student(_ id: String, _ row: CSVTable.Row) -> Student {
    func text(_ field: Field) -> String {
      columns[field].map { row[$0].trimmedBlanks } ?? ""
    }
    var student = Student(
      id: id,
      lastName: text(.lastName),
      firstName: text(.firstName),
      email: text(.email),
      group: text(.group)
    )
    if student.lastName.isEmpty, student.firstName.isEmpty {
      (student.lastName, student.firstName) = Self.parts(of: text(.fullName))
    }
    let known = Set(columns.values)
    for (index, name) in table.columns.enumerated() where !known.contains(index) {
      student.other[name] = row[index].trimmedBlanks
    }
    return student
  }

  /// The parts of `Curie, Marie` or `Marie Curie`.
  private static func parts(of name: String) -> (last: String, first: String) {
    if let comma = name.firstIndex(of: ",") {
      return (
        String(name[..<comma]).trimmedBlanks,
        String(name[comma...].dropFirst()).trimmedBlanks
      )
    }
    guard let blank = name.lastIndex(where: \.isWhitespace) else { return (name, "") }
    return (String(name[blank...]).trimmedBlanks, String(name[..<blank]).trimmedBlanks)
  }

  private mutating func add(_ row: CSVTable.Row, _ message: String) {
    mistakes.append(table.mistake(row, column: columns[.id], message))
  }

  /// A column's name without what people write differently.
  private static func plain(_ name: String) -> String {
    String(name.lowercased().filter { $0.isLetter || $0.isNumber })
  }
}

extension String {
  /// The text without blanks around it.
  var trimmedBlanks: String {
    let start = drop(while: \.isWhitespace)
    return String(start.reversed().drop(while: \.isWhitespace).reversed())
  }
}
