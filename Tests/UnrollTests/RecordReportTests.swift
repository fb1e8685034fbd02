import Foundation
import Testing

#if canImport(FoundationXML)
import FoundationXML
#endif

extension ProgramTests {
  /// What `unroll check` says of links, and its report for other programs.
  @Suite struct RecordReportTests {
    @Test("Links that lead nowhere are told with their place")
    func links() async throws {
      let course = try TemporaryFolder("course")
      try course.file("Lessons/data/a.csv", "1\n")
      try course.file(
        "Lessons/01-one.md",
        """
        # One

        ## A *small* heading

        ```swift
        //| label: half
        print(0.5)
        ```

        [fine](#a-small-heading) [fine](02-two.md) [fine](02-two.md#end)
        [fine](data/a.csv) [fine](#code.half) [fine](https://example.org/x#y) <a id="mine"></a> [fine](#mine)

        - [near](#a-smal-heading)
        - [far](#nothing-like-it)
        - [other](02-two.md#start)
        - [gone](03-three.md) and ![gone](data/b.png)
        """
      )
      try course.file("Lessons/02-two.md", "# Two\n\n## End\n\nWords.\n")
      _ = try await RecordTests.unroll("accept", in: course)
      let outcome = try await RecordTests.unroll("check", in: course)
      #expect(
        outcome.output == """
          FAIL  01-one
          Lessons/01-one.md:13:3: error: This lesson has no heading, figure, table, equation or block with the anchor #a-smal-heading; is #a-small-heading meant?
          Lessons/01-one.md:14:3: error: This lesson has no heading, figure, table, equation or block with the anchor #nothing-like-it.
          Lessons/01-one.md:15:3: error: 02-two.md has no heading, figure, table, equation or block with the anchor #start.
          Lessons/01-one.md:16:3: error: There is no file 03-three.md beside this lesson.
          Lessons/01-one.md:16:27: error: There is no file data/b.png beside this lesson.
          ok    02-two

          """
      )
      #expect(outcome.status == 1)
    }

    @Test("The report is well-formed XML with a test a check, whatever a lesson prints")
    func report() async throws {
      let course = try RecordTests.course()
      try course.file(
        "Lessons/02-odd.md",
        SmallCourse.lesson("fatalError(\"<&\\\"]]>\\u{1B}[31m \\u{FFFE}é\")")
      )
      _ = try await RecordTests.unroll("accept", "01", in: course)
      let outcome = try await RecordTests.unroll("check", "--junit", "report.xml", in: course)
      #expect(outcome.status == 1)
      let data = try Data(contentsOf: course.url.appendingPathComponent("report.xml"))
      let reader = ReportReader()
      let parser = XMLParser(data: data)
      parser.delegate = reader
      #expect(parser.parse())
      #expect(reader.suites == ["01-halves 0", "02-odd 1"])
      #expect(reader.tests.filter { $0.hasPrefix("01-halves ") }.count >= 4)
      #expect(reader.failures.count == 1)
      #expect(reader.failures.first?.contains("<&\"]]>") == true)
      #expect(reader.skipped == ["the lesson did not come out as expected"])
    }

    @Test("A lesson that cannot be read is in the report too")
    func unreadable() async throws {
      let course = try RecordTests.course()
      try course.file("Lessons/02-odd.md", SmallCourse.lesson("1", options: "//| labl: x"))
      let outcome = try await RecordTests.unroll("check", "--junit", "report.xml", in: course)
      #expect(outcome.status == 1)
      #expect(outcome.errors.hasPrefix("Lessons/02-odd.md:4:5: error: unknown option 'labl'"))
      let report = try String(
        contentsOf: course.url.appendingPathComponent("report.xml"),
        encoding: .utf8
      )
      #expect(report.contains("<testsuite name=\"Lessons/02-odd.md\" tests=\"1\" failures=\"1\""))
    }
  }
}

/// What stands in a report.
private final class ReportReader: NSObject, XMLParserDelegate {
  var suites: [String] = []
  var tests: [String] = []
  var failures: [String] = []
  var skipped: [String] = []

  func parser(
    _ parser: XMLParser,
    didStartElement element: String,
    namespaceURI: String?,
    qualifiedName: String?,
    attributes: [String: String]
  ) {
    switch element {
    case "testsuite":
      suites.append("\(attributes["name"] ?? "") \(attributes["failures"] ?? "")")
    case "testcase":
      tests.append("\(attributes["classname"] ?? "") \(attributes["name"] ?? "")")
    case "failure": failures.append(attributes["message"] ?? "")
    case "skipped": skipped.append(attributes["message"] ?? "")
    default: break
    }
  }
}
