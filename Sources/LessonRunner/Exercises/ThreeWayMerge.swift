import LessonDocument

/// Two changes of one text, put together line by line.
///
/// Where only one side changed something, its lines stand; where both did, differently, both stand
/// between the markers that version control writes, which editors and the compiler know. How lines end is no
/// change: the merged text ends them as the own one does.
struct ThreeWayMerge {
  private(set) var text = ""
  /// How many places are marked.
  private(set) var conflicts = 0

  init(base: String, own: String, revised: String) {
    let lineEnd = FileLines.lineEnd(of: own)
    let (base, own, revised) = (base.lines, own.lines, revised.lines)
    let (inOwn, inRevised) = (base.places(in: own), base.places(in: revised))
    var (left, right, from) = (0, 0, 0)
    for line in 0...base.count {
      let isEnd = line == base.count
      guard let a = isEnd ? own.count : inOwn[line],
        let b = isEnd ? revised.count : inRevised[line]
      else { continue }
      add(base[from..<line], own[left..<a], revised[right..<b])
      if !isEnd { text += base[line] }
      (from, left, right) = (line + 1, a + 1, b + 1)
    }
    if lineEnd != "\n" { text.replace("\n", with: lineEnd) }
  }

  private mutating func add(
    _ base: ArraySlice<Substring>,
    _ own: ArraySlice<Substring>,
    _ revised: ArraySlice<Substring>
  ) {
    if own.elementsEqual(base) || own.elementsEqual(revised) {
      text += revised.joined()
    } else if revised.elementsEqual(base) {
      text += own.joined()
    } else {
      conflicts += 1
      text +=
        "\(ConflictMarkers.opening)yours\n\(own.whole)=======\n\(revised.whole)"
        + "\(ConflictMarkers.closing)the revised lesson\n"
    }
  }
}

/// The lines between which a merge puts what both sides changed.
enum ConflictMarkers {
  static let opening = "<<<<<<< "
  static let closing = ">>>>>>> "

  /// The numbers of the lines at which two versions stand.
  static func lines(in text: String) -> [Int] {
    places(in: FileLines.lines(of: text)).map(\.line)
  }

  /// Where two versions stand: the lines that begin them, and those that end them where no beginning is left.
  static func places(in lines: [CodeLine]) -> [SourceLocation] {
    var places: [SourceLocation] = []
    var isOpen = false
    for line in lines {
      if line.text.hasPrefix(opening) {
        places.append(line.location)
        isOpen = true
      } else if line.text.hasPrefix(closing) {
        if !isOpen { places.append(line.location) }
        isOpen = false
      }
    }
    return places
  }
}

/// What was changed in a text.
enum LineChanges {
  /// The lines that were taken out and put in, as in a unified diff, with a line around each change.
  static func lines(from old: String, to new: String) -> [String] {
    let (before, after) = (old.lines, new.lines)
    let places = before.places(in: after)
    var marked: [(mark: String, text: Substring)] = []
    var next = 0
    for (line, text) in before.enumerated() {
      guard let place = places[line] else {
        marked.append(("-", text))
        continue
      }
      marked += after[next..<place].map { ("+", $0) }
      marked.append((" ", text))
      next = place + 1
    }
    marked += after[next...].map { ("+", $0) }
    return marked.indices.filter { index in
      let around = marked[max(0, index - 1)...min(marked.count - 1, index + 1)]
      return around.contains { $0.mark != " " }
    }.map { marked[$0].mark + marked[$0].text.filter { $0 != "\n" } }
  }
}

extension String {
  /// The lines, each with the end `\n` if it has one.
  fileprivate var lines: [Substring] {
    let lines = FileLines.lines(of: self).map(\.text)
    return lines.dropLast().map { Substring($0 + "\n") }
      + lines.suffix(1).filter { !$0.isEmpty }.map { $0[...] }
  }
}

extension [Substring] {
  /// For each line the place of its counterpart in another text, or nil if it is not there.
  fileprivate func places(in other: [Substring]) -> [Int?] {
    let difference = other.difference(from: self)
    let removed = Set(difference.removals.map(\.offset))
    let inserted = Set(difference.insertions.map(\.offset))
    var kept = other.indices.filter { !inserted.contains($0) }[...]
    return indices.map { removed.contains($0) ? nil : kept.popFirst() }
  }
}

extension ArraySlice<Substring> {
  /// The lines as one text whose last line is ended.
  fileprivate var whole: String {
    let text = joined()
    return text.isEmpty || text.hasSuffix("\n") ? text : text + "\n"
  }
}

extension CollectionDifference.Change {
  fileprivate var offset: Int {
    switch self {
    case .insert(let offset, _, _), .remove(let offset, _, _): offset
    }
  }
}
