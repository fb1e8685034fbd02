import Foundation
import SystemFiles

/// Writes the answers of a class as tools that look for copies want them: a folder a student, the starters apart.
///
///     DIR/submissions/007/one-step.swift      DIR/base/one-step.swift
public struct SimilarityExport {
  /// The file by which such a folder is known.
  static let marker = "README.txt"

  /// The folder `submitted`.
  public var submitted: String
  /// The code that every answer begins with, by the names of the answers' files.
  public var starters: [String: String]

  /// An export of what was handed in.
  public init(submitted: String, starters: [String: String]) {
    (self.submitted, self.starters) = (submitted, starters)
  }

  private static let firstLine = "Answers of a class, for tools that look for copies."

  private var readme: String {
    """
    \(Self.firstLine)

    submissions/ holds a folder a student, base/ what every answer begins with.

    JPlag:  java -jar jplag.jar -l swift -bc base submissions
    MOSS:   moss -l c -d -b base/*.swift submissions/*/*.swift

    MOSS knows no Swift; its language 'c' compares the words. Both tools show what is alike; whether that was copied, a person
    decides.

    """
  }

  /// Writes the folder, in place of an earlier one.
  ///
  /// - Returns: how many students and answers are in it.
  public func write(to path: String) throws(ClassMistakes) -> (students: Int, answers: Int) {
    let target = URL(fileURLWithPath: path).standardizedFileURL
    try refuseOthers(target)
    let students = try answers()
    let parent = target.deletingLastPathComponent().path
    try ClassFile.makeFolder(parent)
    do {
      let draft = try LiveFolder(in: parent, prefix: ".unroll-similarity-", mode: 0o777)
      func put(_ content: Data, _ place: String) throws {
        let file = URL(fileURLWithPath: "\(draft.path)/\(place)")
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(),
          withIntermediateDirectories: true
        )
        try content.write(to: file)
      }
      try put(Data(readme.utf8), Self.marker)
      for (name, text) in starters { try put(Data(text.utf8), "base/\(name)") }
      for (student, files) in students {
        for (name, content) in files { try put(content, "submissions/\(student)/\(name)") }
      }
      try FolderExchange.put(draft.path, inPlaceOf: target.path)
      try? FileManager.default.removeItem(atPath: draft.path)
    } catch {
      throw ClassMistakes(path, "the folder cannot be written: \(SystemFailure.reason(of: error))")
    }
    return (students.count, students.values.reduce(0) { $0 + $1.count })
  }

  /// Refuses a folder that holds anything else.
  private func refuseOthers(_ target: URL) throws(ClassMistakes) {
    let type = (try? FileManager.default.attributesOfItem(atPath: target.path))?[.type]
    guard let type = type as? FileAttributeType else { return }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: target.path)) ?? []
    let readme = try? String(contentsOfFile: "\(target.path)/\(Self.marker)", encoding: .utf8)
    let isOwn = readme?.hasPrefix(Self.firstLine) == true
    guard type == .typeDirectory, names.isEmpty || isOwn else {
      throw ClassMistakes(
        target.path,
        "this is no folder of such an export, and would be replaced: name another"
      )
    }
  }

  /// The code that each student handed in; what is no ordinary file is left out.
  private func answers() throws(ClassMistakes) -> [String: [String: Data]] {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: submitted) else {
      throw ClassMistakes(
        submitted,
        "there is no such folder: collect what students handed in with 'unroll collect'"
      )
    }
    var students: [String: [String: Data]] = [:]
    for student in names.sorted() where !student.hasPrefix(".") {
      let folder = "\(submitted)/\(student)"
      let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      for file in files.sorted() where file.lowercased().hasSuffix(".swift") {
        let content = try? ClassFile.bytes(
          at: "\(folder)/\(file)",
          limit: 1 << 20,
          followsLinks: false
        )
        if let content { students[student, default: [:]][file] = content }
      }
    }
    return students
  }
}
