/// The one group whose students a table of the system holds: those of others have a table of their own.
struct GroupCover {
  /// The group's name.
  let name: String
  /// The keys of the students of all other groups.
  private let others: Set<String>

  /// - Parameters:
  ///   - groups: the groups of a class; a student is in one of them at most.
  ///   - students: the keys of the students who have a row.
  /// - Returns: nil unless one group holds all of them.
  init?(_ groups: [StudentGroup], of students: Set<String>) {
    let keys = groups.map { (name: $0.name, students: Set($0.students.map(StudentID.key))) }
    guard !students.isEmpty, let own = keys.first(where: { students.isSubset(of: $0.students) })
    else { return nil }
    name = own.name
    others = keys.reduce(into: Set()) { $0.formUnion($1.students) }.subtracting(own.students)
  }

  /// Whether it says why a student has no row.
  func explains(_ student: Student) -> Bool { others.contains(StudentID.key(student.id)) }
}

extension Roster {
  /// The groups that the roster's column `group` makes.
  var groups: [StudentGroup] {
    let grouped = students.filter { !$0.group.isEmpty }
    return Dictionary(grouping: grouped, by: \.group).map { name, students in
      StudentGroup(name: name, students: students.map(\.id))
    }.sorted { $0.name < $1.name }
  }
}

extension FilledExport {
  /// Takes those away who are in other groups than the one that the table is of, and says so.
  ///
  /// - Parameters:
  ///   - groups: those of `class.yml`; else the roster's column `group` tells.
  ///   - matched: the keys of the students who have a row.
  /// - Returns: who should have a row, and has none.
  mutating func missing(
    of students: [Student],
    _ matched: Set<String>,
    groups: [StudentGroup],
    roster: Roster?
  ) -> [Student] {
    let absent = students.filter { !matched.contains(StudentID.key($0.id)) }
    let covers = [groups, roster?.groups ?? []].compactMap { GroupCover($0, of: matched) }
    guard let cover = covers.first(where: { cover in absent.contains(where: cover.explains) })
    else { return absent }
    let explained = absent.filter(cover.explains)
    elsewhere = Set(explained.map { StudentID.key($0.id) })
    notes.append(
      "\(table.file) holds students of the group '\(PlainName.of(cover.name))' alone: "
        + (explained.count == 1
          ? "1 student of another group has" : "\(explained.count) students of other groups have")
        + " a score and no row in it, and \(explained.count == 1 ? "wants" : "want") a table of their own"
    )
    return absent.filter { !cover.explains($0) }
  }
}
