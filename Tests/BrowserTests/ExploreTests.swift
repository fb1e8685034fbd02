import Foundation
import TestSupport
import Testing

extension BrowserTests {
  /// Numbers that a reader moves on a page.
  @Suite("A slider of a block") struct ExploreTests {
    private static let lesson = """
      # Moving

      A word before.

      ```swift
      //| label: moved
      //| explore: [gain in 0.5...2 step 0.5, shift in 0...1]
      //| fig-cap: A line.
      let (gain, shift) = (1.0, 0)
      let heights = (0..<5).map { Double($0) * gain + Double(shift) }
      print("the last is", heights[4])
      show(lineChart(["height": heights], x: "place", y: "height"))
      ```

      It ends at `{swift} heights[4]`.

      ```swift
      //| label: fed
      heights[1]
      ```

      ```swift
      //| label: apart
      let other = 7
      other
      ```

      Apart stands `{swift} other + Int(heights[0])`.
      """

    /// A site of one lesson, built by the program; the test removes the folder.
    private func site() async throws -> (page: URL, course: URL) {
      let course = FileManager.default.temporaryDirectory
        .appendingPathComponent("moving-\(UUID().uuidString)")
      let lessons = course.appendingPathComponent("Lessons")
      try FileManager.default.createDirectory(at: lessons, withIntermediateDirectories: true)
      try Data("# Course\n\nOne lesson.\n".utf8).write(
        to: lessons.appendingPathComponent("README.md")
      )
      try Data(Self.lesson.utf8).write(to: lessons.appendingPathComponent("01-moving.md"))
      let program = BuiltSite.root.appendingPathComponent(".build/debug/unroll").path
      let built = try await BuiltSite.run(program, ["build", "--lessons", course.path])
      try #require(built.status == 0, "\(built.output)")
      return (course.appendingPathComponent("Site/public/moving/index.html"), course)
    }

    private static let seen = """
      const text = (selector) => document.querySelector(selector)?.textContent.trim();
      const moved = document.getElementById("code.moved"), fed = document.getElementById("code.fed");
      return [moved.querySelector(".explore output").textContent, moved.querySelector("samp").textContent.trim(),
        [...document.querySelectorAll(".computed")].map((each) => each.textContent).join(),
        fed.querySelector("samp").textContent.trim(), document.getElementById("code.apart").querySelector("samp").textContent.trim(),
        moved.querySelector(".drawing.wide path.plot-line, .drawing.wide .plot-series path, .drawing.wide svg").outerHTML];
      """

    @Test("moved by keys changes figure, output and values, on the same scales, and comes back")
    func keys() async throws {
      let (page, course) = try await site()
      defer { try? FileManager.default.removeItem(at: course) }
      try await WebDriver.run { browser in
        try await browser.look(width: 1280, height: 900)
        try await browser.open(page)
        func seen() async throws -> [String] {
          try await browser.script(Self.seen) as? [String] ?? []
        }
        let words = """
          return [...document.querySelectorAll('#code\\\\.moved .drawing.wide text')].map((each) => each.textContent).join()
          """
        let before = try await seen()
        #expect(Array(before.prefix(5)) == ["1.0", "the last is 4.0", "4,7", "1.0", "7"])
        let axes = try await browser.script(words) as? String
        try await browser.script("document.querySelector('.explore input').focus()")
        try await browser.press(Key.right)
        // The script comes with the first slider that is used.
        #expect(try await Patience.waits { try await seen().first == "1.5" })
        let after = try await seen()
        #expect(Array(after.prefix(5)) == ["1.5", "the last is 6.0", "6,7", "1.5", "7"])
        #expect(before.last != after.last, "the figure stays")
        #expect(try await browser.script(words) as? String == axes, "the axes move")
        #expect(
          try await browser.script(
            "return document.querySelector('.explore input').getAttribute('aria-valuetext')"
          ) as? String == "1.5"
        )
        // The other slider, reached by the Tab key.
        try await browser.press(Key.tab)
        try await browser.press(Key.right)
        #expect(Array(try await seen().prefix(4)) == ["1.5", "the last is 7.0", "7,7", "2.5"])
        try await browser.script("document.querySelector('.explore input').focus()")
        try await browser.press(Key.left)
        try await browser.press(Key.tab)
        try await browser.press(Key.left)
        #expect(try await seen() == before)
        // A part of the page that is replaced, as by unroll serve, follows its slider.
        try await browser.press(Key.right)
        let moved = try await seen()
        try await browser.script(
          """
          const outputs = document.querySelector("#code\\\\.moved > .outputs"), data = document.querySelector(".explore");
          const fresh = new DOMParser().parseFromString(arguments[0], "text/html");
          outputs.replaceWith(document.importNode(fresh.querySelector("#code\\\\.moved > .outputs"), true));
          """,
          [try String(contentsOf: page, encoding: .utf8)]
        )
        let follows = try await Patience.waits { try await seen() == moved }
        #expect(follows)
        #expect(try await browser.consoleMessages() == [])
      }
    }

    @Test("is accessible at its place, in both colour schemes, and fits a phone")
    func accessible() async throws {
      let (page, course) = try await site()
      defer { try? FileManager.default.removeItem(at: course) }
      let axe = try String(
        contentsOf: BuiltSite.tool("axe_core_python/axe.min.js"),
        encoding: .utf8
      )
      try await WebDriver.run { browser in
        for (width, isDark) in [(1280, false), (1280, true), (390, false), (390, true)] {
          try await browser.look(width: width, height: 800, isDark: isDark)
          try await browser.open(page)
          try await browser.script("document.querySelector('.explore-table').open = true")
          try await browser.script("document.querySelector('.explore input').focus()")
          try await browser.press(Key.right)
          try await browser.script(axe)
          let faults = try await browser.awaited(
            "axe.run().then((result) => arguments[0](result.violations.map((rule) => rule.id)))"
          )
          #expect(faults as? [String] == [], "axe-core at \(width) px, dark \(isDark)")
          let fits = try await browser.script(
            "const root = document.documentElement; return root.scrollWidth <= root.clientWidth"
          )
          #expect(fits as? Bool == true, "\(width) px")
        }
      }
    }

    @Test("is not there without scripts: the lesson's own results and a table of all values are")
    func noScript() async throws {
      let (page, course) = try await site()
      defer { try? FileManager.default.removeItem(at: course) }
      try await WebDriver.run { browser in
        _ = try await browser.inspect("Emulation.setScriptExecutionDisabled", ["value": true])
        try await browser.open(page)
        _ = try await browser.inspect("Emulation.setScriptExecutionDisabled", ["value": false])
        let shown =
          try await browser.script(
            """
            const table = document.querySelector(".explore-table table");
            return [String(document.querySelector(".explore").checkVisibility()),
              document.querySelector("#code\\\\.moved samp").textContent.trim(),
              [...table.rows].map((row) => [...row.cells].map((cell) => cell.textContent).join(" ")).join("; ")];
            """
          ) as? [String] ?? []
        #expect(Array(shown.prefix(2)) == ["false", "the last is 4.0"])
        let rows = shown.last?.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
        #expect(rows?.count == 9)
        #expect(rows?.first == "gain shift heights[4] moved fed")
        #expect(rows?.dropFirst().first == "0.5 0 2 the last is 2.0 0.5")
        #expect(rows?.last == "2.0 1 9 the last is 9.0 3.0")
      }
    }
  }
}
