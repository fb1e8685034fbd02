/// Why shards cannot be merged, or one cannot be written.
public enum ShardMistake: Error, Equatable, Sendable, CustomStringConvertible {
  /// A folder holds no note of a shard.
  case notThere(folder: String, command: String)
  /// A note cannot be read.
  case damaged(path: String)
  /// A note cannot be written.
  case unwritable(path: String, reason: String)
  /// A shard is of another command.
  case ofOther(folder: String, command: String, wanted: String)
  /// A shard is one of another number of shards than the first.
  case otherCount(folder: String, shard: String, first: String, count: Int)
  /// Two folders hold the same shard.
  case doubled(shard: String, folders: [String])
  /// Shards are not among the folders.
  case missing([Int], count: Int, command: String)
  /// A shard had something else in common with the others than what is there now.
  case differs(folder: String, shard: String, what: String, command: String)
  /// A shard lacks work that is its own, as it is asked now.
  case lacks(folder: String, shard: String, names: [String], command: String)
  /// What a shard says it keeps is not there, or damaged.
  case lost(path: String, shard: String, command: String)

  /// A sentence with the fix.
  public var description: String {
    switch self {
    case .notThere(let folder, let command):
      "'\(folder)' holds no shard.json: name folders that `unroll \(command) --shard` has written; "
        + "one that was ended writes it when it is run again"
    case .damaged(let path):
      "'\(path)' is not what a shard writes: run that shard again"
    case .unwritable(let path, let reason):
      "'\(path)' cannot be written: \(reason); what is done already is kept"
    case .ofOther(let folder, let command, let wanted):
      "'\(folder)' is a shard of `unroll \(command)`: name those of `unroll \(wanted)`"
    case .otherCount(let folder, let shard, let first, let count):
      "'\(folder)' is shard \(shard), and '\(first)' is one of \(count): "
        + "merge the shards of one number"
    case .doubled(let shard, let folders):
      folders.map { "'\($0)'" }.joined(separator: " and ")
        + " are both shard \(shard): leave out all but one"
    case .missing(let numbers, let count, let command):
      "\(numbers.count == 1 ? "shard" : "shards") \(Self.list(numbers.map(String.init))) of \(count) "
        + "\(numbers.count == 1 ? "is" : "are") missing: name the folder, or run `unroll \(command) "
        + "--shard \(numbers[0])/\(count)`"
    case .differs(let folder, let shard, let what, let command):
      "shard \(shard) in '\(folder)' ran with another \(what) than there is here: "
        + "run `unroll \(command) --shard \(shard)` again"
    case .lacks(let folder, let shard, let names, let command):
      "shard \(shard) in '\(folder)' has no result of \(Self.list(names)), as it is now: "
        + "run `unroll \(command) --shard \(shard)` again"
    case .lost(let path, let shard, let command):
      "'\(path)' is missing or damaged: run `unroll \(command) --shard \(shard)` again"
    }
  }

  private static func list(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    guard names.count <= 4 else {
      return names.prefix(3).joined(separator: ", ") + " and \(names.count - 3) more"
    }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }
}

/// All that is wrong with the shards that are to be merged.
public struct ShardMistakes: Error, Equatable, Sendable, CustomStringConvertible {
  /// The mistakes, in the order of the folders.
  public var mistakes: [ShardMistake]

  /// Collects mistakes.
  public init(_ mistakes: [ShardMistake]) { self.mistakes = mistakes }

  /// One line a mistake.
  public var description: String {
    mistakes.map { "error: \($0)" }.joined(separator: "\n")
  }
}
