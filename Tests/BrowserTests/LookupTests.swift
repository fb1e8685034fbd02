import Foundation
import TestSupport
import Testing

extension BrowserTests {
  /// What a reader looks up, and what the browser remembers.
  @Suite("Words and progress") struct LookupTests {
    private let site: BuiltSite

    init() throws {
      site = try BuiltSite()
    }

    private static let lesson = "backpropagation-through-time/index.html"

    @Test(
      "Names from elsewhere and words one letter off find what is meant",
      arguments: [
        ("BPTT", "Backpropagation through time"), ("nn.LSTM", "LSTM gates"),
        ("pack_padded_sequence", "Sequences of different lengths"),
        ("gradiant clipping", "Gradient clipping"),
        ("forgte gate", "Forget gate"), ("perplexty", "Perplexity"),
      ]
    )
    func aliases(query: String, heading: String) async throws {
      try await WebDriver.run { browser in
        let page = site.address("search/index.html").absoluteString
        let asked = query.replacing(" ", with: "%20")
        try await browser.open(try #require(URL(string: page + "?q=\(asked)")))
        let found =
          "return [...document.querySelectorAll('.finder ol .heading')].map((each) => each.textContent)"
        var headings: [String] = []
        let came = try await Patience.waits {
          headings = try await browser.script(found) as? [String] ?? []
          return !headings.isEmpty
        }
        #expect(came, "nothing for \(query)")
        #expect(headings.prefix(8).contains(heading), "\(query): \(headings.prefix(8))")
        #expect(try await browser.consoleMessages() == [])
      }
    }

    @Test(
      "A term's meaning stands beside its link while it has the focus, and Escape takes it away"
    )
    func terms() async throws {
      let axe = try String(
        contentsOf: BuiltSite.tool("axe_core_python/axe.min.js"),
        encoding: .utf8
      )
      try await WebDriver.run { browser in
        for (width, isDark) in [(1280, false), (390, true)] {
          try await browser.look(width: width, height: 800, isDark: isDark)
          try await browser.open(site.address(Self.lesson))
          let focus = """
            const link = document.querySelector("main a[href*='glossary/index.html#']");
            link.scrollIntoView({block: "center"});
            return link.hash;
            """
          let hash = try await browser.script(focus) as? String
          #expect(hash?.hasPrefix("#") == true)
          // What has scrolled takes a note away; then the focus comes.
          try await Task.sleep(for: .milliseconds(300))
          try await browser.script(
            "document.querySelector(\"main a[href*='glossary/index.html#']\").focus({preventScroll: true})"
          )
          let shown = """
            const note = document.getElementById("term-note"), box = note.getBoundingClientRect();
            return [note.hidden ? "" : note.textContent, document.activeElement.getAttribute("aria-describedby") ?? "",
              String(note.hidden || (box.left >= 0 && box.right <= innerWidth && box.top >= 0 && box.bottom <= innerHeight))];
            """
          var seen: [String] = []
          let came = try await Patience.waits {
            seen = try await browser.script(shown) as? [String] ?? []
            return seen.first?.isEmpty == false
          }
          #expect(came, "no meaning of \(hash ?? "?")")
          #expect(Array(seen.dropFirst()) == ["term-note", "true"])
          try await browser.script(axe)
          let faults = try await browser.awaited(
            "axe.run().then((result) => arguments[0](result.violations.map((rule) => rule.id)))"
          )
          #expect(faults as? [String] == [])
          try await browser.press(Key.escape)
          let gone = try await Patience.waits {
            (try await browser.script(shown) as? [String])?.prefix(2) == ["", ""]
          }
          #expect(gone)
          #expect(try await browser.consoleMessages() == [])
        }
      }
    }

    @Test("How far one has read and what one guessed is there again, until one asks to forget it")
    func progress() async throws {
      try await WebDriver.run { browser in
        try await browser.look(width: 1280, height: 900)
        try await browser.open(site.address(Self.lesson))
        try await browser.script(
          """
          document.querySelector(".prediction ol details").open = true;
          scrollTo({top: document.documentElement.scrollHeight / 2, behavior: "instant"});
          """
        )
        try await Task.sleep(for: .milliseconds(800))
        try await browser.open(site.address("index.html"))
        let read =
          "return [...document.querySelectorAll('.facts .read')].map((each) => each.textContent)"
        let parts = try await browser.script(read) as? [String]
        #expect(parts?.count == 1)
        #expect(parts?.first?.contains("%") == true, "\(parts ?? [])")
        try await browser.open(site.address(Self.lesson))
        let open = "return document.querySelector('.prediction ol details').open"
        #expect(try await browser.script(open) as? Bool == true)
        try await browser.open(site.address("index.html"))
        try await browser.script("document.querySelector('#page\\\\.progress button').click()")
        #expect(try await browser.script(read) as? [String] == [])
        try await browser.open(site.address("index.html"))
        #expect(try await browser.script(read) as? [String] == [])
        #expect(
          try await browser.script("return document.getElementById('page.progress').hidden")
            as? Bool
            == true
        )
        // Nothing went anywhere.
        let home = BuiltSite.folder.absoluteString
        #expect(
          try await browser.requests().filter { !$0.hasPrefix(home) && !$0.hasPrefix("data:") }
            == []
        )
      }
    }
  }
}
