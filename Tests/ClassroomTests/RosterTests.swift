import Foundation
import Testing

@testable import Classroom

@Suite("The roster")
struct RosterTests {
  private func roster(_ text: String) throws -> Roster {
    try Roster(CSVTable(bytes: Array(text.utf8), file: "roster.csv"))
  }

  @Test(
    "is read from many kinds of tables",
    arguments: [
      "id,last_name,first_name,email\n007,Curie,Marie,m@x.org\n",
      "\u{FEFF}ID;Last Name;First Name;E-Mail\r\n007;Curie;Marie;m@x.org\r\n",
      "first_name,last_name,email,id,lms_user_id\nMarie,Curie,m@x.org, 007 ,12\n\n",
      "\"Student ID\",\"Name\",\"Email address\"\n\"007\",\"Curie, Marie\",\"m@x.org\"\n",
      "username,full name,mail\n007,Marie Curie,m@x.org\n",
    ]
  )
  func forms(text: String) throws {
    let student = try #require(try roster(text).students.first)
    #expect(student.id == "007")
    #expect([student.lastName, student.firstName, student.email] == ["Curie", "Marie", "m@x.org"])
  }

  @Test("keeps zeros of ids, quoted names, what looks like a formula, and other columns")
  func cells() throws {
    let roster = try roster("id,name,canvas_id\n007,\"O'Brien, \"\"Pat\"\"\",0012\n=1+1,=2+2,\n")
    #expect(roster.students.map(\.id) == ["007", "=1+1"])
    #expect(roster.students[0].firstName == "\"Pat\"")
    #expect(roster.students[0].other == ["canvas_id": "0012"])
    #expect(roster.students[1].lastName == "=2+2")
  }

  @Test("a system's number that two students have is told with both rows")
  func doubledNumber() throws {
    let error = #expect(throws: ClassMistakes.self) {
      try roster("id,canvas_id,moodle_id\n007,11,31\n008,,31\n009,11,\n")
    }
    let advice =
      "and each student has another: look both up in the university's system, and mend one"
    #expect(
      error?.mistakes.map(\.description) == [
        "roster.csv:4: column 'canvas_id': the number 11 stands in row 2, too, \(advice)",
        "roster.csv:3: column 'moodle_id': the number 31 stands in row 2, too, \(advice)",
      ]
    )
  }

  @Test("finds a student in any spelling of the id, which is kept in its composed form")
  func spelling() throws {
    let roster = try roster("id\nMu\u{308}ller\n")
    #expect(roster.students[0].id.utf8.elementsEqual("Müller".utf8))
    for id in ["Müller", "mu\u{308}LLER", " MÜLLER "] { #expect(roster.student(id) != nil) }
    #expect(roster.student("Muller") == nil)
  }

  @Test(
    "refuses ids that are one, with both rows",
    arguments: [
      ("007\n1\n007\n", 4, "the student '007' stands in row 2, too: take one of the rows out"),
      (
        "Anna\nanna\n", 3,
        "the id 'anna' and 'Anna' in row 2 differ only in capitals, blanks or in the form of letters, and would be one "
          + "folder: give one student another id, or take a row out"
      ),
      (
        "é\ne\u{301}\n", 3,
        "the id 'é' and 'é' in row 2 differ only in capitals, blanks or in the form of letters, and would be one folder: "
          + "give one student another id, or take a row out"
      ),
      (
        "x\n x\n", 3,
        "the id 'x' and 'x' in row 2 differ only in capitals, blanks or in the form of letters, and would be one folder: "
          + "give one student another id, or take a row out"
      ),
    ]
  )
  func twins(rows: String, line: Int, message: String) throws {
    let error = try #require(throws: ClassMistakes.self) { try roster("id\n" + rows) }
    #expect(error.description == "error: roster.csv:\(line): column 'id': \(message)")
  }

  @Test(
    "refuses ids that can be no folder",
    arguments: [
      ("../x", "the id '../x' begins with a dot: give the student another"),
      (
        "a/b",
        "the id 'a/b' has the character '/', which no folder's name may have: give the student another"
      ),
      (
        "a\\b",
        "the id 'a\\b' has the character '\\', which no folder's name may have: give the student another"
      ),
      ("\"a\nb\"", "the id 'a\nb' has the invisible character U+000A: give the student another"),
      (
        "a\u{202E}b",
        "the id 'a\u{202E}b' has the invisible character U+202E: give the student another"
      ),
      ("\"\"", nil), (".git", "the id '.git' begins with a dot: give the student another"),
    ]
  )
  func folders(id: String, message: String?) throws {
    let error = try #require(throws: ClassMistakes.self) { try roster("id,n\n\(id),x\n") }
    let expected = message ?? "the id is empty: give the student another"
    #expect(error.description == "error: roster.csv:2: column 'id': \(expected)")
  }

  @Test("tells all that is wrong at once, and what columns there are where none is the id's")
  func all() throws {
    let error = try #require(throws: ClassMistakes.self) { try roster("id\na\nA\n.b\n") }
    #expect(error.mistakes.map(\.place?.line) == [3, 4])
    let none = try #require(throws: ClassMistakes.self) { try roster("Nummer,Name\n1,x\n") }
    #expect(
      none.description
        == "error: roster.csv:1: the roster has no column 'id': name the column of the students' ids so; it has "
        + "'Nummer', 'Name'"
    )
    let empty = try #require(throws: ClassMistakes.self) { try roster("id\n\n") }
    #expect(empty.description == "error: roster.csv: the roster names no student: write one a row")
    let twice = try #require(throws: ClassMistakes.self) { try roster("id,ID\n1,2\n") }
    #expect(twice.description.hasPrefix("error: roster.csv:1: two columns are called 'ID'"))
  }
}
