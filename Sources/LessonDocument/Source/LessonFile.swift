import Foundation

/// A lesson's file on disk.
enum LessonFile {
  /// The size that a lesson may have, in bytes.
  static let sizeLimit = 1 << 20

  /// Reads a file.
  ///
  /// - Parameter path: the path, absolute or from the working directory.
  /// - Throws: one mistake that says why the file cannot be a lesson.
  static func bytes(at path: String) throws(LessonErrors) -> [UInt8] {
    let url = URL(fileURLWithPath: path).resolvingSymlinksInPath()
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: url.path) else {
      throw refusal(path, "there is no such file: give the path of a lesson's Markdown file")
    }
    switch attributes[.type] as? FileAttributeType {
    case .typeRegular?: break
    case .typeDirectory?:
      throw refusal(path, "this is a folder: give the path of a Markdown file in it")
    default: throw refusal(path, "this is not a file that can be read: give a Markdown file")
    }
    if let size = attributes[.size] as? Int, size > sizeLimit { throw tooBig(path, size) }
    do {
      let handle = try FileHandle(forReadingFrom: url)
      defer { try? handle.close() }
      let bytes = try handle.read(upToCount: sizeLimit + 1) ?? Data()
      if bytes.count > sizeLimit { throw tooBig(path, bytes.count) }
      return [UInt8](bytes)
    } catch let errors as LessonErrors {
      throw errors
    } catch {
      throw refusal(path, "the file cannot be read: allow reading it with 'chmod +r'")
    }
  }

  /// The complaint about a text that is too long for a lesson.
  static func tooBig(_ path: String, _ size: Int) -> LessonErrors {
    refusal(
      path,
      "the file holds \(size) bytes and a lesson at most \(sizeLimit) (1 MiB): split the lesson, "
        + "and keep data in Lessons/data"
    )
  }

  private static func refusal(_ path: String, _ message: String) -> LessonErrors {
    LessonErrors([
      LessonMistake(file: path, location: SourceLocation(line: 1, column: 1), message: message)
    ])
  }
}
