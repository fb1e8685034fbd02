import Foundation

/// Finds the student to whom a submission belongs; where two witnesses differ it is nobody's.
struct SubmissionOwner {
  var roster: Roster?

  /// The owner's id, or why there is none.
  func owner(of submission: IncomingSubmission) -> Result<String, OwnerFault> {
    let meant: Student?
    switch submission.sender.flatMap({ roster?.student(meantBy: $0) }) ?? .nobody {
    case .nobody: meant = nil
    case .one(let student): meant = student
    case .contradiction(let student, let others):
      return .failure(contradiction(submission, student, others))
    }
    if let claimed = submission.claimed {
      if let fault = StudentID.fault(in: claimed) {
        return .failure(
          OwnerFault("\(submission.source): the id '\(PlainName.of(claimed))' \(fault)")
        )
      }
      guard let roster else { return .success(StudentID.normalised(claimed)) }
      guard let student = roster.student(claimed) else {
        return .failure(
          OwnerFault(
            "\(submission.source) is of '\(PlainName.of(claimed))', who is not in the roster: add a row, or let the student "
              + "hand in under the id that the roster has"
          )
        )
      }
      if let meant, meant.id != student.id, let sender = submission.sender {
        return .failure(
          OwnerFault(
            "\(submission.source) says that it is of '\(student.id)', and \(sender.description) is '\(meant.id)': find out "
              + "whose it is, and collect that archive alone"
          )
        )
      }
      return .success(student.id)
    }
    if let meant { return .success(meant.id) }
    guard let sender = submission.sender else {
      return .failure(
        OwnerFault("\(submission.source) does not say whose it is: name the student with --student")
      )
    }
    guard roster != nil else { return .success(sender.number) }
    let column = sender.system == .canvas ? "canvas_id" : "moodle_id"
    return .failure(
      OwnerFault(
        "\(submission.source) is of \(sender.description), whom the roster does not tell: write \(sender.number) in its column "
          + "'\(column)'"
      )
    )
  }
}

extension SubmissionOwner {
  /// A number that is one student's beside a name that is another's.
  private func contradiction(
    _ submission: IncomingSubmission,
    _ student: Student,
    _ others: [Student]
  ) -> OwnerFault {
    let sender = submission.sender?.description ?? ""
    let ids = others.map { "'\($0.id)'" }.joined(separator: " or ")
    return OwnerFault(
      "\(submission.source) is of \(sender): the number is that of '\(student.id)' in the roster, and the name that of \(ids): mend "
        + "the roster, or find out whose it is and collect that archive alone; nothing of it is taken"
    )
  }
}

/// Why a submission is nobody's.
struct OwnerFault: Error, Equatable {
  let sentence: String
  init(_ sentence: String) { self.sentence = sentence }
}
