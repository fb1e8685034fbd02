import Foundation
import LessonDocument
import Testing

/// The course's own lessons, three folders above this file.
private let lessonsFolder = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Lessons")

/// A place that a page of the course sends its reader to.
private struct Reference: Equatable, CustomStringConvertible {
  var file: String
  var anchor: String
  /// The block that should stand in that section, if the page names one.
  var block: String?

  var description: String {
    "\(file)#\(anchor)" + (block.map { " with the block '\($0)'" } ?? "")
  }
}

/// The sections of a lesson, and which blocks stand in each and in its subsections.
private struct Sections {
  private(set) var blocks: [String: Set<String>] = [:]

  init(of lesson: Lesson) {
    var open: [(level: Int, anchor: String)] = []
    for element in lesson.elements {
      if case .heading(let level, _, let anchor, _) = element {
        open.removeAll { $0.level >= level }
        open.append((level, anchor))
        blocks[anchor] = []
      }
      for index in element.blockIndices {
        for section in open { blocks[section.anchor]?.insert(lesson.blocks[index].label) }
      }
    }
  }

  /// Whether a reference finds its section, and its block within.
  func hold(_ reference: Reference) -> Bool {
    guard let labels = blocks[reference.anchor] else { return false }
    return reference.block.map(labels.contains) ?? true
  }
}

/// The links of one line of text to sections of lessons.
private func references(in content: [Inline], block: String?) -> [Reference] {
  content.flatMap(\.withDescendants).compactMap { inline in
    guard case .link(let destination, _, _, _) = inline, !destination.contains("://") else {
      return nil
    }
    let parts = destination.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    return Reference(
      file: String(parts[0]),
      anchor: parts.count > 1 ? String(parts[1]) : "",
      block: block
    )
  }
}

/// The block that a cell such as "block `by-hand`" names.
private func namedBlock(_ cell: [Inline]?) -> String? {
  cell?.compactMap { if case .code(let name) = $0 { name } else { nil } }.first
}

/// Where a page's links lead, with the blocks that the last column of its tables names.
private func references(of page: Lesson) -> [Reference] {
  page.elements.flatMap { element in
    guard case .table(let table) = element else {
      return element.withDescendants.flatMap { references(in: $0.inlines, block: nil) }
    }
    return table.rows.flatMap { row in
      references(in: row.flatMap { $0 }, block: namedBlock(row.last))
    }
  }
}

private func page(_ name: String) throws -> Lesson {
  try LessonReader().lesson(at: lessonsFolder.appending(path: name).path)
}

/// The references of a page that lead nowhere.
private func deadReferences(of page: Lesson) throws -> [Reference] {
  var read: [String: Sections] = [:]
  return try references(of: page).filter { reference in
    let path = lessonsFolder.appending(path: reference.file).path
    guard FileManager.default.fileExists(atPath: path) else { return true }
    let sections = try read[reference.file] ?? Sections(of: LessonReader().lesson(at: path))
    read[reference.file] = sections
    return !sections.hold(reference)
  }
}

@Test(
  "Every link of the concept map and the glossary finds its section, and its block there",
  arguments: [("concepts.md", 100), ("glossary.md", 140)]
)
func courseReferences(name: String, least: Int) throws {
  let page = try page(name)
  #expect(references(of: page).count >= least)
  #expect(try deadReferences(of: page) == [])
}

@Test("Every concept has a section and a block")
func conceptsAreComplete() throws {
  let page = try page("concepts.md")
  let tables = page.elements.compactMap { if case .table(let table) = $0 { table } else { nil } }
  #expect(tables.count == 5)
  for row in tables.flatMap(\.rows) {
    let place = row[1].map { $0.plainText(in: page.inlineExpressions) }.joined()
    #expect(references(in: row[1], block: nil).count == 1, "\(place)")
    #expect(namedBlock(row.last) != nil, "\(place)")
  }
}

@Test("Every term of the glossary leads to one section of one lesson")
func glossaryTerms() throws {
  let page = try page("glossary.md")
  var terms: [String: Int] = [:]
  var term: String?
  for element in page.elements {
    if case .heading(level: 2, _, let anchor, _) = element { term = anchor }
    guard let name = term, name != "notation" else { continue }
    terms[name, default: 0] += references(in: element.inlines, block: nil).count
  }
  #expect(terms.count > 80)
  #expect(terms.filter { $0.value != 1 }.isEmpty)
}

@Test(
  "A wrong section and a block of another section are noticed",
  arguments: [
    ("[a](02-vanilla-rnn.md#no-such-section)", 1), ("[a](77-nothing.md#a)", 1),
    ("[a](02-vanilla-rnn.md#one-unit-by-hand)", 0),
    ("| a | b |\n|---|---|\n| [a](02-vanilla-rnn.md#one-unit-by-hand) | block `heatmap` |", 1),
    ("| a | b |\n|---|---|\n| [a](02-vanilla-rnn.md#one-unit-by-hand) | block `by-hand` |", 0),
  ]
)
func deadReferencesAreNoticed(text: String, dead: Int) throws {
  let page = try LessonReader().lesson(source: text, file: "page.md")
  #expect(try deadReferences(of: page).count == dead)
}
