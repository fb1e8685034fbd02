import Foundation

/// Finds what a request asks for.
struct Responder: Sendable {
  /// The folder of what is the server's own; no lesson has such a name.
  static let own = "-"

  let site: SiteFiles
  /// What pages are kept up to date with: `live.js` and `live.css`.
  let clients: [SiteFiles]
  let guarding: RequestGuard

  func response(to head: RequestHead) async -> Response {
    do throws(Refusal) {
      try guarding.check(head)
      let path = try SitePath(target: head.target)
      switch path.names {
      case [Self.own, "events"]: return Response(.ok, "text/event-stream", .events)
      case [Self.own, "live.js"], [Self.own, "live.css"]:
        return try await clientFile(path.names[1])
      default: return await file(at: path)
      }
    } catch {
      return Response(error)
    }
  }

  private func clientFile(_ name: String) async throws(Refusal) -> Response {
    if let path = SitePath(names: [name]) {
      for client in clients {
        guard case .file(let file, _) = await client.find(path) else { continue }
        return Response(.ok, ContentType.of(name), .file(file))
      }
    }
    let place = clients.last?.folder.appendingPathComponent(name).path ?? name
    throw Refusal(status: .internalError, sentence: "\(place) cannot be read.")
  }

  private func file(at path: SitePath) async -> Response {
    switch await site.find(path) {
    case .file(let file, let name): return response(with: file, named: name, status: .ok)
    case .folder:
      // Links in a page are relative to its folder.
      var response = Response(.permanentRedirect, "text/plain; charset=utf-8", .bytes(Data()))
      response.fields = [("Location", path.asFolder)]
      return response
    case .nothing:
      if let page = SitePath(names: ["404.html"]),
        case .file(let file, let name) = await site.find(page)
      {
        return response(with: file, named: name, status: .notFound)
      }
      return served(.absent(path), .notFound)
    }
  }

  private func response(with file: OpenFile, named name: String, status: Status) -> Response {
    let type = ContentType.of(name)
    guard type == ContentType.page, let data = file.contents() else {
      return Response(status, type, .file(file))
    }
    let page = ServedPage(
      String(decoding: data, as: UTF8.self),
      isAbsent: status == .notFound
    )
    return served(page, status)
  }

  private func served(_ page: ServedPage, _ status: Status) -> Response {
    var response = Response(status, ContentType.page, .bytes(Data(page.html.utf8)))
    response.fields = [("Content-Security-Policy", page.policy), ("X-Frame-Options", "DENY")]
    return response
  }
}
