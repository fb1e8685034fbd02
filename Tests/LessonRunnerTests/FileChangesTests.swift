import Foundation
import LessonRunner
import Testing

@Suite("Changes of files")
struct FileChangesTests {
  @Test("A save in place is told once")
  func savedInPlace() async throws {
    let folder = try WatchedFolder(["a.md": "one", "b.md": "one"])
    try folder.write("two", to: "a.md")
    #expect(try await folder.changes() == [.init(written: ["a.md"])])
  }

  @Test("A save by rename is a change of the file, and the editor's own files are not told")
  func savedByRename() async throws {
    let folder = try WatchedFolder(["a.md": "one"])
    try folder.write("two", to: ".a.md.swp")
    try folder.write("", to: "4913")
    try folder.write("one", to: "a.md~")
    try folder.write("two", to: ".a.md.new")
    try folder.rename(".a.md.new", to: "a.md")
    #expect(try await folder.changes() == [.init(written: ["a.md"])])
  }

  @Test("A file that is away for a moment is a change, not a loss")
  func vanishedAndReturned() async throws {
    let folder = try WatchedFolder(["a.md": "one"])
    try folder.rename("a.md", to: "a.md~")
    await folder.wait(.milliseconds(200))
    try folder.write("two", to: "a.md")
    #expect(try await folder.changes() == [.init(written: ["a.md"])])
  }

  @Test("A file that is emptied before it is written is told when it is whole")
  func emptiedFirst() async throws {
    let folder = try WatchedFolder(["a.md": "one"])
    try folder.write("", to: "a.md")
    await folder.wait(.milliseconds(200))
    try folder.write("two", to: "a.md")
    #expect(try await folder.changes() == [.init(written: ["a.md"])])
  }

  @Test("A change under the old time and size is told")
  func sameStamp() async throws {
    let folder = try WatchedFolder(["a.md": "one", "b.md": "one"])
    let file = folder.url.appendingPathComponent("a.md")
    let time = try FileManager.default.attributesOfItem(atPath: file.path)[.modificationDate]
    for text in ["two", "six"] {
      // In place and one step, as a program does that keeps times.
      let handle = try FileHandle(forWritingTo: file)
      try handle.write(contentsOf: Data(text.utf8))
      try handle.close()
      try FileManager.default.setAttributes(
        [.modificationDate: try #require(time)],
        ofItemAtPath: file.path
      )
      let count = text == "two" ? 1 : 2
      let told = try await folder.changes { $0.count >= count }
      #expect(told.last == .init(written: ["a.md"]))
    }
  }

  @Test("A mode, a time or another link is no change of what a file holds")
  func touchedAlone() async throws {
    let folder = try WatchedFolder(["a.md": "one"])
    let file = folder.url.appendingPathComponent("a.md").path
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
    try FileManager.default.linkItem(atPath: file, toPath: file + "~")
    #expect(try await folder.changes(within: .seconds(1)) == [])
  }

  @Test("A file that is away and comes back untouched is no change")
  func returnedUntouched() async throws {
    let folder = try WatchedFolder(["a.md": "one"])
    try folder.rename("a.md", to: ".kept")
    await folder.wait(.milliseconds(200))
    try folder.rename(".kept", to: "a.md")
    #expect(try await folder.changes(within: .seconds(1)) == [])
  }

  @Test("A file that is gone for good is told as removed; its return, as written")
  func removed() async throws {
    let folder = try WatchedFolder(["a.md": "one"])
    try folder.remove("a.md")
    #expect(try await folder.changes() == [.init(removed: ["a.md"])])
    try folder.write("two", to: "a.md")
    #expect(
      try await folder.changes { $0.count > 1 } == [
        .init(removed: ["a.md"]), .init(written: ["a.md"]),
      ]
    )
  }

  @Test("Of ten saves in a second the last is told, with few before it")
  func manySaves() async throws {
    let folder = try WatchedFolder(["a.md": "one"])
    for number in 1...10 {
      try folder.write("save \(number)", to: "a.md")
      await folder.wait(.milliseconds(100))
    }
    try folder.write("the last", to: "a.md")
    let changes = try await folder.changes()
    #expect((1...11).contains(changes.count))
    #expect(changes.allSatisfy { $0 == .init(written: ["a.md"]) })
  }

  @Test("Files that go on changing are told all the same")
  func neverAtRest() async throws {
    let folder = try WatchedFolder(["a.md": "one"])
    for number in 1...200 {
      try folder.write("save \(number)", to: "a.md")
      await folder.wait(.milliseconds(10))
    }
    // Two seconds have passed, none of them at rest.
    #expect(try await !folder.changes(within: .zero).isEmpty)
  }

  @Test("New folders are watched, ignored ones are not")
  func folders() async throws {
    let folder = try WatchedFolder(["Lessons/a.md": "one"], ignoring: "public")
    try folder.write("1,2", to: "Lessons/data/table.csv")
    try folder.write("<p>", to: "public/index.html")
    #expect(try await folder.changes() == [.init(written: ["Lessons/data/table.csv"])])
  }

  @Test("A link to its own folder does not lead round in a circle")
  func linkInCircle() async throws {
    let folder = try WatchedFolder(["a.md": "one"])
    try FileManager.default.createSymbolicLink(
      at: folder.url.appendingPathComponent("again"),
      withDestinationURL: folder.url
    )
    try folder.write("two", to: "a.md")
    let changes = try await folder.changes()
    #expect(changes.first?.written.contains("a.md") == true)
  }

  @Test("What changes between two questions comes with the next")
  func betweenQuestions() async throws {
    // In the time that the machine has: no pause between the saves is too long.
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("unroll-changes-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let changes = FileChanges(in: [folder]).changes()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for name in ["a.md", "b.md"] {
      try Data(name.utf8).write(to: folder.appendingPathComponent(name))
      try await Task.sleep(for: .milliseconds(150))
    }
    var iterator = changes.makeAsyncIterator()
    let change = try #require(await iterator.next())
    #expect(change.written == Set(["a.md", "b.md"].map { "\(folder.path)/\($0)" }))
  }

  @Test("The sequence ends when its reader is cancelled", .timeLimit(.minutes(5)))
  func cancelled() async throws {
    // The folder for temporary files may hold anything.
    let folder = try WatchedFolder(["a.md": "one"])
    let changes = FileChanges(in: [folder.url]).changes()
    let reading = Task { for await _ in changes {} }
    try await Task.sleep(for: .milliseconds(50))
    reading.cancel()
    await reading.value
  }
}
