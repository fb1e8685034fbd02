import Foundation

/// One headless Chromium.
///
/// - Source: W3C WebDriver, https://www.w3.org/TR/webdriver2/; the commands below `goog/` are chromedriver's.
struct WebDriver {
  /// The width of a window in CSS pixels, with the height of the devices that have it.
  static let sizes = [(360, 740), (768, 1024), (1280, 900)]

  private let process: DriverProcess
  private let session: URL

  /// Runs something with a browser of its own, which is ended whatever happens.
  static func run<Result>(
    _ body: (WebDriver) async throws -> Result
  ) async throws -> Result {
    let process = try await DriverProcess.start()
    defer { process.end() }
    let driver = try await WebDriver(process)
    do {
      let result = try await body(driver)
      try await driver.quit()
      return result
    } catch {
      try? await driver.quit()
      throw error
    }
  }

  private init(_ process: DriverProcess) async throws {
    self.process = process
    let options: [String: Any] = [
      "args": [
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
        "--hide-scrollbars", "--force-color-profile=srgb", "--no-first-run",
      ],
      "perfLoggingPrefs": ["enableNetwork": true],
    ]
    let capabilities: [String: Any] = [
      "browserName": "chrome", "goog:chromeOptions": options, "pageLoadStrategy": "normal",
      "goog:loggingPrefs": ["browser": "ALL", "performance": "ALL"],
      // Milliseconds; by itself it is half a minute, which is short beside other tests.
      "timeouts": ["script": 600_000, "pageLoad": 600_000],
    ]
    let answer = try await Self.send(
      "POST",
      process.address.appendingPathComponent("session"),
      ["capabilities": ["alwaysMatch": capabilities]]
    )
    guard let value = answer as? [String: Any], let id = value["sessionId"] as? String else {
      throw BrowserError("chromedriver gave no session: \(answer)")
    }
    session = process.address.appendingPathComponent("session/\(id)")
  }

  private func quit() async throws {
    _ = try await Self.send("DELETE", session, nil)
  }

  /// Opens a page and waits until it has loaded.
  func open(_ address: URL) async throws {
    _ = try await command("url", ["url": address.absoluteString])
  }

  /// The address of the page that is shown.
  func address() async throws -> String {
    try await Self.send("GET", session.appendingPathComponent("url"), nil) as? String ?? ""
  }

  /// Runs a script in the page; `return` gives its value.
  @discardableResult
  func script(_ source: String, _ arguments: [Any] = []) async throws -> Any {
    try await command("execute/sync", ["script": source, "args": arguments])
  }

  /// Runs a script that calls its last argument with its value.
  func awaited(_ source: String, _ arguments: [Any] = []) async throws -> Any {
    try await command("execute/async", ["script": source, "args": arguments])
  }

  /// Sees the page as on a screen of a size, in light or dark colours.
  func look(width: Int, height: Int, isDark: Bool = false) async throws {
    _ = try await inspect(
      "Emulation.setDeviceMetricsOverride",
      ["width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500]
    )
    let scheme = ["name": "prefers-color-scheme", "value": isDark ? "dark" : "light"]
    _ = try await inspect("Emulation.setEmulatedMedia", ["features": [scheme]])
  }

  /// A picture of what is seen, as PNG.
  func picture() async throws -> Data {
    let answer = try await Self.send("GET", session.appendingPathComponent("screenshot"), nil)
    return Data(base64Encoded: answer as? String ?? "") ?? Data()
  }

  /// Presses keys one after another; special ones are WebDriver's code points, see ``Key``.
  func press(_ keys: String) async throws {
    let actions = keys.flatMap { key in
      ["keyDown", "keyUp"].map { ["type": $0, "value": String(key)] }
    }
    _ = try await command(
      "actions",
      ["actions": [["type": "key", "id": "keyboard", "actions": actions] as [String: Any]]]
    )
  }

  /// What the console said since it was asked last.
  func consoleMessages() async throws -> [String] {
    try await log("browser").map { $0["message"] as? String ?? "" }
  }

  /// The addresses that were asked for since this was asked last.
  func requests() async throws -> [String] {
    try await log("performance").compactMap { entry in
      let text = entry["message"] as? String ?? ""
      let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
      let message = object?["message"] as? [String: Any]
      guard message?["method"] as? String == "Network.requestWillBeSent" else { return nil }
      let parameters = message?["params"] as? [String: Any]
      return (parameters?["request"] as? [String: Any])?["url"] as? String
    }
  }

  /// A command of the browser's own inspector.
  func inspect(_ name: String, _ parameters: [String: Any]) async throws -> Any {
    try await command("goog/cdp/execute", ["cmd": name, "params": parameters])
  }

  private func log(_ type: String) async throws -> [[String: Any]] {
    try await command("se/log", ["type": type]) as? [[String: Any]] ?? []
  }

  private func command(_ path: String, _ body: [String: Any]) async throws -> Any {
    try await Self.send("POST", session.appendingPathComponent(path), body)
  }

  private static func send(
    _ method: String,
    _ address: URL,
    _ body: [String: Any]?
  ) async throws -> Any {
    let request = LoopbackRequest(
      port: address.port ?? 80,
      method: method,
      path: address.path,
      body: try body.map { try JSONSerialization.data(withJSONObject: $0) } ?? Data()
    )
    let answer =
      try JSONSerialization.jsonObject(with: try await request.answer()) as? [String: Any]
    let value = answer?["value"]
    if let fault = value as? [String: Any], let kind = fault["error"] as? String {
      throw BrowserError("\(address.lastPathComponent): \(kind): \(fault["message"] ?? "")")
    }
    return value ?? NSNull()
  }
}

/// Keys that are no letters.
enum Key {
  static let tab = "\u{E004}"
  static let enter = "\u{E007}"
  static let escape = "\u{E00C}"
  static let right = "\u{E014}"
  static let left = "\u{E012}"
  static let down = "\u{E015}"
  static let up = "\u{E013}"
}
