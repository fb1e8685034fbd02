import Foundation
import LessonDocument
import Plots
import Testing

@testable import LessonPages

@Suite("The theme that comes with Unroll")
struct ThemeTests {
  @Test("has the rules of the charts as they are")
  func plotStyles() throws {
    let file = Repository.site.appendingPathComponent("assets/plots.css")
    if ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] == "1" {
      try Data(Chart.styleSheet.utf8).write(to: file)
    }
    #expect(String(decoding: try Data(contentsOf: file), as: UTF8.self) == Chart.styleSheet)
  }

  @Test("has a script of less than 20 KB that reaches for nothing but the page")
  func script() throws {
    let file = Repository.site.appendingPathComponent("assets/page.js")
    let script = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    #expect(script.utf8.count < 20_000)
    for word in ["fetch(", "XMLHttpRequest", "http:", "https:", "innerHTML", "eval("] {
      #expect(!script.contains(word))
    }
  }
}

@Suite("The words of terminals and exports")
struct EnglishWordsTests {
  @Test("are those of the site")
  func english() throws {
    #expect(InterfaceWords.english == (try Repository.theme().words))
    #expect(InterfaceWords.english["objectives"] == "You will be able to")
  }
}

@Suite("A course's own files of a theme")
struct OwnThemeTests {
  private let scratch: ScratchFolder
  private var theme: SiteTheme {
    get throws { try SiteTheme(folders: [scratch.url, Repository.site]) }
  }

  init() throws { scratch = try ScratchFolder() }

  @Test("take the place of those of the same name, one by one")
  func files() throws {
    try scratch.write("own picture", to: "assets/card.png")
    try scratch.write("search: Suche\n", to: "words/de.yml")
    try scratch.write("search: Find\n", to: "words/en.yml")
    try scratch.write(
      "<p>{{words.search}} {{words.exercise}}</p>",
      to: "templates/callout.mustache"
    )
    let theme = try theme
    #expect(theme.files.file("assets/card.png")?.path == "\(scratch.url.path)/assets/card.png")
    #expect(theme.files.files(in: "assets")["page.css"] != nil)
    #expect(theme.render("callout", [:]) == "<p>Find Exercise</p>")
    #expect(theme.speaks("de") && !theme.speaks("fr"))
    #expect(theme.speaking("de").render("callout", [:]) == "<p>Suche Exercise</p>")
    #expect(theme.speaking("de-AT").words["search"] == "Suche")
    #expect(theme.speaking("fr").words["search"] == "Find")
    #expect(theme.lackingWords("de-AT").contains("exercise"))
    #expect(theme.lackingWords("en") == [])
  }

  @Test("are none at all without a folder")
  func none() throws {
    let theme = try SiteTheme(folders: [
      scratch.url.appendingPathComponent("none"), Repository.site,
    ])
    #expect(theme.words == (try Repository.theme()).words)
  }

