import ContentDigest
import Foundation

/// A file that somebody handed in as an answer.
struct IncomingAnswer: Equatable {
  /// The name that it bears, without folders.
  var name: String
  var content: Data
  /// When it was handed in; nil if nobody knows.
  var time: Date?
  var release: String?
  /// Whether the university's system calls it late; nil where nothing says.
  var isLate: Bool?
  /// The archive and the path in it.
  var source: String

  var sha256: String {
    var digest = ContentDigest()
    digest.update(content)
    return digest.hexadecimal
  }

  /// What is kept of it beside the answer.
  var record: Submission.Answer {
    Submission.Answer(
      time: time,
      release: release,
      late: isLate,
      source: source,
      sha256: sha256
    )
  }
}

/// Something that came in from one person, or cannot be taken.
struct IncomingSubmission {
  /// Whom the archive's note names.
  var claimed: String?
  /// Whom the university's system names.
  var sender: Sender?
  var answers: [IncomingAnswer] = []
  /// The archive and the path in it.
  var source: String
  /// Why it is not taken.
  var refusal: String?
  /// What is left out of it, and why.
  var notes: [String] = []
}
