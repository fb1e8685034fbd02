import Foundation
import Testing

@testable import LessonRunner

@Suite struct ShardSetTests {
  @Test(
    "A shard is a part and their number",
    arguments: [
      ("2/8", true), ("1/1", true), ("8/8", true), ("0/8", false), ("9/8", false), ("2", false),
      ("2/", false), ("-1/8", false), (" 2/8", false), ("1/0", false), ("1/99999", false),
    ]
  )
  func spelling(text: String, isOne: Bool) { #expect((Shard(text) != nil) == isOne) }

  @Test("What belongs to a shard is decided by its name, today as ever, and by one shard alone")
  func assignment() throws {
    let owners = ["007/double": 2, "008/double": 1, "007/triple": 3, "Zoë/double": nil]
    for (name, owner) in owners {
      let holding = try (1...3).filter { try #require(Shard("\($0)/3")).holds(name) }
      #expect(holding.count == 1)
      if let owner { #expect(holding == [owner]) }
    }
    let shards = try (1...8).map { try #require(Shard("\($0)/8")) }
    let counts = shards.map { shard in (0..<800).count { shard.holds("student \($0)") } }
    #expect(counts.reduce(0, +) == 800 && counts.allSatisfy { (60...140).contains($0) })
  }

  /// The folders of shards of one work.
  private func folders(_ machines: [String]) throws -> (root: URL, paths: [String]) {
    let root = FileManager.default.temporaryDirectory
      .appendingPathComponent("shards-\(UUID().uuidString)")
    let paths = try machines.enumerated().map { index, machine in
      let shard = try #require(Shard("\(index + 1)/\(machines.count)"))
      let names = ["007/double", "008/double", "007/triple"].filter { shard.holds($0) }
      let note = ShardNote(
        command: "grade",
        shard: shard,
        common: ["lesson a.md": "1"],
        machine: machine,
        results: Dictionary(
          uniqueKeysWithValues: names.map { ($0, .init(asked: "asked", kept: "kept \($0)")) }
        )
      )
      let path = root.appendingPathComponent("\(index + 1)").path
      try note.write(to: path)
      return path
    }
    return (root, paths)
  }

  @Test("Shards are read in any order, and other machines are told")
  func whole() throws {
    let (root, paths) = try folders(["a", "a", "b"])
    defer { try? FileManager.default.removeItem(at: root) }
    let set = try ShardSet(paths.reversed(), command: "grade", common: ["lesson a.md": "1"])
    #expect(
      set.warnings
        == [2, 1].map {
          "shard \($0)/3 ran with another compiler, engine or processor than shard 3/3: "
            + "results that hang on the last digits of a number may differ"
        }
    )
    let work = ["007/double", "008/double", "007/triple"].map {
      (name: $0, sharedBy: $0, asked: "asked")
    }
    let found = try set.results(work)
    #expect(found["008/double"]?.folder == paths[0] && found.count == 3)
    #expect(found["007/triple"]?.kept == "kept 007/triple")
  }

  @Test("Everything that is wrong is told at once")
  func mistakes() throws {
    let (root, paths) = try folders(["a", "a", "a"])
    defer { try? FileManager.default.removeItem(at: root) }
    let common = ["lesson a.md": "2", "lesson b.md": "1"]
    let differing = try #require(throws: ShardMistakes.self) {
      try ShardSet(paths, command: "grade", common: common)
    }
    #expect(differing.mistakes.count == 6)
    #expect(
      differing.mistakes.first
        == .differs(folder: paths[0], shard: "1/3", what: "lesson a.md", command: "grade")
    )
    let few = try #require(throws: ShardMistakes.self) {
      try ShardSet([paths[0], paths[0]], command: "grade", common: ["lesson a.md": "1"])
    }
    #expect(
      few.mistakes == [
        .doubled(shard: "1/3", folders: [paths[0], paths[0]]),
        .missing([2, 3], count: 3, command: "grade"),
      ]
    )
    let set = try ShardSet(paths, command: "grade", common: ["lesson a.md": "1"])
    let changed = try #require(throws: ShardMistakes.self) {
      try set.results([
        ("007/double", sharedBy: "007/double", asked: "else"),
        ("010/double", sharedBy: "010/double", asked: "asked"),
        ("008/double", sharedBy: "008/double", asked: "asked"),
      ])
    }
    #expect(
      changed.description
        == "error: shard 2/3 in '\(paths[1])' has no result of 007/double and 010/double, as it is "
        + "now: run `unroll grade --shard 2/3` again"
    )
  }
}
