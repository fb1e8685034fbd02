/// The difference between two texts as `diff -u` writes it.
public struct UnifiedDiff: Sendable {
  /// The lines of the difference, without line ends; none if the texts are the same.
  public let lines: [String]

  private static let context = 3

  fileprivate enum Line {
    case same(String)
    case removed(String)
    case added(String)
  }

  /// - Parameters:
  ///   - names: what the two texts are called.
  public init(from old: String, to new: String, names: (old: String, new: String)) {
    guard old != new else {
      lines = []
      return
    }
    let all = Self.lines(Self.split(old), Self.split(new))
    lines = ["--- \(names.old)", "+++ \(names.new)"] + Self.hunks(all)
  }

  private static func split(_ text: String) -> [Substring] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last == "" { lines.removeLast() }
    return lines
  }

  private static func lines(_ old: [Substring], _ new: [Substring]) -> [Line] {
    let start = zip(old, new).prefix { $0 == $1 }.count
    let end = zip(old[start...].reversed(), new[start...].reversed()).prefix { $0 == $1 }.count
    let (oldMiddle, newMiddle) = (
      Array(old[start..<(old.count - end)]), Array(new[start..<(new.count - end)])
    )
    var removed: Set<Int> = []
    var added: Set<Int> = []
    for change in newMiddle.difference(from: oldMiddle) {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): added.insert(offset)
      }
    }
    var lines = old[..<start].map { Line.same(String($0)) }
    var (from, to) = (0, 0)
    while from < oldMiddle.count || to < newMiddle.count {
      if removed.contains(from) {
        lines.append(.removed(String(oldMiddle[from])))
        from += 1
      } else if added.contains(to) {
        lines.append(.added(String(newMiddle[to])))
        to += 1
      } else {
        lines.append(.same(String(oldMiddle[from])))
        (from, to) = (from + 1, to + 1)
      }
    }
    return lines + old[(old.count - end)...].map { Line.same(String($0)) }
  }

  /// Changes with the lines around them; those that are close stand together.
  private static func hunks(_ lines: [Line]) -> [String] {
    let changes = lines.indices.filter { if case .same = lines[$0] { false } else { true } }
    var ranges: [Range<Int>] = []
    for change in changes {
      let range = max(0, change - context)..<min(lines.count, change + context + 1)
      if let last = ranges.last, last.upperBound >= range.lowerBound {
        ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
      } else {
        ranges.append(range)
      }
    }
    var (before, oldLine, newLine) = (0, 0, 0)
    return ranges.flatMap { range -> [String] in
      for line in lines[before..<range.lowerBound] { line.count(&oldLine, &newLine) }
      let (oldStart, newStart) = (oldLine, newLine)
      let text = lines[range].map { line -> String in
        line.count(&oldLine, &newLine)
        return line.text
      }
      before = range.upperBound
      return ["@@ -\(place(oldStart, oldLine)) +\(place(newStart, newLine)) @@"] + text
    }
  }

  /// `first,count`; an empty range is named by the line before it, and a count of one is left out.
  private static func place(_ start: Int, _ end: Int) -> String {
    let count = end - start
    return count == 1 ? "\(start + 1)" : "\(count == 0 ? start : start + 1),\(count)"
  }
}

extension UnifiedDiff.Line {
  fileprivate var text: String {
    switch self {
    case .same(let text): " " + text
    case .removed(let text): "-" + text
    case .added(let text): "+" + text
    }
  }

  fileprivate func count(_ old: inout Int, _ new: inout Int) {
    switch self {
    case .same: (old, new) = (old + 1, new + 1)
    case .removed: old += 1
    case .added: new += 1
    }
  }
}
