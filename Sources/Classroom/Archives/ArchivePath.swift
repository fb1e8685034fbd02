import Foundation

/// A path in an archive, as names that follow each other.
struct ArchivePath: Equatable {
  /// The names, in the composed form of their letters.
  let names: [String]

  /// - Throws: ``ArchiveError/leaves(_:)`` if the path does not stay where it is unpacked.
  init(_ path: String) throws(ArchiveError) {
    let isDrive = path.unicodeScalars.dropFirst().first == ":"
    guard !path.hasPrefix("/"), !isDrive else { throw .leaves(path) }
    names = path.split(separator: "/").filter { $0 != "." }
      .map { $0.precomposedStringWithCanonicalMapping }
    if names.contains("..") { throw .leaves(path) }
  }

  /// The last name.
  var name: String { names.last ?? "" }

  /// Whether it belongs to a system or an editor, and to nobody's answer.
  var isLitter: Bool {
    names.contains { $0.hasPrefix(".") || $0 == "__MACOSX" || $0 == "Thumbs.db" }
  }
}
