import ContentDigest
import Foundation

/// What the file `submission.json` of a folder of answers says.
enum NotedSubmission {
  /// There is no such file.
  case none
  /// It says nothing, since it is not what was written there; how that is said of it: `is damaged`, `is a link`.
  case damaged(String)
  case known(Submission)

  /// - Parameter student: whose folder it is; a note of another's was copied there.
  init(in files: SubmittedFiles, of student: String) {
    guard let entry = files.entries.first(where: { $0.name == Submission.fileName }) else {
      self = .none
      return
    }
    do throws(SubmissionTrouble) {
      let text = try SubmittedFile.content(of: entry, in: files.path).text
      let known = try? ClassJSON.decoder.decode(Submission.self, from: Data(text.utf8))
      if let other = known?.student, StudentID.key(other) != StudentID.key(student) {
        self = .damaged("is of '\(PlainName.of(other))'")
      } else {
        self = known.map(Self.known) ?? .damaged("is damaged")
      }
    } catch {
      switch error {
      case .noFile(_, let what): self = .damaged("is \(what)")
      case .unreadable(_, let reason): self = .damaged("cannot be read (\(reason))")
      case .tooLarge: self = .damaged("is too large")
      case .notText, .empty, .several, .noFolder: self = .damaged("is damaged")
      }
    }
  }

  /// What is noted; nothing where the file is damaged, which is told of each answer.
  var submission: Submission? {
    if case .known(let submission) = self { submission } else { nil }
  }
}

extension Submission {
  /// What is known of a file that still holds what was handed in.
  func answer(_ file: String, holding text: String) -> Answer? {
    var digest = ContentDigest()
    digest.update(text.utf8)
    return answers[file].flatMap { $0.sha256 == digest.hexadecimal ? $0 : nil }
  }
}
