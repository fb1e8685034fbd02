public import Foundation

/// What an archive that `unroll submit` made says of itself, in its file `handin.json`.
public struct HandinNote: Codable, Equatable, Sendable {
  /// The file's name.
  public static let fileName = "handin.json"
  /// The newest form that is known.
  static let newestFormat = 1

  /// The form of the note.
  public var format = newestFormat
  /// The student's id, as the student wrote it.
  public var student: String
  /// The id of the release that the student works in; nil in no students' edition.
  public var release: String?
  /// When the archive was made, by the student's clock.
  public var time: Date

  /// A note.
  public init(student: String, release: String?, time: Date) {
    (self.student, self.release) = (student, release)
    // Whole seconds, as they are written.
    self.time = Date(timeIntervalSince1970: time.timeIntervalSince1970.rounded(.down))
  }

  /// The note as its file holds it.
  public var json: Data {
    get throws { try ClassJSON.data(of: self) }
  }

  /// Reads a note that a stranger wrote.
  ///
  /// - Parameter file: how mistakes name it.
  init(_ data: Data, file: String) throws(ClassMistakes) {
    do {
      self = try ClassJSON.decoder.decode(HandinNote.self, from: data)
    } catch {
      throw ClassMistakes(
        file,
        "this is no note of a submission: let the student make the archive with 'unroll submit' and change nothing in it"
      )
    }
    guard (1...Self.newestFormat).contains(format) else {
      throw ClassMistakes(
        file,
        "the note is of a newer Unroll (format \(format)): install that one"
      )
    }
    if let fault = StudentID.fault(in: student) {
      throw ClassMistakes(
        file,
        "the student's id '\(PlainName.of(student))' \(fault): let the student say another with 'unroll submit --student'"
      )
    }
    if release.map({ $0.utf8.count > 200 || $0 != PlainName.of($0) }) == true {
      throw ClassMistakes(
        file,
        "the name of the release is none: let the student make the archive anew"
      )
    }
  }
}

/// JSON as the files of a class hold it: keys sorted, times in UTC.
public enum ClassJSON {
  /// Reads it.
  public static var decoder: JSONDecoder {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    return decoder
  }

  /// Writes it, with an end of line.
  public static func data(of value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    return try encoder.encode(value) + Data("\n".utf8)
  }
}
