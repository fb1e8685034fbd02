import ContentDigest
import Foundation

extension Submission {
  /// What is noted of the answers in a student's folder; what is damaged, or no file, says nothing.
  static func noted(in files: SubmittedFiles) -> Submission? {
    guard let entry = files.entries.first(where: { $0.name == fileName }),
      let content = try? SubmittedFile.content(of: entry, in: files.path)
    else { return nil }
    return try? ClassJSON.decoder.decode(Submission.self, from: Data(content.text.utf8))
  }

  /// What is known of a file that still holds what was handed in.
  func answer(_ file: String, holding text: String) -> Answer? {
    var digest = ContentDigest()
    digest.update(text.utf8)
    return answers[file].flatMap { $0.sha256 == digest.hexadecimal ? $0 : nil }
  }
}
