import Foundation
import LessonDocument
import Testing

@testable import LessonPages

@Suite("A file that a page links to")
struct LinkedFileTests {
  private let scratch: ScratchFolder
  private var lessons: URL { scratch.url.appendingPathComponent("Lessons") }

  init() throws {
    scratch = try ScratchFolder()
    for path in [
      "01-a.md", "02-b.md", "README.md", "course.yml", "data/x.csv", "data/.hidden", ".git/config",
      "recorded/01-a.json", "pictures/Loop.svg", "handout.md", "a.swift", "naïve.txt",
    ] {
      try scratch.write("text of \(path)\n", to: "Lessons/\(path)")
    }
    try scratch.write("```swift\n//| exercise: one\n```\n", to: "Lessons/drafts/next.md")
    try scratch.write("private\n", to: "elsewhere/private.txt")
    for (name, target) in [
      ("out.txt", "../elsewhere/private.txt"), ("far", "../elsewhere"),
      ("inside.txt", "data/x.csv"),
      ("lesson.txt", "01-a.md"), ("git.txt", ".git/config"), ("broken.txt", "none"), ("up", ".."),
    ] {
      try FileManager.default.createSymbolicLink(
        atPath: lessons.appendingPathComponent(name).path,
        withDestinationPath: target
      )
    }
  }

  private func target(_ destination: String) -> LinkResolver.Target {
    func entry(_ name: String, _ slug: String) -> Lesson {
      Lesson(file: lessons.appendingPathComponent(name).path, slug: slug, title: "")
    }
    let outline = CourseOutline(
      title: "",
      description: "",
      lessons: [(entry("01-a.md", "a"), nil), (entry("02-b.md", "b"), nil)]
    )
    let taken = SiteAddresses.names(besidePageOf: entry("01-a.md", "a"))
    return LinkResolver(outline: outline, folder: lessons, taken: taken).target(of: destination)
  }

  @Test(
    "is none where the address holds what no name does",
    arguments: [
      "java\nscript:alert(1)", "java&#10;script:alert(1)", "\n", "a/\n/b", "\u{1}/x", "a\r\nb/c",
      "é/\n",
      "%0a/%0d", "//", "x//", "%", "\u{0}",
    ]
  )
  func odd(destination: String) {
    if case .file = target(destination) { Issue.record("\(destination.debugDescription)") }
  }

  // macOS takes the two for one.
  #if os(Linux)
  @Test("is refused where another one has the same name in other letters")
  func twins() throws {
    try scratch.write("3\n", to: "Lessons/data/\u{E9}.csv")
    let alone = target("data/%C3%A9.csv")
    if case .file = alone {} else { Issue.record("\(alone)") }
    try scratch.write("4\n", to: "Lessons/data/e\u{301}.csv")
    for path in ["data/%C3%A9.csv", "data/e%CC%81.csv"] {
      guard case .refused(let reason) = target(path) else {
        Issue.record("\(path) is published")
        continue
      }
      #expect(reason.contains("the name of two files"))
    }
  }
  #endif

  @Test(
    "is published from where it really lies",
    arguments: [
      ("data/x.csv", "data/x.csv", "data/x.csv"), ("./data//x.csv", "data/x.csv", "data/x.csv"),
      ("data/%78.csv#top", "data/x.csv", "data/x.csv"), ("inside.txt", "inside.txt", "data/x.csv"),
      ("handout.md", "handout.md", "handout.md"), ("na%C3%AFve.txt", "naïve.txt", "naïve.txt"),
      ("data/%2e%2e/data/x.csv", "data/x.csv", "data/x.csv"),
      ("gone/deeper/../../data/x.csv", "data/x.csv", "data/x.csv"),
    ]
  )
  func published(destination: String, path: String, real: String) throws {
    let root = try #require(realpath(lessons.path, nil).map { String(cString: $0) })
    #expect(target(destination) == .file(path: path, real: "\(root)/\(real)"))
  }

  @Test(
    "leads to its page if it is a lesson, however it is named",
    arguments: [
      ("02-b.md#x", "../b/index.html#x"), ("./02-b.md", "../b/index.html"),
      ("02%2Db.md", "../b/index.html"), ("../Lessons/02-b.md", "../b/index.html"),
      ("data/sub/../../02-b.md", "../b/index.html"),
      ("lesson.txt", "../a/index.html"), ("README.md", "../index.html"),
    ]
  )
  func lesson(destination: String, address: String) {
    #expect(target(destination) == .address(address))
  }

  @Test(
    "is refused, with the reason, if a page may not publish it",
    arguments: [
      (".", "is a folder"), ("./", "is a folder"), ("data", "data is a folder"),
      ("data/", "data is a folder"), ("data/../../x", "leads out"), ("../x", "leads out"),
      ("..\\x", "leads out"), ("data/..", "is a folder"), ("../other/02-b.md", "leads out"),
      ("/etc/hosts", "leads out"), ("..%2felsewhere%2fprivate.txt", "leads out"),
      ("out.txt", "symbolic link"), ("far/private.txt", "symbolic link"),
      ("up/elsewhere/private.txt", "symbolic link"), ("git.txt", "is hidden"),
      (".git/config", "is hidden"), ("data/.hidden", "is hidden"), ("broken.txt", "no file"),
      ("recorded/01-a.json", "no records"), ("course.yml", "no settings"),
      ("drafts/next.md", "is a lesson"), ("a.swift", "the site has a.swift of its own"),
      ("pictures/loop.svg", "is Loop.svg meant?"), ("nai%CC%88ve.txt", "is naïve.txt meant?"),
      ("01-A.md", "is 01-a.md meant?"), ("x%", "write % as %25"),
      ("data/x.csv%00.png", "%00.png is no path"), ("%00", "%00 is no path"),
      ("a%E2%80%AEb", "is no path"), ("a%0Ab", "is no path"),
    ]
  )
  func refused(destination: String, words: String) {
    guard case .refused(let reason) = target(destination) else {
      Issue.record("\(destination) leads to \(target(destination))")
      return
    }
    #expect(reason.contains(words), "\(reason)")
  }
}
