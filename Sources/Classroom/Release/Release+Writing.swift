import Foundation
import SystemFiles

/// How files, archive and folder come to the disk: whole, or not at all.
extension Release {
  static func write(_ files: ReleaseFiles, to folder: String) throws(ReleaseError) {
    for (path, file) in files.files {
      let url = URL(fileURLWithPath: "\(folder)/\(path)")
      try trying(path) {
        try FileManager.default.createDirectory(
          at: url.deletingLastPathComponent(),
          withIntermediateDirectories: true
        )
        try file.content.write(to: url)
        if file.isProgram {
          try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: url.path)
        }
      }
    }
  }

  /// The archive, in which all lies in one folder.
  func pack(_ files: ReleaseFiles, _ stamp: ReleaseStamp) throws(ReleaseError) -> Data {
    var builder = ZipBuilder()
    for (path, file) in files.files {
      builder.add(file.content, at: "\(stamp.release)/\(path)", isProgram: file.isProgram)
    }
    do throws(ArchiveError) {
      return try builder.data()
    } catch {
      throw .failed(path: "archive", reason: error.description)
    }
  }

  func publish(
    _ draft: String,
    as target: URL,
    _ packed: (path: String, content: Data)?
  ) throws(ReleaseError) {
    try Self.trying(target.path) {
      // Written before the folder takes its place: a full disk then changes nothing.
      let part = packed.map { "\($0.path).\(UUID().uuidString).part" }
      if let packed, let part {
        do {
          try packed.content.write(to: URL(fileURLWithPath: part), options: .atomic)
        } catch {
          unlink(part)
          throw error
        }
      }
      // One release at a time takes the place; where the file system has no locks, two still exchange whole ones.
      let turn = HeldLock.ask(target.deletingLastPathComponent().path, waits: true)
      defer { withExtendedLifetime(turn) {} }
      try FolderExchange.put(draft, inPlaceOf: target.path)
      try? FileManager.default.removeItem(atPath: draft)
      if let packed, let part, rename(part, packed.path) != 0 { throw SystemFailure(errno) }
    }
  }

  static func trying<Value>(
    _ path: String,
    _ body: () throws -> Value
  ) throws(ReleaseError) -> Value {
    do {
      return try body()
    } catch let error as ReleaseError {
      throw error
    } catch {
      throw .failed(path: path, reason: SystemFailure.reason(of: error))
    }
  }
}
