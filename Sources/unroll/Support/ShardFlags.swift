import ArgumentParser
import LessonRunner

/// The options of commands whose work several machines can share.
struct ShardFlags: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Do one part of the work, such as the second of eight.",
      valueName: "number/count"
    )
  )
  var shard: String?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Put together what all shards have done.", valueName: "folder")
  )
  var merge: [String] = []

  /// The part of the work; nil for all of it.
  var part: Shard? { shard.flatMap(Shard.init) }

  /// Whether the work is shared.
  var isGiven: Bool { shard != nil || !merge.isEmpty }

  func validate() throws {
    if let shard, part == nil {
      throw ValidationError("'--shard' takes a part and their number, such as 2/8, not '\(shard)'.")
    }
    if shard != nil, !merge.isEmpty {
      throw ValidationError(
        "'--merge' puts together what '--shard' has done: leave out one of them."
      )
    }
  }

  /// Where a shard stands if nobody says so: `grades-2-of-8`.
  static func folder(_ name: String, _ shard: Shard) -> String {
    "\(name)-\(shard.number)-of-\(shard.count)"
  }

  /// All shards' folders, as a shell names them: `grades-*-of-8`.
  static func folders(_ name: String, _ shard: Shard) -> String { "\(name)-*-of-\(shard.count)" }
}
