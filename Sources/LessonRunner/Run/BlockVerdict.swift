import HostProtocol
import LessonDocument

/// What a failure is: its kind, and what is said of it.
struct BlockFailure: Equatable, Sendable {
  var status: BlockStatus
  var diagnostics: [Diagnostic]

  /// Which expectation it would fulfil.
  var kind: ExpectedFailure? {
    switch status {
    case .compileError: .compileError
    case .crashed: .crash
    case .threw: .error
    case .timedOut: .timeout
    default: nil
    }
  }
}

extension LessonBlock {
  /// The status and diagnostics of a block that ended so, given what it was expected to do.
  func verdict(on failure: BlockFailure?) -> BlockFailure {
    guard let expected = options.expect else {
      return failure ?? BlockFailure(status: .ok, diagnostics: [])
    }
    let messages = failure?.diagnostics.map(\.message) ?? []
    let fits =
      options.expectMessage.map { wanted in messages.contains { $0.contains(wanted) } } ?? true
    if let failure, failure.kind == expected, fits {
      return BlockFailure(status: .expectedFailure, diagnostics: failure.diagnostics)
    }
    return BlockFailure(
      status: .unexpectedSuccess,
      diagnostics: [unexpected(failure, expected: expected)] + (failure?.diagnostics ?? [])
    )
  }

  private func unexpected(_ failure: BlockFailure?, expected: ExpectedFailure) -> Diagnostic {
    let wanted =
      options.expectMessage.map { "\(expected.rawValue) with the message '\($0)'" }
      ?? expected.rawValue
    let came =
      switch failure?.kind {
      case nil: "it ran to its end"
      case expected?: "its message is another"
      case let kind?: "it ended in \(kind.rawValue)"
      }
    return Diagnostic(
      severity: .error,
      line: fence.line,
      column: fence.column,
      message: "the block should end in \(wanted), but \(came)"
    )
  }
}
