import HostProtocol

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Receives commands, from the runner or, in a block's process, from the keeper.
struct CommandReader {
  let descriptor: Int32
  private var assembler = WireAssembler()
  private var waiting: [HostCommand] = []

  init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  /// Whether a command has arrived that `next()` would return without waiting.
  var hasCommand: Bool { !waiting.isEmpty }

  /// Reads what has arrived.
  ///
  /// Returns false when no command will ever come.
  mutating func receive() -> Bool {
    guard let bytes = Descriptors.readSome(from: descriptor) else { return false }
    do {
      for message in try assembler.messages(adding: bytes) {
        waiting.append(try WireCoder.decode(HostCommand.self, from: message))
      }
      return true
    } catch {
      return false
    }
  }

  /// The next command; waits for it.
  ///
  /// Nil when none will ever come.
  mutating func next() -> HostCommand? {
    while waiting.isEmpty {
      guard receive() else { return nil }
    }
    return waiting.removeFirst()
  }
}

/// Sends commands to a process of the lesson.
struct CommandWriter {
  let descriptor: Int32
  private var number: UInt32 = 0

  init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  /// Sends a command.
  ///
  /// Returns whether it was taken.
  mutating func send(_ command: HostCommand) -> Bool {
    guard let message = try? WireCoder.encode(command) else { return false }
    number &+= 1
    return WireFrames.frames(of: message, number: number).allSatisfy {
      Descriptors.writeAll($0, to: descriptor)
    }
  }
}

extension CommandReader {
  /// Whether the runner wants something now.
  ///
  /// If it is gone, so are we.
  mutating func isWanted() -> Bool {
    if hasCommand { return true }
    var found = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&found, 1, 0) > 0 else { return false }
    guard receive() else { Keeper.leave() }
    return hasCommand
  }
}
