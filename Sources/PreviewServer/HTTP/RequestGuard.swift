/// Refuses what does not come from a page of this server or from an address bar.
///
/// A foreign site can make a browser ask this machine, and with a name of its own that leads here
/// it could read the answers. It cannot hide that name: it stands in `Host`.
struct RequestGuard: Sendable {
  private let hosts: Set<String>

  /// - Parameter port: The port on which the server listens.
  init(port: Int) {
    let names = ["localhost", "127.0.0.1", "[::1]"]
    // Browsers leave out the port that a scheme implies.
    hosts = Set(names.map { "\($0):\(port)" } + (port == 80 ? names : []))
  }

  func check(_ head: RequestHead) throws(Refusal) {
    let named = head.values(of: "host")
    guard named.count == 1 else {
      throw Refusal(status: .badRequest, sentence: "A request names one host.")
    }
    guard hosts.contains(named[0].lowercased()) else {
      throw Refusal(
        status: .misdirected,
        sentence: "This server answers to localhost, 127.0.0.1 and [::1] with its port only."
      )
    }
    let origins = head.values(of: "origin")
    guard origins.allSatisfy({ hosts.contains(strippingScheme($0.lowercased())) }) else {
      throw Refusal(status: .forbidden, sentence: "Pages of other sites are not answered.")
    }
    guard ["GET", "HEAD"].contains(head.method) else {
      throw Refusal(status: .methodNotAllowed, sentence: "Only GET and HEAD are answered.")
    }
    let hasBody = !head.values(of: "content-length").allSatisfy { $0 == "0" }
    guard !hasBody, head.values(of: "transfer-encoding").isEmpty else {
      throw Refusal(status: .contentTooLarge, sentence: "A request has no body here.")
    }
  }

  /// The host and port of an origin, or nothing if it is not `http`.
  private func strippingScheme(_ origin: String) -> String {
    origin.hasPrefix("http://") ? String(origin.dropFirst(7)) : ""
  }
}
