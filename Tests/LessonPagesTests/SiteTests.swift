import Foundation
import LessonDocument
import SystemFiles
import Testing

@testable import LessonPages

@Suite("A site")
struct SiteTests {
  private let scratch: ScratchFolder

  init() throws {
    scratch = try ScratchFolder()
  }

  private var target: URL { scratch.url.appendingPathComponent("public") }

  private let site = CourseSite(
    title: "Sample",
    description: "A course.",
    lessons: [(SampleLesson.lesson, SampleResults.results)]
  )

  private func write() throws -> SiteReport {
    let writer = SiteWriter(
      theme: try Repository.theme(),
      typesetter: try MathTypesetter.installed(),
      mathFont: nil
    )
    return try writer.write(site, to: target)
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

  @Test("does not replace a file, a pipe or a link")
  func noFolder() throws {
    try scratch.write("precious", to: "public")
    #expect(throws: SiteError.notAFolder(path: target.path)) { try write() }
    #expect(try scratch.read("public") == "precious")
    let manager = FileManager.default
    try manager.removeItem(at: target)
    #expect(mkfifo(target.path, 0o600) == 0)
    #expect(throws: SiteError.notAFolder(path: target.path)) { try write() }
    try manager.removeItem(at: target)
    try manager.createDirectory(
      at: scratch.url.appendingPathComponent("other"),
      withIntermediateDirectories: true
    )
    try manager.createSymbolicLink(
      at: target,
      withDestinationURL: scratch.url.appendingPathComponent("other")
    )
    #expect(throws: SiteError.notAFolder(path: target.path)) { try write() }
    #expect(try manager.destinationOfSymbolicLink(atPath: target.path).hasSuffix("/other"))
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
      try writer.write(CourseSite(title: "", description: "", lessons: []), to: target)
    }
    #expect(try scratch.read("public/index.html").contains("Sample"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.url.path) == ["public"])
  }

