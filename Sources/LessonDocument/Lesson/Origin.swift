/// Who wrote a lesson or a course, when, and how it may be used and cited.
public struct Origin: Codable, Equatable, Sendable {
  /// The authors, as their names are written, perhaps with an affiliation: `Marie Curie (Sorbonne)`.
  public var authors: [String] = []
  /// The day of publication, `2026-03-01`.
  public var date: String?
  /// The licence: an SPDX identifier, such as `CC-BY-4.0`, or words.
  public var licence: String?
  /// The digital object identifier, without `https://doi.org/`.
  public var doi: String?

  /// Makes an origin of which nothing is said.
  public init() {}

  /// What is said here, and elsewhere where it is said there alone.
  public func completed(by other: Origin) -> Origin {
    var origin = self
    if origin.authors.isEmpty { origin.authors = other.authors }
    origin.date = date ?? other.date
    origin.licence = licence ?? other.licence
    return origin
  }
}

extension YAMLEntry {
  /// A day of the calendar.
  func day(_ mistakes: inout MistakeList) -> String? {
    guard case .scalar(let text, _) = value else { return refuse(.day, &mistakes) }
    guard let match = text.wholeMatch(of: /([0-9]{4})-([0-9]{2})-([0-9]{2})/),
      let year = Int(match.1), let month = Int(match.2), let day = Int(match.3),
      (1...12).contains(month)
    else { return refuse(.day, &mistakes) }
    let isLeap = year.isMultiple(of: 4) && !year.isMultiple(of: 100) || year.isMultiple(of: 400)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    return (1...days).contains(day) ? text : refuse(.day, &mistakes)
  }

  /// A digital object identifier, with or without the address that resolves it.
  func doi(_ mistakes: inout MistakeList) -> String? {
    guard case .scalar(let text, _) = value,
      let match = text.wholeMatch(
        of: /(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:)?(10\.[0-9]{4,9}\/[^\s"<>]+)/
      )
    else { return refuse(.doi, &mistakes) }
    return String(match.1)
  }
}
