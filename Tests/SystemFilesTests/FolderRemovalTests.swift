import Foundation
import SystemFiles
import Testing

/// Folders that a stranger's program has left.
@Suite struct FolderRemovalTests {
  /// Does something with a folder that is gone afterwards, whose neighbour stays.
  private func removed(_ fill: (String) throws -> Void) throws {
    let parent = FileManager.default.temporaryDirectory
      .appendingPathComponent("unroll-removal-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(
      atPath: "\(parent)/neighbour",
      withIntermediateDirectories: true
    )
    try "kept".write(toFile: "\(parent)/neighbour/kept.txt", atomically: false, encoding: .utf8)
    try FileManager.default.createDirectory(
      atPath: "\(parent)/scratch",
      withIntermediateDirectories: true
    )
    try fill("\(parent)/scratch")
    #expect(FolderRemoval.remove("\(parent)/scratch"))
    #expect(!FileManager.default.fileExists(atPath: "\(parent)/scratch"))
    #expect(FileManager.default.contents(atPath: "\(parent)/neighbour/kept.txt")?.count == 4)
    #expect(FolderRemoval.remove(parent))
  }

  @Test("Two thousand levels, each with a file, are removed")
  func deep() throws {
    try removed { folder in
      var place = open(folder, O_RDONLY | O_DIRECTORY)
      for _ in 0..<2000 {
        mkdirat(place, "deeper", 0o700)
        close(openat(place, "file", O_CREAT | O_WRONLY, 0o600))
        let next = openat(place, "deeper", O_RDONLY | O_DIRECTORY)
        close(place)
        place = next
      }
      close(place)
    }
  }

  @Test("Names of every kind are removed")
  func names() throws {
    try removed { folder in
      let names: [[UInt8]] = [
        Array(repeating: 97, count: 255), Array("a\nb".utf8), [0xff, 0xfe], Array(" ".utf8),
        Array("-rf".utf8), Array(".removed-1".utf8), Array(".removed-2".utf8),
      ]
      for name in names {
        let path = Array(folder.utf8) + [47] + name + [0]
        path.withUnsafeBufferPointer { bytes in
          bytes.withMemoryRebound(to: CChar.self) { path in
            _ = path.baseAddress.map { mkdir($0, 0o700) }
          }
        }
      }
      for inner in ["-rf/inner", "-rf/inner/innermost", ".removed-1/x"] {
        mkdir("\(folder)/\(inner)", 0o700)
      }
    }
  }

  @Test("Rights that were taken are given back, and no link is followed")
  func rights() throws {
    try removed { folder in
      mkdir("\(folder)/closed", 0o700)
      mkdir("\(folder)/closed/inner", 0o700)
      close(open("\(folder)/closed/inner/file", O_CREAT | O_WRONLY, 0o400))
      symlink("../neighbour", "\(folder)/link")
      symlink("../../neighbour", "\(folder)/closed/link")
      symlink("/nowhere", "\(folder)/broken")
      mkfifo("\(folder)/pipe", 0o600)
      chmod("\(folder)/closed/inner", 0)
      chmod("\(folder)/closed", 0)
      chmod(folder, 0)
    }
  }

  @Test func manyFilesAreRemoved() throws {
    try removed { folder in
      for number in 0..<20_000 { close(open("\(folder)/\(number)", O_CREAT | O_WRONLY, 0o600)) }
    }
  }

  @Test func whatIsNotThereIsRemovedAlready() {
    #expect(FolderRemoval.remove("/nowhere/\(UUID().uuidString)"))
  }
}
