import Foundation
import Testing

@testable import Classroom

@Suite("Exports of Canvas and Moodle, filled in")
struct GradebookTests {
  private static func table(_ text: String, _ file: String) throws -> CSVTable {
    try CSVTable(bytes: Array(text.utf8), file: file)
  }

  /// Grades of one assignment out of ten: an id, a name, a score.
  private func grades(
    _ rows: [(id: String, last: String, first: String, score: String)],
    assignment: String = "Week 1",
    maximum: String = "10"
  ) throws -> GradeTable {
    var table = CSVTable(columns: GradeTable.columns, file: "grades.csv")
    for row in rows {
      table.append([
        assignment, "", "", row.id, row.last, row.first, "\(row.id)@x.org", row.score, "0",
        row.score,
        maximum,
      ])
    }
    return try GradeTable(Self.table(table.text, "grades.csv"))
  }

  private var usual: GradeTable {
    get throws {
      try grades([("007", "Curie", "Marie", "7.5"), ("008", "Noether", "Emmy", "10")])
    }
  }

  // MARK: - Canvas

  private static let canvas =
    "\u{FEFF}Student,ID,SIS User ID,SIS Login ID,Section,Week 1 (4711),Week 2 (4712),Final Score\r\n"
    + "    Points Possible,,,,,10.0,5,(read only)\r\n"
    + "\"Curie, Marie\",11,007,mcurie,Tuesday,,,0\r\n\"Noether, Emmy\",12,008,en,\"Tue, Thu\",3,EX,0\r\n"
    + "\"Student, Test\",13,,abc,Tuesday,,,0\r\n"

