import Foundation
import SystemFiles
import Testing

@testable import LessonRunner

/// The folder of one process, and what is copied into it.
@Suite struct WorkFolderTests {
  private let outside =
    FileManager.default.temporaryDirectory.path + "/outside-\(UUID().uuidString)"
  private let work: WorkFolder

  init() throws {
    work = try WorkFolder()
    for folder in ["victim/deep", "data"] {
      try FileManager.default.createDirectory(
        atPath: "\(outside)/\(folder)",
        withIntermediateDirectories: true
      )
    }
    for file in ["victim/key", "victim/deep/key", "data/own.csv"] {
      try Data("1\n".utf8).write(to: URL(fileURLWithPath: "\(outside)/\(file)"))
      chmod("\(outside)/\(file)", 0o600)
    }
    for folder in ["victim", "victim/deep"] { chmod("\(outside)/\(folder)", 0o700) }
  }

  private func mode(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
  }

  private func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: "\(outside)/data/\(name)",
      withDestinationPath: target
    )
  }

  @Test("A copy is readable for everyone; where its links lead nothing changes")
  func links() throws {
    defer { try? FileManager.default.removeItem(atPath: outside) }
    try link("folder", to: "\(outside)/victim")
    try link("file", to: "\(outside)/victim/key")
    try link("relative", to: "../victim/deep/key")
    try link("round", to: ".")
    try link("nowhere", to: "none")
    let copy = try work.copy("\(outside)/data", to: "data")
    #expect(try mode("\(copy)/own.csv") == 0o644 && mode(copy) == 0o755)
    for path in ["victim", "victim/deep"] { #expect(try mode("\(outside)/\(path)") == 0o700) }
    for path in ["victim/key", "victim/deep/key", "data/own.csv"] {
      #expect(try mode("\(outside)/\(path)") == 0o600)
    }
  }

  @Test("A folder that is itself a link is copied, and stays as it is")
  func linkedRoot() throws {
    defer { try? FileManager.default.removeItem(atPath: outside) }
    try link("all", to: "\(outside)/victim")
    let copy = try work.copy("\(outside)/data/all", to: "data")
    #expect(try mode("\(copy)/deep/key") == 0o644)
    #expect(try mode("\(outside)/victim") == 0o700 && mode("\(outside)/victim/deep/key") == 0o600)
  }

  @Test("What cannot be copied leaves nothing half, and is told in one sentence")
  func missing() throws {
    defer { try? FileManager.default.removeItem(atPath: outside) }
    #expect(
      throws: RunnerError.files(
        reason: "\(outside)/none cannot be copied to \(work.path): No such file or directory; "
          + "make room there, or name another temporary folder with TMPDIR"
      )
    ) { try work.copy("\(outside)/none", to: "x") }
    #expect(try FileManager.default.contentsOfDirectory(atPath: work.path) == [])
  }

  @Test("The folder is locked as long as it is in use, and gone afterwards")
  func life() throws {
    defer { try? FileManager.default.removeItem(atPath: outside) }
    guard case .taken = HeldLock.ask(work.path) else {
      Issue.record("the work folder is not locked")
      return
    }
    let other = try WorkFolder()
    #expect(FileManager.default.fileExists(atPath: work.path))
    other.remove()
    #expect(!FileManager.default.fileExists(atPath: other.path))
  }
}