  @Test("removes the drafts of builds that were killed, and no others")
  func abandoned() throws {
    try scratch.write("", to: ".public.draft-left/index.html")
    try scratch.write("", to: ".public.draft-live/index.html")
    let lock = HeldLock.ask(scratch.url.appendingPathComponent(".public.draft-live").path)
    _ = try write()
    let names = try FileManager.default.contentsOfDirectory(atPath: scratch.url.path)
    withExtendedLifetime(lock) { #expect(names.sorted() == [".public.draft-live", "public"]) }
  }

  @Test("is whole at every instant while several are put in the same place")
  func together() async throws {
    _ = try write()
    let whole = Set(try files().keys)
    let target = target
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<4 {
        group.addTask {
          for _ in 0..<10 {
            let folder = try SiteFolder(replacing: target)
            for path in whole where path.contains(".") && path != SiteFolder.marker {
              try folder.write("", to: path)
            }
            try folder.publish()
          }
        }
      }
      group.addTask {
        for _ in 0..<200 {
          #expect(FileManager.default.fileExists(atPath: "\(target.path)/index.html"))
          #expect(FileManager.default.fileExists(atPath: "\(target.path)/\(SiteFolder.marker)"))
        }
      }
      try await group.waitForAll()
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: scratch.url.path)
    #expect(names == ["public"])
    #expect(Set(try files().keys).isSuperset(of: [SiteFolder.marker, "index.html"]))
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
      CourseSite(title: "", description: "", lessons: lessons.map { ($0, nil) }),
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

  @Test("opens with the course's introduction, in which no block may stand")
  func introduction() throws {
    let file = scratch.url.appendingPathComponent("Lessons/README.md").path
    let text = "# Sample\n\nSee [the lesson](02-vanilla-rnn.md).\n\n```swift\nprint(1)\n```\n"
    var site = site
    site.introduction = try LessonReader().lesson(source: text, file: file)
    let writer = SiteWriter(theme: try Repository.theme(), typesetter: nil, mathFont: nil)
    let report = try writer.write(site, to: target)
    #expect(
      try scratch.read("public/index.html").contains(
        "<p>See <a href=\"vanilla-rnn/index.html\">the lesson</a>.</p>"
      )
    )
    #expect(
      report.mistakes.filter { $0.file == file }.map(\.description) == [
        "\(file):5:1: error: The course's introduction is not run; move the block to a lesson or a page."
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
      CourseSite(title: "", description: "", lessons: [(lesson, nil)]),
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

@Suite("A whole site")
struct WholeSiteTests {
  private let scratch: ScratchFolder
  private var target: URL { scratch.url.appendingPathComponent("public") }

  init() throws {
    scratch = try ScratchFolder()
  }

  private func write(
    theme: SiteTheme? = nil,
    _ change: (inout CourseSite) -> Void = { _ in }
  ) throws -> SiteReport {
    let place = SourceLocation(line: 1, column: 1)
    let heading = Element.heading(
      level: 2,
      content: [.text("Gate")],
      anchor: "gate",
      location: place
    )
    let link = Inline.link(
      destination: "glossary.md#gate",
      title: "",
      content: [.text("gate")],
      location: place
    )
    var site = CourseSite(
      title: "Course",
      description: "It runs.",
      lessons: [
        (Lesson(file: "01-one.md", slug: "one", number: "01", title: "One"), nil),
        (
          Lesson(
            file: "02-two.md",
            slug: "two",
            number: "02",
            title: "Two",
            elements: [.paragraph([link])]
          ), nil
        ),
      ],
      pages: [
        (
          Lesson(file: "glossary.md", slug: "glossary", title: "Glossary", elements: [heading]),
          nil
        )
      ]
    )
    site.lessons[1].lesson.frontMatter.prerequisites = ["one"]
    change(&site)
    let writer = SiteWriter(
      theme: try theme ?? Repository.theme(),
      typesetter: nil,
      mathFont: nil
    )
    return try writer.write(site, to: target)
  }

  private func paths() throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: target.path).sorted()
  }

  @Test("names every asset by its content, in pages and style sheets alike")
  func hashedNames() throws {
    _ = try write()
    let assets = try paths().filter { $0.hasPrefix("assets/") }
    #expect(assets.contains { $0.wholeMatch(of: /assets\/page\.[0-9a-f]{10}\.css/) != nil })
    #expect(
      assets.contains { $0.wholeMatch(of: /assets\/search-index\.[0-9a-f]{10}\.js/) != nil }
    )
    for page in ["one/index.html", "search/index.html", "glossary/index.html"] {
      let html = try scratch.read("public/\(page)")
      let named = html.matches(of: /"\.\.\/(assets\/[^"]*)"/).map { String($0.1) }
      #expect(named.count >= 5)
      for name in named { #expect(assets.contains(name)) }
    }
    #expect(try paths().contains(".nojekyll"))
  }

