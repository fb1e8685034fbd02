import ContentDigest
import Foundation
import LessonDocument

/// What the last kept results of a lesson depended on, in the store beside the results.
struct LastInputs: Codable, Equatable, Sendable {
  var inputs: ResultInputs
  /// How many steps' results were kept: none after one that may go differently another time.
  var count: Int

  /// What was kept of a lesson; nil if nothing was, or the file is damaged.
  static func read(of lesson: Lesson, in folder: String) -> LastInputs? {
    CheckedFile.read(path(of: lesson, in: folder))
      .flatMap { try? JSONDecoder().decode(LastInputs.self, from: $0) }
  }

  /// Keeps it; a store that cannot be written keeps nothing.
  func write(of lesson: Lesson, in folder: String) {
    guard Self.read(of: lesson, in: folder) != self else { return }
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    guard let data = try? encoder.encode(self) else { return }
    try? CheckedFile.write(data, to: Self.path(of: lesson, in: folder))
  }

  private static func path(of lesson: Lesson, in folder: String) -> String {
    let file = URL(fileURLWithPath: lesson.file).standardizedFileURL.path
    return "\(folder)/inputs-\(ContentDigest.hexadecimal(of: file)).json"
  }
}
