import HostProtocol
import Testing

@Suite struct WireTests {
  struct Sample: Codable, Equatable {
    enum Kind: Codable, Equatable {
      case plain
      case named(String, count: Int)
    }
    var kinds: [Kind]
    var numbers: [Double]
    var floats: [Float]
    var bytes: [UInt8]
    var nested: [String: [Int?]]
    var missing: String?
    var large: UInt64
    var small: Int64
  }

  static let sample = Sample(
    kinds: [.plain, .named("σ", count: -1)],
    numbers: [1.5, -0.0, .infinity, 1e-310],
    floats: [0.1, .greatestFiniteMagnitude],
    bytes: [0, 255, 10],
    nested: ["a": [1, nil], "": []],
    missing: nil,
    large: .max,
    small: .min
  )

  @Test func valuesComeBackAsTheyWere() throws {
    let bytes = try WireCoder.encode(Self.sample)
    #expect(try WireCoder.decode(Sample.self, from: bytes) == Self.sample)
  }

  @Test func notANumberComesBack() throws {
    let back = try WireCoder.decode([Double].self, from: WireCoder.encode([Double.nan, 1]))
    #expect(back[0].isNaN && back[1] == 1)
  }

  @Test func everyTruncationIsRefused() throws {
    let bytes = try WireCoder.encode(Self.sample)
    for length in 0..<bytes.count {
      #expect(throws: (any Error).self) {
        try WireCoder.decode(Sample.self, from: bytes[..<length])
      }
    }
  }

  @Test func changedBytesNeverTrap() throws {
    let bytes = try WireCoder.encode(Self.sample)
    for index in bytes.indices {
      for change in [1, 7, 128, 255] as [UInt8] {
        var broken = bytes
        broken[index] ^= change
        _ = try? WireCoder.decode(Sample.self, from: broken)
      }
    }
  }

  @Test func deepNestingIsRefused() throws {
    var bytes: [UInt8] = []
    for _ in 0..<100_000 { bytes += [7, 1, 0, 0, 0, 0, 0, 0, 0] }
    bytes.append(0)
    #expect(throws: WireError.tooDeep) { try WireCoder.decode([Int].self, from: bytes) }
  }

  @Test func moreValuesThanAnyMessageHasAreRefused() {
    let count = 3_000_000
    var bytes: [UInt8] = [7]
    withUnsafeBytes(of: UInt64(count).littleEndian) { bytes += Array($0) }
    bytes += [UInt8](repeating: 0, count: count)
    #expect(throws: WireError.tooMany) { try WireCoder.decode([Int?].self, from: bytes) }
  }

  @Test func roomIsNotMadeForValuesThatNeverCome() {
    // Each list says that it holds as many values as there are bytes left.
    let length = 10 << 20
    var bytes: [UInt8] = []
    for _ in 0..<60 {
      bytes.append(7)
      withUnsafeBytes(of: UInt64(length - bytes.count - 8).littleEndian) { bytes += Array($0) }
    }
    bytes += [UInt8](repeating: 255, count: length - bytes.count)
    #expect(throws: WireError.malformed) { try WireCoder.decode([Int].self, from: bytes) }
  }

  @Test(arguments: [0, 1, 4083, 4084, 4085, 100_000])
  func messagesSurviveFraming(length: Int) throws {
    let message = (0..<length).map { UInt8(truncatingIfNeeded: $0) }
    let frames = WireFrames.frames(of: message, number: 9)
    #expect(frames.allSatisfy { $0.count <= WireFrames.frameLimit })
    var assembler = WireAssembler()
    var whole: [[UInt8]] = []
    for byte in frames.joined() { whole += try assembler.messages(adding: [byte]) }
    #expect(whole == [message])
  }

  @Test func aMessageWhoseWriterDiedIsDropped() throws {
    let lost = WireFrames.frames(of: [UInt8](repeating: 1, count: 9_000), number: 1)
    let next = WireFrames.frames(of: [2, 3], number: 2)
    var assembler = WireAssembler()
    #expect(try assembler.messages(adding: lost[0] + lost[1]).isEmpty)
    #expect(try assembler.messages(adding: next[0]) == [[2, 3]])
  }

  @Test func bytesThatAreNoFrameAreRefused() {
    var assembler = WireAssembler()
    #expect(throws: WireError.malformed) {
      try assembler.messages(adding: [UInt8](repeating: 7, count: 40))
    }
  }

  @Test func eventsComeBackAsTheyWere() throws {
    let events: [HostEvent] = [
      .ready, .printed(step: 3, bytes: Array("héllo".utf8)), .outputLimit(step: 1),
      .shown(step: 2, record: .check(.init(title: "t", passed: false, message: "m", file: "f", line: 4))),
      .ended(
        step: 4,
        end: StepEnd(
          cause: .signal(4),
          line: 12,
          frames: [.init(object: "/o/b.so", offset: 99)],
          seconds: 0.5
        )
      ),
    ]
    for event in events {
      #expect(try WireCoder.decode(HostEvent.self, from: WireCoder.encode(event)) == event)
    }
  }
}
