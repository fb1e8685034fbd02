import ContentDigest
import Foundation

/// The folder `Work` of a course: a student's answers, one file an exercise, and in `Work/.unroll` what is
/// kept of each: the text it began from, backups, and how its last check came out.
///
/// Nothing of a student's is overwritten without a copy, and every file is written whole or not at all.
public struct StudentWork: Sendable {
  /// The folder's path.
  public let folder: String
  private var notes: String { "\(folder)/.unroll" }

  /// The work that belongs to a course.
  ///
  /// - Parameter course: the folder that holds `Lessons`.
  public init(course: String) {
    folder = course == "." || course.isEmpty ? "Work" : "\(course)/Work"
  }

  /// The path of an answer's file.
  ///
  /// - Parameter type: `swift`, or `md` for a written answer.
  public func path(of name: String, type: String = "swift") throws(WorkError) -> String {
    let isName =
      !name.isEmpty && !name.hasPrefix(".")
      && name.utf8.allSatisfy { byte in
        Character(Unicode.Scalar(byte)).isLetter && byte < 128 || (48...57).contains(byte)
          || [UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ".")].contains(byte)
      }
    guard isName else { throw .noName(name) }
    return "\(folder)/\(name).\(type)"
  }

  /// A student's answer, or nil if there is none yet.
  public func answer(to name: String, type: String = "swift") throws(WorkError) -> String? {
    let path = try path(of: name, type: type)
    try refuseLinks()
    return try WorkFile.text(at: path)
  }

  /// Writes the file of an answer that is begun; one that is there stays as it is.
  ///
  /// - Returns: the path, and whether the file was there already.
  public func start(
    _ name: String,
    type: String = "swift",
    with text: String
  ) throws(WorkError) -> (path: String, wasThere: Bool) {
    let path = try path(of: name, type: type)
    try makeFolders()
    guard try WorkFile.create(text, at: path) else { return (path, true) }
    try WorkFile.replace(with: text, at: origin(name, type))
    return (path, false)
  }

  /// Begins an answer anew; what was there is kept.
  ///
  /// - Returns: the path of the backup, or nil if there was nothing.
  public func reset(
    _ name: String,
    type: String = "swift",
    with text: String
  ) throws(WorkError) -> String? {
    let path = try path(of: name, type: type)
    try makeFolders()
    let old = try WorkFile.text(at: path)
    let backup = try old.map { text throws(WorkError) in try keep(text, of: name, type: type) }
    try WorkFile.replace(with: text, at: path)
    try WorkFile.replace(with: text, at: origin(name, type))
    return backup
  }

  /// Merges what a revised lesson changed in the text that an answer began from into the answer.
  public func update(
    _ name: String,
    type: String = "swift",
    with text: String
  ) throws(WorkError) -> WorkUpdate {
    let path = try path(of: name, type: type)
    try makeFolders()
    guard let own = try WorkFile.text(at: path) else { throw .notStarted(name) }
    guard let start = try WorkFile.text(at: origin(name, type)) else { throw .noOrigin(name) }
    guard start != text else { return WorkUpdate(changes: [], conflicts: 0) }
    let merge = ThreeWayMerge(base: start, own: own, revised: text)
    let backup = try keep(own, of: name, type: type)
    try WorkFile.replace(with: merge.text, at: path)
    // Ended before this line, the same update merges what it has merged already, which changes nothing.
    try WorkFile.replace(with: text, at: origin(name, type))
    return WorkUpdate(
      changes: LineChanges.lines(from: start, to: text),
      conflicts: merge.conflicts,
      backup: backup
    )
  }

  // MARK: - What is kept of an answer

  /// The digest of a text, by which it is known again.
  public static func digest(of text: String) -> String { ContentDigest.hexadecimal(of: text) }

  /// What is known of a student's work on an exercise.
  public func record(of name: String) -> WorkRecord {
    guard (try? path(of: name)) != nil, (try? refuseLinks()) != nil,
      let text = try? WorkFile.text(at: "\(notes)/\(name).json"),
      let record = try? JSONDecoder().decode(WorkRecord.self, from: Data(text.utf8))
    else { return WorkRecord() }
    return record
  }

  /// Keeps it.
  public func keep(_ record: WorkRecord, of name: String) throws(WorkError) {
    _ = try path(of: name)
    try makeFolders()
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    guard let data = try? encoder.encode(record) else { return }
    try WorkFile.replace(with: String(decoding: data, as: UTF8.self), at: "\(notes)/\(name).json")
  }

  private func origin(_ name: String, _ type: String) -> String {
    "\(notes)/start/\(name).\(type)"
  }

  /// Writes a copy under a name that is free.
  private func keep(_ text: String, of name: String, type: String) throws(WorkError) -> String {
    for number in 1...9999 {
      let path = "\(notes)/backups/\(name)-\(number).\(type)"
      if try WorkFile.create(text, at: path) { return path }
    }
    throw .unwritable(path: "\(notes)/backups", reason: "it holds too many backups: remove some")
  }

  func makeFolders() throws(WorkError) {
    try refuseLinks()
    for path in [folder, notes, "\(notes)/start", "\(notes)/backups"] {
      try WorkFile.makeFolder(path)
    }
  }

  /// A link would lead what is written somewhere else.
  private func refuseLinks() throws(WorkError) {
    for path in [folder, notes, "\(notes)/start", "\(notes)/backups"] where WorkFile.isLink(path) {
      throw .link(path)
    }
  }
}

