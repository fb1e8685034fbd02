import Foundation
import Testing

extension BrowserTests {
  @Suite("Every page in a browser")
  struct PageTests {
    private let site: BuiltSite

    init() throws {
      site = try BuiltSite()
    }

    @Test("fits widths from phone to desk in both colour schemes, is accessible, quiet and at home")
    func allPages() async throws {
      let axe = try String(
        contentsOf: BuiltSite.tool("axe_core_python/axe.min.js"),
        encoding: .utf8
      )
      // The page for addresses that lead nowhere names its files from the root of a host; its own test
      // serves it.
      let pages = try site.readPages().filter { $0 != "404.html" }
      #expect(pages.count > 3)
      try await WebDriver.run { browser in
        for page in pages {
          try await browser.look(width: 1280, height: 900)
          try await browser.open(site.address(page))
          try await browser.script(axe)
          for isDark in [false, true] {
            for (width, height) in WebDriver.sizes {
              try await browser.look(width: width, height: height, isDark: isDark)
              let seen = "\(page) at \(width) px, \(isDark ? "dark" : "light")"
              let wide = try await widestElement(browser)
              #expect(wide == "", "\(seen) scrolls sideways")
              // Colours do not depend on the width, and all else not on the colours.
              let rules: [String]?
              switch (width, isDark) {
              case (1280, false): rules = nil
              case (1280, true): rules = ["color-contrast"]
              default: continue
              }
              let faults = try await violations(browser, rules: rules)
              #expect(faults == [], "axe-core on \(seen)")
            }
          }
          #expect(try await browser.consoleMessages() == [], "the console of \(page)")
          let home = BuiltSite.folder.absoluteString
          let foreign = try await browser.requests().filter {
            !$0.hasPrefix(home) && !$0.hasPrefix("data:")
          }
          #expect(foreign == [], "requests of \(page)")
        }
      }
    }

    /// What reaches beyond the window and makes the page scroll; nothing if it fits.
    private func widestElement(_ browser: WebDriver) async throws -> String {
      let found = try await browser.script(
        """
        const root = document.documentElement, width = root.clientWidth;
        if (root.scrollWidth <= width && document.body.scrollWidth <= width) return "";
        const wide = [...document.querySelectorAll("body *")].filter((element) =>
          element.getBoundingClientRect().right > width + 1);
        const last = wide.at(-1);
        return root.scrollWidth + " px: " + (last ? last.outerHTML.slice(0, 200) : "?");
        """
      )
      return found as? String ?? "\(found)"
    }

    private func violations(_ browser: WebDriver, rules: [String]?) async throws -> [String] {
      let options: [String: Any] =
        rules.map { ["runOnly": $0, "resultTypes": ["violations"]] }
        ?? ["resultTypes": ["violations"]]
      let found = try await browser.awaited(
        """
        const [options, done] = arguments;
        axe.run(document, options).then((result) => done(result.violations.flatMap((rule) =>
          rule.nodes.slice(0, 3).map((node) => rule.id + ": " + node.html.slice(0, 200)))), (error) => done([String(error)]));
        """,
        [options]
      )
      return found as? [String] ?? ["\(found)"]
    }
  }
}
