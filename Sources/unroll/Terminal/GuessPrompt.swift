import Foundation
import LessonDocument
import LessonPages
import LessonRunner
import Synchronization

/// Asks a person at a terminal for their guess at what a block will show.
///
/// Where nobody can answer, nothing is asked and nothing waits.
struct GuessPrompt: Sendable {
  /// Where guesses are kept; nil where there is no course to keep them beside.
  let work: StudentWork?
  let device: TerminalDevice

  /// A prompt, or nil if nobody sits at a terminal.
  init?(device: TerminalDevice, asks: Bool) {
    guard asks, device.isTerminal, isatty(STDIN_FILENO) == 1 else { return nil }
    self.device = device
    let course = CourseChoice()
    work = (try? course.lessons()) == nil ? nil : StudentWork(course: course.folder)
  }

  /// The earlier guess, or one that is asked for now; nil if the person gives none.
  func guess(at block: LessonBlock, of lesson: Lesson, on screen: Screen) async -> String? {
    guard let prediction = block.options.prediction else { return nil }
    if let earlier = work?.guess(at: block, of: lesson) { return earlier }
    await screen.end()
    let ask = prediction.choices.isEmpty ? "Your guess" : "Your choice"
    await screen.write("\(ask) (Enter for none): ")
    while !Task.isCancelled {
      guard let line = await TerminalInput.line(), !line.isEmpty else { return nil }
      if !prediction.choices.isEmpty, prediction.choice(line) == nil {
        await screen.write("  Give a number from 1 to \(prediction.choices.count): ")
        continue
      }
      do {
        try work?.keep(guess: line, at: block, of: lesson)
      } catch {
        Note.warn("the guess is not kept: \(error)")
      }
      return line
    }
    return nil
  }

  /// The question, its choices numbered.
  static func question(_ prediction: Prediction, width: Int) -> String {
    let choices = prediction.choices.enumerated().map { number, choice in
      paragraph("\(number + 1). \(choice.text)", width: width, margin: 2)
    }
    return paragraph("Predict first: \(prediction.question)", width: width) + choices.joined()
  }

  /// A paragraph that is not too wide to read.
  static func paragraph(_ text: String, width: Int, margin: Int = 0) -> String {
    PlainText.paragraph(text, width: max(40, min(100, width)), margin: margin) + "\n"
  }
}

/// Lines that a person writes.
enum TerminalInput {
  /// The next line without blanks around it; nil at the end of input, or when the command is cancelled.
  static func line() async -> String? {
    let cancellation = Cancellation()
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        // Waiting for a person must not hold up what runs meanwhile.
        Thread.detachNewThread {
          continuation.resume(returning: read { cancellation.isSet })
        }
      }
    } onCancel: {
      cancellation.set()
    }
  }

  private static func read(until isCancelled: () -> Bool) -> String? {
    while !isCancelled() {
      var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
      guard poll(&input, 1, 100) != 0 else { continue }
      guard let line = readLine() else { return nil }
      return line.trimmingCharacters(in: .whitespaces)
    }
    return nil
  }
}

/// Whether a task was cancelled, for a thread that belongs to none.
private final class Cancellation: Sendable {
  private let flag = Mutex(false)

  var isSet: Bool { flag.withLock { $0 } }

  func set() { flag.withLock { $0 = true } }
}
