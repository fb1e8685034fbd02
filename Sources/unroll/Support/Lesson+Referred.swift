import Foundation
import LessonDocument

extension Lesson {
  /// The lessons beside this one that it refers to by name, `[](03-gates.md#fig-gate)`: what is shown there are
  /// their words.
  var referredLessons: [Lesson] {
    let all = elements + footnotes.flatMap(\.content)
    let names = all.flatMap(\.inlines).flatMap(\.withDescendants).compactMap { inline in
      guard case .link(let destination, _, let words, _) = inline, words.isEmpty,
        !destination.hasPrefix("#"), !destination.contains(":")
      else { return nil as String? }
      return destination.prefix { $0 != "#" }.removingPercentEncoding
    }
    let folder = (file as NSString).deletingLastPathComponent
    return Set(names).sorted().compactMap { name in
      try? LessonReader().lesson(at: (folder as NSString).appendingPathComponent(name))
    }
  }
}
