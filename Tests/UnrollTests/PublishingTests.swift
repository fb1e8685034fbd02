import Foundation
import Testing

extension ProgramTests {
  /// The section "Publish the course" of the README, line by line.
  @Suite struct PublishingTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()

    /// The settings that the README shows.
    private static func settings() throws -> String {
      let readme = try String(contentsOf: root.appendingPathComponent("README.md"), encoding: .utf8)
      let section = try #require(readme.components(separatedBy: "## Publish the course\n").last)
      let fence = try #require(section.components(separatedBy: "```yaml\n").dropFirst().first)
      return fence.components(separatedBy: "\n```")[0] + "\n"
    }

    private func course() throws -> TemporaryFolder {
      let folder = try TemporaryFolder()
      let site = folder.url.appendingPathComponent("Site")
      try FileManager.default.createDirectory(at: site, withIntermediateDirectories: true)
      for name in ["templates", "assets", "words"] {
        try FileManager.default.copyItem(
          at: Self.root.appendingPathComponent("Site/\(name)"),
          to: site.appendingPathComponent(name)
        )
      }
      let english = try String(
        contentsOf: Self.root.appendingPathComponent("Site/words/en.yml"),
        encoding: .utf8
      )
      let german = english.replacing("\nsearch: Search\n", with: "\nsearch: Suchen\n")
      try folder.file("Site/words/de.yml", german)
      try folder.file("Lessons/README.md", "# A heading\n\nA paragraph.\n")
      try folder.file("Lessons/01-new-name.md", "---\naliases: [old-name]\n---\n# One\n\nWords.\n")
      try folder.file("Lessons/reading-list.md", "# Reading list\n\nBooks.\n")
      return folder
    }

    private func build(_ course: TemporaryFolder, _ arguments: [String] = []) async throws {
      let outcome = try await UnrollProgram.run(["build"] + arguments, in: course.url)
      #expect(outcome.status == 0, "\(outcome.errors)")
    }

    private func page(_ path: String, of course: TemporaryFolder) throws -> String {
      try String(contentsOf: course.url.appendingPathComponent("Site/\(path)"), encoding: .utf8)
    }

    @Test("What course.yml says is on the pages, in its language, with pages and redirects")
    func settings() async throws {
      let course = try course()
      try course.file("Lessons/course.yml", Self.settings())
      try await build(course)
      let index = try page("public/index.html", of: course)
      #expect(index.contains("<title>Echoes of a network</title>"))
      #expect(index.contains("Ten small steps."))
      #expect(index.contains("<html lang=\"de\">"))
      #expect(index.contains("Suchen</a>"))
      #expect(index.contains("href=\"reading-list/index.html\">Reading list</a>"))
      #expect(
        index.contains(/og:image" content="https:\/\/example\.org\/teaching\/echoes\/assets\/card/)
      )
      let redirect = try page("public/old-name/index.html", of: course)
      #expect(redirect.contains("url=../new-name/index.html"))
      let map = try page("public/sitemap.xml", of: course)
      #expect(map.contains("<loc>https://example.org/teaching/echoes/new-name/</loc>"))
      let missing = try page("public/404.html", of: course)
      #expect(missing.contains("href=\"/teaching/echoes/index.html\""))
    }

    @Test("Without course.yml the README of the lessons speaks, and there is no address")
    func defaults() async throws {
      let course = try course()
      try await build(course)
      let index = try page("public/index.html", of: course)
      #expect(index.contains("<title>A heading</title>"))
      #expect(index.contains("A paragraph."))
      #expect(!index.contains("og:image"))
      #expect(throws: (any Error).self) { try page("public/sitemap.xml", of: course) }
    }

    @Test("A course's own words and pictures take the place of the installation's, one by one")
    func ownFiles() async throws {
      let course = try course()
      try course.file("Site/words/en.yml", "search: Find it\n")
      try course.file("Site/assets/card.png", "own picture")
      try await build(course)
      #expect(try page("public/index.html", of: course).contains("Find it"))
      let assets = course.url.appendingPathComponent("Site/public/assets")
      let names = try FileManager.default.contentsOfDirectory(atPath: assets.path)
      let card = try #require(names.first { $0.hasPrefix("card.") })
      let picture = try Data(contentsOf: assets.appendingPathComponent(card))
      #expect(String(decoding: picture, as: UTF8.self) == "own picture")
      #expect(names.contains { $0.hasPrefix("page.") && $0.hasSuffix(".css") })
    }

    @Test("A word that there is not is refused with its place and the one that is meant")
    func words() async throws {
      let course = try course()
      try course.file("Site/words/de.yml", "search: Suchen\nserch: x\n")
      let outcome = try await UnrollProgram.run(["build"], in: course.url)
      #expect(outcome.status != 0)
      #expect(
        outcome.errors.contains("de.yml:2:1: error: nothing is called 'serch'; is 'search' meant?")
      )
    }

    @Test("A term is kept, says so, and later builds hold it and link to it")
    func terms() async throws {
      let course = try course()
      try await build(course, ["--edition", "2026-spring"])
      let kept = try page("editions/2026-spring/index.html", of: course)
      #expect(kept.contains("2026-spring"))
      #expect(kept.contains("noindex"))
      try await build(course)
      let index = try page("public/index.html", of: course)
      #expect(index.contains("href=\"editions/2026-spring/index.html\""))
      #expect(try page("public/editions/2026-spring/index.html", of: course) == kept)
      // What is kept is not replaced by accident.
      try course.file("Lessons/02-late.md", "# Late\n")
      let again = ["build", "--edition", "2026-spring"]
      let refused = try await UnrollProgram.run(again, in: course.url)
      #expect(refused.status == 2)
      #expect(refused.errors.contains("or say --replace to make it anew"))
      #expect(try page("editions/2026-spring/index.html", of: course) == kept)
      try await build(course, ["--edition", "2026-spring", "--replace"])
      #expect(try page("editions/2026-spring/index.html", of: course).contains("Late"))
    }

    @Test("A course without a theme has that of the installation")
    func theme() async throws {
      let folder = try TemporaryFolder()
      try folder.file("Lessons/README.md", "# Bare\n")
      try folder.file("Lessons/01-one.md", "# One\n")
      try await build(folder)
      #expect(try page("public/index.html", of: folder).contains("<title>Bare</title>"))
    }
  }
}
