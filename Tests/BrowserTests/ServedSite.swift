import TestSupport
import Foundation
import Testing

/// A folder served below a path of a loopback address, with the site's own page for what is not there,
/// as hosts of static sites do.
final class ServedSite {
  /// Where the site stands, with a slash at its end.
  let address: URL
  private let process: Process
  private let notes: URL

  /// The path at which the site stands on its host.
  static let path = "/teaching/rnn/"

  private static let server = """
    import http.server, os, sys
    folder, prefix, notes = sys.argv[1:4]
    class Handler(http.server.SimpleHTTPRequestHandler):
        def translate_path(self, path):
            path = path.split("?")[0].split("#")[0]
            if not path.startswith(prefix): return os.path.join(folder, "no such file")
            return os.path.join(folder, path[len(prefix):])
        def send_error(self, code, message=None, explain=None):
            with open(os.path.join(folder, "404.html"), "rb") as page: content = page.read()
            self.send_response(code)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)
        def log_request(self, code="-", size="-"):
            with open(notes, "a") as log: log.write("%s %s\\n" % (int(code), self.path))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    with open(notes + ".port", "w") as port: port.write("%d\\n" % server.server_address[1])
    server.serve_forever()
    """

  init(_ folder: URL) async throws {
    notes = FileManager.default.temporaryDirectory.appendingPathComponent(
      "served-\(UUID().uuidString)"
    )
    try Data().write(to: notes)
    process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", Self.server, folder.path, Self.path, notes.path]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    let (server, file) = (process, notes.path + ".port")
    var port: String?
    _ = try await Patience.waits {
      let text = try? String(contentsOfFile: file, encoding: .utf8)
      port = text?.hasSuffix("\n") == true ? text?.trimmingCharacters(in: .newlines) : nil
      return port != nil || !server.isRunning
    }
    guard let port, let url = URL(string: "http://127.0.0.1:\(port)\(Self.path)") else {
      process.terminate()
      throw BrowserError("the server of the test did not start")
    }
    address = url
  }

  deinit {
    // Where a test's runner blocks SIGTERM its children do too.
    kill(process.processIdentifier, SIGKILL)
    try? FileManager.default.removeItem(at: notes)
    try? FileManager.default.removeItem(atPath: notes.path + ".port")
  }

  /// What was asked for so far: each path with the status of its answer.
  func answers() throws -> [(path: String, status: Int)] {
    try String(contentsOf: notes, encoding: .utf8).split(separator: "\n").compactMap { line in
      let parts = line.split(separator: " ", maxSplits: 1)
      guard parts.count == 2, let status = Int(parts[0]) else { return nil }
      return (String(parts[1]), status)
    }
  }
}
