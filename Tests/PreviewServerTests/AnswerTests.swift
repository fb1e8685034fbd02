import Foundation
import Testing

@testable import PreviewServer

extension PreviewServerTests {
  @Suite("What the preview server answers")
  struct AnswerTests {
    @Test("A page comes with the script, a policy that lets it in, and is never kept")
    func page() async throws {
      let site = try await PreviewSite()
      let answer = try await site.get("/gates/")
      #expect(answer.status == 200)
      #expect(answer.fields["content-type"] == "text/html; charset=utf-8")
      #expect(answer.fields["cache-control"] == "no-store")
      #expect(answer.fields["x-content-type-options"] == "nosniff")
      #expect(
        answer.fields["content-security-policy"]
          == "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
          + "frame-ancestors 'none'"
      )
      #expect(answer.body.contains("<script src=\"/-/live.js\" defer></script>\n</head>"))
      #expect(!answer.body.contains("http-equiv"))
      #expect(answer.fields["content-length"] == "\(answer.body.utf8.count)")
    }

    @Test(
      "A file has the type of its name",
      arguments: [
        ("a.css", "text/css; charset=utf-8"), ("a.js", "text/javascript; charset=utf-8"),
        ("a.svg", "image/svg+xml"), ("a.json", "application/json"), ("a.PNG", "image/png"),
        ("a.otf", "font/otf"), ("a.csv", "text/csv; charset=utf-8"),
        ("a", "application/octet-stream"), ("a.unknown", "application/octet-stream"),
      ]
    )
    func contentTypes(name: String, type: String) async throws {
      let site = try await PreviewSite([name: "content"])
      let answer = try await site.get("/\(name)?version=2")
      #expect(answer.fields["content-type"] == type)
      #expect(answer.body == "content")
    }

    @Test("HEAD has the fields of GET and no body", arguments: ["/", "/a.css", "/missing"])
    func head(path: String) async throws {
      let site = try await PreviewSite(["index.html": PreviewSite.page, "a.css": "p {}"])
      let (head, get) = (try await site.get(path, method: "HEAD"), try await site.get(path))
      #expect(head.status == get.status)
      #expect(head.fields == get.fields)
      #expect(head.body.isEmpty && !get.body.isEmpty)
    }

    @Test("A folder leads to its address with a slash, so that links in its page are right")
    func folder() async throws {
      let site = try await PreviewSite(["gates & é/index.html": PreviewSite.page])
      let answer = try await site.get("/gates%20&%20%C3%A9")
      #expect(answer.status == 308)
      #expect(answer.fields["location"] == "/gates%20%26%20%C3%A9/")
      #expect(try await site.get("/gates%20%26%20%C3%A9/").status == 200)
    }

    @Test("A page that is not there is said so, or shown by the site's own page for that")
    func notFound() async throws {
      let site = try await PreviewSite()
      let plain = try await site.get("/%3Cb%3E.html")
      #expect(plain.status == 404)
      #expect(plain.body.contains("<code>&lt;b&gt;</code>") == false)
      #expect(plain.body.contains("<code>&lt;b&gt;.html</code>"))
      #expect(plain.body.contains("live.js\" defer data-absent"))
      try site.write("<html><head></head><body>Lost?</body></html>", to: "404.html")
      let own = try await site.get("/missing")
      #expect(own.status == 404)
      #expect(own.body.contains("Lost?"))
      #expect(own.body.contains("live.js\" defer data-absent"))
    }

    @Test("A site that is not built yet is no failure")
    func noSite() async throws {
      let site = try await PreviewSite([:])
      #expect(try await site.get("/").status == 404)
      try site.write(PreviewSite.page, to: "index.html")
      #expect(try await site.get("/").status == 200)
    }

    @Test("The client's files come from their own folder")
    func clientFiles() async throws {
      let site = try await PreviewSite()
      let script = try await site.get("/-/live.js")
      #expect(script.fields["content-type"] == "text/javascript; charset=utf-8")
      #expect(script.body.contains("EventSource"))
      #expect(script.body.utf8.count < 6 * 1024)
      #expect(try await site.get("/-/live.css").body.contains("#unroll-status"))
      #expect(try await site.get("/-/other").status == 404)
    }

    @Test("A connection answers several requests, sent one after the other or at once")
    func keptAlive() async throws {
      let site = try await PreviewSite(["a.txt": "first", "b.txt": "second"])
      let client = try RawClient(port: site.port)
      let request: (String) -> String = {
        "GET /\($0).txt HTTP/1.1\r\nHost: localhost:\(site.port)\r\n\r\n"
      }
      try client.send(request("a"))
      #expect(await client.read(until: "first") != nil)
      try client.send(request("b") + request("a"))
      let both = try #require(await client.read(until: "first"))
      #expect(both.contains("second"))
    }

    @Test(
      "It is heard on both loopback addresses where there are two",
      .enabled("this machine has no IPv6") {
        let site = try await PreviewSite()
        return (try? RawClient(port: site.port, onSix: true)) != nil
      }
    )
    func bothAddresses() async throws {
      let site = try await PreviewSite(["a.txt": "text"])
      let client = try RawClient(port: site.port, onSix: true)
      let answer = try await client.exchange(
        "GET /a.txt HTTP/1.1\r\nHost: [::1]:\(site.port)\r\nConnection: close\r\n\r\n"
      )
      #expect(answer.body == "text")
    }

    @Test("While a site is replaced every page is whole", .timeLimit(.minutes(5)))
    func replacedSite() async throws {
      let long = String(repeating: "x", count: 300_000)
      // However long a machine leaves the site without a folder.
      var limits = PreviewLimits()
      limits.replacement = .seconds(9999)
      let site = try await PreviewSite(
        ["index.html": "<head></head>0\(long)0 end"],
        limits: limits
      )
      let replacing = Task {
        let manager = FileManager.default
        let (draft, old) = (
          site.surroundings.appendingPathComponent("draft"),
          site.surroundings.appendingPathComponent("old")
        )
        var number = 0
        while !Task.isCancelled {
          number += 1
          try manager.createDirectory(at: draft, withIntermediateDirectories: true)
          try Data("<head></head>\(number)\(long)\(number) end".utf8)
            .write(to: draft.appendingPathComponent("index.html"))
          // The way of systems that cannot exchange folders: there is an instant without one.
          try manager.moveItem(at: site.folder, to: old)
          try manager.moveItem(at: draft, to: site.folder)
          try manager.removeItem(at: old)
          await Task.yield()
        }
        return number
      }
      for _ in 0..<150 {
        let answer = try await site.get("/")
        #expect(answer.status == 200)
        let parts = (answer.body.components(separatedBy: "</head>").last ?? "")
          .components(separatedBy: long)
        #expect(parts.count == 2 && "\(parts.first ?? "") end" == parts.last)
      }
      replacing.cancel()
      _ = await replacing.result
    }
  }
}
