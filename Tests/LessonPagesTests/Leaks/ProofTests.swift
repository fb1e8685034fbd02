import Foundation
import LessonDocument
import Testing

@testable import LessonPages

@Suite("The proof that nothing secret is published")
struct ProofTests {
  private static let source = """
    # Doubling

    Write `doubled` as `let plain = 2 * number`, see [the data](data/x.csv).

    ```swift
    //| label: print
    print("shown")
    ```

    ```swift
    //| exercise: doubled
    func doubled(_ number: Double) -> Double {
      // BEGIN SOLUTION
      let twiceAsMuch = number < 0 ? "a" : "b\\n"
      let plain = 2 * number
      return 2 * number
      // END SOLUTION
    }
    ```

    ```swift
    //| check: doubled
    //| hidden: true
    check("a large number", doubled(1e300) > 1e300)
    ```

    ```swift
    //| wrong: doubled
    //| expect-message: x
    func doubled(_ number: Double) -> Double { number + 2 }
    ```
    """

  private let scratch: ScratchFolder
  private var target: URL { scratch.url.appendingPathComponent("public") }

  init() throws {
    scratch = try ScratchFolder()
    try scratch.write("1,2\n", to: "Lessons/data/x.csv")
  }

  private func lesson() throws -> Lesson {
    let file = scratch.url.appendingPathComponent("Lessons/01-doubling.md").path
    return try LessonReader().lesson(source: Self.source, file: file)
  }

  private func write(printed: String = "shown\n") throws -> SiteReport {
    let lesson = try lesson()
    let results = lesson.blocks.map { block in
      BlockResult(
        label: block.label,
        line: block.fence.line,
        status: .ok,
        outputs: block.index == 0 ? [BlockOutput(kind: .text, text: printed)] : []
      )
    }
    var site = CourseSite(
      title: "",
      description: "",
      lessons: [(lesson, LessonResults(lesson: lesson.slug, blocks: results, inline: []))]
    )
    site.hasDownloads = true
    return try SiteWriter(theme: try Repository.theme(), typesetter: nil, mathFont: nil)
      .write(site, to: target)
  }

  @Test("lets a course through that shows no secret, and what is trivial or shown elsewhere")
  func fine() throws {
    #expect(try write().mistakes.isEmpty)
    #expect(try write(printed: "let plain = 2 * number\n  // END SOLUTION\n").mistakes.isEmpty)
  }

  @Test(
    "stops a build whose blocks print a secret, in whatever form, and publishes nothing",
    arguments: [
      #"let twiceAsMuch = number < 0 ? "a" : "b\n""#,
      "x = 1; check(\"a large number\", doubled(1e300) > 1e300)",
      "func doubled(_ number: Double)   -> Double { number + 2 } // so",
    ]
  )
  func printed(line: String) throws {
    _ = try write()
    let before = try scratch.read("public/doubling/index.html")
    let error = try #require(throws: SiteError.self) { try write(printed: "first\n\(line)\n") }
    guard case .leaks(let mistakes) = error else { throw error }
    #expect(Set(mistakes.map(\.location.line)).count == 1)
    #expect(mistakes.contains { $0.message.contains("doubling/index.html") })
    #expect(mistakes.contains { $0.message.contains("doubling/results.json") })
    #expect(mistakes.contains { $0.message.contains("doubling/doubling.ipynb") })
    #expect(try scratch.read("public/doubling/index.html") == before)
  }

  @Test("finds a secret in a file that a page links to")
  func linked() throws {
    try scratch.write(
      "id\nlet twiceAsMuch = number < 0 ? \"a\" : \"b\\n\"\n",
      to: "Lessons/data/x.csv"
    )
    let error = try #require(throws: SiteError.self) { try write() }
    #expect(
      error.description.contains(
        "01-doubling.md:14:3: error: this line of the solution of 'doubled'"
      )
    )
    #expect(error.description.contains("would stand in doubling/data/x.csv"))
    #expect(!FileManager.default.fileExists(atPath: target.path))
  }

  @Test(
    "undoes the forms in which files write text",
    arguments: [
      ("a.html", #"<b>let</b> twiceAsMuch = number &lt; 0 ? &quot;a&quot; : &#34;b\n&#x22;"#),
      ("a.json", #"["\tlet twiceAsMuch = number \u003c 0 ? \"a\" : \"b\\n\""]"#),
      ("a.ipynb", #""<i>let</i> twiceAsMuch = number &lt; 0 ? \"a\" : \"b\\n\"\r\n""#),
      ("a.txt", "\u{0}let twiceAsMuch\t= number < 0 ? \"a\" : \"b\\n\""),
    ]
  )
  func forms(path: String, text: String) throws {
    let secrets = LessonSecrets(of: [try lesson()])
    let found = secrets.mistakes(in: text, path: path)
    #expect(found.map(\.location) == [SourceLocation(line: 14, column: 3)])
  }
}
