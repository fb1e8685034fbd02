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
    try GradesFile.makeFolder(folder)
    try GradesFile.write(json: grade, to: path(key))
  }

  func path(_ key: String) -> String { "\(folder)/\(key).json" }
}
