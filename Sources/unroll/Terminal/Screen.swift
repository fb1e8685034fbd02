import Foundation

/// Standard output, and below it, on a terminal, a line for each thing that is going on.
///
/// The lines are drawn on standard error. All that is written goes through here, so that they are
/// lifted first: they never mix with results.
actor Screen {
  private struct Activity {
    var name: String
    var words: String
    var began = ContinuousClock.now
    var detail = ""
  }

  private let showsProgress: Bool
  private let width: Int
  private var activities: [Activity] = []
  private var ticking: Task<Void, Never>?
  private var drawnLines = 0

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
  func begin(_ words: String) { begin("", words) }

  /// Says what one of several things does now, each on a line of its own in the order of their beginning.
  func begin(_ name: String, _ words: String) {
    guard showsProgress else { return }
    lift()
    let activity = Activity(name: name, words: words)
    if let place = activities.firstIndex(where: { $0.name == name }) {
      activities[place] = activity
    } else {
      activities.append(activity)
    }
    guard ticking == nil else { return }
    ticking = Task {
      while !Task.isCancelled {
        try? await Task.sleep(for: .milliseconds(200))
        if !Task.isCancelled { self.draw() }
      }
    }
  }

  /// Says how far one of several things is that goes on, and has taken the time since it began.
  func go(on name: String, _ words: String) {
    guard let place = activities.firstIndex(where: { $0.name == name }) else {
      return begin(name, words)
    }
    activities[place].words = words
  }

  /// Adds the last word of what is going on.
  func note(_ text: String) {
    guard showsProgress, !activities.isEmpty else { return }
    if let line = text.split(whereSeparator: \.isNewline).last {
      activities[activities.count - 1].detail = String(line.prefix(400))
    }
  }

  /// Takes the line of one thing away.
  func end(_ name: String) {
    lift()
    activities.removeAll { $0.name == name }
  }

  /// Takes all lines away.
  func end() {
    ticking?.cancel()
    ticking = nil
    activities = []
    lift()
  }

  private func lift() {
    guard drawnLines > 0 else { return }
    Note.write("\r\u{1B}[K" + String(repeating: "\u{1B}[A\u{1B}[K", count: drawnLines - 1))
    drawnLines = 0
  }

  private func draw() {
    // What takes a moment only is never shown.
    let now = ContinuousClock.now
    let shown = activities.filter { now - $0.began > .milliseconds(300) || !$0.name.isEmpty }
    guard !shown.isEmpty else { return }
    lift()
    let lines = shown.map { activity in
      let name = activity.name.isEmpty ? "" : "\(activity.name)  "
      let detail = activity.detail.isEmpty ? "" : "  \(activity.detail)"
      let line = "\(name)\(activity.words) … \((now - activity.began).inTenths)\(detail)"
      return PlainText.line(line, width: width - 1)
    }
    drawnLines = lines.count
    Note.write("\r\u{1B}[K" + lines.joined(separator: "\n"))
  }
}

extension Duration {
  /// Seconds with one digit after the point: `3.2 s`.
  var inTenths: String {
    "\(components.seconds).\(components.attoseconds / 100_000_000_000_000_000) s"
  }
}
