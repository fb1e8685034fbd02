/// Finds what a writer probably meant.
public enum Suggestion {
  /// A sentence about a name that is none of the known ones, which it lists.
  ///
  /// - Parameters:
  ///   - kind: what the name would be, such as "option".
  ///   - place: what the known ones belong to, such as "of a block".
  static func unknown(
    _ kind: String,
    _ name: String,
    among known: [String],
    place: String
  ) -> String {
    let near = nearest(to: name, among: known).map { "; did you mean '\($0)'? The" } ?? ": the"
    return "unknown \(kind) '\(name.prefix(60))'\(near) \(kind)s \(place) are "
      + known.joined(separator: ", ")
  }

  /// `": did you mean 'x'?"` if a candidate is near, else an empty string.
  public static func phrase(for name: String, among candidates: [String]) -> String {
    nearest(to: name, among: candidates).map { ": did you mean '\($0)'?" } ?? ""
  }

  /// The candidate that the fewest changes of letters turn the name into, if they are few.
  public static func nearest(to name: String, among candidates: [String]) -> String? {
    let written = Array(name.lowercased().prefix(64))
    let limit = max(1, written.count / 3)
    let ranked = candidates.map { candidate in
      (candidate, distance(written, Array(candidate.lowercased().prefix(64))))
    }
    let best = ranked.min { ($0.1, $0.0) < ($1.1, $1.0) }
    return best.flatMap { $0.1 <= limit ? $0.0 : nil }
  }

  /// `a, b or c`.
  public static func alternatives(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " or " + last
  }

  /// The number of insertions, deletions, substitutions and swaps of neighbours between two words.
  private static func distance(_ a: [Character], _ b: [Character]) -> Int {
    var beforePrevious: [Int] = []
    var previous = Array(0...b.count)
    for i in a.indices {
      var current = [i + 1]
      for j in b.indices {
        var cost = min(previous[j + 1], current[j]) + 1
        cost = min(cost, previous[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          cost = min(cost, beforePrevious[j - 1] + 1)
        }
        current.append(cost)
      }
      beforePrevious = previous
      previous = current
    }
    return previous[b.count]
  }
}