/// What came of merging a revised lesson into an answer.
public struct WorkUpdate: Equatable, Sendable {
  /// What the lesson changed, lines as in a unified diff; empty if nothing.
  public var changes: [String]
  /// How many places are marked because both changed them.
  public var conflicts: Int
  /// The answer as it was; nil if nothing was changed.
  public var backup: String?

  /// Makes what came of a merge.
  public init(changes: [String], conflicts: Int, backup: String? = nil) {
    (self.changes, self.conflicts, self.backup) = (changes, conflicts, backup)
  }
}

/// What is known of a student's work on an exercise.
public struct WorkRecord: Codable, Equatable, Sendable {
  /// The digest of the answer that was checked last.
  public var checkedAnswer: String?
  /// How that came out.
  public var outcome: ExerciseVerdict.Outcome?
  /// Checks that held, and those that were made.
  public var held = 0
  /// How many checks were made.
  public var made = 0
  /// The points that were earned.
  public var earned = 0.0
  /// Hints that were shown.
  public var hints = 0

  /// Nothing is known.
  public init() {}
}

/// Why a student's file cannot be read or written; each is a sentence with the fix.
public enum WorkError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A name that cannot be that of an exercise.
  case noName(String)
  /// There is no answer yet.
  case notStarted(String)
  /// The text that an answer began from is gone.
  case noOrigin(String)
  /// A link stands where a file or folder should.
  case link(String)
  /// The path leads to no plain file of text.
  case unreadable(path: String, reason: String)
  /// It cannot be written.
  case unwritable(path: String, reason: String)

  /// A sentence with the fix.
  public var description: String {
    switch self {
    case .noName(let name):
      "'\(name)' cannot be the name of an exercise: `unroll exercise list` names them"
    case .notStarted(let name):
      "there is no answer to '\(name)' yet: begin with `unroll exercise start \(name)`"
    case .noOrigin(let name):
      """
      the starter that the answer to '\(name)' began from is not kept any more; \
      `unroll exercise reset \(name)` begins anew and keeps a backup
      """
    case .link(let path): "'\(path)' is a link: put the file or folder itself in its place"
    case .unreadable(let path, let reason): "'\(path)' cannot be read: \(reason)"
    case .unwritable(let path, let reason): "'\(path)' cannot be written: \(reason)"
    }
  }
}
