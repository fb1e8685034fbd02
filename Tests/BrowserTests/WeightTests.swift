import Foundation
import Testing

extension BrowserTests {
  @Suite("The weight of pages")
  struct WeightTests {
    private let site: BuiltSite

    init() throws {
      site = try BuiltSite()
    }

    @Test(
      "is under 315 KB at a lesson's first visit without its figures' data, scripts under 20 KB"
    )
    func transferred() async throws {
      let lessons = try site.lessons()
      #expect(lessons.count > 3)
      try await WebDriver.run { browser in
        for page in lessons {
          // Lists what went over the network before, so that only this page's requests follow.
          _ = try await browser.requests()
          try await browser.open(site.address(page))
          _ = try await browser.awaited("document.fonts.ready.then(() => arguments[0](true))")
          let files = try await browser.requests().filter { $0.hasPrefix("file:") }
          let weights = try Set(files).compactMap { file in
            try URL(string: file).map { (file, try Data(contentsOf: $0).count) }
          }
          let html = try site.text(page)
          let total = weights.map(\.1).reduce(0, +)
          let light = total - html.utf8.count + Self.withoutFigures(html).utf8.count
          let scripts = weights.filter { $0.0.hasSuffix(".js") }.map(\.1).reduce(0, +)
          print(
            "\(page): \(light / 1000) kB, of which scripts \(scripts / 1000) kB; "
              + "with its figures \(total / 1000) kB"
          )
          #expect(light < 315_000, "\(page)")
          #expect((1000..<20_000).contains(scripts), "\(page)")
          let hasFont = files.contains { $0.hasSuffix(".otf") }
          #expect(hasFont == html.contains("<math"), "the math font of \(page)")
        }
      }
    }

    /// A page without its drawings, the tables of their data, and what sliders move in them.
    private static func withoutFigures(_ html: String) -> String {
      html.replacing(/<svg.*?<\/svg>/.dotMatchesNewlines(), with: "")
        .replacing(
          /<details class="(?:data|explore-table)">.*?<\/details>/.dotMatchesNewlines(),
          with: ""
        )
        .replacing(/<script type="application\/json".*?<\/script>/.dotMatchesNewlines(), with: "")
    }

    @Test("lets a lesson paint soon after an empty page")
    func firstPaint() async throws {
      let lessons = try site.lessons()
      let empty = FileManager.default.temporaryDirectory
        .appendingPathComponent("empty-\(UUID().uuidString).html")
      try Data("<!DOCTYPE html><title>Empty</title><p>Empty</p>".utf8).write(to: empty)
      defer { try? FileManager.default.removeItem(at: empty) }
      try await WebDriver.run { browser in
        // The first page of a browser pays for its start.
        _ = try await paint(empty, browser)
        for lesson in lessons {
          let (base, full) = (
            try await paint(empty, browser), try await paint(site.address(lesson), browser)
          )
          print("\(lesson): first paint \(Int(full)) ms, an empty page \(Int(base)) ms")
          // What blocks the paint for seconds must fail, a busy machine must not.
          #expect(full < 50 * max(base, 20), "\(lesson)")
        }
      }
    }

    /// The least of several first contentful paints in milliseconds: other work on the machine only adds.
    private func paint(_ page: URL, _ browser: WebDriver) async throws -> Double {
      var least = Double.infinity
      for _ in 0..<4 {
        try await browser.open(page)
        let time = try await browser.awaited(
          """
          const done = arguments[0], seen = (list) => list.find((each) => each.name === "first-contentful-paint");
          const now = seen(performance.getEntriesByType("paint"));
          if (now) done(now.startTime);
          else new PerformanceObserver((list) => seen(list.getEntries()) && done(seen(list.getEntries()).startTime)).observe({type: "paint", buffered: true});
          """
        )
        least = min(least, (time as? NSNumber)?.doubleValue ?? .infinity)
      }
      return least
    }
  }
}
