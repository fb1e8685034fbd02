import ContentDigest
import Foundation
import SystemFiles

/// The files of a release by their paths in it.
struct ReleaseFiles {
  /// A file.
  struct File {
    var content: Data
    /// Whether it may be run.
    var isProgram = false
  }

  private(set) var files: [String: File] = [:]

  /// The paths, sorted by their bytes.
  var paths: [String] { files.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } }

  mutating func add(_ content: Data, at path: String, isProgram: Bool = false) {
    files[path] = File(content: content, isProgram: isProgram)
  }

  mutating func add(_ text: String, at path: String) { add(Data(text.utf8), at: path) }

  /// Adds a file, if it is there.
  ///
  /// - Parameter root: the folder that no link may leave.
  mutating func add(file: String, at path: String, root: String) throws(ReleaseError) {
    guard let real = Self.realPath(file) else {
      // What is no file now may be a link to nothing.
      let isLink = (try? FileManager.default.destinationOfSymbolicLink(atPath: file)) != nil
      if isLink { throw .notOrdinary(path: file) }
      return
    }
    let base = Self.realPath(root) ?? root
    guard real.hasPrefix(base + "/") else { throw .notOrdinary(path: file) }
    let attributes = try? FileManager.default.attributesOfItem(atPath: real)
    guard attributes?[.type] as? FileAttributeType == .typeRegular else {
      throw .notOrdinary(path: file)
    }
    let mode = attributes?[.posixPermissions] as? Int ?? 0o644
    do {
      let content = try Data(contentsOf: URL(fileURLWithPath: real), options: .mappedIfSafe)
      add(content, at: path, isProgram: mode & 0o100 != 0)
    } catch {
      throw .failed(path: file, reason: SystemFailure.reason(of: error))
    }
  }

  /// Adds what a folder holds, however deep, but hidden files.
  ///
  /// - Parameter leavingOut: the names in it that stay behind.
  mutating func add(
    folder: String,
    at path: String,
    root: String,
    leavingOut: Set<String> = []
  ) throws(ReleaseError) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names.sorted()
    where !name.hasPrefix(".") && !leavingOut.contains(name) && name != "__pycache__" {
      let file = "\(folder)/\(name)"
      var isFolder: ObjCBool = false
      let isThere = FileManager.default.fileExists(atPath: file, isDirectory: &isFolder)
      if isThere, isFolder.boolValue {
        // A link to a folder may lead in a circle.
        let isLink = (try? FileManager.default.destinationOfSymbolicLink(atPath: file)) != nil
        if isLink { throw .notOrdinary(path: file) }
        try add(folder: file, at: "\(path)/\(name)", root: root)
      } else {
        try add(file: file, at: "\(path)/\(name)", root: root)
      }
    }
  }

  static func realPath(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }
}

extension ReleaseFiles {
  /// The SHA-256 of all paths and contents.
  var digest: String {
    var digest = ContentDigest()
    for path in paths {
      let content = files[path]?.content ?? Data()
      digest.update("\(path)\u{0}\(content.count)\u{0}".utf8)
      digest.update(content)
    }
    return digest.hexadecimal
  }
}
