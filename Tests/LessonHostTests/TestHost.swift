import Foundation
import HostProtocol
import Testing

/// A running host that tests give steps written in C.
final class TestHost {
  let folder: URL
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private var assembler = WireAssembler()
  private var events: [HostEvent] = []
  private var number: UInt32 = 0
  private var steps = 0
  /// Steps that were kept, and before each step that has not ended.
  private var checkpoint = 0
  private var running: [Int: (checkpoint: Int, keeps: Bool)] = [:]

  /// What came of a step.
  struct Result {
    var printed = ""
    var events: [HostEvent] = []
    var end: StepEnd
  }

  /// - Parameters:
  ///   - asPlainUser: whether the host gives up root's rights.
  ///   - isInContainer: whether the host runs in a namespace of one user, with a file `mine` in `/tmp` and in `/dev/shm`.
  init(
    memory: Int = 2 << 30,
    output: Int = 1 << 20,
    processes: Int = 64,
    asPlainUser: Bool = false,
    isInContainer: Bool = false
  ) throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("unroll-host-\(UUID().uuidString)")
    for part in ["objects", "work"] {
      try FileManager.default.createDirectory(
        at: folder.appendingPathComponent(part),
        withIntermediateDirectories: true
      )
    }
    process.executableURL = Self.executable
    if asPlainUser {
      process.executableURL = URL(fileURLWithPath: "/usr/bin/setpriv")
      process.arguments =
        ["--reuid", "61778", "--regid", "61778", "--clear-groups", Self.executable.path]
      for path in [folder.path, work.path] { chmod(path, 0o777) }
    }
    if isInContainer {
      process.executableURL = URL(fileURLWithPath: "/usr/bin/unshare")
      process.arguments = [
        "--user", "--map-root-user", "--mount", "/bin/sh", "-c", Self.container, folder.path,
        Self.executable.path,
      ]
    }
    process.currentDirectoryURL = work
    process.standardInput = input
    process.standardOutput = self.output
    process.standardError = FileHandle.nullDevice
    try process.run()
    try #require(nextEvent() == .ready)
    try send(
      .begin(LessonLimits(seed: 1, memory: memory, output: output, processes: processes))
    )
  }

  /// Puts other folders in the place of the machine's, which must not come to harm, and the test's own back in its place.
  private static let container = """
    programs=$(dirname "$1") && exec 9<"$0" 8<"$programs" && mount -t tmpfs none /tmp \
      && mount -t tmpfs none /dev/shm && mkdir -p "$0" "$programs" \
      && mount -c --bind /proc/self/fd/9 "$0" && mount -c --bind /proc/self/fd/8 "$programs" \
      && touch /tmp/mine /dev/shm/mine && cd "$0/work" && exec 9<&- 8<&- "$1"
    """

  /// Whether a namespace of one user can be made.
  static let canMakeContainers: Bool = {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/unshare")
    process.arguments = ["--user", "--map-root-user", "--mount", "/bin/true"]
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()

  /// The host beside the tests.
  static let executable = URL(
    fileURLWithPath: Bundle.main.executablePath ?? CommandLine.arguments[0]
  ).deletingLastPathComponent().appendingPathComponent("lesson-host")

  /// A file that stands once the test wants a step to go on, and the code with which a step waits for it.
  var go: URL { folder.appendingPathComponent("go") }
  var waitToGo: String { "while (access(\"\(go.path)\", F_OK) != 0) usleep(1000);" }

  /// The processes below the host's own.
  func children(of process: pid_t) throws -> [pid_t] {
    try String(contentsOfFile: "/proc/\(process)/task/\(process)/children", encoding: .utf8)
      .split(separator: " ").compactMap { pid_t($0) }
  }

  /// Seconds of processor time of the host's processes that have ended.
  func processorSecondsOfEnded() throws -> Double {
    let record = try String(contentsOfFile: "/proc/\(processNumber)/stat", encoding: .utf8)
    let fields = record.split(separator: " ")
    let ticks = fields[15...16].compactMap { Double($0) }.reduce(0, +)
    return ticks / Double(sysconf(Int32(_SC_CLK_TCK)))
  }

  /// The lesson's working folder.
  var work: URL { folder.appendingPathComponent("work") }
  var processNumber: pid_t { process.processIdentifier }

  /// Ends the host.
  func end() {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
    try? FileManager.default.removeItem(at: folder)
  }

  /// Runs the body of a C function as a step.
  ///
  /// - Parameters:
  ///   - declarations: stand before the function.
  ///   - checkpoint: where to start; after all kept steps if it is nil.
  func run(
    _ body: String,
    declarations: String = "",
    from checkpoint: Int? = nil,
    keeps: Bool = true,
    timeLimit: Double = 600
  ) throws -> Result {
    let number = try start(
      body,
      declarations: declarations,
      from: checkpoint,
      keeps: keeps,
      timeLimit: timeLimit
    )
    return try result(of: number)
  }

  /// Starts a step and gives its number.
  func start(
    _ body: String,
    declarations: String = "",
    from: Int? = nil,
    keeps: Bool = true,
    timeLimit: Double = 600
  ) throws -> Int {
    steps += 1
    let object = try compile(body, declarations)
    checkpoint = from ?? checkpoint
    try send(
      .run(
        HostStep(
          number: steps,
          checkpoint: checkpoint,
          keeps: keeps,
          object: object,
          entry: "step_\(steps)",
          timeLimit: timeLimit
        )
      )
    )
    running[steps] = (checkpoint, keeps)
    return steps
  }

  /// Waits for the end of a step.
  func result(of number: Int) throws -> Result {
    var bytes: [UInt8] = []
    var told: [HostEvent] = []
    while let event = nextEvent() {
      told.append(event)
      switch event {
      case .printed(number, let part): bytes += part
      case .ended(number, let end):
        if let known = running.removeValue(forKey: number) {
          checkpoint = known.checkpoint + (known.keeps && end.cause == .returned ? 1 : 0)
        }
        return Result(printed: String(decoding: bytes, as: UTF8.self), events: told, end: end)
      default: break
      }
    }
    throw Gone()
  }

  struct Gone: Error {}

  func send(_ command: HostCommand) throws {
    number &+= 1
    for frame in WireFrames.frames(of: try WireCoder.encode(command), number: number) {
      try input.fileHandleForWriting.write(contentsOf: frame)
    }
  }

  private func nextEvent() -> HostEvent? {
    while events.isEmpty {
      let data = output.fileHandleForReading.availableData
      guard !data.isEmpty, let messages = try? assembler.messages(adding: data) else { return nil }
      events += messages.compactMap { try? WireCoder.decode(HostEvent.self, from: $0) }
    }
    return events.removeFirst()
  }

  private func compile(_ body: String, _ declarations: String) throws -> String {
    let source = folder.appendingPathComponent("objects/\(steps).c")
    let object = folder.appendingPathComponent("objects/\(steps).so")
    let code = """
      #define _GNU_SOURCE
      #include <dirent.h>
      #include <errno.h>
      #include <fcntl.h>
      #include <pthread.h>
      #include <signal.h>
      #include <stdint.h>
      #include <stdio.h>
      #include <stdlib.h>
      #include <string.h>
      #include <sys/mman.h>
      #include <sys/prctl.h>
      #include <sys/resource.h>
      #include <sys/socket.h>
      #include <sys/stat.h>
      #include <sys/syscall.h>
      #include <sys/wait.h>
      #include <unistd.h>
      \(declarations)
      void step_\(steps)(void) {
      \(body)
      }
      """
    try code.write(to: source, atomically: true, encoding: .utf8)
    let compiler = Process()
    compiler.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    compiler.arguments = ["clang", "-shared", "-fPIC", "-w", "-o", object.path, source.path]
    try compiler.run()
    compiler.waitUntilExit()
    try #require(compiler.terminationStatus == 0)
    return object.path
  }
}

/// Runs a body with a host of its own, which is ended in any case.
func withHost(
  memory: Int = 2 << 30,
  output: Int = 1 << 20,
  processes: Int = 64,
  asPlainUser: Bool = false,
  isInContainer: Bool = false,
  _ body: (TestHost) throws -> Void
) throws {
  let host = try TestHost(
    memory: memory,
    output: output,
    processes: processes,
    asPlainUser: asPlainUser,
    isInContainer: isInContainer
  )
  defer { host.end() }
  try body(host)
}