  @Test("renames what changes and what names it, and nothing else")
  func changedAsset() {
    let files = ["a.css": "x { background: url(\"b.svg\") }", "b.svg": "<svg/>", "c.js": "1"]
    let first = HashedAssets(files.mapValues { Data($0.utf8) })
    let second = HashedAssets(
      files.merging(["b.svg": "<svg></svg>"]) { $1 }.mapValues { Data($0.utf8) }
    )
    func name(_ name: String, _ assets: HashedAssets) -> String? {
      assets.assets.first { $0.name == name }?.published
    }
    #expect(name("c.js", first) == name("c.js", second))
    #expect(name("b.svg", first) != name("b.svg", second))
    #expect(name("a.css", first) != name("a.css", second))
    #expect(
      first.rewritten("src=\"assets/c.js\" c.js")
        == "src=\"assets/\(name("c.js", first) ?? "")\" c.js"
    )
  }

  @Test("links every page to the pages beside the lessons, and lessons to sections of them")
  func pagesBeside() throws {
    let report = try write()
    #expect(report.mistakes.isEmpty)
    #expect(report.pageCount == 4)
    let glossary = try scratch.read("public/glossary/index.html")
    #expect(glossary.contains("<h2 id=\"gate\">"))
    #expect(!glossary.contains("rel=\"next\""))
    #expect(
      try scratch.read("public/two/index.html").contains("href=\"../glossary/index.html#gate\"")
    )
    #expect(
      try scratch.read("public/two/index.html").contains("href=\"../glossary/index.html\">Glossary")
    )
    #expect(try !paths().contains("glossary/results.json"))
    let index = try scratch.read("public/index.html")
    #expect(index.contains("Builds on <a href=\"one/index.html\">One</a>"))
  }

  @Test(
    "has a sitemap, canonical addresses and a 404 page that works at any depth if it has an address"
  )
  func address() throws {
    _ = try write { $0.baseURL = "https://example.org/course/" }
    #expect(
      try scratch.read("public/sitemap.xml").contains("<loc>https://example.org/course/two/</loc>")
    )
    let page = try scratch.read("public/two/index.html")
    #expect(page.contains("<link rel=\"canonical\" href=\"https://example.org/course/two/\">"))
    #expect(page.contains("<meta property=\"og:url\" content=\"https://example.org/course/two/\">"))
    let index = try scratch.read("public/index.html")
    #expect(index.contains("<link rel=\"canonical\" href=\"https://example.org/course/\">"))
    let missing = try scratch.read("public/404.html")
    #expect(missing.contains("href=\"/course/index.html\""))
    #expect(missing.contains("href=\"/course/assets/page."))
    #expect(missing.contains("noindex"))
  }

  @Test("tells other sites title, kind, address and picture of each page")
  func openGraph() throws {
    _ = try write { $0.baseURL = "https://example.org/course/" }
    for (path, kind) in [("two", "article"), ("", "website")] {
      let page = try scratch.read("public/\(path)/index.html")
      for property in ["title", "site_name", "url", "image", "image:alt"] {
        let pattern = try Regex("<meta property=\"og:\(property)\" content=\"[^\"]+\">")
        #expect(page.contains(pattern), "og:\(property) of \(path)")
      }
      #expect(page.contains("<meta property=\"og:type\" content=\"\(kind)\">"))
      let picture = try #require(
        page.firstMatch(of: /og:image" content="https:\/\/example\.org\/course\/([^"]*)"/)
      )
      let file = target.appendingPathComponent(String(picture.1))
      #expect(
        try Data(contentsOf: file).starts(
          with: Array("\u{89}PNG".unicodeScalars.map { UInt8($0.value) })
        )
      )
    }
  }

  @Test("without an address has no sitemap and no canonical addresses")
  func noAddress() throws {
    _ = try write()
    #expect(try !paths().contains("sitemap.xml"))
    #expect(try !scratch.read("public/two/index.html").contains("canonical"))
    #expect(try scratch.read("public/404.html").contains("href=\"/index.html\""))
  }

  @Test("of an earlier term says so, is not indexed, and is linked from the current course")
  func editions() throws {
    let archive = scratch.url.appendingPathComponent("editions")
    let current = target
    _ = try write { $0.edition = "2026-spring" }
    try FileManager.default.createDirectory(at: archive, withIntermediateDirectories: true)
    try FileManager.default.moveItem(
      at: current,
      to: archive.appendingPathComponent("2026-spring")
    )
    try scratch.write("", to: "editions/notes.txt")
    _ = try write { $0.archive = archive }
    let old = try scratch.read("public/editions/2026-spring/two/index.html")
    #expect(old.contains("as it was taught in 2026-spring."))
    #expect(old.contains("href=\"../../../index.html\""))
    #expect(old.contains("<meta name=\"robots\" content=\"noindex\">"))
    let index = try scratch.read("public/index.html")
    #expect(index.contains("<a href=\"editions/2026-spring/index.html\">2026-spring</a>"))
    #expect(!index.contains("noindex"))
    #expect(try !paths().contains("editions/notes.txt"))
  }

  @Test("refuses a lesson whose folder the site needs")
  func reserved() throws {
    let report = try write { $0.lessons[0].lesson.slug = "search" }
    #expect(
      report.mistakes.map(\.message) == [
        "The site has a folder search of its own; rename the file."
      ]
    )
  }
}

