import Foundation
import HostProtocol
import LessonDocument
import Plots
import Testing

@testable import LessonRunner

/// A stranger's bytes in place of a host's: whatever they are, the runner takes them or refuses them.
@Suite(.serialized) struct EventFuzzTests {
  /// Seconds of mutating; `UNROLL_FUZZ_SECONDS` asks for more.
  private static let seconds =
    ProcessInfo.processInfo.environment["UNROLL_FUZZ_SECONDS"].flatMap(Double.init) ?? 10

  @Test("Mutated streams of events are taken or refused, and never end the runner")
  func mutatedStreams() throws {
    let plan = try Self.plan()
    let messages = try Self.seedMessages()
    let seeds = messages.map(Self.framed)
    let seed = UInt64(ProcessInfo.processInfo.environment["UNROLL_FUZZ_SEED"] ?? "") ?? 20_26
    var mutator = StreamMutator(seed: seed)
    let end = Date().addingTimeInterval(Self.seconds)
    var (streams, taken, refused) = (0, 0, 0)
    while Date() < end {
      // Either the messages are another's, or what they are cut into.
      let stream =
        streams.isMultiple(of: 2)
        ? mutator.mutated(seeds) : Self.framed(mutator.mutatedPart(of: messages))
      streams += 1
      if Self.take(stream, plan: plan) { taken += 1 } else { refused += 1 }
    }
    print("\(streams) streams: \(taken) taken to their end, \(refused) refused; seed \(seed)")
    #expect(taken > 0 && refused > 0)
  }

  @Test("Every seed stream is taken whole")
  func seedsAreTaken() throws {
    let plan = try Self.plan()
    for messages in try Self.seedMessages() {
      #expect(Self.take(Self.framed(messages), plan: plan))
    }
  }

  /// Does with a host's bytes what a run does; gives whether they were taken to their end.
  private static func take(_ stream: [UInt8], plan: ExecutionPlan) -> Bool {
    var assembler = WireAssembler()
    var gate = EventGate(step: 1, outputLimit: 1 << 16)
    var output = OutputCollector(step: plan.steps[0], plan: plan)
    var rest = stream[...]
    while !rest.isEmpty {
      guard let messages = try? assembler.messages(adding: rest.prefix(4096)) else { return false }
      rest = rest.dropFirst(4096)
      for message in messages {
        guard let event = try? WireCoder.decode(HostEvent.self, from: message) else { return false }
        switch gate.admit(event) {
        case .flooded: return false
        case .dropped: continue
        case .taken(let event): _ = output.take(event, outputLimit: 1 << 16)
        }
      }
    }
    output.flush()
    _ = output.takeFatalError()
    return true
  }

  private static func plan() throws -> ExecutionPlan {
    let lesson = try LessonReader().lesson(
      source: "# T\n\n```swift\nprint(1)\n```\n",
      file: "lesson.md"
    )
    return try ExecutionPlanner().plan(lesson)
  }

  /// A stream of these messages, as hosts cut them.
  private static func framed(_ messages: [[UInt8]]) -> [UInt8] {
    messages.enumerated().flatMap { number, message in
      WireFrames.frames(of: message, number: UInt32(number)).flatMap { $0 }
    }
  }

  /// Messages as hosts write them, one event each, of every kind.
  private static func seedMessages() throws -> [[[UInt8]]] {
    let charts = try Self.charts.map { try BlockRecord.chart(WireCoder.encode($0)) }
    let table = Table(columns: ["a", "b"], rows: [["1", "2"], ["3"]], caption: "t")
    let records: [BlockRecord] =
      charts + [
        .value("Tensor [2]\n  1  2"), .table(try WireCoder.encode(table)), .advice("slow"),
        .check(
          CheckOutcome(title: "t", passed: false, message: "m", file: "b", line: 4, points: 2)
        ),
        .inline(index: 0, value: "3"), .inlineError(index: 1, message: "no"), .tooLarge(bytes: 9),
        .threw(message: "m", line: 3), .loadFailed(message: "l"),
        .returned(threads: 0, processorSeconds: 0.1, seal: .random()),
      ]
    let causes: [StepEnd.Cause] = [
      .returned, .threw(message: "m"), .signal(4), .exit(1), .timeLimit, .memoryLimit,
      .load(message: "x"),
    ]
    return try records.map { record in
      var events: [HostEvent] = [.ready, .printed(step: 1, bytes: Array("a\u{1b}[1m-nan\n".utf8))]
      events += [.shown(step: 1, record: record), .outputLimit(step: 1)]
      events.append(.printed(step: 1, bytes: Array("lesson.md:3: Fatal error: x\n".utf8)))
      events += causes.map { cause in
        let frames = [CodeAddress(object: "/unroll/objects/a.so", offset: 99)]
        return .ended(step: 1, end: StepEnd(cause: cause, line: 3, frames: frames, seconds: 0.5))
      }
      return try events.map { try WireCoder.encode($0) }
    }
  }

  private static let charts: [Chart] = [
    Chart(
      title: "c",
      xAxis: .init("x", scale: .log, lower: 1, upper: 10),
      yAxis: .init("y", scale: .categorical(["a", "b"])),
      marks: [
        .line(.init("s", x: [0, 1, 2], y: [1, .nan, 3])), .step(.init("p", y: [1, 2])),
        .points(.init("q", y: [1])), .rule(.init(.horizontal, at: 1, label: "r")),
        .bars(.init("b", starts: [0, 1], ends: [1, 2], values: [2, 3])),
        .band(.init("d", low: [0, 1], high: [1, 2])), .label(.init("l", x: 1, y: 1)),
        .arrows(.init("w", x: [0], y: [0], dx: [1], dy: [1])),
      ]
    ),
    Chart(marks: [.cells(.init(rows: [[1, 2], [3]], rowNames: ["r"], showsValues: true))]),
    Chart(
      marks: [
        .diagram(
          Diagram(
            nodes: [.init("a", values: [1, 2], column: 0, row: 0), .init("b"), .init("c")],
            edges: [.init("a", "b"), .init("b", "c", label: "e"), .init("c", "a", isDashed: true)]
          )
        )
      ]
    ),
    Chart(
      frames: [.init("1", marks: [.points(.init("q", y: [1]))])],
      panels: [
        Chart(title: "p", xAxis: .init(scale: .time), marks: [.line(.init("s", y: [1, 2]))])
      ],
      columns: 2
    ),
  ]
}
