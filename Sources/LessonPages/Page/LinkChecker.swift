import Foundation
public import LessonDocument

/// Finds links of a lesson that lead nowhere: to files, lessons, headings that are not there.
public struct LinkChecker {
  /// Makes a checker.
  public init() {}

  /// The links that lead nowhere, in the order of the lesson.
  public func mistakes(in lesson: Lesson) -> [LessonMistake] {
    let folder = URL(fileURLWithPath: lesson.file).deletingLastPathComponent()
    return lesson.elements.flatMap(\.links).compactMap { link in
      message(link.destination, in: lesson, folder: folder).map {
        LessonMistake(file: lesson.file, location: link.location, message: $0)
      }
    }
  }

  private func message(_ destination: String, in lesson: Lesson, folder: URL) -> String? {
    let outline = CourseOutline(title: "", description: "", lessons: [])
    let target = LinkResolver(outline: outline, folder: folder).target(of: destination)
    if case .refused(let reason) = target { return reason }
    let parts = destination.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let path = parts[0].prefix { $0 != "?" }
    guard parts.count == 2, !parts[1].isEmpty else { return nil }
    let anchor = parts[1].removingPercentEncoding ?? String(parts[1])
    if path.isEmpty { return missing(anchor, in: lesson, named: "this lesson") }
    guard case .file(let file) = target, file.hasSuffix(".md") else { return nil }
    let url = folder.appendingPathComponent(file)
    // What is wrong with another lesson's file is said where that is read.
    guard let other = try? LessonReader().lesson(at: url.path) else { return nil }
    return missing(anchor, in: other, named: file)
  }

  private func missing(_ anchor: String, in lesson: Lesson, named name: String) -> String? {
    let headings = lesson.elements.flatMap(\.anchors)
    guard !headings.contains(anchor), !lesson.otherAnchors.contains(anchor) else { return nil }
    let near = headings.min { Self.distance($0, anchor) < Self.distance($1, anchor) }
    let hint = near.flatMap { Self.distance($0, anchor) <= max(2, anchor.count / 3) ? $0 : nil }
    return "There is no heading #\(anchor) in \(name)" + (hint.map { "; is #\($0) meant?" } ?? ".")
  }

  /// How many letters must change, go or come to make one word of the other.
  private static func distance(_ left: String, _ right: String) -> Int {
    let right = Array(right)
    var row = Array(0...right.count)
    for (number, letter) in left.enumerated() {
      var corner = row[0]
      row[0] = number + 1
      for index in right.indices {
        let change = corner + (letter == right[index] ? 0 : 1)
        corner = row[index + 1]
        row[index + 1] = min(change, corner + 1, row[index] + 1)
      }
    }
    return row[right.count]
  }
}

extension Lesson {
  /// What else on the lesson's page has an address: blocks, exercises, what the author wrote as HTML.
  fileprivate var otherAnchors: Set<String> {
    var anchors = Set(blocks.map { PageBody.identifier($0) })
    anchors.formUnion(exercises.map { "exercise.\($0.name)" })
    for html in elements.flatMap(\.html) {
      anchors.formUnion(
        html.matches(of: /\b(?:id|name)\s*=\s*["']([^"']+)["']/).map { String($0.1) }
      )
    }
    return anchors
  }
}

extension Element {
  /// The destinations of all links and images, with their places.
  fileprivate var links: [(destination: String, location: SourceLocation)] {
    switch self {
    case .heading(_, let content, _, _), .paragraph(let content): content.flatMap(\.links)
    case .list(_, _, let items): items.flatMap { $0.flatMap(\.links) }
    case .quote(let content), .hint(_, _, let content): content.flatMap(\.links)
    case .callout(_, let title, let content):
      title.flatMap(\.links) + content.flatMap(\.links)
    case .block, .code, .math, .html, .thematicBreak: []
    }
  }

  /// The author's HTML.
  fileprivate var html: [String] {
    switch self {
    case .html(let html): [html]
    case .heading(_, let content, _, _), .paragraph(let content): content.flatMap(\.html)
    case .list(_, _, let items): items.flatMap { $0.flatMap(\.html) }
    case .quote(let content), .callout(_, _, let content), .hint(_, _, let content):
      content.flatMap(\.html)
    case .block, .code, .math, .thematicBreak: []
    }
  }
}

extension Inline {
  fileprivate var links: [(destination: String, location: SourceLocation)] {
    switch self {
    case .link(let destination, _, let content, let location):
      [(destination, location)] + content.flatMap(\.links)
    case .image(let source, _, let content, let location):
      [(source, location)] + content.flatMap(\.links)
    case .emphasis(let content), .strong(let content): content.flatMap(\.links)
    case .text, .code, .expression, .math, .html, .softBreak, .lineBreak: []
    }
  }

  fileprivate var html: [String] {
    switch self {
    case .html(let html): [html]
    case .emphasis(let content), .strong(let content), .link(_, _, let content, _),
      .image(_, _, let content, _):
      content.flatMap(\.html)
    case .text, .code, .expression, .math, .softBreak, .lineBreak: []
    }
  }
}