@Suite("The words of a site")
struct WordsTests {
  private func theme(_ files: [String: String]) throws -> ScratchFolder {
    let scratch = try ScratchFolder()
    for name in SiteTheme.required {
      try scratch.write("{{words.hello}}", to: "templates/\(name).mustache")
    }
    for (name, text) in files { try scratch.write(text, to: "words/\(name)") }
    return scratch
  }

  @Test(
    "are those of the page's language, without a region, else English",
    arguments: [
      ("en", "Hello"), ("de", "Hallo"), ("de-AT", "Hallo"), ("pt-BR", "Olá"), ("pt", "Hello"),
      ("fr", "Hello"),
    ]
  )
  func language(tag: String, word: String) throws {
    let scratch = try theme([
      "en.yml": "hello: Hello", "de.yml": "hello: Hallo", "pt-BR.yml": "hello: Olá",
    ])
    let theme = try SiteTheme(folder: scratch.url)
    #expect(theme.speaking(tag).render("page", [:]) == word)
  }

  @Test("that add a name, or are no YAML, are told with their file")
  func mistakes() throws {
    let scratch = try theme([
      "en.yml": "hello: Hello", "de.yml": "# Wörter\r\nhelo: Hallo", "fr.yml": "- a",
      "it.yml": "\r\rhello: [ciao]", "nl.yml": "a: \"\\e[1m\"",
    ])
    let folder = scratch.url
    let errors = #expect(throws: ThemeErrors.self) { try SiteTheme(folder: folder) }
    #expect(
      errors?.mistakes.map { $0.description.replacing(folder.path, with: "") } == [
        "/words/de.yml:2:1: error: nothing is called 'helo'; is 'hello' meant?",
        "/words/fr.yml:1:1: error: the file is written 'name: value', one a line, with a space after the colon",
        "/words/it.yml:3:8: error: 'hello' must be a text, not a list",
        "/words/nl.yml:1:4: error: 'a' holds the character U+001B, which is not shown: take it out",
      ]
    )
  }

  @Test("in English count one and many")
  func counts() throws {
    let words = try Repository.theme().words
    #expect(words.count("exercises", 1) == "1 exercise")
    #expect(words.count("exercises", 0) == "0 exercises")
  }

  @Test("are all used by a template, the search script or the sources")
  func used() throws {
    let words = try Repository.theme().words
    let folders = ["Site/templates", "Sources/LessonPages"].map {
      Repository.root.appendingPathComponent($0)
    }
    let texts = try folders.flatMap { folder in
      try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        .filter { $0.hasSuffix(".mustache") || $0.hasSuffix(".swift") }
        .map { try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8) }
    }
    for name in words.texts.keys {
      let stem = name.replacing(/(One|Other)$/, with: "")
      #expect(
        texts.contains {
          $0.contains("words.\(name)") || $0.contains("\"\(name)\"") || $0.contains("\"\(stem)\"")
        },
        "\(name)"
      )
    }
    // And every name that a template uses is there.
    for text in texts {
      for match in text.matches(of: /\{\{words\.([A-Za-z]+)\}\}/) {
        #expect(words.texts[String(match.1)] != nil, "\(match.1)")
      }
    }
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
      CourseSite(
        title: "Recurrent networks, run",
        description: "A course that runs.",
        lessons: lessons
      ),
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
    for name in SiteTheme.required where name != "callout" {
      try scratch.write("{{title}}", to: "templates/\(name).mustache")
    }
    try scratch.write("search: Search\n", to: "words/en.yml")
    try scratch.write("<p>\n{{#open}}\n<b>{{/other}}", to: "templates/block.mustache")
    let folder = scratch.url
    let errors = #expect(throws: ThemeErrors.self) { try SiteTheme(folder: folder) }
    let lines = errors?.description.split(separator: "\n").map(String.init) ?? []
    #expect(lines.count == 2)
    #expect(
      lines.first
        == "\(folder.path)/templates/block.mustache:3:7: error: "
        + "a section is closed by another name than it opens with; it reads: <b>{{/other}}"
    )
    #expect(
      lines.last
        == "\(folder.path)/templates/callout.mustache: error: "
        + "it is missing; copy it from the Site folder that comes with Unroll"
    )
  }
}
