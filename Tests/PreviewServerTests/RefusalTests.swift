import Foundation
import Testing

@testable import PreviewServer

extension PreviewServerTests {
  @Suite("What the preview server refuses")
  struct RefusalTests {
    @Test(
      "No address leads out of the site",
      arguments: [
        "/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/%2e%2e%2fsecret.txt",
        "/%252e%252e%252fsecret.txt", "/%252e%252e/secret.txt", "/..%5csecret.txt",
        "/..\\secret.txt", "/gates/../../secret.txt", "/gates/..%2f..%2fsecret.txt",
        "/%c0%ae%c0%ae/secret.txt", "/link.txt", "/folder/secret.txt", "//secret.txt",
        "/./secret.txt", "/gates/./index.html", "/.hidden", "/index.html%00.txt", "/%00",
        "/index.html/", "/index.html/secret.txt", "/%", "/%4", "/%zz", "/..", "/%2e%2e",
        "/....//secret.txt", "/a%2fb", "/pipe", "/%0d%0aX-Injected:1",
      ]
    )
    func traversal(path: String) async throws {
      let site = try await PreviewSite([
        "index.html": PreviewSite.page, "gates/index.html": PreviewSite.page, ".hidden": "secret",
      ])
      let manager = FileManager.default
      try manager.createSymbolicLink(
        at: site.folder.appendingPathComponent("link.txt"),
        withDestinationURL: site.surroundings.appendingPathComponent("secret.txt")
      )
      try manager.createSymbolicLink(
        at: site.folder.appendingPathComponent("folder"),
        withDestinationURL: site.surroundings
      )
      #expect(mkfifo(site.folder.appendingPathComponent("pipe").path, 0o600) == 0)
      let answer = try await site.get(path)
      #expect(answer.status == 404 || answer.status == 400)
      #expect(!answer.body.contains("the secret"))
      #expect(answer.fields["x-injected"] == nil)
    }

    @Test(
      "A foreign host is refused, and so is none or more than one",
      arguments: [
        (["Host: evil.example"], 421), (["Host: evil.example:PORT"], 421),
        (["Host: localhost"], 421),
        (["Host: localhost:1"], 421), (["Host: localhost.evil.example:PORT"], 421),
        (["Host: 127.0.0.2:PORT"], 421), (["Host: user@localhost:PORT"], 421), (["Host:"], 421),
        (["Host: localhost:PORT", "Host: evil.example"], 400),
        (["Host: localhost:PORT"], 200), (["Host: 127.0.0.1:PORT"], 200),
        (["host: LOCALHOST:PORT"], 200), (["Host: [::1]:PORT"], 200),
      ]
    )
    func hosts(fields: [String], status: Int) async throws {
      let site = try await PreviewSite()
      let fields = fields.map { $0.replacing("PORT", with: "\(site.port)") }
      #expect(try await site.get("/", fields).status == status)
      let events = try await site.get("/-/live.js", fields)
      #expect(events.status == status)
    }

    @Test("A request without a host is refused")
    func noHost() async throws {
      let site = try await PreviewSite()
      #expect(try await site.send("GET / HTTP/1.1\r\n\r\n").status == 400)
      #expect(try await site.send("GET / HTTP/1.0\r\n\r\n").status == 400)
    }

    @Test(
      "A page of another origin is refused",
      arguments: [
        ("http://evil.example", 403), ("null", 403), ("https://localhost:PORT", 403),
        ("http://localhost", 403), ("http://localhost:1", 403), ("", 403),
        ("http://localhost:PORT", 200), ("http://127.0.0.1:PORT", 200),
      ]
    )
    func origins(origin: String, status: Int) async throws {
      let site = try await PreviewSite()
      let field = "Origin: \(origin.replacing("PORT", with: "\(site.port)"))"
      #expect(try await site.get("/", [field]).status == status)
      if status == 403 { #expect(try await site.get("/-/events", [field]).status == 403) }
    }

    @Test(
      "Other methods are told which there are",
      arguments: ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "PROPFIND", "get"]
    )
    func methods(method: String) async throws {
      let site = try await PreviewSite()
      let answer = try await site.get("/", method: method)
      #expect(answer.status == 405)
      #expect(answer.fields["allow"] == "GET, HEAD")
    }

    @Test("A body is refused", arguments: ["Content-Length: 5", "Transfer-Encoding: chunked"])
    func bodies(field: String) async throws {
      let site = try await PreviewSite()
      let answer = try await site.send(
        "GET / HTTP/1.1\r\nHost: localhost:\(site.port)\r\n\(field)\r\n\r\n5\r\nhello\r\n"
      )
      #expect(answer.status == 413)
      #expect(answer.fields["connection"] == "close")
    }

    @Test(
      "What is no request, or too much of one, is refused with its reason",
      arguments: [
        ("hello\r\n\r\n", 400), ("GET /\r\n\r\n", 400), ("GET  / HTTP/1.1\r\n\r\n", 400),
        ("GET / HTTP/2.0\r\n\r\n", 505), ("GET / FTP/1.1\r\n\r\n", 400),
        ("GET / HTTP/1.1\nHost: x\n\r\n\r\n", 400), ("GET / HTTP/1.1\r\nA B: c\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\n folded\r\n\r\n", 400), ("GET / HTTP/1.1\r\nA: \u{0}\r\n\r\n", 400),
        ("GET http://localhost/ HTTP/1.1\r\nHost: HOST\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nNo-Colon\r\n\r\n", 400), ("GET /é HTTP/1.1\r\n\r\n", 400),
        ("GET /\(String(repeating: "a", count: 5000)) HTTP/1.1\r\n\r\n", 414),
        ("GET /\(String(repeating: "a", count: 20_000))", 414),
        ("GET / HTTP/1.1\r\nA: \(String(repeating: "a", count: 20_000))\r\n\r\n", 431),
        ("GET / HTTP/1.1\r\n\(String(repeating: "A: b\r\n", count: 101))\r\n", 431),
      ]
    )
    func malformed(request: String, status: Int) async throws {
      let site = try await PreviewSite()
      let text = request.replacing("HOST", with: "localhost:\(site.port)")
      #expect(try await site.send(text).status == status)
      #expect(try await site.get("/").status == 200)
    }

    @Test("A taken port is named, and the next one that is free")
    func portTaken() async throws {
      let site = try await PreviewSite()
      let other = PreviewServer(folder: site.folder, clients: [PreviewSite.client])
      let error = await #expect(throws: PreviewError.self) {
        _ = try await PreviewSite.start(other, port: site.port)
      }
      guard case .portTaken(site.port, let free?) = error else {
        Issue.record("not the error meant: \(String(describing: error))")
        return
      }
      #expect(free > site.port)
      #expect(
        error?.description
          == "port \(site.port) is taken by another program; \(free) is free: add --port \(free)"
      )
      let (running, address) = try await PreviewSite.start(other, port: free)
      #expect(address.port == free)
      running.cancel()
      try await running.value
    }

    @Test("A number that is no port is refused", arguments: [-1, 65_536])
    func noPort(port: Int) async throws {
      let server = PreviewServer(folder: URL(fileURLWithPath: "/"), clients: [PreviewSite.client])
      await #expect(throws: PreviewError.noPort(port)) {
        try await server.run(port: port) { _ in }
      }
    }
  }
}
