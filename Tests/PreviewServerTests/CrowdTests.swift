import Foundation
import TestSupport
import Testing

@testable import PreviewServer

extension PreviewServerTests {
  @Suite("The preview server in a crowd", .timeLimit(.minutes(5)))
  struct CrowdTests {
    private static let size = 300
    /// Limits that no test reaches: what waits for one of them waits for ever.
    private static let endless: PreviewLimits = {
      var limits = PreviewLimits()
      (limits.silence, limits.head, limits.write) = (.seconds(9999), .seconds(9999), .seconds(9999))
      return limits
    }()

    private func crowd(_ site: PreviewSite, sending text: String) throws -> [RawClient] {
      try (0..<Self.size).map { _ in
        let client = try RawClient(port: site.port)
        // A connection that has been ended for others refuses what it is sent.
        try? client.send(text)
        return client
      }
    }

    private func expectPages(_ site: PreviewSite) async throws {
      for _ in 0..<5 { #expect(try await site.get("/gates/").status == 200) }
    }

    @Test(
      "300 clients that are silent, slow or never read hold up no page",
      arguments: [
        "", "GET /gates/ HTTP/1.1\r\nHost: localh",
        "GET /-/events HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n",
        "GET /large.otf HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n",
        "GET /-/events HTTP/1.1\r\nHost: evil.example\r\n\r\n",
      ]
    )
    func crowd(text: String) async throws {
      let files = [
        "gates/index.html": PreviewSite.page,
        "large.otf": String(repeating: "x", count: 8_000_000),
      ]
      let site = try await PreviewSite(files, limits: Self.endless)
      let clients = try crowd(site, sending: text.replacing("PORT", with: "\(site.port)"))
      try await expectPages(site)
      // A message for each of them must not be in the way either.
      for number in 0..<200 {
        site.server.publish(problem: String(repeating: "\(number) ", count: 1000))
      }
      try await expectPages(site)
      withExtendedLifetime(clients) {}
    }

    @Test("A reader whose page is open while 300 streams are never read hears of changes")
    func readerInCrowd() async throws {
      let site = try await PreviewSite(limits: Self.endless)
      let text = "GET /-/events HTTP/1.1\r\nHost: localhost:\(site.port)\r\n\r\n"
      let clients = try crowd(site, sending: text)
      let reader = try RawClient(port: site.port)
      try reader.send(text)
      #expect(await reader.read(until: "event: idle") != nil)
      site.server.publish(page: "gates/index.html")
      #expect(await reader.read(until: "gates/index.html") != nil)
      withExtendedLifetime(clients) {}
    }

    @Test("Clients that say nothing, half a request or nothing more are sent away")
    func overdue() async throws {
      var limits = Self.endless
      (limits.silence, limits.head) = (.milliseconds(600), .milliseconds(300))
      let site = try await PreviewSite(limits: limits)
      let request = "GET / HTTP/1.1\r\nHost: localhost:\(site.port)\r\n"
      for text in ["", request, request + "\r\n"] {
        let began = ContinuousClock.now
        let client = try RawClient(port: site.port)
        _ = try await client.exchange(text)
        #expect(ContinuousClock.now - began > .milliseconds(250))
      }
    }

    @Test("A client that sends a byte now and then does not stretch its time")
    func dripping() async throws {
      var limits = Self.endless
      limits.head = .milliseconds(400)
      let site = try await PreviewSite(limits: limits)
      let client = try RawClient(port: site.port)
      try client.send("GET / HTTP/1.1\r\nHost: localhost")
      // It would go on until its head is too long, which takes a quarter of an hour.
      let dripping = Task {
        while true {
          try client.send("x")
          try await Task.sleep(for: .milliseconds(50))
        }
      }
      while await !client.read().isEmpty {}
      dripping.cancel()
      _ = await dripping.result
    }

    @Test("A client that reads slowly gets all of a large file")
    func slowReader() async throws {
      let text = String(repeating: "x", count: 8_000_000)
      let site = try await PreviewSite(["large.txt": text], limits: Self.endless)
      let client = try RawClient(port: site.port)
      try client.send(
        "GET /large.txt HTTP/1.1\r\nHost: localhost:\(site.port)\r\nConnection: close\r\n\r\n"
      )
      // Until the server has nothing to do but wait for it.
      #expect(try await Patience.waits { client.waitingBytes > 16_384 })
      #expect(await client.answer().body == text)
    }

    @Test("A client that never reads a large file is sent away")
    func neverReading() async throws {
      var limits = Self.endless
      limits.write = .milliseconds(400)
      let text = String(repeating: "x", count: 30_000_000)
      let site = try await PreviewSite(["large.txt": text], limits: limits)
      let client = try RawClient(port: site.port)
      try client.send("GET /large.txt HTTP/1.1\r\nHost: localhost:\(site.port)\r\n\r\n")
      // A server that has gone takes nothing more.
      #expect(try await Patience.waits { (try? client.send("x")) == nil })
      #expect(await client.answer().body.utf8.count < text.utf8.count)
    }
  }
}
