import Foundation
import TestSupport
import Testing

@testable import PreviewServer

extension PreviewServerTests {
  @Suite("The end of the preview server", .timeLimit(.minutes(5)))
  struct EndingTests {
    @Test("It ends at once whatever its clients do, and leaves nothing open")
    func ending() async throws {
      // Other tests, and their servers that are still ending, have connections too: one that stays
      // open is told by what grows with the rounds.
      let rounds = 12
      for _ in 0..<rounds { try await endAmongClients() }
      #expect(try await Patience.waits { try openConnections() < rounds })
    }

    private func endAmongClients() async throws {
      // Limits that are not reached: the end does not wait for them.
      var limits = PreviewLimits()
      (limits.silence, limits.head, limits.write) = (.seconds(9999), .seconds(9999), .seconds(9999))
      let files = ["large.txt": String(repeating: "x", count: 20_000_000)]
      let site = try await PreviewSite(files, limits: limits)
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
      #expect(try await Patience.waits { site.server.streamCount == 3 })
      try await site.stop()
      // A client may happen to reach itself, and a program that another test started in the same
      // instant may hold the port until it runs; soon nobody listens there.
      #expect(try await Patience.waits { (try? RawClient(port: site.port)) == nil })
      withExtendedLifetime(clients) {}
    }

    @Test("Its port is free for the next at once, which open pages find again")
    func again() async throws {
      let site = try await PreviewSite()
      let client = try RawClient(port: site.port)
      try client.send("GET /-/events HTTP/1.1\r\nHost: localhost:\(site.port)\r\n\r\n")
      #expect(await client.read(until: "event: idle") != nil)
      try await site.stop()
      #expect(await client.read(until: "anything more") == nil)
      let (running, address) = try await PreviewSite.start(site.server, port: site.port)
      #expect(address.port == site.port)
      #expect(try await site.get("/").status == 200)
      running.cancel()
      try await running.value
    }

    /// The number of open internet sockets of this process.
    private func openConnections() throws -> Int {
      try FileManager.default.contentsOfDirectory(atPath: "/dev/fd").compactMap { Int32($0) }
        .filter { descriptor in
          var address = sockaddr()
          var size = socklen_t(MemoryLayout<sockaddr>.size)
          return getsockname(descriptor, &address, &size) == 0
            && [AF_INET, AF_INET6].contains(Int32(address.sa_family))
        }
        .count
    }
  }
}
