import Foundation
import SystemFiles

/// What a shard says of itself once it is done: `shard.json` in its folder.
public struct ShardNote: Codable, Equatable, Sendable {
  /// What came of one piece of work.
  public struct Result: Codable, Equatable, Sendable {
    /// The digest of all that was asked, the machine left out.
    public var asked: String
    /// The name under which the shard keeps what came of it.
    public var kept: String

    /// What was asked, and where what came of it is kept.
    public init(asked: String, kept: String) { (self.asked, self.kept) = (asked, kept) }
  }

  /// The version of the form.
  public var format = 1
  /// The command whose work is shared: `grade` or `sweep`.
  public var command: String
  /// Which part it is, and of how many.
  public var shard: Int
  /// How many parts there are.
  public var count: Int
  /// The digests of what all parts must have in common, each by the words in which it is named.
  public var common: [String: String]
  /// The compiler, the engine and the processor, as one digest.
  public var machine: String
  /// What was done, by its name.
  public var results: [String: Result]

  /// The note of a shard.
  public init(
    command: String,
    shard: Shard,
    common: [String: String],
    machine: String,
    results: [String: Result]
  ) {
    (self.command, self.shard, self.count) = (command, shard.number, shard.count)
    (self.common, self.machine, self.results) = (common, machine, results)
  }

  /// The note's file in a shard's folder.
  public static func path(in folder: String) -> String { "\(folder)/shard.json" }

  /// Bytes of the largest note that is read.
  private static let limit = 256 << 20

  /// Reads the note in a folder.
  ///
  /// - Throws: ``ShardMistake/notThere(folder:command:)``, ``ShardMistake/damaged(path:)``.
  init(in folder: String, command: String) throws(ShardMistake) {
    let path = Self.path(in: folder)
    guard FileManager.default.fileExists(atPath: path) else {
      throw .notThere(folder: folder, command: command)
    }
    guard let data = RegularFile.contents(path, limit: Self.limit, followsLinks: true),
      let note = try? JSONDecoder().decode(ShardNote.self, from: data), note.format == 1,
      Shard("\(note.shard)/\(note.count)") != nil
    else { throw .damaged(path: path) }
    self = note
  }

  /// Writes the note, whole or not at all.
  public func write(to folder: String) throws(ShardMistake) {
    let path = Self.path(in: folder)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let data = try encoder.encode(self) + Data("\n".utf8)
      try data.write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw .unwritable(path: path, reason: SystemFailure.reason(of: error))
    }
  }
}
