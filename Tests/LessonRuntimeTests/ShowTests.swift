import LessonRuntime
import Plots
import Testing

extension HostedTests {
  @Suite struct ShowTests {
    @Test("A value is shown by its description")
    func values() {
      let shown = Recording.values {
        show(140)
        show("text")
        show([1.5, 2])
        show(0.1 + 0.2)
        show(["a": 1])
      }
      #expect(shown == ["140", "text", "[1.5, 2.0]", "0.30000000000000004", "[\"a\": 1]"])
    }

    @Test("An optional is shown without its wrapping, however deep")
    func optionals() {
      let deep: Int?? = 3
      let hollow: Int?? = .some(nil)
      let nothing: String? = nil
      let shown = Recording.values {
        show(deep)
        show(hollow)
        show(nothing)
        show([nil, 1])
      }
      #expect(shown == ["3", "nil", "nil", "[nil, Optional(1)]"])
    }

    @Test("Several values stand on one line, as print would write them")
    func several() {
      #expect(Recording.values { show("loss", 0.5, [1], Int?.none as Any) } == ["loss 0.5 [1] nil"])
    }

    @Test("Charts and tables are handed on as such, whether shown or last in a block")
    func figures() {
      let chart = lineChart(["line": [1, 2, 3]])
      let table = Table(columns: ["a"], rows: [["1"]])
      let events = Recording.events {
        show(chart)
        show(table)
        LessonProgram.showLast(chart)
        LessonProgram.showLast(table)
        LessonProgram.showLast(chart as Any)
      }
      let kinds = events.map { event in
        switch event {
        case .chart(let shown): shown == chart ? "chart" : "another chart"
        case .table(let shown): shown == table ? "table" : "another table"
        default: "something else"
        }
      }
      #expect(kinds == ["chart", "table", "chart", "table", "chart"])
    }

    @Test("A last expression without a value shows nothing")
    func void() {
      let events = Recording.events {
        LessonProgram.showLast(())
        LessonProgram.showLast(() as Any)
      }
      #expect(events.isEmpty)
      #expect(Recording.values { LessonProgram.showLast(7) } == ["7"])
    }

    @Test("An inline expression has six digits, its error is its own, and one can be left out")
    func inline() {
      struct Wrong: Error, CustomStringConvertible {
        let description = "all wrong"
      }
      let events = Recording.events(skipping: [2]) {
        LessonProgram.inline(0) { 1.0 / 3 }
        LessonProgram.inline(1) { () throws -> Int in throw Wrong() }
        LessonProgram.inline(2) { 2 }
        LessonProgram.inline(3) { Float(2) / 3 }
        LessonProgram.inline(4) { [1.0 / 3] }
        LessonProgram.inline(5) { "text" }
      }
      let told = events.map { event in
        switch event {
        case .inline(let index, let value): "\(index): \(value)"
        case .inlineError(let index, let message): "\(index) failed: \(message)"
        default: "something else"
        }
      }
      #expect(
        told == [
          "0: 0.333333", "1 failed: all wrong", "3: 0.666667", "4: [0.3333333333333333]", "5: text",
        ]
      )
    }
  }
}

/// The tests that put a host in place, of which a process has one.
@Suite(.serialized)
enum HostedTests {}
