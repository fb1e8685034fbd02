/// Refuses lines that open so many quotations and lists that parsing them would take minutes.
enum NestingGuard {
  /// How many containers one line may open; what it lets through, the tree limits again.
  static let limit = 500

  static func check(_ source: SourceText, mistakes: inout MistakeList) {
    for (line, bytes) in source.lines.enumerated() where bytes.count > limit {
      var marks = 0
      var kinds: Set<UInt8> = []
      var index = 0
      while let length = markLength(bytes[index...]) {
        marks += 1
        kinds.insert(bytes[index])
        index += length
        while index < bytes.count, bytes[index].isBlank { index += 1 }
      }
      // A line of nothing but `-` or `*` is a line across the page or the underline of a heading.
      let isRule = index == bytes.count && kinds.count == 1 && !kinds.contains(.quoteMark)
      if marks > limit, !isRule {
        mistakes.add(
          "this line opens more than \(limit) quotations and lists: take some out",
          at: source.location(line: line, offset: 0)
        )
      }
    }
  }

  /// The length of the mark of a quotation or a list item at the start of some bytes.
  private static func markLength(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard let first = bytes.first else { return nil }
    if first == .quoteMark { return 1 }
    var rest = bytes.drop(while: \.isDigit)
    if rest.count == bytes.count {
      guard "-+*".utf8.contains(first) else { return nil }
    } else {
      guard let end = rest.first, ".)".utf8.contains(end) else { return nil }
    }
    rest = rest.dropFirst()
    return rest.first?.isBlank == false ? nil : bytes.count - rest.count
  }
}
