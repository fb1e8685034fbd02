import Foundation
import LessonDocument
import Plots

/// What came of a check, as JUnit XML: a suite a lesson, a test a check.
struct JUnitReport {
  /// One lesson's tests.
  struct Suite {
    var name: String
    /// The checks by name, in order.
    var tests: [(name: String, report: CheckReport)]
  }

  var suites: [Suite]

  /// The whole file.
  var text: String {
    let body = suites.map(Self.text).joined()
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="unroll check"\(Self.counts(suites.flatMap(\.tests)))>
      \(body)</testsuites>

      """
  }

  private static func text(_ suite: Suite) -> String {
    let tests = suite.tests.map { test in
      let head =
        "<testcase classname=\"\(HTMLText.escaped(suite.name))\" name=\"\(HTMLText.escaped(test.name))\""
      if let omission = test.report.omission {
        return "    \(head)><skipped message=\"\(HTMLText.escaped(omission))\"/></testcase>\n"
      }
      guard let first = test.report.findings.first else { return "    \(head)/>\n" }
      let lines = test.report.findings.map(\.description) + test.report.details
      return "    \(head)><failure message=\"\(HTMLText.escaped(first.message))\">"
        + "\(HTMLText.escaped(lines.joined(separator: "\n")))</failure></testcase>\n"
    }
    return "  <testsuite name=\"\(HTMLText.escaped(suite.name))\"\(counts(suite.tests))>\n"
      + tests.joined() + "  </testsuite>\n"
  }

  private static func counts(_ tests: [(name: String, report: CheckReport)]) -> String {
    let failures = tests.count { !$0.report.findings.isEmpty }
    let skipped = tests.count { $0.report.omission != nil }
    return " tests=\"\(tests.count)\" failures=\"\(failures)\" errors=\"0\" skipped=\"\(skipped)\""
  }
}