  @Test("name no words that there are not")
  func unknownWords() throws {
    try scratch.write("serch: Suche\nzzzzzz: x\nsearch: ok\n", to: "words/de.yml")
    let errors = try #require(throws: ThemeErrors.self) { try theme }
    let file = "\(scratch.url.path)/words/de.yml"
    #expect(
      errors.description == """
        \(file):1:1: error: nothing is called 'serch'; is 'search' meant?
        \(file):2:1: error: nothing is called 'zzzzzz'; take it out, or see en.yml for the names
        """
    )
  }

  @Test("are told of at once, file by file, each mistake with its place")
  func allMistakes() throws {
    try scratch.write(
      "search: Suche\nserch: x\nsearchNone: 'Nichts {} {} {}'\nlessons: '{} Lektionen'\n"
        + "search: Finden\npages: [a]\nsearchCountOne: ein Abschnitt\n",
      to: "words/de.yml"
    )
    try scratch.write("search: a: b\n", to: "words/fr.yml")
    try scratch.write("search: Cerca\npages: a\u{FFFE}b\n", to: "words/it.yml")
    try scratch.write("{search: a, search: b}\n", to: "words/nl.yml")
    try scratch.write("search: \"open\n\n", to: "words/pl.yml")
    try scratch.write("{{#open}}", to: "templates/callout.mustache")
    let errors = try #require(throws: ThemeErrors.self) { try theme }
    let lines = errors.mistakes.map { mistake in
      mistake.description.replacing(scratch.url.path + "/", with: "")
    }
    #expect(!errors.isOfInstallation)
    let expected = [
      "words/de.yml:2:1: error: nothing is called 'serch'; is 'search' meant?",
      "words/de.yml:3:13: error: 'searchNone' holds {} 3 times, and one thing only is put there: take out 2",
      "words/de.yml:4:10: error: 'lessons' holds {} once, and nothing is put there: take out one",
      "words/de.yml:5:1: error: 'search' stands on line 1 already: keep one",
      "words/de.yml:6:8: error: 'pages' must be a text, not a list",
    ]
    #expect(lines.filter { $0.hasPrefix("words/de.yml") } == expected)
    for place in [
      "templates/callout.mustache:1:", "words/fr.yml:1:10: ", "words/it.yml:2:9: ",
      "words/nl.yml:1:2: ", "words/pl.yml:",
    ] {
      #expect(
        lines.count { $0.hasPrefix(place) } == 1,
        "\(place)\n\(lines.joined(separator: "\n"))"
      )
    }
  }

  @Test(
    "that nobody can read are told",
    arguments: ["words/en.yml", "words/de.yml", "templates/page.mustache", "assets/logo.png"]
  )
  func unreadable(path: String) throws {
    let file = scratch.url.appendingPathComponent(path)
    let manager = FileManager.default
    try manager.createDirectory(
      at: file.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    let kinds: [(what: String, make: () throws -> Void)] = [
      ("a pipe or a device", { mkfifo(file.path, 0o600) }),
      (
        "a link that leads nowhere",
        { try manager.createSymbolicLink(atPath: file.path, withDestinationPath: "none") }
      ),
      ("a folder", { try manager.createDirectory(at: file, withIntermediateDirectories: false) }),
    ]
    // A folder among the assets holds assets.
    for (what, make) in kinds where !(path.hasPrefix("assets") && what == "a folder") {
      try make()
      let errors = try #require(throws: ThemeErrors.self) { try theme }
      #expect(
        errors.description
          == "\(file.path):1:1: error: this is \(what): put a file in its place, or take it away"
      )
      try manager.removeItem(at: file)
    }
  }

  @Test("are named from the folder of the course")
  func places() throws {
    try scratch.write("serch: Suche\n", to: "words/de.yml")
    let course = URL(
      fileURLWithPath: scratch.url.lastPathComponent,
      relativeTo: scratch.url.deletingLastPathComponent()
    )
    let errors = try #require(throws: ThemeErrors.self) {
      try SiteTheme(folders: [course, Repository.site])
    }
    #expect(errors.mistakes.map(\.file) == ["\(scratch.url.lastPathComponent)/words/de.yml"])
  }

  @Test("are in a page that is one file")
  func alone() throws {
    try scratch.write("GIF89a", to: "assets/logo.gif")
    try scratch.write(
      "<footer><img src=\"{{root}}assets/logo.gif\" alt=\"Logo\"></footer>",
      to: "templates/foot.mustache"
    )
    let lesson = try LessonReader().lesson(
      source: "# One\n\n> [!NOTE]\n> Text.\n",
      file: "\(scratch.url.path)/01-one.md"
    )
    let writer = SiteWriter(theme: try theme, typesetter: nil, mathFont: nil)
    let site = CourseSite(title: "", description: "", lessons: [(lesson, nil)])
    let page = try #require(try writer.selfContainedPage(of: "one", in: site))
    #expect(page.html.contains("<img src=\"data:image/gif;base64,R0lGODlh\" alt=\"Logo\">"))
    #expect(!page.html.contains("assets/logo"))
  }
}
