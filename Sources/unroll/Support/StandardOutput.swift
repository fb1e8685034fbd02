import Foundation

/// Where results go.
enum StandardOutput {
  /// Writes a text whole.
  ///
  /// If nobody reads any more, the command ends quietly; if it cannot be written, it ends with the reason.
  static func write(_ text: String) {
    write(Data(text.utf8))
  }

  /// Writes JSON, in which what a terminal obeys stands as `\u009b` and the like.
  static func write(json: String) {
    write(JSONSpelling.spelled(json))
  }

  /// Writes bytes whole.
  static func write(_ data: Data) {
    let failure = data.withUnsafeBytes { StandardStream.write($0, to: STDOUT_FILENO) }
    switch failure {
    case nil: break
    case EPIPE: Interruption.shared.end(by: SIGPIPE)
    case let code?:
      let reason = String(cString: strerror(code))
      Interruption.shared.end(because: "standard output cannot be written: \(reason)")
    }
  }
}

/// Sentences on standard error.
enum Note {
  static func warn(_ sentence: String) {
    say("warning: \(sentence)")
  }

  static func say(_ sentence: String) {
    write(PlainText.lines(sentence) + "\n")
  }

  /// Writes a text as it is; that nobody hears it is no failure.
  static func write(_ text: String) {
    _ = Data(text.utf8).withUnsafeBytes { StandardStream.write($0, to: STDERR_FILENO) }
  }
}

private enum StandardStream {
  /// Writes all bytes; returns the error number if it cannot.
  static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32? {
    var rest = bytes
    while !rest.isEmpty {
      let count = Foundation.write(descriptor, rest.baseAddress, rest.count)
      if count > 0 {
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      } else if errno == EAGAIN {
        var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&ready, 1, -1)
      } else if errno != EINTR {
        return errno
      }
    }
    return nil
  }
}
