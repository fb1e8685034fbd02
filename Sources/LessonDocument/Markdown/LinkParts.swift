/// The parts of a passage in which a dollar sign is a dollar sign: addresses and titles of links, and tags.
struct LinkParts {
  /// An address in parentheses behind the words of a link, or what stands between `<` and `>`.
  struct Part {
    /// The byte behind it.
    var end: Int
    /// Where the words of the link begin, for an address.
    var words: Int?
    /// Whether it leads somewhere, so that no formula may hold it: `f[i](x)` may be mathematics.
    var isAddress: Bool
  }

  /// The parts, by where they begin.
  private(set) var parts: [Int: Part] = [:]
  /// For each `[` that begins a link, where its address begins.
  private(set) var addresses: [Int: Int] = [:]
  /// The addresses that stand by themselves, by where they begin; each is a part, too.
  private(set) var bareAddresses: [Int: BareAddress] = [:]

  init(_ content: [UInt8], code: CodeSpans) {
    let scanner = LinkScanner(content)
    var brackets: [Int] = []
    var index = 0
    // Definitions of links may stand at the beginning of a passage.
    while let end = scanner.definition(at: index) {
      parts[index] = Part(end: end, isAddress: true)
      index = end
    }
    while index < content.count {
      switch content[index] {
      case .backslash: index += 2
      case .backtick: index = code.end(at: index, in: content)
      case UInt8(ascii: "<"):
        let tag = scanner.tag(at: index)
        if let tag { parts[index] = Part(end: tag.end, isAddress: tag.isAddress) }
        index = tag?.end ?? index + 1
      case .openingBracket:
        brackets.append(index)
        index += 1
      case UInt8(ascii: "]"):
        let words = brackets.popLast()
        let target = words == nil ? nil : scanner.target(at: index + 1)
        if let words, let target {
          parts[index + 1] = Part(end: target.end, words: words, isAddress: target.isAddress)
          addresses[words] = index + 1
        }
        index = target?.end ?? index + 1
      default: index += 1
      }
    }
    findBareAddresses(in: content, code: code, scanner)
  }

  /// Finds the addresses outside of code, tags and the words of links.
  private mutating func findBareAddresses(
    in content: [UInt8],
    code: CodeSpans,
    _ scanner: LinkScanner
  ) {
    var (index, wordsEnd, taken) = (0, 0, 0)
    while index < content.count {
      if let part = parts[index] {
        (index, taken) = (part.end, part.end)
        continue
      }
      if let end = addresses[index] { wordsEnd = max(wordsEnd, end) }
      if index >= wordsEnd, let address = BareAddress(at: index, in: content, after: taken) {
        parts[address.range.lowerBound] = Part(end: address.range.upperBound, isAddress: true)
        bareAddresses[address.range.lowerBound] = address
        (index, taken) = (address.range.upperBound, address.range.upperBound)
        continue
      }
      switch content[index] {
      case .backslash: index += 2
      case .backtick: index = code.end(at: index, in: content)
      case UInt8(ascii: "<"):
        // Behind an address that took the beginning of a link for its own.
        let tag = scanner.tag(at: index)
        if let tag { parts[index] = Part(end: tag.end, isAddress: tag.isAddress) }
        index = tag?.end ?? index + 1
      default: index += 1
      }
    }
  }
}

/// The way through a formula, which holds no link, and reaches neither into one nor out of it.
struct LinkWalk {
  private let links: LinkParts
  private let content: [UInt8]
  private let start: Int
  /// How many brackets are open.
  private var depth = 0
  /// Where the last address begins whose link begins in the formula.
  private var lastAddress: Int

  init(_ links: LinkParts, in content: [UInt8], from start: Int) {
    (self.links, self.content, self.start) = (links, content, start)
    lastAddress = start
  }

  /// The next index to look at; nil if no formula goes on here.
  mutating func index(after index: Int) -> Int? {
    if let part = links.parts[index] {
      let isCrossing = part.words.map { $0 < start } ?? false
      return part.isAddress || isCrossing ? nil : part.end
    }
    switch content[index] {
    case .backslash: return index + 2
    case .openingBracket:
      depth += 1
      lastAddress = max(lastAddress, links.addresses[index] ?? start)
    case UInt8(ascii: "]"):
      let opensTarget = index + 1 < content.count && content[index + 1] == UInt8(ascii: "(")
      if depth == 0, opensTarget { return nil }
      depth = max(0, depth - 1)
    default: break
    }
    return index + 1
  }

  /// Whether a formula may end at an index.
  func mayEnd(at index: Int) -> Bool { index > lastAddress || lastAddress == start }
}
