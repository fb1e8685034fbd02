import Foundation
import TestSupport
import Testing

extension BrowserTests {
  @Suite("A reader")
  struct ReaderTests {
    private let site: BuiltSite

    init() throws {
      site = try BuiltSite()
    }

    /// A word of a heading within a lesson, which a search must find again.
    private func heading(of lesson: String) throws -> (anchor: String, words: String) {
      let found = try site.text(lesson).matches(of: /<h2 id="([a-z][a-z0-9-]*)">([A-Za-z ]+) </)
      guard let match = found.first(where: { $0.2.count > 8 }) else {
        throw BrowserError("\(lesson) has no heading to look for")
      }
      return (String(match.1), String(match.2))
    }

    @Test("finds a section from any page with keys alone and lands at its heading")
    func search() async throws {
      let lesson = try #require(try site.lessons().first)
      let (anchor, words) = try heading(of: lesson)
      try await WebDriver.run { browser in
        try await browser.look(width: 1280, height: 900)
        try await browser.open(site.address("index.html"))
        try await browser.press("/")
        #expect(
          try await browser.script("return !!document.querySelector('dialog[open]')") as? Bool
            == true
        )
        try await browser.press(words.lowercased())
        let shown = "return document.querySelectorAll('dialog[open] ol a').length"
        try await wait(for: "the results") {
          let count = try await browser.script(shown) as? Int ?? 0
          return count > 0
        }
        let marked = try await browser.script(
          "return document.querySelector('dialog[open] mark').textContent"
        )
        #expect((marked as? String).map { words.lowercased().contains($0.lowercased()) } == true)
        let links = try await browser.script(
          "return [...document.querySelectorAll('dialog[open] ol a')].map((each) => each.href)"
        )
        let wanted = site.address(lesson).absoluteString + "#" + anchor
        let place = try #require((links as? [String] ?? []).firstIndex(of: wanted))
        for _ in 0...place { try await browser.press(Key.down) }
        try await browser.press(Key.enter)
        try await wait(for: "the lesson") { try await browser.address() == wanted }
        let top = try await browser.script(
          "return document.getElementById(arguments[0]).getBoundingClientRect().top",
          [anchor]
        )
        #expect((top as? Double).map { 0...450 ~= $0 } == true)
      }
    }

    @Test("is told when nothing is found, and Escape gives the page back")
    func nothingFound() async throws {
      try await WebDriver.run { browser in
        try await browser.open(site.address("index.html"))
        try await browser.press("/")
        try await browser.press("xyzzyx")
        try await wait(for: "the count") {
          let text = try await browser.script(
            "return document.querySelector('dialog .count').textContent"
          )
          return (text as? String)?.contains("xyzzyx") == true
        }
        try await browser.press(Key.escape)
        #expect(
          try await browser.script("return !!document.querySelector('dialog[open]')") as? Bool
            == false
        )
      }
    }

    @Test("finds things on the search page by its address too, marked")
    func searchPage() async throws {
      let lesson = try #require(try site.lessons().first)
      let words = try heading(of: lesson).words.split(separator: " ")
      let word = String(try #require(words.max { $0.count < $1.count }))
      try await WebDriver.run { browser in
        let page = site.address("search/index.html").absoluteString + "?q=\(word)"
        try await browser.open(try #require(URL(string: page)))
        try await wait(for: "the results at \(page)") {
          let count = try await browser.script(
            "return document.querySelectorAll('.finder ol mark').length"
          )
          return (count as? Int ?? 0) > 0
        }
      }
    }

    @Test("reaches everything that can be used with the Tab key, and sees where they are")
    func keyboard() async throws {
      let lesson = try #require(try site.lessons().first)
      try await WebDriver.run { browser in
        for page in ["index.html", lesson] {
          try await browser.look(width: 1280, height: 900)
          try await browser.open(site.address(page))
          let all =
            try await browser.script(
              """
              window.stops = [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")]
                .filter((each) => each.checkVisibility() && !each.disabled && each.tabIndex >= 0);
              return window.stops.length;
              """
            ) as? Int ?? 0
          #expect(all > 5)
          let limit = min(all + 5, 400)
          for _ in 0..<limit {
            try await browser.press(Key.tab)
            try await browser.script(
              """
              const focus = document.activeElement, style = getComputedStyle(focus);
              (window.reached ??= new Set()).add(focus);
              if (focus !== document.body && style.outlineStyle === "none") (window.unseen ??= []).push(focus.outerHTML.slice(0, 120));
              """
            )
          }
          let missed = try await browser.script(
            "return window.stops.slice(0, arguments[0]).filter((each) => !window.reached.has(each)).map((each) => each.outerHTML.slice(0, 120))",
            [limit - 5]
          )
          #expect(missed as? [String] == [], "out of reach on \(page)")
          #expect(
            try await browser.script("return window.unseen ?? []") as? [String] == [],
            "unseen focus on \(page)"
          )
        }
      }
    }

    @Test("moves sliders with the arrow keys, and the figure follows")
    func sliders() async throws {
      let pages = try site.lessons().filter { try site.text($0).contains("class=\"scrub\"") }
      #expect(!pages.isEmpty, "no lesson has a slider")
      try await WebDriver.run { browser in
        for page in pages {
          try await browser.open(site.address(page))
          let states = """
            const slider = document.querySelector(".scrub input"), figure = slider.closest("figure");
            slider.focus();
            return [slider.value, [...figure.querySelectorAll(".plot-frame")].map((frame) => frame.getAttribute("display") ?? "shown").join()];
            """
          let before = try await browser.script(states) as? [String]
          try await browser.press(Key.right)
          let after = try await browser.script(states) as? [String]
          #expect(before?.count == 2)
          #expect(before?.first != after?.first, "the slider of \(page)")
          #expect(before?.last != after?.last, "the figure of \(page)")
        }
      }
    }

    @Test("without scripts still reads, and finds every section listed")
    func noScripts() async throws {
      let lesson = try #require(try site.lessons().first)
      let (anchor, words) = try heading(of: lesson)
      try await WebDriver.run { browser in
        _ = try await browser.inspect("Emulation.setScriptExecutionDisabled", ["value": true])
        try await browser.open(site.address("search/index.html"))
        let outline = try await browser.inspect("DOM.getDocument", ["depth": -1, "pierce": false])
        let text = String(
          decoding: try JSONSerialization.data(withJSONObject: outline),
          as: UTF8.self
        )
        #expect(text.contains(words))
        #expect(text.contains("#\(anchor)"))
        try await browser.open(site.address(lesson))
        let page = try await browser.inspect("DOM.getDocument", ["depth": -1, "pierce": false])
        let content = String(
          decoding: try JSONSerialization.data(withJSONObject: page),
          as: UTF8.self
        )
        #expect(content.contains(words))
      }
    }

    private func wait(for what: String, _ isTrue: () async throws -> Bool) async throws {
      let came = try await Patience.waits(until: isTrue)
      if !came { throw BrowserError("\(what) did not come within \(Patience.limit)") }
    }
  }
}
