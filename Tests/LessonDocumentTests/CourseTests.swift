import Foundation
import LessonDocument
import Testing

/// A course in a folder of its own, removed at the end of a test.
private struct TemporaryCourse {
  let folder: String

  init(_ files: [String: String]) throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    folder = url.path
    let lessons = url.appendingPathComponent("Lessons")
    try FileManager.default.createDirectory(at: lessons, withIntermediateDirectories: true)
    for (name, text) in files {
      try Data(text.utf8).write(to: lessons.appendingPathComponent(name))
    }
  }

  func remove() {
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// The mistakes of the course, with the folder's path left out.
  func mistakes() throws -> [String] {
    let lessons = try LessonFolder(course: folder)
    do throws(LessonErrors) {
      _ = try LessonReader().course(in: lessons)
      return []
    } catch {
      return error.mistakes.map {
        $0.description.replacingOccurrences(of: folder + "/Lessons/", with: "")
      }
    }
  }
}

@Test("A course lists its lessons in the order of their numbers")
func courseInOrder() throws {
  let course = try TemporaryCourse([
    "02-b.md": "# B", "01-z.md": "# Z", "10-a.md": "", "02a-c.md": "", "README.md": "", "x.txt": "",
    ".#01-z.md": "",
  ])
  defer { course.remove() }
  let folder = try LessonFolder(course: course.folder)
  #expect(folder.mistakes.isEmpty)
  let read = try LessonReader().course(in: folder)
  #expect(read.lessons.map(\.slug) == ["z", "b", "c", "a"])
  #expect(read.lessons.map(\.title) == ["Z", "B", "c", "a"])
}

@Test(
  "A lesson is found by number, slug, file name, path or earlier name",
  arguments: ["2", "02", "vanilla-rnn", "02-vanilla-rnn", "02-vanilla-rnn.md", "plain"]
)
func lessonIsFound(name: String) throws {
  let course = try TemporaryCourse([
    "01-first.md": "", "02-vanilla-rnn.md": "---\naliases: plain\n---\n",
  ])
  defer { course.remove() }
  let folder = try LessonFolder(course: course.folder)
  let read = try LessonReader().course(in: folder)
  #expect(try read.lesson(named: name).slug == "vanilla-rnn")
  let path = course.folder + "/Lessons/02-vanilla-rnn.md"
  #expect(try read.lesson(named: path).slug == "vanilla-rnn")
  if name != "plain" { #expect(try folder.path(named: name) == path) }
}

@Test("A lesson that is not there is answered with those that are")
func lessonIsNotThere() throws {
  let course = try TemporaryCourse(["01-first.md": "", "02-vanilla-rnn.md": ""])
  defer { course.remove() }
  let folder = try LessonFolder(course: course.folder)
  let near = #expect(throws: CourseError.self) { try folder.path(named: "vanila-rnn") }
  #expect(
    near?.description
      == "no lesson 'vanila-rnn': did you mean 'vanilla-rnn'? the lessons are 01-first, 02-vanilla-rnn"
  )
  let far = #expect(throws: CourseError.self) {
    try LessonReader().course(in: folder).lesson(named: "7")
  }
  #expect(far?.description == "no lesson '7'; the lessons are 01-first, 02-vanilla-rnn")
  #expect(try folder.path(named: "elsewhere/x.md") == "elsewhere/x.md")
}

@Test("A folder without lessons says so")
func noLessons() throws {
  let error = #expect(throws: CourseError.self) { try LessonFolder(course: "/nowhere") }
  #expect(
    error?.description
      == "there is no folder '/nowhere/Lessons': go to a folder that holds a course's Lessons, or begin a course "
      + "with `unroll new lesson first-steps`"
  )
  let course = try TemporaryCourse([:])
  defer { course.remove() }
  let none = #expect(throws: CourseError.self) {
    try LessonFolder(course: course.folder).path(named: "1")
  }
  #expect(
    none?.description
      == "no lesson '1': the course has none yet; begin one with `unroll new lesson first-steps`"
  )
}

