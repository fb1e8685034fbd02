import Foundation
import SystemFiles
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Files that are written whole or not at all.
@Suite struct WholeFileTests {
  private func inFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.path)
  }

  private func mode(_ path: String) -> mode_t {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & 0o777 : 0
  }

  private func create(_ path: String, _ text: String, like model: String? = nil) throws -> Bool {
    try WholeFile(path, like: model).create(Data(text.utf8))
  }

  private func replace(_ path: String, with data: Data) throws {
    try WholeFile(path).replace(with: data)
  }

  private func text(_ path: String) throws -> String {
    try String(contentsOfFile: path, encoding: .utf8)
  }

  @Test("A file keeps its rights, a copy has those of its model, and a new one those of any")
  func rights() throws {
    try inFolder { folder in
      let (own, copy, new) = ("\(folder)/own", "\(folder)/copy", "\(folder)/new")
      #expect(try create(own, "a"))
      for wanted: mode_t in [0o600, 0o640, 0o755, 0o444] {
        #expect(chmod(own, wanted) == 0)
        try WholeFile(own).replace(with: Data("\(wanted)".utf8))
        let now = try text(own)
        #expect(mode(own) == wanted && now == "\(wanted)")
      }
      #expect(chmod(own, 0o600) == 0)
      #expect(try create(copy, "b", like: own))
      try WholeFile(new, like: own).replace(with: Data("c".utf8))
      #expect(mode(copy) == 0o600 && mode(new) == 0o600)
      let mask = umask(0)
      umask(mask)
      try WholeFile("\(folder)/plain").replace(with: Data())
      #expect(mode("\(folder)/plain") == 0o666 & ~mask)
    }
  }

  @Test("What is there is not written over by a new file, and no part is left")
  func taken() throws {
    try inFolder { folder in
      #expect(try create("\(folder)/a", "first"))
      #expect(try !create("\(folder)/a", "second"))
      #expect(symlink("\(folder)/nowhere", "\(folder)/link") == 0)
      #expect(try !create("\(folder)/link", "third"))
      let kept = try text("\(folder)/a")
      #expect(kept == "first")
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == ["a", "link"]
      )
    }
  }

  @Test("Where nothing can be written the reason is told and nothing is left")
  func refused() throws {
    try inFolder { folder throws in
      #expect(throws: SystemFailure(ENOENT)) { try create("\(folder)/none/a", "") }
      try FileManager.default.createDirectory(
        atPath: "\(folder)/full",
        withIntermediateDirectories: true
      )
      #expect(throws: SystemFailure(EISDIR)) {
        try replace("\(folder)/full", with: Data("a".utf8))
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["full"])
    }
  }

  #if os(Linux)
  @Test(
    "On a full disk what was there stays, and nothing half-written is left",
    .enabled("a disk can be mounted only by the superuser") { geteuid() == 0 }
  )
  func fullDisk() throws {
    try inFolder { folder in
      let disk = "\(folder)/disk"
      try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
      guard mount("none", disk, "tmpfs", 0, "size=64k") == 0 else { return }
      defer { umount2(disk, Int32(MNT_DETACH)) }
      try WholeFile("\(disk)/a").replace(with: Data("small".utf8))
      let large = Data(repeating: 65, count: 1 << 20)
      #expect(throws: SystemFailure(ENOSPC)) { try replace("\(disk)/a", with: large) }
      #expect(throws: SystemFailure(ENOSPC)) {
        try create("\(disk)/b", String(repeating: "A", count: 1 << 20))
      }
      #expect(try text("\(disk)/a") == "small")
      #expect(try FileManager.default.contentsOfDirectory(atPath: disk) == ["a"])
    }
  }
  #endif
}
