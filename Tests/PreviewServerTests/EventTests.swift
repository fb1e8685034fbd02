import Foundation
import TestSupport
import Testing

@testable import PreviewServer

extension PreviewServerTests {
  @Suite("What the preview server tells open pages", .timeLimit(.minutes(5)))
  struct EventTests {
    private func open(_ site: PreviewSite) throws -> RawClient {
      let client = try RawClient(port: site.port)
      try client.send("GET /-/events HTTP/1.1\r\nHost: localhost:\(site.port)\r\n\r\n")
      return client
    }

    @Test("A stream begins with how things stand and goes on with what happens, in order")
    func order() async throws {
      let site = try await PreviewSite()
      site.server.publish(problem: "Lessons/03-gates.md:4:1: error: a \"word\"\nand a line")
      let client = try open(site)
      let start = try #require(await client.read(until: "line\"}\n\n"))
      #expect(start.hasPrefix("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"))
      #expect(
        start.hasSuffix(
          """
          event: hello
          data: {}

          event: problem
          data: {"message":"Lessons/03-gates.md:4:1: error: a \\"word\\"\\nand a line"}


          """
        )
      )
      let progress = PreviewProgress(lesson: "Gates", block: "train", done: 2, total: 9)
      site.server.publish(progress: progress)
      site.server.publish(page: "gates/index.html")
      site.server.idle()
      let rest = try #require(await client.read(until: "event: idle\ndata: {}\n\n"))
      #expect(
        rest == """
          event: running
          data: {"activity":"running","block":"train","done":2,"lesson":"Gates","total":9}

          event: page
          data: "gates/index.html"

          event: idle
          data: {}


          """
      )
    }

    @Test("HEAD on the stream ends at once")
    func head() async throws {
      let site = try await PreviewSite()
      let answer = try await site.get("/-/events", method: "HEAD")
      #expect(answer.fields["content-type"] == "text/event-stream")
      #expect(answer.body.isEmpty)
    }

    @Test("A client that leaves is noticed; pings reach those that stay")
    func leaving() async throws {
      var limits = PreviewLimits()
      limits.ping = .milliseconds(200)
      let site = try await PreviewSite(limits: limits)
      let staying = try open(site)
      var leaving: [RawClient] = try (0..<10).map { _ in try open(site) }
      for client in leaving { #expect(await client.read(until: "event: idle") != nil) }
      #expect(await staying.read(until: "event: idle") != nil)
      #expect(site.server.streamCount == 11)
      leaving = []
      #expect(try await Patience.waits { site.server.streamCount == 1 })
      #expect(await staying.read(until: ": ping\n\n: ping\n\n: ping") != nil)
    }

    @Test("A client that falls far behind is sent away; another is told all")
    func fallingBehind() async throws {
      // However slowly the reader is served, time alone sends nobody away.
      var limits = PreviewLimits()
      limits.write = .seconds(9999)
      let site = try await PreviewSite(limits: limits)
      let (idle, reader) = (try open(site), try open(site))
      for client in [idle, reader] { #expect(await client.read(until: "event: idle") != nil) }
      let long = String(repeating: "x", count: 500_000)
      var number = 0
      while site.server.streamCount > 1, number < 2 * PreviewLimits.waitingEvents {
        number += 1
        site.server.publish(problem: "\(number) \(long) \(number) end")
        #expect(await reader.read(until: " \(number) end") != nil)
      }
      #expect(try await Patience.waits { site.server.streamCount == 1 })
      withExtendedLifetime(idle) {}
    }
  }
}