@Test("Mistakes between lessons are reported with those inside them")
func mistakesBetweenLessons() throws {
  let exercise = "```swift\n//| exercise: same\n// BEGIN SOLUTION\n// END SOLUTION\n```\n"
  let course = try TemporaryCourse([
    "1-short.md": "", "Notes.md": "",
    "01-one.md": exercise,
    "02-one.md": "---\nprerequisites: [two, tree, one]\naliases: [three]\n---\n" + exercise,
    "02-three.md": "```swift\n",
  ])
  defer { course.remove() }
  let name =
    "a lesson's file is named by two digits and small letters, as in '02-vanilla-rnn.md', a page "
    + "beside them by small letters, as in 'glossary.md': rename it, or move it out of Lessons"
  #expect(
    try course.mistakes() == [
      "1-short.md:1:1: error: \(name)",
      "Notes.md:1:1: error: \(name)",
      "02-three.md:1:1: error: this block of code is not closed: end it with a line of as many '`' or "
        + "'~' as its first, indented alike",
      "02-one.md:1:1: error: '01-one.md' has the name 'one' too: rename one of them",
      "02-three.md:1:1: error: '02-one.md' has the number 02 too: give one of them another, or a "
        + "letter as in '02a'",
      "02-one.md:5:1: error: '01-one.md' has an exercise 'same' too: give one another name, for a "
        + "student's answers lie in one folder",
      "02-one.md:2:16: error: unknown lesson 'two': the lessons of the course are one, one, three",
      "02-one.md:2:16: error: unknown lesson 'tree'; did you mean 'three'? The lessons of the course "
        + "are one, one, three",
      "02-one.md:2:16: error: the lesson names itself as a prerequisite: take 'one' out",
      "02-one.md:3:10: error: the alias 'three' is a name of '02-three.md' already: take it out",
    ]
  )
}

@Test("Markdown files without a number are pages beside the lessons")
func pagesBesideLessons() throws {
  let course = try TemporaryCourse([
    "01-one.md": "# One", "glossary.md": "# Words", "about-us.md": "# About\n\n`{swift} 1 + 1`",
  ])
  defer { course.remove() }
  let folder = try LessonFolder(course: course.folder)
  let read = try LessonReader().course(in: folder)
  #expect(read.lessons.map(\.slug) == ["one"])
  #expect(read.pages.map(\.slug) == ["about-us", "glossary"])
  #expect(read.documents.map(\.runsCode) == [false, true, false])
}

@Test("A page beside the lessons may not hold exercises or bear a lesson's name")
func mistakesOfPages() throws {
  let exercise = "```swift\n//| exercise: own\n// BEGIN SOLUTION\n// END SOLUTION\n```\n"
  let course = try TemporaryCourse(["01-words.md": "# W", "words.md": exercise])
  defer { course.remove() }
  let mistakes = try course.mistakes()
  #expect(
    mistakes.contains(
      "words.md:1:1: error: 'own' stands on a page that is no lesson: move the exercise to a lesson"
    )
  )
  #expect(mistakes.contains { $0.contains("'01-words.md' has the name 'words' too") })
}

@Test("course.yml says title, address and language; lessons may name their own language")
func courseSettings() throws {
  let course = try TemporaryCourse([
    "course.yml": "title: 'Netze'\nbase-url: https://example.org/netze\nlang: de\n",
    "01-eins.md": "# Eins", "02-two.md": "---\nlang: en\n---\n# Two",
  ])
  defer { course.remove() }
  let read = try LessonReader().course(in: LessonFolder(course: course.folder))
  #expect(read.settings.title == "Netze")
  #expect(read.settings.description == nil)
  #expect(read.settings.baseURL == "https://example.org/netze/")
  #expect(read.lessons.map(\.frontMatter.language) == ["de", "en"])
}

