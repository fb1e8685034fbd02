/// All shards of one work, each there once and made from what is there now.
public struct ShardSet: Sendable {
  /// A shard's folder and what it says of itself.
  private struct Part: Sendable {
    let folder: String
    let note: ShardNote
    var shard: String { "\(note.shard)/\(note.count)" }
  }

  private let command: String
  private let parts: [Part]

  /// Reads the shards in folders.
  ///
  /// - Parameter command: the command whose shards they must be.
  /// - Parameter common: what all must have in common with what is there now, by its name.
  /// - Throws: ``ShardMistakes``: everything that is wrong with them.
  public init(
    _ folders: [String],
    command: String,
    common: [String: String]
  ) throws(ShardMistakes) {
    var parts: [Part] = []
    var mistakes: [ShardMistake] = []
    for folder in folders {
      do throws(ShardMistake) {
        let note = try ShardNote(in: folder, command: command)
        guard note.command == command else {
          throw .ofOther(folder: folder, command: note.command, wanted: command)
        }
        parts.append(Part(folder: folder, note: note))
      } catch {
        mistakes.append(error)
      }
    }
    guard mistakes.isEmpty else { throw ShardMistakes(mistakes) }
    mistakes = Self.counted(parts, command)
    // Shards of several works say nothing of what each of them lacks.
    guard mistakes.isEmpty else { throw ShardMistakes(mistakes) }
    mistakes = parts.flatMap { Self.differences($0, common, command) }
    guard mistakes.isEmpty else { throw ShardMistakes(mistakes) }
    (self.command, self.parts) = (command, parts)
  }

  /// What of the numbers is wrong: shards of other works, doubled ones, missing ones.
  private static func counted(_ parts: [Part], _ command: String) -> [ShardMistake] {
    guard let first = parts.first else { return [] }
    let count = first.note.count
    let others = parts.filter { $0.note.count != count }
    guard others.isEmpty else {
      return others.map {
        .otherCount(folder: $0.folder, shard: $0.shard, first: first.folder, count: count)
      }
    }
    let numbers = Dictionary(grouping: parts, by: \.note.shard)
    let doubled = numbers.filter { $0.value.count > 1 }.sorted { $0.key < $1.key }
    let missing = (1...count).filter { numbers[$0] == nil }
    return doubled.map { .doubled(shard: $1[0].shard, folders: $1.map(\.folder)) }
      + (missing.isEmpty ? [] : [.missing(missing, count: count, command: command)])
  }

  private static func differences(
    _ part: Part,
    _ common: [String: String],
    _ command: String
  ) -> [ShardMistake] {
    let names = Set(common.keys).union(part.note.common.keys).sorted()
    return names.filter { common[$0] != part.note.common[$0] }.map {
      .differs(folder: part.folder, shard: part.shard, what: $0, command: command)
    }
  }

  /// What is to be said of machines that differ, each a sentence.
  public var warnings: [String] {
    guard let first = parts.first else { return [] }
    return parts.filter { $0.note.machine != first.note.machine }.map {
      "shard \($0.shard) ran with another compiler, engine or processor than shard \(first.shard): "
        + "results that hang on the last digits of a number may differ"
    }
  }

  /// What the shard to which it belongs has of each piece of work: its folder, and the name under which it is kept.
  ///
  /// - Parameter asked: the digests of what is asked now, by the names of the work, and the name by which it is shared out.
  /// - Throws: ``ShardMistakes`` that names everything that is not there as it is asked now.
  public func results(
    _ work: [(name: String, sharedBy: String, asked: String)]
  ) throws(ShardMistakes) -> [String: (folder: String, kept: String)] {
    var found: [String: (folder: String, kept: String)] = [:]
    var lacking: [Int: [String]] = [:]
    let byNumber = Dictionary(parts.map { ($0.note.shard, $0) }) { first, _ in first }
    for item in work {
      let number = Shard.number(of: item.sharedBy, among: max(1, parts.count))
      guard let part = byNumber[number] else { continue }
      if let result = part.note.results[item.name], result.asked == item.asked {
        found[item.name] = (part.folder, result.kept)
      } else if lacking[number]?.last != item.sharedBy {
        // An answer and what is run beside it lack together.
        lacking[number, default: []].append(item.sharedBy)
      }
    }
    let mistakes = lacking.sorted { $0.key < $1.key }.compactMap { number, names in
      byNumber[number].map {
        ShardMistake.lacks(folder: $0.folder, shard: $0.shard, names: names, command: command)
      }
    }
    guard mistakes.isEmpty else { throw ShardMistakes(mistakes) }
    return found
  }

  /// What is wrong with a result that a shard says it keeps, and does not.
  public func lost(_ path: String, in folder: String) -> ShardMistakes {
    let shard = parts.first { $0.folder == folder }?.shard ?? ""
    return ShardMistakes([.lost(path: path, shard: shard, command: command)])
  }
}
