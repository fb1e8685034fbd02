import Foundation

/// The statuses that this server sends.
enum Status: Int, Sendable {
  case ok = 200
  case permanentRedirect = 308
  case badRequest = 400
  case forbidden = 403
  case notFound = 404
  case methodNotAllowed = 405
  case contentTooLarge = 413
  case targetTooLong = 414
  case misdirected = 421
  case fieldsTooLarge = 431
  case internalError = 500
  case versionNotSupported = 505

  fileprivate var reason: String {
    switch self {
    case .ok: "OK"
    case .permanentRedirect: "Permanent Redirect"
    case .badRequest: "Bad Request"
    case .forbidden: "Forbidden"
    case .notFound: "Not Found"
    case .methodNotAllowed: "Method Not Allowed"
    case .contentTooLarge: "Content Too Large"
    case .targetTooLong: "URI Too Long"
    case .misdirected: "Misdirected Request"
    case .fieldsTooLarge: "Request Header Fields Too Large"
    case .internalError: "Internal Server Error"
    case .versionNotSupported: "HTTP Version Not Supported"
    }
  }
}

/// What is sent back.
struct Response: Sendable {
  enum Body: Sendable {
    case bytes(Data)
    case file(OpenFile)
    /// What happens from now on; it has no end.
    case events
  }

  var status: Status
  var contentType: String
  /// Further header fields; their values hold no line breaks.
  var fields: [(name: String, value: String)] = []
  var body: Body

  /// A sentence on why there is nothing else.
  init(_ refusal: Refusal) {
    status = refusal.status
    contentType = "text/plain; charset=utf-8"
    body = .bytes(Data((refusal.sentence + "\n").utf8))
    if refusal.status == .methodNotAllowed { fields = [("Allow", "GET, HEAD")] }
  }

  init(_ status: Status, _ contentType: String, _ body: Body) {
    (self.status, self.contentType, self.body) = (status, contentType, body)
  }

  /// The bytes before the body.
  func head(keepsAlive: Bool) -> Data {
    var lines = ["HTTP/1.1 \(status.rawValue) \(status.reason)", "Content-Type: \(contentType)"]
    switch body {
    case .bytes(let data): lines.append("Content-Length: \(data.count)")
    case .file(let file): lines.append("Content-Length: \(file.size)")
    case .events: break
    }
    lines += [
      "Cache-Control: no-store", "X-Content-Type-Options: nosniff",
      "Cross-Origin-Resource-Policy: same-origin", "Referrer-Policy: no-referrer",
      "Connection: \(keepsAlive ? "keep-alive" : "close")",
    ]
    lines += fields.map { "\($0.name): \($0.value)" }
    return Data((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
  }
}
