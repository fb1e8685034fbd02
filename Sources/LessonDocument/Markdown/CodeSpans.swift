/// Where the code of a passage stands between backticks.
struct CodeSpans {
  /// Where the runs of backticks begin, by their length.
  private var runs: [Int: [Int]] = [:]

  init(_ content: [UInt8]) {
    var index = 0
    while index < content.count {
      let length = content[index...].prefix { $0 == .backtick }.count
      if length > 0 { runs[length, default: []].append(index) }
      index += max(1, length)
    }
  }

  /// The end of the code that begins with the run of backticks at an index, or of the run if none does.
  func end(at index: Int, in content: [UInt8]) -> Int {
    let length = content[index...].prefix { $0 == .backtick }.count
    let same = runs[length] ?? []
    var low = 0
    var high = same.count
    while low < high {
      let middle = (low + high) / 2
      if same[middle] > index { high = middle } else { low = middle + 1 }
    }
    return (low < same.count ? same[low] : index) + length
  }
}
