import Foundation
import Testing

@testable import LessonHost

/// Folders that are remembered and put back.
@Suite struct FolderTests {
  private func withFolder(_ body: (URL, WorkingFolder) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("unroll-folder-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let opened = try #require(OpenFolder(path: folder.path))
    defer { opened.close() }
    try body(folder, WorkingFolder(folder: opened, excluded: Array("data".utf8)))
  }

  private func shell(_ script: String, in folder: URL) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", script]
    process.currentDirectoryURL = folder
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
  }

  private static let before = """
    mkdir -p a/b data; echo one > a/one; echo two > a/b/two; ln -s a/one link; ln a/one hard
    mkfifo pipe; chmod 640 a/one; chmod 500 a/b; printf 'x\\200' > "$(printf 'n\\377')"; touch empty
    truncate -s 1M hole; echo end >> hole; echo theirs > data/theirs
    """

  @Test(
    "Whatever was done, the folder is put back as it was",
    arguments: [
      "chmod u+w a/b; rm -r a link", "echo more >> a/one", "echo other > hard",
      "chmod 700 a/b; rm -r a/b; touch a/b",
      "rm link; mkdir link", "ln -sf elsewhere link", "rm pipe; echo file > pipe", "chmod 0 a",
      "chmod 0 .", "mv a c", "rm empty; ln -s /etc/passwd empty", "rm hole; echo small > hole",
      "mkdir -p n/e/w; touch n/e/w/file; chmod 0 n/e", "chmod u+w a/b; rm -r a; ln -s /usr a",
      "i=0; while [ $i -lt 400 ]; do mkdir d; cd d; i=$((i + 1)); done",
    ]
  )
  func putBack(change: String) throws {
    try withFolder { folder, working in
      try shell(Self.before, in: folder)
      let snapshot = try working.snapshot(sharing: FolderSnapshot())
      try shell(change, in: folder)
      working.restore(snapshot)
      #expect(try working.snapshot(sharing: snapshot) == snapshot)
      #expect(
        try String(contentsOf: folder.appendingPathComponent("data/theirs"), encoding: .utf8)
          == "theirs\n"
      )
    }
  }

  @Test func whatIsTheSameIsHeldOnce() throws {
    try withFolder { folder, working in
      try shell("head -c 1000000 /dev/urandom > big; echo a > small", in: folder)
      let first = try working.snapshot(sharing: FolderSnapshot())
      #expect(first.newBytes == 1_000_002)
      #expect(try working.snapshot(sharing: first).newBytes == 0)
      try shell("echo end >> big", in: folder)
      // Only the last piece has changed.
      #expect(try working.snapshot(sharing: first).newBytes < 2 * FileContents.pieceLength)
    }
  }

  @Test func aFileThatIsOpenStaysTheSameFile() throws {
    try withFolder { folder, working in
      let file = folder.appendingPathComponent("log")
      try Data("before".utf8).write(to: file)
      let snapshot = try working.snapshot(sharing: FolderSnapshot())
      let open = try FileHandle(forReadingFrom: file)
      try shell("echo more >> log", in: folder)
      working.restore(snapshot)
      #expect(try open.readToEnd() == Data("before".utf8))
    }
  }

  @Test func theSameFolderIsMeantWhenItIsMoved() throws {
    try withFolder { folder, working in
      try shell("echo one > one", in: folder)
      let snapshot = try working.snapshot(sharing: FolderSnapshot())
      let moved = folder.appendingPathExtension("moved")
      defer { try? FileManager.default.moveItem(at: moved, to: folder) }
      try FileManager.default.moveItem(at: folder, to: moved)
      try shell("echo two > one", in: moved)
      working.restore(snapshot)
      #expect(
        try String(contentsOf: moved.appendingPathComponent("one"), encoding: .utf8) == "one\n"
      )
    }
  }

  @Test("A host that is started where something stands already touches nothing, and says so")
  func foreignFolder() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("unroll-foreign-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let file = folder.appendingPathComponent("mine.txt")
    try Data("mine".utf8).write(to: file)
    let process = Process()
    let errors = Pipe()
    process.executableURL = TestHost.executable
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = errors
    try process.run()
    let said = try errors.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(process.terminationStatus == 3)
    #expect(
      String(decoding: said, as: UTF8.self)
        == "lesson-host: the folder in which it starts would be emptied, and something stands there: start it in a new one\n"
    )
    #expect(try Data(contentsOf: file) == Data("mine".utf8))
  }
}
