public import LessonDocument

/// Why a release is not made; nothing is written then.
public enum ReleaseError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Lines that only instructors may see would be in it.
  case leaks([LessonMistake])
  /// The folder holds what is no release.
  case notARelease(path: String)
  /// The folder is a release in which somebody works, whose answers would go with it.
  case hasWork(path: String)
  /// The folder is, or lies in, what is released.
  case inside(path: String, folder: String)
  /// The course is a students' edition itself.
  case isEdition(path: String)
  /// The name can be no release's.
  case badName(String)
  /// Something that belongs to the release is no ordinary file.
  case notOrdinary(path: String)
  /// A file cannot be read or written.
  case failed(path: String, reason: String)

  /// A sentence with the fix.
  public var description: String {
    switch self {
    case .leaks(let mistakes): LessonErrors(mistakes).description
    case .notARelease(let path):
      "'\(path)' holds what is no release, and would be replaced: name another folder, or empty this one"
    case .hasWork(let path):
      "'\(path)' holds Work, the answers of somebody who works in that release, which would go with it: name another folder, or "
        + "move Work away first"
    case .inside(let path, let folder):
      "'\(path)' lies in '\(folder)', which is released: name a folder outside of the course's own"
    case .isEdition(let path):
      "'\(path)' is a students' edition already: release from the instructor's course"
    case .badName(let name):
      "'\(name.prefix(60))' cannot name a release: write letters, digits, '-', '.' and '_', as in 2026-autumn"
    case .notOrdinary(let path):
      "'\(path)' is a link or no ordinary file, which no release holds: put the file itself in its place"
    case .failed(let path, let reason): "'\(path)' cannot be read or written: \(reason)"
    }
  }
}
