import Foundation
import TestSupport
import Testing

extension BrowserTests {
  /// An open page while its lesson is edited.
  @Suite("A served page") struct ServedPageTests {
    private static func lesson(_ code: String) -> String {
      let prose = String(repeating: "A paragraph to scroll by.\n\n", count: 120)
      return "# Served\n\n\(prose)```swift\n//| label: last\n\(code)\n```\n\n\(prose)"
    }

    @Test("changes in place, where its reader was, and shows an error where the block stands")
    func inPlace() async throws {
      let course = FileManager.default.temporaryDirectory
        .appendingPathComponent("unroll-served-\(UUID().uuidString)")
      defer { try? FileManager.default.removeItem(at: course) }
      let lessons = course.appendingPathComponent("Lessons")
      try FileManager.default.createDirectory(at: lessons, withIntermediateDirectories: true)
      let file = lessons.appendingPathComponent("01-served.md")
      try Self.save("print(\"gives \\(6 * 7)\")", file)
      try await serving(course) { address in
        try await WebDriver.run { browser in
          try await browser.open(address.appendingPathComponent("served/index.html"))
          try await Self.wait(for: "gives 42", in: browser)
          // Were the page loaded anew, the mark would be gone.
          let place = "return [Math.round(scrollY), window.mark ?? null]"
          try await browser.script("window.mark = 1; scrollTo(0, 1500)")
          let before = try await browser.script(place) as? [Int]
          #expect(before == [1500, 1])
          try Self.save("print(\"gives \\(6 * 8)\")", file)
          try await Self.wait(for: "gives 48", in: browser)
          #expect(try await browser.script(place) as? [Int] == before)
          try Self.save("print(nothing)", file)
          try await Self.wait(for: "cannot find 'nothing' in scope", in: browser)
          #expect(try await browser.script(place) as? [Int] == before)
          // What counted last stays beside the error: of the save before perhaps only the draft was run.
          try await Self.wait(for: "gives 4", in: browser)
        }
      }
    }

    private static func save(_ code: String, _ file: URL) throws {
      try Data(lesson(code).utf8).write(to: file, options: .atomic)
    }

    /// Waits until the page's text holds something.
    private static func wait(for text: String, in browser: WebDriver) async throws {
      let content = "return document.querySelector('main .block')?.innerText ?? ''"
      var seen = ""
      let isShown = try await Patience.waits {
        seen = try await browser.script(content) as? String ?? ""
        return seen.contains(text)
      }
      if !isShown { throw BrowserError("the block never showed '\(text)' but '\(seen)'") }
    }

    /// Serves a course until the body has ended.
    private func serving(_ course: URL, _ body: (URL) async throws -> Void) async throws {
      let log = course.appendingPathComponent("log.txt")
      try Data().write(to: log)
      let process = Process()
      process.executableURL = BuiltSite.root.appendingPathComponent(".build/debug/unroll")
      process.arguments = ["serve", "--port", "0"]
      process.currentDirectoryURL = course
      process.standardInput = FileHandle.nullDevice
      process.standardOutput = try FileHandle(forWritingTo: log)
      process.standardError = FileHandle.nullDevice
      try process.run()
      defer { process.terminate() }
      var address: URL?
      _ = try await Patience.waits {
        let said = try String(contentsOf: log, encoding: .utf8)
        address = said.firstMatch(of: /http:\/\/localhost:\d+\//).flatMap {
          URL(string: String($0.output))
        }
        return address != nil || !process.isRunning
      }
      guard let address else { throw BrowserError("unroll serve gave no address") }
      try await body(address)
    }
  }
}
