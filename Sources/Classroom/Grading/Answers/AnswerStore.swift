import Foundation
import SystemFiles

/// What answers came to, each in a file named by the digest of all that decides it, so that grading goes on
/// where it was ended.
struct AnswerStore: Sendable {
  /// The folder; made when something is kept.
  let folder: String

  /// What an answer came to; nil if it has not been graded.
  func grade(_ key: String) -> AnswerGrade? {
    guard let data = FileManager.default.contents(atPath: path(key)) else { return nil }
    // What is damaged is graded again.
    return try? JSONDecoder().decode(AnswerGrade.self, from: data)
  }

  /// What is known of some answers, by their keys.
  func grades(of jobs: [GradingJob]) -> [String: AnswerGrade] {
    jobs.reduce(into: [:]) { known, job in
      if known[job.key] == nil { known[job.key] = grade(job.key) }
    }
  }

  /// Removes what is kept of answers that nobody hands in any more.
  func prune(keeping keys: Set<String>) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names where name.hasSuffix(".json") && !keys.contains(String(name.dropLast(5))) {
      try? FileManager.default.removeItem(atPath: "\(folder)/\(name)")
    }
  }

  /// Keeps what an answer came to.
  func keep(_ grade: AnswerGrade, _ key: String) throws(GradingError) {
    try WholeFile.makeFolder(folder)
    try WholeFile.write(json: grade, to: path(key))
  }

  func path(_ key: String) -> String { "\(folder)/\(key).json" }
}

/// Files that are written beside their place and renamed: whole, or as they were.
enum WholeFile {
  static func makeFolder(_ path: String) throws(GradingError) {
    do {
      try FileManager.default.createDirectory(
        atPath: path,
        withIntermediateDirectories: true,
        // Grades are nobody else's.
        attributes: [.posixPermissions: 0o700]
      )
    } catch {
      throw .files(path: path, reason: SystemFailure.reason(of: error))
    }
  }

  static func write(_ text: String, to path: String) throws(GradingError) {
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw .files(path: path, reason: SystemFailure.reason(of: error))
    }
  }

  static func write(json value: some Encodable, to path: String) throws(GradingError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(value) else {
      throw .files(path: path, reason: "a number in it is none")
    }
    try write(String(decoding: data, as: UTF8.self) + "\n", to: path)
  }
}
