import Foundation
import Testing

extension BrowserTests {
  @Suite("The page for addresses that lead nowhere")
  struct NotFoundTests {
    /// The site of a small course that says where it stands, built by the program and served.
    ///
    /// - Returns: the server, and the folder of the course, which the test removes.
    private func served() async throws -> (server: ServedSite, course: URL) {
      let course = FileManager.default.temporaryDirectory
        .appendingPathComponent("missing-\(UUID().uuidString)")
      let lessons = course.appendingPathComponent("Lessons")
      try FileManager.default.createDirectory(at: lessons, withIntermediateDirectories: true)
      for (name, text) in [
        "README.md": "# Small\n\nA course.\n", "01-one.md": "# One\n\nWords to find.\n",
        "course.yml": "base-url: https://example.org\(ServedSite.path)\n",
      ] {
        try Data(text.utf8).write(to: lessons.appendingPathComponent(name))
      }
      let program = BuiltSite.root.appendingPathComponent(".build/debug/unroll").path
      let built = try await BuiltSite.run(program, ["build", "--lessons", course.path])
      try #require(built.status == 0, "\(built.output)")
      return (try await ServedSite(course.appendingPathComponent("Site/public")), course)
    }

    @Test("has its style and its links at any depth below the path at which the site stands")
    func atAnyDepth() async throws {
      let (server, course) = try await served()
      defer { try? FileManager.default.removeItem(at: course) }
      let axe = try String(
        contentsOf: BuiltSite.tool("axe_core_python/axe.min.js"),
        encoding: .utf8
      )
      try await WebDriver.run { browser in
        for depth in ["gone", "gone/deep/and/deeper.html"] {
          try await browser.look(width: 360, height: 740)
          try await browser.open(server.address.appendingPathComponent(depth))
          let seen =
            try await browser.script(
              """
              const style = getComputedStyle(document.body), root = document.documentElement;
              return [document.querySelector("h1").textContent.trim(), style.fontFamily.split(",")[0],
                String(root.scrollWidth <= root.clientWidth), String(document.styleSheets.length)];
              """
            ) as? [String]
          #expect(seen == ["There is no such page", "Charter", "true", "5"], "\(depth)")
          try await browser.script(axe)
          let faults = try await browser.awaited(
            "axe.run().then((result) => arguments[0](result.violations.map((rule) => rule.id)))"
          )
          #expect(faults as? [String] == [], "axe-core on \(depth)")
          let links =
            try await browser.script(
              "return [...document.querySelectorAll('a[href], link[href]')].map((each) => each.href)"
            ) as? [String] ?? []
          #expect(links.count > 5)
          for link in Set(links) where !link.contains("#") {
            try await browser.open(try #require(URL(string: link)))
          }
        }
        // Nothing failed but what the reader asked for in vain, and that said so.
        let failed = try server.answers().filter {
          // Browsers ask for this icon when they show a style sheet as a page.
          $0.status >= 400 && $0.path != "/favicon.ico"
        }
        #expect(Set(failed.map(\.path)) == ["gone", "gone/deep/and/deeper.html"].asPaths)
        #expect(failed.allSatisfy { $0.status == 404 })
      }
    }

    @Test("leads on to the course and to the search")
    func links() async throws {
      let (server, course) = try await served()
      defer { try? FileManager.default.removeItem(at: course) }
      try await WebDriver.run { browser in
        for page in ["index.html", "search/index.html"] {
          try await browser.open(server.address.appendingPathComponent("gone/away"))
          try await browser.script(
            "document.querySelector(`main a[href$='${arguments[0]}']`).click()",
            [ServedSite.path + page]
          )
          #expect(try await browser.address() == server.address.absoluteString + page)
        }
      }
    }
  }
}

extension [String] {
  fileprivate var asPaths: Set<String> { Set(map { ServedSite.path + $0 }) }
}
