import Foundation
import LessonDocument
import Testing

@testable import LessonPages

@Suite("A site")
struct SiteTests {
  private let scratch: ScratchFolder

  init() throws {
    scratch = try ScratchFolder()
  }

  private var target: URL { scratch.url.appendingPathComponent("public") }

  private func write() throws -> SiteReport {
    let writer = SiteWriter(
      theme: try Repository.theme(),
      typesetter: try MathTypesetter.installed(),
      mathFont: nil
    )
    return try writer.write(
      title: "Sample",
      description: "A course.",
      lessons: [(SampleLesson.lesson, SampleResults.results)],
      to: target
    )
  }

  @Test("holds an index, a page and its results, and the assets of the theme")
  func contents() throws {
    let report = try write()
    #expect(report.pageCount == 2)
    let index = try scratch.read("public/index.html")
    #expect(index.contains("href=\"vanilla-rnn/index.html\""))
    let page = try scratch.read("public/vanilla-rnn/index.html")
    for match in page.matches(of: /(?:href|src)="(\.\.\/assets\/[^"]*)"/) {
      #expect(try !scratch.read("public/vanilla-rnn/\(match.1)").isEmpty)
    }
    // Only the address of the lesson that this course lacks is amiss.
    #expect(
      report.mistakes.map(\.message) == ["There is no file 03-long-memory.md beside this lesson."]
    )
    #expect(report.notes.contains { $0.contains("fonts-lmodern") })
  }

  @Test("stores results without times and without answers")
  func results() throws {
    _ = try write()
    let json = try scratch.read("public/vanilla-rnn/results.json")
    #expect(!json.contains("_ms"))
    for secret in ["SOLUTION_OUTPUT", "WRONG_OUTPUT", "wrong-1", "check-hidden", "UNSEEN"] {
      #expect(!json.contains(secret))
    }
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    )
    #expect(object["lesson"] as? String == "vanilla-rnn")
  }

  @Test("is the same bytes twice")
  func reproducible() throws {
    _ = try write()
    let first = try files()
    _ = try write()
    #expect(try files() == first)
    #expect(first.count > 6)
  }

  @Test("replaces the old one whole and leaves nothing beside it")
  func replacement() throws {
    _ = try write()
    try scratch.write("old", to: "public/removed-lesson/index.html")
    _ = try write()
    #expect(throws: (any Error).self) { try scratch.read("public/removed-lesson/index.html") }
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.url.path) == ["public"])
  }

  @Test("does not replace a folder that is no site")
  func refusal() throws {
    try scratch.write("precious", to: "public/thesis.txt")
    #expect(throws: SiteError.notASite(path: target.path)) { try write() }
    #expect(try scratch.read("public/thesis.txt") == "precious")
  }

  @Test("leaves the old one in place when a file is missing")
  func failure() throws {
    _ = try write()
    let writer = SiteWriter(
      theme: try Repository.theme(),
      typesetter: nil,
      mathFont: MathFont(file: scratch.url.appendingPathComponent("no.otf"), license: nil)
    )
    #expect(throws: SiteError.self) {
      try writer.write(title: "", description: "", lessons: [], to: target)
    }
    #expect(try scratch.read("public/index.html").contains("Sample"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.url.path) == ["public"])
  }

  @Test("removes the drafts of builds that were killed, and no others")
  func abandoned() throws {
    let own = ProcessInfo.processInfo.processIdentifier
    try scratch.write("", to: ".public.draft-2147480000-x/index.html")
    try scratch.write("", to: ".public.draft-\(own)-x/index.html")
    _ = try write()
    let names = try FileManager.default.contentsOfDirectory(atPath: scratch.url.path)
    #expect(names.sorted() == [".public.draft-\(own)-x", "public"])
  }

  private func files() throws -> [String: Data] {
    var files: [String: Data] = [:]
    let paths = FileManager.default.enumerator(atPath: target.path)
    while let path = paths?.nextObject() as? String {
      files[path] = FileManager.default.contents(atPath: target.appendingPathComponent(path).path)
    }
    return files
  }

  @Test("leads from the aliases of a lesson to it, and says which are no addresses")
  func aliases() throws {
    var first = Lesson(file: "01-one.md", slug: "one", title: "One")
    first.frontMatter.aliases = ["uno", "../../escape", "two", ""]
    let lessons = [
      first, Lesson(file: "02-two.md", slug: "two", title: "Two"),
      Lesson(file: "03-two.md", slug: "two", title: "Two again"),
    ]
    let writer = SiteWriter(theme: try Repository.theme(), typesetter: nil, mathFont: nil)
    let report = try writer.write(
      title: "",
      description: "",
      lessons: lessons.map { ($0, nil) },
      to: target
    )
    #expect(try scratch.read("public/uno/index.html").contains("url=../one/index.html"))
    #expect(
      report.mistakes.map(\.description) == [
        "03-two.md:1:1: error: 02-two.md has the address two already; rename one of them.",
        "01-one.md:1:1: error: The alias \u{201C}../../escape\u{201D} is no address; "
          + "write a slug of letters, digits and hyphens.",
        "01-one.md:1:1: error: The alias two is taken by 02-two.md; "
          + "an address leads to one lesson.",
        "01-one.md:1:1: error: The alias \u{201C}\u{201D} is no address; "
          + "write a slug of letters, digits and hyphens.",
      ]
    )
  }

  @Test("copies the files that its lessons refer to")
  func referredFiles() throws {
    try scratch.write("1,2\n", to: "Lessons/data/tiny.csv")
    let place = SourceLocation(line: 3, column: 1)
    let lesson = Lesson(
      file: scratch.url.appendingPathComponent("Lessons/01-data.md").path,
      slug: "data",
      title: "Data",
      elements: [
        .paragraph([
          .link(destination: "data/tiny.csv", title: "", content: [.text("data")], location: place),
          .link(destination: "data/no.csv", title: "", content: [.text("none")], location: place),
        ])
      ]
    )
    let writer = SiteWriter(theme: try Repository.theme(), typesetter: nil, mathFont: nil)
    let report = try writer.write(
      title: "",
      description: "",
      lessons: [(lesson, nil)],
      to: target
    )
    #expect(try scratch.read("public/data/data/tiny.csv") == "1,2\n")
    #expect(
      report.mistakes.map(\.description) == [
        "\(lesson.file):3:1: error: There is no file data/no.csv beside this lesson."
      ]
    )
  }
}

