import Foundation

/// Standard output, and below it, on a terminal, a line that says what is going on.
///
/// The line is drawn on standard error. All that is written goes through here, so that the line is
/// lifted first: it never mixes with results.
actor Screen {
  private let showsProgress: Bool
  private let width: Int
  private var activity = ""
  private var detail = ""
  private var began = ContinuousClock.now
  private var ticking: Task<Void, Never>?
  private var isDrawn = false

  init(device: TerminalDevice) {
    showsProgress = device.showsProgress
    width = device.width
  }

  /// Writes results.
  func write(_ text: String) {
    lift()
    StandardOutput.write(text)
  }

  /// Says what begins now; what takes a moment only is never shown.
  func begin(_ activity: String) {
    guard showsProgress else { return }
    end()
    self.activity = activity
    began = .now
    ticking = Task {
      try? await Task.sleep(for: .milliseconds(300))
      while !Task.isCancelled {
        self.draw()
        try? await Task.sleep(for: .milliseconds(200))
      }
    }
  }

  /// Adds the last word of what is going on.
  func note(_ text: String) {
    guard showsProgress else { return }
    if let line = text.split(whereSeparator: \.isNewline).last { detail = String(line.prefix(400)) }
  }

  /// Takes the line away.
  func end() {
    ticking?.cancel()
    ticking = nil
    detail = ""
    lift()
  }

  private func lift() {
    guard isDrawn else { return }
    isDrawn = false
    Note.write("\r\u{1B}[K")
  }

  private func draw() {
    guard ticking != nil else { return }
    let time = (ContinuousClock.now - began).inTenths
    let line = "\(activity) … \(time)\(detail.isEmpty ? "" : "  \(detail)")"
    isDrawn = true
    Note.write("\r\u{1B}[K" + PlainText.line(line, width: width - 1))
  }
}

extension Duration {
  /// Seconds with one digit after the point: `3.2 s`.
  var inTenths: String {
    "\(components.seconds).\(components.attoseconds / 100_000_000_000_000_000) s"
  }
}
