import ArgumentParser

/// What the exit statuses mean.
enum ExitStatus: Int32 {
  /// Something in the lessons is not as expected.
  case lessons = 1
  /// The command was used wrongly.
  case usage = 2
  /// The machine lacks something.
  case machine = 3

  /// The error that ends a command with this status, when it has said all there is to say.
  var error: ExitCode { ExitCode(rawValue) }
}