@Suite("The sample site")
struct SampleSiteTests {
  /// `SAMPLE_SITE=folder swift test --filter SampleSite` leaves a site there to look at.
  static let folder = ProcessInfo.processInfo.environment["SAMPLE_SITE"]

  @Test("is written where it is asked for", .enabled(if: folder != nil))
  func written() throws {
    let folder = try #require(Self.folder)
    var lessons: [(lesson: Lesson, results: LessonResults?)] = [
      (SampleLesson.lesson, SampleResults.results)
    ]
    // The course's own lessons as well, without results.
    let course = Repository.root.appendingPathComponent("Lessons")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: course.path)) ?? []
    for name in names.sorted() where name.hasSuffix(".md") {
      var lesson = try LessonReader().lesson(at: course.appendingPathComponent(name).path)
      if lesson.slug == SampleLesson.lesson.slug { lesson.slug += "-of-the-course" }
      lessons.append((lesson, nil))
    }
    let report = try SiteWriter(theme: try Repository.theme()).write(
      title: "Recurrent networks, run",
      description: "A course that runs.",
      lessons: lessons,
      to: URL(fileURLWithPath: folder)
    )
    #expect(report.pageCount == lessons.count + 1)
    for mistake in report.mistakes { print(mistake) }
  }
}

@Suite("A theme")
struct SiteThemeTests {
  @Test("that lacks or breaks templates names file and line of each")
  func mistakes() throws {
    let scratch = try ScratchFolder()
    for name in ["lesson", "index", "block", "exercise", "redirect"] {
      try scratch.write("{{title}}", to: "templates/\(name).mustache")
    }
    try scratch.write("<p>\n{{#open}}\n<b>{{/other}}", to: "templates/block.mustache")
    let folder = scratch.url
    let errors = #expect(throws: ThemeErrors.self) { try SiteTheme(folder: folder) }
    let lines = errors?.description.split(separator: "\n").map(String.init) ?? []
    #expect(lines.count == 2)
    #expect(
      lines.first
        == "\(folder.path)/templates/block.mustache:3: error: "
        + "A section is closed by another name than it opens with. It reads: <b>{{/other}}"
    )
    #expect(
      lines.last
        == "\(folder.path)/templates/callout.mustache: error: "
        + "It is missing; copy it from the Site folder that comes with Unroll."
    )
  }
}