@Test(
  "Mistakes in course.yml are told with their places",
  arguments: [
    (
      "bas-url: x",
      "course.yml:1:1: error: unknown key 'bas-url'; did you mean 'base-url'? The keys of "
        + "course.yml are title, description, lang, base-url, authors, date, licence, doi"
    ),
    (
      "title: A\nbase-url: example.org",
      "course.yml:2:11: error: 'base-url' must be the address of the site, as in "
        + "https://example.org/course/, not 'example.org'"
    ),
    (
      "lang: english",
      "course.yml:1:7: error: 'lang' must be a language tag such as en or pt-BR, not 'english'"
    ),
  ]
)
func mistakesInSettings(text: String, message: String) throws {
  let course = try TemporaryCourse(["course.yml": text, "01-one.md": "# One"])
  defer { course.remove() }
  #expect(try course.mistakes() == [message])
}

@Test("A course teaches what messages mean in its own words; the first entry that fits counts")
func taughtDiagnostics() throws {
  let course = try TemporaryCourse([
    "diagnostics.yml": """
    - name: empty
      said: 'index \\d+ of nothing'
      means: There is nothing.
    - name: index
      said: index
      means: >-
        An index
        beyond the end.
      taught: [one#the-second-part]
    - name: call
      said: no such function
      code: '^f\\('
      means: It is no function.
    - name: word
      code: elif
      means: It is `else if`.
    - name: endless
      cause: time-limit
      means: A loop that never ends.
    """,
    "01-one.md": "# One\n\n## The second part\n",
  ])
  defer { course.remove() }
  #expect(try course.mistakes() == [])
  let taught = try TaughtDiagnosticsReader.diagnostics(in: course.folder + "/Lessons")
  #expect(taught.about(.compiler(message: "index 3 of nothing"))?.name == "empty")
  let index = try #require(taught.about(.inCheck(.trap(message: "index 3", signal: "SIGILL"))))
  #expect(index.meaning == "An index beyond the end.")
  #expect(index.sections.map(\.anchor) == ["the-second-part"])
  #expect(taught.about(.timeLimit(seconds: 3))?.name == "endless")
  #expect(taught.about(.threw("other")) == nil)
  let call = DiagnosticCause.compiler(message: "no such function")
  #expect(taught.about(call, line: "f(1)")?.name == "call")
  #expect(taught.about(call, line: "let f(1)") == nil)
  #expect(taught.about(call) == nil)
  #expect(taught.about(.compiler(message: "expected"), line: "} elif x {")?.name == "word")
}

@Test(
  "Mistakes in diagnostics.yml are told with their places",
  arguments: [
    ("- name: a\n  said: '('\n  means: b", "2:9: error: '(' is not a regular expression"),
    ("- name: a\n  code: '('\n  means: b", "2:9: error: '(' is not a regular expression"),
    (
      "- name: a\n  said: '(a+)+$'\n  means: b",
      "2:9: error: '(a+)+$' tries more ways to match than a student can wait for"
    ),
    ("- name: a\n  said: x", "1:3: error: an entry needs 'means', a text"),
    ("- name: a\n  means: b", "1:3: error: an entry has either 'said', 'code' or both, or 'cause'"),
    (
      "- name: a\n  said: x\n  cause: exit\n  means: b",
      "1:3: error: an entry has either 'said', 'code' or both, or 'cause'"
    ),
    ("- name: a\n  cause: sad\n  means: b", "2:10: error: 'cause' must be compile-limit"),
    (
      "- name: a\n  saidd: x\n  said: x\n  means: b",
      "2:3: error: unknown key 'saidd'; did you mean 'said'?"
    ),
    (
      "- name: a\n  said: x\n  means: b\n  taught: [one]",
      "4:12: error: 'taught' names sections as lesson#anchor"
    ),
    (
      "- name: a\n  said: x\n  means: b\n  follows: perhaps",
      "4:12: error: 'follows' is true or false"
    ),
    ("- name: a\n  said: x\n  means: b\n  taught: [one#b]", "has no section '#b'"),
    ("- name: a\n  said: x\n  means: b\n  taught: [two#c]", "no lesson is called 'two'"),
    ("name: a", "1:1: error: diagnostics.yml is a list"),
    ("- [", "error: diagnostics.yml is not YAML"),
    (
      "- {name: a, said: x, means: b}\n- {name: a, said: y, means: b}",
      "2:3: error: another entry is called 'a'"
    ),
  ]
)
func mistakesInTaughtDiagnostics(text: String, message: String) throws {
  let course = try TemporaryCourse(["diagnostics.yml": text, "01-one.md": "# One"])
  defer { course.remove() }
  let said = try course.mistakes()
  #expect(said.contains { $0.hasPrefix("diagnostics.yml:") && $0.contains(message) }, "\(said)")
}

