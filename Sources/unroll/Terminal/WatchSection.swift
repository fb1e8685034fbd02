/// The end of what a terminal shows, written again in place as long as it fits on the screen.
actor WatchSection {
  private let device: TerminalDevice
  private let screen: Screen
  private var rows = 0

  init(device: TerminalDevice, screen: Screen) {
    self.device = device
    self.screen = screen
  }

  /// Leaves what is there.
  func begin() { rows = 0 }

  /// Writes a text in place of the one before.
  func show(_ text: String) async {
    let isInPlace = device.isTerminal && rows > 0 && rows < device.height
    let lift = isInPlace ? "\u{1B}[\(rows)A\r\u{1B}[J" : ""
    await screen.write(lift + "\n" + text)
    rows = 1 + Self.rows(of: text, width: device.width)
  }

  /// How many rows of the terminal a text takes.
  private static func rows(of text: String, width: Int) -> Int {
    text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      .reduce(0) { $0 + max(1, (PlainText.columns(of: $1) + width - 1) / max(1, width)) }
  }
}