  @Test("Canvas: scores stand in their column, and everything else is as it was, byte for byte")
  func canvasFilled() throws {
    let export = try CanvasGradebook(Self.table(Self.canvas, "c.csv")).filled(with: usual)
    #expect(export.count == 2)
    #expect(export.problems == [])
    #expect(
      export.table.text
        == Self.canvas.replacing("mcurie,Tuesday,,", with: "mcurie,Tuesday,7.5,")
        .replacing("\"Tue, Thu\",3,", with: "\"Tue, Thu\",10,")
    )
    #expect(
      export.notes == [
        "c.csv:5: 'Student, Test' has no grades, and the row stays as it is",
        "c.csv: column 'Week 2 (4712)' has no grades, and stays as it is",
      ]
    )
  }

  @Test(
    "Canvas: whatever the language, the separator and the columns of accounts",
    arguments: [
      "Studierende,ID,SIS-Nutzer-ID,SIS-Login-ID,Abschnitt,Week 1 (1)\nMögliche Punkte,,,,,10\n"
        + "\"Curie, Marie\",11,007,x,A,\n",
      "Student;ID;SIS User ID;SIS Login ID;Section;Week 1 (1)\nPoints Possible;;;;;10\n"
        + "\"Curie; Marie\";11;007;x;A;\n",
      "Student,ID,SIS Login ID,Section,Week 1 (1)\nManual Posting,,,,\n Points Possible,,,,10\n"
        + "\"Curie, Marie\",11,007@x.org,A,\n",
      "Student,ID,SIS User ID,SIS Login ID,Integration ID,Root Account,Section,Week 1 (1)\n"
        + "Points Possible,,,,,,,10\nX,11,,,007,z.org,A,\n",
      "Student,ID,Section,Week 1 (1)\nPoints Possible,,,10\nMarie Curie,11,A,\n",
      "Student,ID,Section,WEEK 1  (99)\nPoints Possible,,,10\n\"curie, marie\",11,A,\n",
    ]
  )
  func canvasForms(text: String) throws {
    let export = try CanvasGradebook(Self.table(text, "c.csv"))
      .filled(with: grades([("007", "Curie", "Marie", "7.5")]))
    #expect(export.problems == [])
    #expect(export.count == 1)
    #expect(export.table.rows.last?.cells.last?.text == "7.5")
  }

  @Test("Canvas: a comma stands before decimals where the export has one")
  func decimals() throws {
    let text =
      "Student;ID;Section;Week 1 (1);Week 2 (2)\nPoints Possible;;;10;5,5\nMarie Curie;11;A;;2,25\n"
    let export = try CanvasGradebook(Self.table(text, "c.csv"))
      .filled(with: grades([("007", "Curie", "Marie", "7.5")]))
    #expect(export.table.text.hasSuffix("Marie Curie;11;A;\"7,5\";2,25\n"))
  }

  @Test("Canvas: a student who is excused stays so, one without a score keeps what stands there")
  func excused() throws {
    let text =
      "Student,ID,S,Week 1 (1)\nPoints Possible,,,10\nMarie Curie,1,A,EX\nEmmy Noether,2,A,-\n"
    let export = try CanvasGradebook(Self.table(text, "c.csv"))
      .filled(with: grades([("7", "Curie", "Marie", "5"), ("8", "Noether", "Emmy", "")]))
    #expect(export.table.text == text)
    #expect(
      export.notes == [
        "c.csv:3: column 'Week 1 (1)': the student is excused (EX), which stays"
      ]
    )
  }

  @Test("Canvas: no column is ever added; one that is missing, doubled or computed is named")
  func canvasColumns() throws {
    func filled(_ title: String, names: [String: String] = [:]) throws -> FilledExport {
      let text = "Student,ID,S,\(title)\nPoints Possible,,,10,10\nMarie Curie,1,A,,\n"
      let export = try CanvasGradebook(Self.table(text, "c.csv"))
        .filled(with: grades([("7", "Curie", "Marie", "5")]), names: names)
      #expect(export.table.columns.count == 5)
      return export
    }
    #expect(
      try filled("Homework 1 (1),Quiz (2)").problems == [
        "c.csv: no column is called 'Week 1': say which with --column 'Week 1=TITLE (NUMBER)'; the columns are 'Homework 1 (1)', 'Quiz (2)'"
      ]
    )
    #expect(
      try filled("Week 1 (1),Week 1 (2)").problems.first?.hasPrefix(
        "c.csv: 2 columns are called 'Week 1'"
      ) == true
    )
    #expect(try filled("Week 1 (1),Week 1 (2)", names: ["Week 1": "Week 1 (2)"]).count == 1)
    #expect(try filled("Homework 1 (1),Quiz (2)", names: ["Week 1": "Homework 1"]).count == 1)
    let computed =
      "Student,ID,S,Week 1 (1)\nPoints Possible,,,(read only)\nMarie Curie,1,A,\n"
    let export = try CanvasGradebook(Self.table(computed, "c.csv"))
      .filled(with: grades([("7", "Curie", "Marie", "5")]))
    #expect(export.problems.first?.contains("Canvas computes the column 'Week 1' itself") == true)
    let none = try #require(throws: ClassMistakes.self) {
      try CanvasGradebook(Self.table("Student,ID,S,Week 1\n", "c.csv"))
    }
    #expect(none.description.hasPrefix("error: c.csv:1: no column is called 'TITLE (NUMBER)'"))
  }

  @Test("Canvas: other maxima are told, and with --scale a score is the same share of them")
  func scaling() throws {
    let text = "Student,ID,S,Week 1 (1)\nPoints Possible,,,100\nMarie Curie,1,A,\n"
    let book = try CanvasGradebook(Self.table(text, "c.csv"))
    let one = try grades([("7", "Curie", "Marie", "7.5")])
    #expect(
      book.filled(with: one).problems
        == [
          "c.csv: column 'Week 1 (1)' has 100 points and 'Week 1' 10: set the points in Canvas, or say --scale"
        ].map { $0.replacing("'Week 1 (1)'", with: "'Week 1'") }
    )
    #expect(book.filled(with: one).table.text == text)
    #expect(book.filled(with: one, points: .scaled).table.text.hasSuffix("Marie Curie,1,A,75\n"))
  }

  @Test("rows that could be several students, or students without a row, are named and left")
  func ambiguous() throws {
    let text = "Student,ID,S,Week 1 (1)\nPoints Possible,,,10\nMarie Curie,1,A,\nMarie Curie,2,A,\n"
    let book = try CanvasGradebook(Self.table(text, "c.csv"))
    let two = try grades([("7", "Curie", "Marie", "5"), ("8", "Curie", "Marie", "6")])
    let export = book.filled(with: two)
    #expect(export.table.text == text)
    // Once, and nothing of what follows from it.
    #expect(
      export.problems == [
        "c.csv:3: 'Marie Curie' may be '7' or '8', and so may row 4: write the system's number of each in the roster's column "
          + "'canvas_id'"
      ]
    )
    #expect(export.notes == [])
    let roster = try Roster(Self.table("id,canvas_id\n7,2\n8,1\n", "roster.csv"))
    let told = book.filled(with: two, roster: roster)
    #expect(told.problems == [])
    #expect(told.table.text.hasSuffix("Marie Curie,1,A,6\nMarie Curie,2,A,5\n"))
    // One student, two rows: neither is taken for the other.
    let one = try grades([("7", "Curie", "Marie", "5")])
    let twice = book.filled(with: one)
    #expect(twice.table.text == text)
    #expect(twice.problems.count == 1 && twice.notes == [])
    #expect(twice.problems.contains { $0.hasPrefix("c.csv:4: '7' is matched by row 3, too") })
    let doubled = try CanvasGradebook(Self.table(text.replacing(",2,A", with: ",1,A"), "c.csv"))
    #expect(
      doubled.filled(with: one).problems == [
        "c.csv:4: '1' stands in row 3, too, so that both would be '7', and neither is filled in: export the table anew, or mend one of "
          + "the rows"
      ]
    )
  }

  @Test(
    "a row whose number is one student's and whose account, address or name another's is told, and left"
  )
  func contradictions() throws {
    let roster = try Roster(
      Self.table("id,canvas_id,moodle_id\n007,11,31\n008,12,32\n009,13,33\n", "roster.csv")
    )
    let two = try grades([("007", "Curie", "Marie", "5"), ("008", "Noether", "Emmy", "6")])
    let text =
      "Student,ID,SIS User ID,Section,Week 1 (1)\nPoints Possible,,,,10\n\"Curie, Marie\",11,,A,\n"
    for (name, row, ways) in [
      ("Noether, Emmy", "11,", ("the number", "the name")),
      ("Curie, Marie", "11,008", ("the number", "the account")),
    ] {
      let other = text.replacing("\"Curie, Marie\",11,", with: "\"\(name)\",\(row)")
      let export = try CanvasGradebook(Self.table(other, "c.csv")).filled(with: two, roster: roster)
      #expect(export.count == 0 && export.table.text == other)
      #expect(
        export.problems.first
          == "c.csv:3: '\(name)' is '007' by \(ways.0), and '008' by \(ways.1), and is not filled in: mend the roster, or export the "
          + "table anew"
      )
    }
    let sheet = Self.moodle.replacing("\"Marie Curie\",007@x.org", with: "\"M. Curie\",008@x.org")
    let moodle = try MoodleWorksheet(Self.table(sheet, "m.csv"))
      .filled(with: two, assignment: "Week 1", roster: roster)
    #expect(
      moodle.problems.first?.contains("is '007' by the number, and '008' by the address") == true
    )
    // A name that nobody has says nothing.
    let nick = text.replacing("Curie, Marie", with: "Sklodowska, Maria")
    let one = try CanvasGradebook(Self.table(nick, "c.csv")).filled(with: two, roster: roster)
    #expect(one.count == 1)
  }

  @Test(
    "a table of one group leaves out the students of others, which is said; who is in no group is missed"
  )
  func oneGroup() throws {
    let three = try grades([
      ("007", "Curie", "Marie", "5"), ("008", "Noether", "Emmy", "6"),
      ("009", "Meitner", "Lise", "7"),
    ])
    let rows = Self.moodle.split(separator: "\n", omittingEmptySubsequences: false)
    let text = rows.prefix(2).joined(separator: "\n") + "\n"
    let sheet = try MoodleWorksheet(Self.table(text, "m.csv"))
    func problems(_ groups: [String: [String]], roster: String? = nil) throws -> FilledExport {
      sheet.filled(
        with: three,
        assignment: "Week 1",
        roster: try roster.map { try Roster(Self.table($0, "roster.csv")) },
        groups: groups.sorted { $0.key < $1.key }.map { StudentGroup(name: $0, students: $1) }
      )
    }
    let whole = try problems(["a": ["007"], "b": ["008", "009"]])
    #expect(whole.problems == [] && whole.count == 1 && whole.elsewhere == ["008", "009"])
    #expect(
      whole.notes == [
        "m.csv holds students of the group 'a' alone: 2 students of other groups have a score and no row in it, and want a table of "
          + "their own"
      ]
    )
    // One of the group itself, and one of no group.
    #expect(try problems(["a": ["007", "008"], "b": ["009"]]).problems.count == 1)
    #expect(try problems(["a": ["007"], "b": ["009"]]).problems.count == 1)
    #expect(try problems([:]).problems.count == 2)
    #expect(try problems(["a": ["008"], "b": ["009"]]).problems.count == 2)
    let sections = "id,group\n007,Tuesday\n008,Friday\n009,Friday\n"
    #expect(try problems([:], roster: sections).problems == [])
    let canvas =
      "Student,ID,SIS User ID,Section,Week 1 (1)\nPoints Possible,,,,10\n\"Curie, Marie\",11,007,A,\n"
    let book = try CanvasGradebook(Self.table(canvas, "c.csv"))
    let groups = [
      StudentGroup(name: "a", students: ["007"]),
      StudentGroup(name: "b", students: ["008", "009"]),
    ]
    let filled = book.filled(with: three, groups: groups)
    #expect(filled.problems == [] && filled.notes.count == 1)
  }

  @Test(
    "Canvas: points that may be two numbers, or none, are told at their place",
    arguments: [
      ("\"1,000\"", "'1,000' may be 1000 or 1.000: write the one that is meant"),
      ("0x10", "'0x10' is no number: write one with a point, as in 7.5"),
      ("\"1,000.50\"", "'1,000.50' is no number: write one with a point, as in 7.5"),
    ]
  )
  func canvasPoints(cell: String, message: String) throws {
    let text = "Student,ID,S,Week 1 (1)\nPoints Possible,,,\(cell)\nMarie Curie,1,A,\n"
    let error = #expect(throws: ClassMistakes.self) {
      try CanvasGradebook(Self.table(text, "c.csv"))
    }
    #expect(error?.mistakes.map(\.description) == ["c.csv:2: column 'Week 1 (1)': \(message)"])
  }

  @Test("Canvas: a score above the row 'Points Possible' is told by name, and stands")
  func canvasExtra() throws {
    let text =
      "Student,ID,S,Week 1 (1)\nPoints Possible,,,10\nMarie Curie,1,A,\nEmmy Noether,2,A,\n"
    let export = try CanvasGradebook(Self.table(text, "c.csv"))
      .filled(with: grades([("7", "Curie", "Marie", "12"), ("8", "Noether", "Emmy", "10")]))
    #expect(export.problems == [] && export.count == 2)
    #expect(
      export.warnings == [
        "c.csv:3: column 'Week 1 (1)': 'Marie Curie' gets 12, above the 10 of the row 'Points Possible', which Canvas takes as extra "
          + "credit: if it is none, mend the score, or raise the assignment's points in Canvas and export anew"
      ]
    )
  }

  @Test(
    "Canvas: what nobody has a score for asks for no column; a misspelt one is found, another week's is none"
  )
  func canvasNear() throws {
    let text = "Student,ID,S,week-1 (1),Week Two (2)\nPoints Possible,,,10,10\nMarie Curie,1,A,,\n"
    let book = try CanvasGradebook(Self.table(text, "c.csv"))
    func filled(_ second: String, _ names: [String: String] = [:]) throws -> FilledExport {
      var table = CSVTable(columns: GradeTable.columns, file: "grades.csv")
      for (week, score) in [("week-1", "5"), ("week-2", second)] {
        table.append([week, "", "", "7", "Curie", "Marie", "", score, "0", score, "10"])
      }
      return try book.filled(with: GradeTable(Self.table(table.text, "g.csv")), names: names)
    }
    #expect(try filled("").problems == [])
    #expect(try filled("3").problems.first?.contains("did you mean") == false)
    let near = try filled("3", ["week-2": "Week Tow"]).problems
    #expect(near.first?.hasSuffix("; did you mean 'Week Two (2)'?") == true, "\(near)")
    #expect(try filled("3", ["week-2": "Week Two"]).count == 2)
  }

  // MARK: - Moodle

  private static let moodle =
    "\u{FEFF}Identifier,\"Full name\",\"Email address\",Status,Grade,\"Maximum grade\",\"Grade can be changed\","
    + "\"Last modified (submission)\",\"Last modified (grade)\",\"Feedback comments\"\n"
    + "\"Participant 31\",\"Marie Curie\",007@x.org,\"Submitted for grading\",,10.00,Yes,\"Saturday, 24 October 2026, 8:00 PM\",-,\n"
    + "\"Participant 32\",\"Emmy Noether\",emmy@y.org,\"No submission\",,10.00,Yes,-,-,\n"
    + "\"Participant 33\",\"Lise Meitner\",lise@y.org,\"No submission\",,10.00,Yes,-,-,\n"

  @Test("Moodle: scores stand in the worksheet, and everything else is as it was")
  func moodleFilled() throws {
    let sheet = try MoodleWorksheet(Self.table(Self.moodle, "m.csv"))
    let export = sheet.filled(with: try usual, assignment: "Week 1") {
      $0.id == "007" ? "=1+1, \"good\"" : nil
    }
    #expect(export.problems == [])
    #expect(export.notes == ["m.csv:4: 'Lise Meitner' has no grade, and the row stays as it is"])
    #expect(
      export.table.text
        == Self.moodle.replacing("grading\",,10.00", with: "grading\",7.5,10.00")
        .replacing("8:00 PM\",-,\n", with: "8:00 PM\",-,\"'=1+1, \"\"good\"\"\"\n")
        .replacing("emmy@y.org,\"No submission\",,", with: "emmy@y.org,\"No submission\",10,")
    )
  }

  @Test(
    "Moodle: columns are told in any language",
    arguments: [
      "ID,Vollständiger Name,E-Mail-Adresse,Status,Bewertung,Bestwertung,Bewertung kann geändert werden,x\n"
        + "Teilnehmer/in31,Marie Curie,007@x.org,Zur Bewertung abgegeben,,\"10,00\",Ja,-\n",
      "Identifiant,Nom complet,Statut,Note,Note maximale,La note peut être modifiée,Dernière modification (note)\n"
        + "Participant 31,Marie Curie,Remis pour évaluation,,10.00,Oui,-\n",
      "Auðkenni,Fullt nafn,Númer,Staða,Xyz,Hámark,Breyta,Dags\nÞátttakandi 31,X,007,A,,10,Já,-\n",
    ]
  )
  func moodleLanguages(text: String) throws {
    let export = try MoodleWorksheet(Self.table(text, "m.csv"))
      .filled(with: grades([("007", "Curie", "Marie", "7.5")]), assignment: "Week 1")
    #expect(export.problems == [])
    #expect(export.count == 1)
    #expect(export.table.columns == (try Self.table(text, "m.csv").columns))
    let expected = text.contains("10,00") ? "7,5" : "7.5"
    let row = try #require(export.table.rows.first)
    #expect(row.cells.count { $0.text == expected } == 1)
    #expect(row[text.hasPrefix("Identifiant") ? 3 : 4] == expected)
  }

  @Test(
    "Moodle: what is no worksheet is refused with the fix",
    arguments: [
      (
        "Identifier;Grade\nParticipant 1;\n",
        "Moodle reads worksheets whose cells are separated by commas"
      ),
      ("Name,Grade\nMarie,5\n", "the first column names no participants"),
      (
        "Identifier,Name,Foo\nParticipant 1,x,\n", "it cannot be told which column holds the grades"
      ),
    ]
  )
  func moodleRefusals(text: String, message: String) throws {
    let error = try #require(throws: ClassMistakes.self) {
      try MoodleWorksheet(Self.table(text, "m.csv"))
    }
    #expect(error.description.hasPrefix("error: m.csv:1: \(message)"))
  }

  @Test("Moodle: a participant's number is no student's id")
  func participantNumbers() throws {
    let text = "Identifier,Full name,Status,Grade\nParticipant 7,Lise Meitner,x,\n"
    let export = try MoodleWorksheet(Self.table(text, "m.csv"))
      .filled(with: grades([("7", "Curie", "Marie", "5")]), assignment: "Week 1")
    #expect(export.table.text == text)
    #expect(export.problems.first?.hasPrefix("grades.csv: '7' has no row in m.csv") == true)
  }

  @Test("Moodle: other maxima are told once, or scaled")
  func moodleScaling() throws {
    let text = Self.moodle.replacing("10.00", with: "100.00")
    let sheet = try MoodleWorksheet(Self.table(text, "m.csv"))
    let same = sheet.filled(with: try usual, assignment: "Week 1")
    #expect(same.problems.count == 1)
    #expect(
      same.problems.first?.contains("Moodle's maximum is 100 and that of 'Week 1' 10") == true
    )
    #expect(same.table.text == text)
    let scaled = sheet.filled(with: try usual, assignment: "Week 1", points: .scaled)
    #expect(scaled.table.rows[0][4] == "75")
  }

  @Test("Moodle: a score above its maximum is refused by name, and the others stand")
  func moodleExtra() throws {
    let sheet = try MoodleWorksheet(Self.table(Self.moodle, "m.csv"))
    let export = sheet.filled(
      with: try grades([("007", "Curie", "Marie", "12"), ("008", "Noether", "Emmy", "10")]),
      assignment: "Week 1"
    )
    #expect(
      export.problems == [
        "m.csv:2: column 'Maximum grade': 'Marie Curie' has 12 points, above Moodle's maximum of 10, which Moodle refuses: mend the "
          + "score, or raise the maximum grade in the assignment's settings and download the worksheet anew"
      ]
    )
    #expect(export.count == 1)
  }

  @Test(
    "Moodle: a grade that cannot be changed stays as it is, and is named",
    arguments: [
      ("Grade can be changed", "Yes", "No"), ("Bewertung kann geändert werden", "Ja", "Nein"),
      ("Modifiable", "Oui", "Non"), ("Breyta", "Já", "Xyz"), ("Xyz", "Abc", "No"),
    ]
  )
  func moodleLocked(column: String, yes: String, no: String) throws {
    let text = Self.moodle.replacing("Grade can be changed", with: column)
      .replacing(
        "Submitted for grading\",,10.00,Yes",
        with: "Submitted for grading\",4,10.00,\(no)"
      )
      .replacing(",10.00,Yes", with: ",10.00,\(yes)")
    let export = try MoodleWorksheet(Self.table(text, "m.csv"))
      .filled(with: try usual, assignment: "Week 1")
    #expect(export.problems == [] && export.count == 1)
    #expect(
      export.warnings == [
        "m.csv:2: column '\(column)': the grade of 'Marie Curie' cannot be changed, and the row stays as it is: unlock it in Moodle's "
          + "gradebook and download the worksheet anew, if 7.5 is to stand there"
      ]
    )
    #expect(export.table.rows[0][4] == "4" && export.table.rows[1][4] == "10")
  }

  @Test("Moodle: where nobody can tell which grades may be changed, nothing is filled in")
  func moodleUnknownLock() throws {
    let text = Self.moodle.replacing("Submitted for grading\",,10.00,Yes", with: "x\",,10.00,Abc")
      .replacing(",10.00,Yes", with: ",10.00,Def")
    let export = try MoodleWorksheet(Self.table(text, "m.csv"))
      .filled(with: try usual, assignment: "Week 1")
    #expect(export.table.text == text)
    #expect(
      export.problems == [
        "m.csv: it cannot be told which of 'abc' and 'def' in column 'Grade can be changed' means that a grade can be changed: download "
          + "the worksheet from Moodle in English"
      ]
    )
  }

  @Test("Moodle: pages of feedback lie in folders that Moodle knows")
  func feedback() throws {
    let text = Self.moodle.replacing("\"Marie Curie\"", with: "\"Marie_S/Curie\"")
    let builder = try MoodleWorksheet(Self.table(text, "m.csv")).feedback(
      for: try usual,
      assignment: "Week 1"
    ) { student throws(ClassMistakes) in
      student.id == "007" ? ("feedback.html", Array("<p>".utf8)) : nil
    }
    #expect(builder.paths == ["Marie S Curie_31_assignsubmission_file_/feedback.html"])
    let names = try ZipArchive(builder.data(), limit: 10).entries.map(\.path)
    #expect(names == builder.paths)
  }

  // MARK: - Grades and copies

  @Test("grades are read with their columns in any order, and told wrong cell by cell")
  func gradeTable() throws {
    let table = try GradeTable(
      Self.table("score,student_id,max_score,assignment,x\n7,007,10,A,\n,008,10,A,\n", "g.csv")
    )
    #expect(table.grades.map(\.score) == [7, nil])
    #expect(table.grades.map(\.student.id) == ["007", "008"])
    let error = try #require(throws: ClassMistakes.self) {
      try GradeTable(
        Self.table(
          "score,student_id,max_score,assignment\n\"7,5\",1,10,A\nnan,2,10,A\n1,1,10,A\n",
          "g.csv"
        )
      )
    }
    #expect(
      error.mistakes.map(\.description) == [
        "g.csv:2: column 'score': '7,5' is no number: write one with a point, as in 7.5",
        "g.csv:3: column 'score': 'nan' is no number: write one with a point, as in 7.5",
        "g.csv:4: column 'student_id': row 2 has a grade of '1' for this assignment, too: take one out",
      ]
    )
    let columns = try #require(throws: ClassMistakes.self) {
      try GradeTable(Self.table("student_id,score\n1,2\n", "g.csv"))
    }
    #expect(
      columns.description
        == "error: g.csv:1: the grades lack the columns assignment, max_score: write them with 'unroll grade'"
    )
  }

  @Test("a folder a student, the starters apart; links and other files stay out")
  func similarity() throws {
    let folder = try ClassFolder()
    try folder.file("submitted/007/one-step.swift", "1")
    try folder.file("submitted/007/why.md", "2")
    try folder.file("submitted/007/submission.json", "{}")
    try folder.file("submitted/Müller X/one-step.swift", "3")
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder.path)/submitted/007/link.swift",
      withDestinationPath: "/etc/passwd"
    )
    let export = SimilarityExport(
      submitted: "\(folder.path)/submitted",
      starters: ["one-step.swift": "s"]
    )
    for _ in 0..<2 {
      let (students, answers) = try export.write(to: "\(folder.path)/copies")
      #expect(students == 2 && answers == 2)
      #expect(
        try folder.files(in: "copies") == [
          "README.txt", "base/one-step.swift", "submissions/007/one-step.swift",
          "submissions/Müller X/one-step.swift",
        ]
      )
    }
    let error = try #require(throws: ClassMistakes.self) {
      try export.write(to: "\(folder.path)/submitted")
    }
    #expect(error.description.contains("this is no folder of such an export"))
    #expect(try folder.text("submitted/007/one-step.swift") == "1")
  }
}
