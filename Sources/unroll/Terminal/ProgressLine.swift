import Foundation

/// A line on a terminal's standard error that says what is going on, and goes away.
actor ProgressLine {
  private let isShown: Bool
  private let width: Int
  private var text = ""
  private var began = ContinuousClock.now
  private var ticking: Task<Void, Never>?

  init(device: TerminalDevice) {
    isShown = device.showsProgress
    width = device.width
  }

  /// Begins to show a text with the seconds since now; for a moment it shows nothing.
  func begin(_ text: String) {
    guard isShown else { return }
    end()
    self.text = text
    began = .now
    ticking = Task {
      try? await Task.sleep(for: .milliseconds(300))
      while !Task.isCancelled {
        self.draw()
        try? await Task.sleep(for: .milliseconds(200))
      }
    }
  }

  /// Takes the line away.
  func end() {
    guard let ticking else { return }
    ticking.cancel()
    self.ticking = nil
    write("\r\u{1B}[K")
  }

  private func draw() {
    guard ticking != nil else { return }
    let seconds = (ContinuousClock.now - began).components
    let tenths = seconds.attoseconds / 100_000_000_000_000_000
    let line = "\(text) … \(seconds.seconds).\(tenths) s"
    write("\r\u{1B}[K" + line.prefix(width - 1))
  }

  private func write(_ text: String) {
    FileHandle.standardError.write(Data(text.utf8))
  }
}
