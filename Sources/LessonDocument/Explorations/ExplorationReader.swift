/// Finds the numbers that the `explore` options of a lesson speak of, once all of its blocks are known.
struct ExplorationReader {
  private let drafts: [DraftBlock]

  /// The blocks of a lesson with the numbers that readers may move.
  static func resolved(_ drafts: [DraftBlock], mistakes: inout MistakeList) -> [DraftBlock] {
    let reader = ExplorationReader(drafts: drafts)
    return drafts.map { draft in
      var draft = draft
      guard let written = draft.header.explored, draft.block.holdsConstants else { return draft }
      do throws(ExploredRange.Refusal) {
        draft.block.options.explored = try reader.constants(written.texts, of: draft.block)
      } catch {
        mistakes.add("'explore': \(error.message)", at: written.location)
      }
      return draft
    }
  }

  private func constants(
    _ texts: [String],
    of block: LessonBlock
  ) throws(ExploredRange.Refusal) -> [ExploredConstant] {
    var explored: [ExploredConstant] = []
    for text in texts {
      let constant = try constant(ExploredRange(text), of: block)
      guard !explored.contains(where: { $0.name == constant.name }) else {
        throw refusal("'\(constant.name)' stands there twice: give it one range")
      }
      explored.append(constant)
    }
    let count = explored.reduce(1) { $0 * $1.values.count }
    guard count <= ExploredRange.limit else { throw ExploredRange.tooMany(count) }
    return explored
  }

  private func constant(
    _ range: ExploredRange,
    of block: LessonBlock
  ) throws(ExploredRange.Refusal) -> ExploredConstant {
    let name = range.name
    let named = block.constants
    guard let own = named.first(where: { $0.name == name }) else {
      throw refusal(reason(why: name, isNoneOf: named, in: block))
    }
    let place = "line \(own.location.line): \(name) = \(own.value)"
    guard !own.isWhole || range.isWhole else {
      throw refusal("'\(name)' is a whole number (\(place)): give whole values and a whole step")
    }
    let plain = own.value.filter { $0 != "_" && $0 != " " }
    guard let standard = Double(plain).flatMap(range.place) else {
      throw refusal(
        "the block's own value must be among the values, and \(own.value) is not (\(place)): shift "
          + "the range, or take a step that meets it"
      )
    }
    return ExploredConstant(
      name: name,
      values: range.texts(asWhole: own.isWhole),
      standard: standard,
      isWhole: own.isWhole
    )
  }

  /// Why a name is none of the numbers of a block, and what to do.
  private func reason(
    why name: String,
    isNoneOf named: [NamedConstant],
    in block: LessonBlock
  ) -> String {
    let syntax = BlockSyntaxReader.read(BlockCode(block.code))
    if syntax.declarations.contains(where: { $0.name == name }) {
      return "'\(name)' is not given by a number in digits: write it as in let \(name) = 0.5"
    }
    let others = drafts.filter { $0.block.index != block.index && $0.block.holdsConstants }
    for other in others {
      guard let found = other.block.constants.first(where: { $0.name == name }) else { continue }
      let line = found.location.line
      return "'\(name)' belongs to block '\(other.block.label)' (line \(line)): "
        + "write the option there"
    }
    let hint = Suggestion.phrase(for: name, among: named.map(\.name))
    guard hint.isEmpty else { return "the block names no number '\(name)'\(hint)" }
    let names = named.map(\.name).joined(separator: ", ")
    return "the block names no number '\(name)': "
      + (names.isEmpty ? "add let \(name) = 0.5 to it" : "those that it names are \(names)")
  }

  private func refusal(_ message: String) -> ExploredRange.Refusal {
    ExploredRange.Refusal(message: message)
  }
}
