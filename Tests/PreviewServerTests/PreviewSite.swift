import Foundation

@testable import PreviewServer

/// A small site in a folder of its own, served while a test runs.
final class PreviewSite: Sendable {
  /// What lies around the site, where no request may lead.
  let surroundings: URL
  let folder: URL
  let server: PreviewServer
  let address: URL
  private let running: Task<Void, any Error>

  var port: Int { address.port ?? 0 }

  static let page = """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'">
    <title>Gates</title>
    </head>
    <body><main><p>Hello</p></main></body>
    </html>
    """

  /// The client's files, as they come with Unroll.
  static let client = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Site/preview")

  init(
    _ files: [String: String] = ["index.html": page, "gates/index.html": page],
    limits: PreviewLimits = PreviewLimits(),
    port: Int = 0
  ) async throws {
    surroundings = FileManager.default.temporaryDirectory
      .appendingPathComponent("unroll-preview-\(UUID().uuidString)")
    folder = surroundings.appendingPathComponent("site")
    try Self.write("the secret", to: surroundings.appendingPathComponent("secret.txt"))
    for (name, text) in files { try Self.write(text, to: folder.appendingPathComponent(name)) }
    let server = PreviewServer(folder: folder, clients: [Self.client], limits: limits)
    self.server = server
    (running, address) = try await Self.start(server, port: port)
  }

  deinit {
    running.cancel()
    try? FileManager.default.removeItem(at: surroundings)
  }

  /// Starts a server; returns when it answers, or throws what keeps it from that.
  static func start(
    _ server: PreviewServer,
    port: Int
  ) async throws -> (Task<Void, any Error>, URL) {
    let (addresses, continuation) = AsyncStream.makeStream(of: URL.self)
    let running = Task {
      defer { continuation.finish() }
      try await server.run(port: port) { address in continuation.yield(address) }
    }
    for await address in addresses { return (running, address) }
    try await running.value
    throw CancellationError()
  }

  func write(_ text: String, to name: String) throws {
    try Self.write(text, to: folder.appendingPathComponent(name))
  }

  /// Ends the server; returns when it has ended.
  func stop() async throws {
    running.cancel()
    try await running.value
  }

  /// The answer to a request for a path.
  func get(_ path: String, _ fields: [String] = [], method: String = "GET") async throws -> Answer {
    let host =
      fields.contains { $0.lowercased().hasPrefix("host:") } ? [] : ["Host: localhost:\(port)"]
    let lines = ["\(method) \(path) HTTP/1.1"] + host + fields + ["Connection: close", "", ""]
    return try await send(lines.joined(separator: "\r\n"))
  }

  /// The answer to bytes, read to the end of the connection.
  func send(_ text: String) async throws -> Answer {
    let client = try RawClient(port: port)
    return try await client.exchange(text)
  }

  private static func write(_ text: String, to file: URL) throws {
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Data(text.utf8).write(to: file, options: .atomic)
  }
}
