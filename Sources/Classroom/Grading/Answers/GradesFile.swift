import Foundation
import SystemFiles

/// Files of grades, which are nobody else's: written whole or not at all, and as closed to others as they were.
enum GradesFile {
  static func makeFolder(_ path: String) throws(GradingError) {
    do {
      try FileManager.default.createDirectory(
        atPath: path,
        withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700]
      )
    } catch {
      throw .files(path: path, reason: SystemFailure.reason(of: error))
    }
  }

  static func write(_ text: String, to path: String) throws(GradingError) {
    do throws(SystemFailure) {
      try WholeFile(path).replace(with: Data(text.utf8))
    } catch {
      throw .files(path: path, reason: error.description)
    }
  }

  static func write(json value: some Encodable, to path: String) throws(GradingError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(value) else {
      throw .files(path: path, reason: "a number in it is none")
    }
    try write(String(decoding: data, as: UTF8.self) + "\n", to: path)
  }
}
