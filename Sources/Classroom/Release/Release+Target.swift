import Foundation
import LessonDocument

extension Release {
  /// Refuses a place where something else would be replaced.
  func check(_ target: URL, archive: String?) throws(ReleaseError) {
    if let archive {
      let place = URL(fileURLWithPath: archive).standardizedFileURL.path
      // It would go with the folder that is replaced.
      if place.hasPrefix(target.path + "/") { throw .inside(path: archive, folder: target.path) }
    }
    if let name, !ReleaseStamp.isName(name) { throw .badName(name) }
    if ReleaseStamp.of(folder: folder) != nil { throw .isEdition(path: folder) }
    let path = target.path
    let type = (try? FileManager.default.attributesOfItem(atPath: path))?[.type]
    if let type = type as? FileAttributeType, type != .typeDirectory {
      throw .notARelease(path: path)
    }
    try refuseInside(target)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    guard !names.isEmpty else { return }
    guard ReleaseStamp.of(folder: path) != nil else { throw .notARelease(path: path) }
    if names.contains("Work") { throw .hasWork(path: path) }
  }

  /// The course's own folders, and those above it.
  private func refuseInside(_ target: URL) throws(ReleaseError) {
    let real = { (path: String) in
      URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().path
    }
    let wanted = real(target.path)
    for root in [folder, program].compactMap(\.self) {
      let base = real(root)
      if base == wanted || base.hasPrefix(wanted == "/" ? "/" : wanted + "/") {
        throw .inside(path: target.path, folder: root)
      }
      let own = [
        "Lessons", "Site", "Work", "Sources", "Tests", "submitted", "grades", Self.keptFolder,
        ".build",
        ".git",
      ]
      for name in own where wanted == "\(base)/\(name)" || wanted.hasPrefix("\(base)/\(name)/") {
        throw .inside(path: target.path, folder: name)
      }
    }
  }
}
