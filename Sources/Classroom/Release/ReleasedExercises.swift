import ContentDigest
import Foundation
import LessonDocument

/// What each exercise was judged by when a release was made, in `releases/NAME/exercises.json`: it tells what has been changed there since.
public struct ReleasedExercises: Codable, Equatable, Sendable {
  /// The file's name.
  static let fileName = "exercises.json"

  /// The digests of checks and points, or of rubrics, by the exercises' names.
  var digests: [String: String]

  /// What the exercises of lessons are judged by.
  init(_ lessons: [Lesson]) { digests = ExerciseCatalogue(lessons).judgements }

  /// Reads what was noted in a release's folder; nil where nothing was.
  public init?(of folder: String) {
    guard let data = try? ClassFile.bytes(at: "\(folder)/\(Self.fileName)", limit: 1 << 24),
      let known = try? ClassJSON.decoder.decode(Self.self, from: data)
    else { return nil }
    self = known
  }

  /// The file's content.
  var json: Data { get throws { try ClassJSON.data(of: self) } }
}
