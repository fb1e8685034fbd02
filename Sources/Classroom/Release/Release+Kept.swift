import Foundation
import LessonDocument
import SystemFiles

/// What the instructor keeps.
extension Release {
  /// Keeps the instructor's lessons as they are now: what students of this release hand in is graded by them.
  func keep(_ stamp: ReleaseStamp) throws(ReleaseError) -> String {
    var files = ReleaseFiles()
    try addLessons(to: &files) { $0.text.joined }
    try Self.trying(ReleasedExercises.fileName) {
      files.add(try ReleasedExercises(course.lessons).json, at: ReleasedExercises.fileName)
    }
    let parent = folder == "." ? Self.keptFolder : "\(folder)/\(Self.keptFolder)"
    let place = "\(parent)/\(stamp.release)"
    let kept = files
    try Self.trying(place) {
      try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
      LiveFolder.removeAbandoned(in: parent, prefix: ".release-")
      let draft = try LiveFolder(in: parent, prefix: ".release-", mode: 0o777)
      try Self.write(kept, to: draft.path)
      try FolderExchange.put(draft.path, inPlaceOf: place)
      try? FileManager.default.removeItem(atPath: draft.path)
    }
    return place
  }
}
