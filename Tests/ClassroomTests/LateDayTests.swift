import Classroom
import Foundation
import Testing

@Suite struct LateDayTests {
  private static let berlin = WallClock(TimeZone(identifier: "Europe/Berlin") ?? .gmt)

  @Test(
    "Days end by the clock on the wall, also where summer time begins or ends",
    arguments: [
      // Summer time ends in the night: 24.5 hours, and not yet the hour at which the day ends.
      ("2026-10-24 20:00", "2026-10-25 19:30", 1),
      ("2026-10-24 20:00", "2026-10-25 20:00", 1),
      ("2026-10-24 20:00", "2026-10-25 20:01", 2),
      ("2026-10-24 20:00", "2026-10-24 20:00", 0),
      ("2026-10-24 20:00", "2026-10-24 20:00:01", 1),
      // It begins in the night: 23.5 hours, and the day is over.
      ("2026-03-28 20:00", "2026-03-29 20:30", 2),
      ("2026-03-28 20:00", "2026-03-29 19:59", 1),
      // A zone of one's own.
      ("2026-10-24 20:00", "2026-10-25T18:30:00Z", 1),
      ("2026-10-24", "2026-10-25 00:00", 1),
      ("2024-02-28 12:00", "2024-03-01 12:00", 2),
      ("2026-01-01 12:00", "2027-01-01 12:00", 365),
    ]
  ) func days(due: String, handedIn: String, days: Int) throws {
    let due = try #require(Self.berlin.date(written: due))
    let time = try #require(Self.berlin.date(written: handedIn))
    #expect(Self.berlin.lateDays(due: due, handedIn: time) == days)
  }

  @Test(
    "Within the grace an answer is not late; after it all days count",
    arguments: [("20:15", 0), ("20:16", 1)]
  ) func grace(time: String, days: Int) throws {
    let due = try #require(Self.berlin.date(written: "2026-10-24 20:00"))
    let handedIn = try #require(Self.berlin.date(written: "2026-10-24 \(time)"))
    let grace = TimeSpan(seconds: 900)
    #expect(Self.berlin.lateDays(due: due, handedIn: handedIn, grace: grace) == days)
  }

  @Test(
    "What no clock shows is no moment",
    arguments: [
      "2026-03-29 02:30", "2026-06-31 12:00", "2026-13-01", "24.10.2026", "2026-10-24 25:00", "",
      "tomorrow", "2026-10-24 20:00 CET", "2026-1-2",
    ]
  ) func noMoment(text: String) {
    #expect(Self.berlin.date(written: text) == nil)
  }

  @Test("An hour that comes twice means the second time")
  func twice() throws {
    let date = try #require(Self.berlin.date(written: "2026-10-25 02:30"))
    #expect(Self.berlin.text(date) == "2026-10-25T02:30:00+01:00")
  }

  @Test(
    "Lengths of time are read with their units",
    arguments: [
      ("15 min", TimeSpan(seconds: 900)), ("36 hours", TimeSpan(seconds: 129_600)),
      ("2 days", TimeSpan(days: 2)), ("1 week 2 h", TimeSpan(days: 7, seconds: 7200)),
      ("1.5 days", nil), ("2", nil), ("two days", nil), ("-1 days", nil), ("", nil),
      ("nan hours", nil),
    ]
  ) func spans(text: String, span: TimeSpan?) {
    #expect(TimeSpan(written: text) == span)
  }
}
