import Foundation
import LessonDocument

extension NotebookProse {
  /// Text with words for references, numbers for footnotes and pictures in it; code and formulas stay.
  func withWords(_ text: String) -> String {
    let notes = text.replacing(/(?m)^\[\^([\w-]+)\]:/) { note(named: $0.1) ?? $0.0 }
    let pattern =
      /(`+)[^`]+\1|\$\$[^$]+\$\$|\$[^$\n]+\$|\[\^([\w-]+)\]|(!?)\[([^\[\]]*)\]\(([^()\s]+)\)/
    return notes.replacing(pattern) { match in
      if let name = match.2 { return note(named: name) ?? match.0 }
      guard let words = match.4, let destination = match.5.map(String.init) else { return match.0 }
      return match.3?.isEmpty == false
        ? Substring(picture(destination, words) ?? String(match.0))
        : Substring(link(to: destination, String(words)) ?? String(match.0))
    }
  }

  private func note(named name: Substring) -> Substring? {
    lesson.footnotes.firstIndex { $0.name == name }.map { "<sup>\($0 + 1)</sup>" }
  }

  /// A picture beside the lesson, taken into the text; nil leaves it as it is.
  private func picture(_ source: String, _ words: Substring) -> String? {
    guard takesPictures, !source.contains(":"), let path = source.removingPercentEncoding else {
      return nil
    }
    let folder = URL(fileURLWithPath: lesson.file).deletingLastPathComponent()
    guard case .file(_, let real) = LinkedFile.find(path, in: folder, documents: []) else {
      return nil
    }
    return FileManager.default.contents(atPath: real)
      .map { "![\(words)](\(SelfContainedPage.dataAddress(source, $0)))" }
  }

  /// A link that leads somewhere from a notebook, or its words; nil leaves it as it is.
  private func link(to destination: String, _ words: String) -> String? {
    if let scheme = destination.firstIndex(of: ":"), !destination[..<scheme].contains("/") {
      return nil
    }
    let parts = destination.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let anchor = parts.count > 1 ? String(parts[1]) : ""
    guard !parts[0].isEmpty else {
      let name = numbering.entry(at: anchor).map { ReferenceWords.name(of: $0) } ?? names[anchor]
      return words.isEmpty ? name : words
    }
    let file = parts[0].split(separator: "/").last
    let other = course.first { file == URL(fileURLWithPath: $0.file).lastPathComponent[...] }
    let name = ReferenceWords.name(of: destination, in: course)
    let shown = words.isEmpty ? name ?? destination : words
    guard let baseURL, let other else { return shown }
    let address = "\(baseURL)\(other.slug)/\(anchor.isEmpty ? "" : "#\(anchor)")"
    return "[\(shown)](\(address))"
  }
}
