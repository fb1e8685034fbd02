import Foundation
import Synchronization
import TestSupport
import Testing

/// A terminal that a program can be run on, and what it has drawn there.
final class PseudoTerminal: Sendable {
  let terminal: FileHandle
  private let drawn = Mutex(Data())
  private let marks = Mutex(0)
  private let controller: FileHandle

  init(columns: UInt16 = 80) throws {
    let (descriptor, name) = try Self.controller()
    let other = open(name, O_RDWR | O_NOCTTY)
    try #require(other >= 0)
    var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    try #require(ioctl(descriptor, UInt(TIOCSWINSZ), &size) == 0)
    controller = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    terminal = FileHandle(fileDescriptor: other, closeOnDealloc: true)
    Thread.detachNewThread { [self] in collect(descriptor) }
  }

  /// A new terminal: the descriptor that controls it, and its name.
  private static func controller() throws -> (Int32, String) {
    #if os(Linux)
    let descriptor = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    var unlocked: Int32 = 0
    var number: Int32 = -1
    // Glibc's own functions for this are not visible to Swift: TIOCSPTLCK, then TIOCGPTN.
    try #require(ioctl(descriptor, 0x4004_5431, &unlocked) == 0)
    try #require(ioctl(descriptor, 0x8004_5430, &number) == 0)
    return (descriptor, "/dev/pts/\(number)")
    #else
    let descriptor = posix_openpt(O_RDWR | O_NOCTTY)
    try #require(grantpt(descriptor) == 0 && unlockpt(descriptor) == 0)
    let name = try #require(ptsname(descriptor).map { String(cString: $0) })
    return (descriptor, name)
    #endif
  }

  /// Writes what a person at the keyboard would.
  func type(_ text: String) throws {
    try controller.write(contentsOf: Data(text.utf8))
  }

  /// All bytes so far, line ends as `\n`.
  var text: String {
    drawn.withLock { String(decoding: $0, as: UTF8.self) }.replacing("\r\n", with: "\n")
  }

  /// Waits for a text to be drawn.
  func wait(for text: String) async throws {
    let isDrawn = try await Patience.waits { self.text.contains(text) }
    try #require(isDrawn, "'\(text)' was not drawn: \(self.text)")
  }

  /// Waits until all that was written so far has been drawn: it is followed by a NUL, which no program
  /// draws, and which is not kept.
  func settle() async throws {
    let before = marks.withLock { $0 }
    try terminal.write(contentsOf: Data([0]))
    let isSettled = try await Patience.waits { marks.withLock { $0 > before } }
    try #require(isSettled, "the terminal has stopped drawing")
  }

  /// What stands on the screen if it is as long as need be: carriage returns and erasures done, colours
  /// left out.
  var screen: String {
    var lines: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      var shown = ""
      for part in line.split(separator: "\r", omittingEmptySubsequences: false) {
        if part.hasPrefix("\u{1B}[K") {
          shown = String(part.dropFirst(3))
        } else {
          shown = String(part) + shown.dropFirst(part.count)
        }
      }
      lines.append(shown.replacing(/\u{1B}\[[0-9;]*m/, with: ""))
    }
    return lines.joined(separator: "\n")
  }

  private func collect(_ descriptor: Int32) {
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      guard count > 0 else { return }
      let bytes = buffer[..<count].filter { $0 != 0 }
      drawn.withLock { $0.append(contentsOf: bytes) }
      marks.withLock { $0 += count - bytes.count }
    }
  }
}
