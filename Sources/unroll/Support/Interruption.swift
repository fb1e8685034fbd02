import Dispatch
import Foundation
import Synchronization

/// Ends the program early without leaving anything behind.
///
/// A signal, or a reader that closes standard output, cancels the command: it ends its processes,
/// removes its temporary files and takes its progress line away. Then the program ends by the same
/// signal, so that a shell knows. Signals come to a process as a whole, hence the one instance.
final class Interruption: Sendable {
  static let shared = Interruption()

  /// Seconds that a cancelled command gets to end.
  private static let patience = 3

  private struct State {
    var signal: Int32?
    var failure: String?
    var cancel: (@Sendable () -> Void)?
    var sources: [any DispatchSourceSignal] = []
  }

  private let state = Mutex(State())

  /// Begins to listen.
  ///
  /// - Parameter cancel: cancels what the program does.
  func begin(cancel: @escaping @Sendable () -> Void) {
    // A write to a closed pipe is told by the write.
    signal(SIGPIPE, SIG_IGN)
    state.withLock { state in
      state.cancel = cancel
      for number in [SIGINT, SIGTERM, SIGHUP] where Self.ignore(number) {
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler { self.end(by: number) }
        source.resume()
        state.sources.append(source)
      }
      if state.signal != nil || state.failure != nil { cancel() }
    }
  }

  /// Cancels what the program does; it will end by this signal.
  ///
  /// A second signal ends it at once.
  func end(by number: Int32) {
    let isSecond = state.withLock { state in
      defer { state.signal = state.signal ?? number }
      return state.signal != nil && number != SIGPIPE
    }
    if isSecond { Self.raise(number) }
    state.withLock { $0.cancel }?()
    let deadline = DispatchTime.now() + .seconds(Self.patience)
    DispatchQueue.global().asyncAfter(deadline: deadline) { Self.raise(number) }
  }

  /// Cancels what the program does because the machine lacks something.
  func end(because sentence: String) {
    state.withLock { state in
      state.failure = state.failure ?? sentence
      return state.cancel
    }?()
  }

  /// Ends the process if something has cancelled the command.
  func endProcessIfInterrupted() {
    let (number, failure) = state.withLock { ($0.signal, $0.failure) }
    if let number { Self.raise(number) }
    guard let failure else { return }
    Note.say("error: \(failure)")
    exit(ExitStatus.machine.rawValue)
  }

  /// Ignores a signal, which the dispatch source hears nonetheless; false if it was ignored before.
  private static func ignore(_ number: Int32) -> Bool {
    let earlier = unsafeBitCast(signal(number, SIG_IGN), to: Int.self)
    return earlier != unsafeBitCast(SIG_IGN, to: Int.self)
  }

  private static func raise(_ number: Int32) -> Never {
    signal(number, SIG_DFL)
    kill(getpid(), number)
    exit(128 + number)
  }
}