@Test("This course's diagnostics.yml can be read, and its sections are there")
func ownTaughtDiagnostics() throws {
  let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  let course = try LessonReader().course(in: LessonFolder(course: root.path))
  #expect(course.taught.entries.count > 30)
  #expect(course.taught.entries.contains { !$0.sections.isEmpty })
}

@Test(
  "A mistake in course.yml stands on its line, however lines end",
  arguments: ["\n", "\r\n", "\r"],
  ["", "\u{FEFF}"]
)
func lineEndsInSettings(lineEnd: String, mark: String) throws {
  let text = mark + ["title: A", "description: B", "titel: C", ""].joined(separator: lineEnd)
  let course = try TemporaryCourse(["course.yml": text, "01-one.md": "# One"])
  defer { course.remove() }
  #expect(
    try course.mistakes() == [
      "course.yml:3:1: error: unknown key 'titel'; did you mean 'title'? The keys of course.yml are "
        + "title, description, lang, base-url, authors, date, licence, doi"
    ]
  )
}

@Test(
  "course.yml holds no character that is not shown, written or escaped",
  arguments: [
    (
      "title: a\u{2028}b\nlang: en",
      "course.yml:1:9: error: course.yml holds the character U+2028: take it out"
    ),
    (
      "lang: en\ntitle: \"a\\e[31m\"",
      "course.yml:2:8: error: 'title' holds the character U+001B, which is not shown: take it out"
    ),
    (
      "title: a\u{1B}[31m",
      "course.yml:1:9: error: this is a control character, U+001B, which is not shown: take it out, or "
        + "write '\\u{1B}' in a string of Swift"
    ),
  ]
)
func charactersInSettings(text: String, message: String) throws {
  let course = try TemporaryCourse(["course.yml": text, "01-one.md": "# One"])
  defer { course.remove() }
  #expect(try course.mistakes() == [message])
}

@Test("A course.yml that is no text is told, not passed over")
func unreadableSettings() throws {
  let course = try TemporaryCourse(["01-one.md": "# One"])
  defer { course.remove() }
  try FileManager.default.createDirectory(
    atPath: course.folder + "/Lessons/course.yml",
    withIntermediateDirectories: false
  )
  #expect(
    try course.mistakes() == [
      "course.yml:1:1: error: course.yml cannot be read: put a file of text that anyone may read in its "
        + "place, or take it away"
    ]
  )
}

@Test("A name that is too long for a lesson is told with the length that is allowed")
func longName() throws {
  let fits = "01-" + String(repeating: "a", count: 64) + ".md"
  let tooLong = "02-" + String(repeating: "b", count: 65) + ".md"
  let course = try TemporaryCourse([fits: "# One", tooLong: "# Two"])
  defer { course.remove() }
  let message =
    "\(tooLong):1:1: error: the name 'bbbbbbbbbbbbbbbbbbbb…' is 65 bytes long, and at most 64 are allowed: "
    + "shorten it, or move the file out of Lessons"
  #expect(try course.mistakes() == [message])
  let folder = try LessonFolder(course: course.folder)
  #expect(try folder.path(named: "1").hasSuffix(fits))
  for name in ["2", "02", String(repeating: "b", count: 65)] {
    let error = #expect(throws: CourseError.self) { try folder.path(named: name) }
    #expect(error?.description == "\(folder.path)/" + message)
  }
}
