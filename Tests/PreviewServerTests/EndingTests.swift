import Foundation
import Testing

@testable import PreviewServer

extension PreviewServerTests {
  @Suite("The end of the preview server", .timeLimit(.minutes(1)))
  struct EndingTests {
    @Test("It ends within a second whatever its clients do, and leaves nothing open")
    func ending() async throws {
      // What the system opens once and keeps is open after the first time.
      try await endAmongClients()
      let before = try openDescriptors()
      for _ in 0..<3 { try await endAmongClients() }
      // Each event queue keeps the descriptor by which it is woken.
      #expect(try openDescriptors() <= before + 3)
    }

    private func endAmongClients() async throws {
      let site = try await PreviewSite(["large.txt": String(repeating: "x", count: 20_000_000)])
      let host = "Host: localhost:\(site.port)\r\n"
      let requests = [
        "", "GET / HTTP/1.1\r\n", "GET /-/events HTTP/1.1\r\n\(host)\r\n",
        "GET /large.txt HTTP/1.1\r\n\(host)\r\n",
      ]
      let clients = try (requests + requests + requests).map { text in
        let client = try RawClient(port: site.port)
        try client.send(text)
        return client
      }
      try await Task.sleep(for: .milliseconds(200))
      #expect(try await site.stop() < .seconds(1))
      #expect(throws: RawClient.Failure.self) { _ = try RawClient(port: site.port) }
      withExtendedLifetime(clients) {}
    }

    @Test("Its port is free for the next at once, which open pages find again")
    func again() async throws {
      let site = try await PreviewSite()
      let client = try RawClient(port: site.port)
      try client.send("GET /-/events HTTP/1.1\r\nHost: localhost:\(site.port)\r\n\r\n")
      #expect(await client.read(until: "event: idle") != nil)
      _ = try await site.stop()
      #expect(await client.read(until: "anything more") == nil)
      let (running, address) = try await PreviewSite.start(site.server, port: site.port)
      #expect(address.port == site.port)
      #expect(try await site.get("/").status == 200)
      running.cancel()
      try await running.value
    }

    private func openDescriptors() throws -> Int {
      try FileManager.default.contentsOfDirectory(atPath: "/dev/fd").count
    }
  }
}
