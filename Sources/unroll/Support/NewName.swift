import Foundation
import LessonDocument
import LessonPages
import SystemFiles

/// Names that an author gives.
enum NewName {
  /// A name that can stand in addresses and file names.
  static func checked(_ name: String) throws -> String {
    guard Slug.isValid(name) else { throw UseError.badName(name) }
    return name
  }

  /// A name taken apart: `09-gates` and `9-gates` are number 09 and `gates`, and `gates` has no number; a letter may
  /// follow two digits, as in `11b-gates`.
  static func numbered(_ name: String) -> (number: String?, name: String) {
    guard let match = name.wholeMatch(of: /([0-9]{1,2}|[0-9]{2}[a-z])-(.+)/) else {
      return (nil, name)
    }
    let number = String(match.1)
    return (number.count == 1 ? "0" + number : number, String(match.2))
  }

  /// Makes a folder.
  static func makeFolder(_ path: String) throws {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw SiteError.unwritable(path: path, reason: SystemFailure.reason(of: error))
    }
  }

  /// `clip-norm` as `Clip norm`.
  static func title(of name: String) -> String {
    let words = name.replacing("-", with: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }

  /// `clip-norm` as `clipNorm`.
  static func function(of name: String) -> String {
    let words = name.split(separator: "-")
    let joined =
      (words.first.map(String.init) ?? "") + words.dropFirst().map(\.capitalized).joined()
    return joined.first?.isNumber == true ? "answer\(joined)" : joined
  }

  /// Writes a file that is not there yet.
  static func write(_ text: String, at path: String) throws {
    do {
      if try WholeFile(path).create(Data(text.utf8)) { return }
    } catch {
      throw SiteError.unwritable(path: path, reason: error.description)
    }
    throw UseError.taken(path)
  }
}
