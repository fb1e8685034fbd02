package import Plots
import TeachingEngine

/// What a running lesson tells whoever runs it.
package enum RuntimeEvent: Sendable {
  /// A value was shown.
  case value(String)
  /// A chart was shown.
  case chart(Chart)
  /// A table was shown.
  case table(Table)
  /// A check was made.
  case check(CheckReport)
  /// Something worth knowing and never counted, such as the time that an answer took.
  case advice(String)
  /// A file was written beside the lesson, such as a model's weights.
  case saved(name: String, bytes: [UInt8])
  /// An inline expression has this value.
  case inline(index: Int, value: String)
  /// An inline expression threw.
  case inlineError(index: Int, message: String)
  /// An error left the block at this line.
  case threw(message: String, line: Int)
}

/// The surroundings of a running lesson.
///
/// Blocks do not see it: what they could replace here would decide what is told of them.
package struct RuntimeHost {
  /// Takes what happens.
  package var receive: (RuntimeEvent) -> Void
  /// Runs tasks on this thread until the flag is true.
  package var runTasks: (UnsafePointer<Bool>) -> Void
  /// Ends the block, after an error that was told.
  package var endBlock: () -> Never
  /// Inline expressions that are not to be evaluated.
  package var skippedExpressions: [Int]
  /// Where the line of the running statement is kept.
  package var line: UnsafeMutablePointer<Int64>

  /// Makes the surroundings of a lesson.
  package init(
    receive: @escaping (RuntimeEvent) -> Void,
    runTasks: @escaping (UnsafePointer<Bool>) -> Void,
    endBlock: @escaping () -> Never,
    skippedExpressions: [Int] = [],
    line: UnsafeMutablePointer<Int64>
  ) {
    self.receive = receive
    self.runTasks = runTasks
    self.endBlock = endBlock
    self.skippedExpressions = skippedExpressions
    self.line = line
  }

  /// The surroundings that the host set.
  ///
  /// It is set before any block runs, on the only thread there is.
  package nonisolated(unsafe) static var current: RuntimeHost? {
    didSet {
      WrittenFiles.observer = { path, bytes in
        let name = path.hasPrefix("./") ? String(path.dropFirst(2)) : path
        guard name.contains("/") else { return emit(.saved(name: name, bytes: bytes)) }
        emit(
          .value(
            "\(path) is not kept: the sandbox that it is in ends with the lesson; a plain name such as "
              + "\"model.safetensors\" comes to Work/saved"
          )
        )
      }
    }
  }

  static func emit(_ event: RuntimeEvent) {
    if let current {
      current.receive(event)
    } else {
      printed(event)
    }
  }

  /// Without a host, what is shown is printed.
  private static func printed(_ event: RuntimeEvent) {
    switch event {
    case .value(let text): print(text)
    case .chart(let chart): print(chart.text(width: 80, colour: false, plain: false))
    case .table(let table): print(table.text(width: 80))
    case .check(let report) where report.passed: print("✓ \(report.title)")
    case .check(let report): print("✗ \(report.title) (line \(report.line)): \(report.message)")
    case .advice(let sentence): print(sentence)
    case .saved, .inline, .inlineError: break
    case .threw(let message, let line): print("error at line \(line): \(message)")
    }
  }
}
