import ContentDigest
import Foundation
public import LessonDocument

/// The folder `Work` of a course: a student's answers, one file an exercise, and in `Work/.unroll` what is
/// kept of each: the text it began from, backups, and how its last check came out.
///
/// Nothing of a student's is overwritten without a copy, and every file is written whole or not at all.
public struct StudentWork: Sendable {
  static let folderName = "Work"

  /// The folder's path.
  public let folder: String
  private var notes: String { "\(folder)/.unroll" }

  /// The work that belongs to a course.
  ///
  /// - Parameter course: the folder that holds `Lessons`.
  public init(course: String) {
    folder =
      course == "." || course.isEmpty ? Self.folderName : "\(course)/\(Self.folderName)"
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
    try forgetPass(of: name)
    return backup
  }

  /// Merges what a revised lesson changed in the text that an answer began from into the answer.
  ///
  /// An answer in which two versions of a line still stand is left as it is.
  public func update(
    _ name: String,
    type: String = "swift",
    with text: String
  ) throws(WorkError) -> WorkUpdate {
    let path = try path(of: name, type: type)
    try makeFolders()
    guard let own = try WorkFile.text(at: path) else { throw .notStarted(name) }
    guard let start = try WorkFile.text(at: origin(name, type)) else { throw .noOrigin(name) }
    let conflicts = ConflictMarkers.lines(in: own)
    guard start != text, conflicts.isEmpty else {
      return WorkUpdate(changes: [], conflicts: conflicts)
    }
    let merge = ThreeWayMerge(base: start, own: own, revised: text)
    let backup = try keep(own, of: name, type: type)
    try WorkFile.replace(with: merge.text, at: path)
    // Ended before this line, the same update merges what it has merged already, which changes nothing.
    try WorkFile.replace(with: text, at: origin(name, type))
    return WorkUpdate(
      changes: LineChanges.lines(from: start, to: text),
      conflicts: ConflictMarkers.lines(in: merge.text),
      backup: backup
    )
  }

  /// The paths of answers that were begun to exercises that are not among these, by their names: exercises of
  /// which a revised course has taken the name.
  public func answers(besides names: Set<String>) -> [String] {
    let begun = (try? FileManager.default.contentsOfDirectory(atPath: "\(notes)/start")) ?? []
    return begun.sorted().compactMap { file in
      let name = file.prefix { $0 != "." }
      let path = "\(folder)/\(file)"
      let isThere = FileManager.default.fileExists(atPath: path)
      return isThere && !name.isEmpty && !names.contains(String(name)) ? path : nil
    }
  }

  /// The names of the files of code and words in the folder, sorted.
  public var files: [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { name in
      let isAnswer = name.lowercased().hasSuffix(".swift") || name.lowercased().hasSuffix(".md")
      return isAnswer && !name.hasPrefix(".")
    }.sorted()
  }

  /// The lines of a text at which a merge left two versions, of which the student has not chosen yet.
  public static func conflicts(in text: String) -> [Int] { ConflictMarkers.lines(in: text) }

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

  /// The answer that passed last, whatever the student has tried since; nil if none has.
  public func passedAnswer(to name: String) -> String? {
    guard record(of: name).passedAnswer != nil else { return nil }
    return try? WorkFile.text(at: passed(name))
  }

  /// Keeps an answer that passed.
  public func keep(passed text: String, of name: String) throws(WorkError) {
    let path = try path(of: name)
    try makeFolders()
    try WorkFile.replace(with: text, at: passed(name), like: path)
  }

  /// A student who begins anew has passed nothing yet; the hints stay seen.
  private func forgetPass(of name: String) throws(WorkError) {
    let old = record(of: name)
    guard old.outcome != nil || old.passedAnswer != nil else { return }
    var record = WorkRecord()
    record.hints = old.hints
    try keep(record, of: name)
  }

  private func passed(_ name: String) -> String { "\(notes)/passed/\(name).swift" }

  /// Puts files that blocks wrote where the student finds them, in `Work/saved`.
  public func keep(_ files: [SavedFile]) throws(WorkError) {
    guard !files.isEmpty else { return }
    try makeFolders()
    let saved = "\(folder)/saved"
    try WorkFile.makeFolder(saved)
    for file in files where SavedFile.isName(file.name) {
      try WorkFile.replace(with: file.bytes, at: "\(saved)/\(file.name)")
    }
  }

  private func origin(_ name: String, _ type: String) -> String {
    "\(notes)/start/\(name).\(type)"
  }

  /// Writes a copy under a name that is free.
  private func keep(_ text: String, of name: String, type: String) throws(WorkError) -> String {
    for number in 1...9999 {
      let path = "\(notes)/backups/\(name)-\(number).\(type)"
      let own = try self.path(of: name, type: type)
      if try WorkFile.create(text, at: path, like: own) { return path }
    }
    throw .unwritable(path: "\(notes)/backups", reason: "it holds too many backups: remove some")
  }

  func makeFolders() throws(WorkError) {
    try refuseLinks()
    for path in folders {
      try WorkFile.makeFolder(path)
    }
  }

  private var folders: [String] {
    [folder, notes] + ["start", "backups", "passed"].map { "\(notes)/\($0)" }
  }

  /// A link would lead what is written somewhere else.
  private func refuseLinks() throws(WorkError) {
    for path in folders where WorkFile.isLink(path) { throw .link(path) }
  }
}
