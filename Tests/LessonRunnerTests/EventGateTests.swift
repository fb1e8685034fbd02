import Foundation
import HostProtocol
import LessonDocument
import Plots
import SystemFiles
import Testing

@testable import LessonRunner

/// What a block says beside its output is bounded.
@Suite struct OutputBoundTests {
  private func collector() throws -> OutputCollector {
    let lesson = try LessonReader().lesson(
      source: "# T\n\n```swift\nprint(1)\n```\n",
      file: "lesson.md"
    )
    let plan = ExecutionPlanner().plan(lesson)
    return OutputCollector(step: plan.steps[0], plan: plan)
  }

  @Test("Of charts that cannot be drawn a hundred are told, of saved files a hundred kept")
  func bounds() throws {
    var output = try collector()
    for number in 0..<20_000 {
      let record = BlockRecord.unusable(reason: "reason \(number)")
      _ = output.take(.shown(step: 1, record: record), outputLimit: 1000)
    }
    #expect(output.diagnostics.count == OutputCollector.noteLimit)
    output = try collector()
    for number in 0..<5000 {
      let record = BlockRecord.saved(name: "f\(number % 150).txt", bytes: [UInt8(number % 256)])
      _ = output.take(.shown(step: 1, record: record), outputLimit: 1000)
    }
    #expect(output.saved.count == OutputCollector.savedLimit)
    #expect(output.saved.map(\.name).sorted() == (0..<100).map { "f\($0).txt" }.sorted())
    // Each as it was written last: 4,957 is the last number that 150 leaves 7 of.
    #expect(output.saved.first { $0.name == "f7.txt" }?.bytes == Data([UInt8(4957 % 256)]))
    #expect(output.diagnostics.map(\.cause) == [.savedLimit(files: 100)])
  }
}

@Suite struct SaidBoundTests {
  @Test(
    "Of a check's long title, message and error a reader gets the beginning, and how much is left out"
  )
  func long() throws {
    let lesson = try LessonReader().lesson(
      source: "# T\n\n```swift\nprint(1)\n```\n",
      file: "lesson.md"
    )
    let plan = ExecutionPlanner().plan(lesson)
    var output = OutputCollector(step: plan.steps[0], plan: plan)
    let words = String(repeating: "q", count: 700_000)
    let outcome = CheckOutcome(
      title: words,
      passed: false,
      message: words,
      file: "Lesson/b0.swift",
      line: 4
    )
    _ = output.take(.shown(step: 1, record: .check(outcome)), outputLimit: 1000)
    #expect(output.checks.map(\.title.count) == [1000 + "… (699000 more characters)".count])
    #expect(output.checks[0].message.hasSuffix("q… (692000 more characters)"))
    #expect(output.outputs[0].text.utf8.count < 1100)
    #expect(output.diagnostics[0].message.utf8.count < 10_000)
    #expect(OutputCollector.said("short\nand in lines") == "short\nand in lines")
  }
}

/// What the runner takes from a host, whoever writes on its channel.
@Suite struct EventGateTests {
  private func taken(_ gate: inout EventGate, _ event: HostEvent) -> HostEvent? {
    if case .taken(let event) = gate.admit(event) { event } else { nil }
  }

  private func isFlooded(_ gate: inout EventGate, _ event: HostEvent) -> Bool {
    if case .flooded = gate.admit(event) { true } else { false }
  }

  @Test func noMoreThanTheLimitOfOutputIsTaken() {
    var gate = EventGate(step: 1, outputLimit: 10)
    #expect(taken(&gate, .printed(step: 1, bytes: [1, 2, 3, 4, 5, 6])) != nil)
    #expect(taken(&gate, .shown(step: 1, record: .value("abcd"))) != nil)
    #expect(isFlooded(&gate, .printed(step: 1, bytes: [1])))
    #expect(isFlooded(&gate, .shown(step: 1, record: .value("a"))))
  }

  @Test func eventsOfOtherStepsAreDropped() {
    var gate = EventGate(step: 2, outputLimit: 10)
    #expect(taken(&gate, .printed(step: 1, bytes: [1])) == nil)
    #expect(taken(&gate, .ended(step: 3, end: StepEnd(cause: .returned))) == nil)
    #expect(taken(&gate, .ready) == nil)
  }

  @Test func aFileIsTakenUnderANameThatStandsInNoFolder() {
    var gate = EventGate(step: 1, outputLimit: 10)
    func isTaken(_ name: String) -> Bool {
      taken(&gate, .shown(step: 1, record: .saved(name: name, bytes: [1]))) != nil
    }
    #expect(isTaken("model-1.safetensors"))
    for name in ["../model", "a/b", ".hidden", "", "a\nb", String(repeating: "a", count: 200)] {
      #expect(!isTaken(name), "\(name)")
    }
  }

  @Test func limitsAreSaidOnce() {
    var gate = EventGate(step: 1, outputLimit: 10)
    #expect(taken(&gate, .outputLimit(step: 1)) != nil)
    #expect(taken(&gate, .outputLimit(step: 1)) == nil)
    #expect(taken(&gate, .shown(step: 1, record: .tooLarge(bytes: 1))) != nil)
    #expect(taken(&gate, .shown(step: 1, record: .tooLarge(bytes: 1))) == nil)
  }

  @Test func afterTooManyChecksOneSaysSoAndFails() throws {
    var gate = EventGate(step: 1, outputLimit: 10)
    let check = HostEvent.shown(
      step: 1,
      record: .check(CheckOutcome(title: "t", passed: true, message: "", file: "", line: 1))
    )
    var outcomes: [CheckOutcome] = []
    for _ in 0..<(EventGate.checkLimit + 500) {
      if case .shown(_, .check(let outcome))? = taken(&gate, check) { outcomes.append(outcome) }
    }
    #expect(outcomes.count == EventGate.checkLimit + 1)
    #expect(outcomes.last?.passed == false)
    #expect(outcomes.last?.title == "no more than 10000 checks")
  }

  @Test func checksThatFailAreBoundedLikeOutput() {
    var gate = EventGate(step: 1, outputLimit: 10)
    let check = HostEvent.shown(
      step: 1,
      record: .check(
        CheckOutcome(title: "t", passed: false, message: "m", file: "lesson.md", line: 1)
      )
    )
    var outcomes: [CheckOutcome] = []
    for _ in 0..<5000 {
      if case .shown(_, .check(let outcome))? = taken(&gate, check) { outcomes.append(outcome) }
    }
    #expect(outcomes.count == EventGate.failureLimit + 1)
    #expect(outcomes.last?.title == "no more than 500 checks that fail")
  }

  @Test(
    "Numbers out of their range are put into it",
    arguments: [Double.nan, .infinity, -.infinity, -1, 1e300]
  )
  func ranges(number: Double) throws {
    var gate = EventGate(step: 1, outputLimit: 10)
    let end = StepEnd(
      cause: .returned,
      line: .max,
      frames: Array(repeating: CodeAddress(object: "o", offset: .max), count: 1000),
      seconds: number,
      processorSeconds: number,
      threadsLeft: .min
    )
    guard case .ended(_, let got)? = taken(&gate, .ended(step: 1, end: end)) else {
      Issue.record("the end was not taken")
      return
    }
    #expect((0...1e7).contains(got.seconds) && (0...1e7).contains(got.processorSeconds))
    #expect(got.line == 0 && got.threadsLeft == 0 && got.frames.count == 64)
    let outcome = CheckOutcome(
      title: "t",
      passed: true,
      message: "",
      file: "",
      line: .min,
      points: number,
      credit: number
    )
    guard
      case .shown(_, .check(let check))? = taken(&gate, .shown(step: 1, record: .check(outcome)))
    else {
      Issue.record("the check was not taken")
      return
    }
    #expect((0...1).contains(check.credit) && check.line == 0)
    #expect(check.points.map { (0...1e6).contains($0) } ?? true)
  }

  private static let broken: [(Chart, String)] = {
    var series = Chart.Series("s", y: [1, 2])
    series.x = []
    var bars = Chart.Bars("b", starts: [0], ends: [1], values: [2])
    bars.ends = [1, 2]
    var band = Chart.Band("d", low: [0], high: [1])
    band.high = []
    var arrows = Chart.Arrows("w", x: [0], y: [0], dx: [1], dy: [1])
    arrows.dy = []
    func node(_ place: Double) -> Chart {
      Chart(marks: [.diagram(Diagram(nodes: [.init("n", column: 0, row: place)], edges: []))])
    }
    let nested = (0..<8).reduce(Chart()) { chart, _ in Chart(panels: [chart]) }
    return [
      (Chart(marks: [.line(series)]), "the series 's' has 0 places, 2 values"),
      (Chart(frames: [.init("f", marks: [.points(series)])]), "the series 's' has 0 places"),
      (Chart(panels: [Chart(marks: [.step(series)])]), "the series 's' has 0 places"),
      (Chart(marks: [.bars(bars)]), "the bars 'b' has 1 left edges, 2 right edges, 1 heights"),
      (Chart(marks: [.band(band)]), "the band 'd' has 1 places, 1 lower edges, 0 upper edges"),
      (Chart(marks: [.arrows(arrows)]), "the arrows 'w' has 1 places"),
      (node(1e300), "the node 'n' stands at row 1e+300"),
      (node(-.infinity), "the node 'n' stands at row -inf"),
      (node(.nan), "the node 'n' stands at row nan"),
      (nested, "its panels are nested more than 4 deep"),
    ]
  }()

  @Test("A chart that cannot be drawn is named, not drawn", arguments: 0..<broken.count)
  func flaws(index: Int) throws {
    let (chart, reason) = Self.broken[index]
    var gate = EventGate(step: 1, outputLimit: 10)
    let event = HostEvent.shown(step: 1, record: .chart(try WireCoder.encode(chart)))
    guard case .shown(_, .unusable(let said))? = taken(&gate, event) else {
      Issue.record("the chart was taken")
      return
    }
    #expect(said.hasPrefix(reason))
  }

  @Test func moreChecksThanAreKeptEndInAFailingOne() async throws {
    let block = try await RunningLessons.last(
      "//| timeout: 600\nfor n in 0..<20_000 { check(\"c\", n >= 0) }\nprint(\"end\")"
    )
    #expect(block.checks?.count == EventGate.checkLimit + 1)
    #expect(block.checks?.last?.passed == false)
    #expect(block.diagnostics.count == 1)
  }
}

/// A record beside a lesson, which a person or a merge may have changed.
@Suite struct BrokenRecordTests {
  @Test("A record with a chart that cannot be drawn is refused, with block and reason")
  func undrawable() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("unroll-record-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let lesson = try LessonReader().lesson(
      source: RunningLessons.markdown(["1 + 1"]),
      file: "\(folder)/01-a.md"
    )
    var series = Chart.Series("s", y: [1, 2])
    series.x = []
    var output = RecordedOutput(.chart(Chart(), block: nil, number: 0))
    output.chart = Chart(marks: [.line(series)])
    let file = RecordFile(of: lesson)
    try file.update { _ in
      var record = LessonRecord(lesson: lesson.slug)
      record.blocks = [RecordedBlock(block: "b", outputs: [output])]
      return record
    }
    #expect(
      throws: RecordError.undrawable(
        path: file.path,
        slug: lesson.slug,
        block: "b",
        reason: "the series 's' has 0 places, 2 values: as many of each are needed"
      )
    ) { try file.record() }
  }
}

/// What a folder of data files holds.
@Suite struct FolderContentsTests {
  private func withFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("unroll-contents-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(
      atPath: "\(folder)/data/deep",
      withIntermediateDirectories: true
    )
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }

  private func write(_ text: String, _ path: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
  }

  @Test func changesBehindLinksAreSeen() throws {
    try withFolder { folder in
      let elsewhere = "\(folder)/elsewhere"
      try FileManager.default.createDirectory(atPath: elsewhere, withIntermediateDirectories: true)
      try write("1", "\(elsewhere)/a.csv")
      for (link, target) in [
        ("whole", elsewhere), ("data/folder", elsewhere), ("data/a", "\(elsewhere)/a.csv"),
      ] {
        try FileManager.default.createSymbolicLink(
          atPath: "\(folder)/\(link)",
          withDestinationPath: target
        )
      }
      let before = FolderContents.digests(of: "\(folder)/data")
      let whole = FolderContents.digests(of: "\(folder)/whole")
      #expect(Set(before.keys) == ["deep", "folder", "folder/a.csv", "a"])
      #expect(Set(whole.keys) == ["a.csv"])
      try write("2", "\(elsewhere)/a.csv")
      let after = FolderContents.digests(of: "\(folder)/data")
      #expect(Set(after.keys.filter { after[$0] != before[$0] }) == ["a", "folder/a.csv"])
      #expect(FolderContents.digests(of: "\(folder)/whole") != whole)
    }
  }

  @Test func pipesCirclesAndLinksToNothingAreNoHindrance() throws {
    try withFolder { folder in
      #expect(mkfifo("\(folder)/data/pipe", 0o600) == 0)
      try FileManager.default.createSymbolicLink(
        atPath: "\(folder)/data/deep/up",
        withDestinationPath: "\(folder)/data"
      )
      try FileManager.default.createSymbolicLink(
        atPath: "\(folder)/data/none",
        withDestinationPath: "/nowhere"
      )
      #expect(
        FolderContents.digests(of: "\(folder)/data") == [
          "deep": "folder", "deep/up": "folder", "pipe": "no file", "none": "nothing",
        ]
      )
    }
  }

  @Test("What the kernel tells by files is no data, and is not read")
  func linkToKernel() throws {
    try withFolder { folder in
      for (name, target) in [("proc", "/proc/self"), ("sys", "/sys"), ("tasks", "/proc")] {
        try FileManager.default.createSymbolicLink(
          atPath: "\(folder)/data/\(name)",
          withDestinationPath: target
        )
      }
      let digests = FolderContents.digests(of: "\(folder)/data")
      for name in ["proc", "sys", "tasks"] { #expect(digests[name] == "the system's") }
    }
  }

  @Test(
    "Data that is a link out of the course is read as far as everybody may read it",
    arguments: [
      (0o755, 0o644, nil), (0o744, 0o644, "/elsewhere'"), (0o711, 0o644, "/elsewhere'"),
      (0o700, 0o644, "/elsewhere'"), (0o755, 0o600, "/elsewhere/key.txt'"),
    ] as [(mode_t, mode_t, String?)]
  )
  func linkedData(folderMode: mode_t, fileMode: mode_t, closed: String?) async throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("unroll-linked-\(UUID().uuidString)").resolvingSymlinksInPath().path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for name in ["elsewhere", "course/Lessons"] {
      try FileManager.default.createDirectory(
        atPath: "\(folder)/\(name)",
        withIntermediateDirectories: true
      )
    }
    try Data("42".utf8).write(to: URL(fileURLWithPath: "\(folder)/elsewhere/key.txt"))
    chmod("\(folder)/elsewhere/key.txt", fileMode)
    chmod("\(folder)/elsewhere", folderMode)
    let data = "\(folder)/course/Lessons/data"
    try FileManager.default.createSymbolicLink(
      atPath: data,
      withDestinationPath: "../../elsewhere"
    )
    let code = "import Foundation\ntry String(contentsOfFile: \"data/key.txt\", encoding: .utf8)"
    let run = {
      try await RunningLessons.results(
        RunningLessons.markdown([code]),
        file: "\(folder)/course/Lessons/01-a.md"
      )
    }
    guard let closed else {
      #expect(try await run().blocks.last?.shown == "42")
      return
    }
    let error = await #expect(throws: RunnerError.self) { try await run() }
    #expect(error?.description.contains(closed) == true, "\(String(describing: error))")
  }

  @Test(
    "What stands above the lessons is not the course's, whatever the folders are called",
    arguments: [("lessons", ".."), ("course/Lessons", "../.."), ("course/Lessons", "../notes")]
  )
  func dataAbove(lessons: String, target: String) async throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("unroll-above-\(UUID().uuidString)").resolvingSymlinksInPath().path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for name in [lessons, "course/notes"] {
      try FileManager.default.createDirectory(
        atPath: "\(folder)/\(name)",
        withIntermediateDirectories: true
      )
    }
    try Data("secret".utf8).write(to: URL(fileURLWithPath: "\(folder)/course/notes/key.txt"))
    chmod(folder, 0o700)
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder)/\(lessons)/data",
      withDestinationPath: target
    )
    let error = await #expect(throws: RunnerError.self) {
      try await RunningLessons.results(
        RunningLessons.markdown(["1"]),
        file: "\(folder)/\(lessons)/01-a.md"
      )
    }
    let reason = "not everybody on this machine may read '\(folder)'"
    #expect(error?.description.contains(reason) == true, "\(String(describing: error))")
  }

  @Test("A link to a whole disk is no reason to read it")
  func linkToMuch() async throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("unroll-much-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for name in ["data", "much"] {
      try FileManager.default.createDirectory(
        atPath: "\(folder)/\(name)",
        withIntermediateDirectories: true
      )
    }
    for number in 0...50_000 { mkdir("\(folder)/much/\(number)", 0o755) }
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder)/data/all",
      withDestinationPath: "\(folder)/much"
    )
    let reason = """
      \(folder)/data holds more than 50,000 files and folders, those that links lead to counted: take out \
      what no lesson reads
      """
    await #expect(throws: RunnerError.files(reason: reason)) {
      try await RunningLessons.results(
        RunningLessons.markdown(["1"]),
        file: "\(folder)/01-all.md"
      )
    }
  }

  @Test(
    "Folders within folders are looked at so far, whatever their names",
    arguments: [
      (49, "d", "has files or folders more than 48 levels deep, or with too long a path, at 'd/d/"),
      (20, String(repeating: "n", count: 250), "or with too long a path, at 'nnn"),
    ]
  )
  func deepFolders(depth: Int, name: String, reason: String) async throws {
    try await withDeepFolder(depth, name) { folder in
      let error = await #expect(throws: RunnerError.self) {
        try await RunningLessons.results(
          RunningLessons.markdown(["1"]),
          file: "\(folder)/01-deep.md"
        )
      }
      #expect(
        error?.description.hasPrefix("\(folder)/data ") == true,
        "\(String(describing: error))"
      )
      #expect(error?.description.contains(reason) == true, "\(String(describing: error))")
      let changes = FileChanges(in: [URL(fileURLWithPath: "\(folder)/data")])
      #expect(changes.excess?.contains("more than 48 levels deep") == true)
    }
  }

  @Test("A folder as deep as may be is looked at whole")
  func deepestFolder() async throws {
    try await withDeepFolder(48, "d") { folder in
      #expect(FolderContents.digests(of: "\(folder)/data").count == 48)
      #expect(FileChanges(in: [URL(fileURLWithPath: "\(folder)/data")]).excess == nil)
    }
  }

  @Test("Paths that are long together are not all held")
  func longPaths() async throws {
    try await withDeepFolder(12, String(repeating: "n", count: 250)) { folder in
      let inner =
        "\(folder)/data" + String(repeating: "/" + String(repeating: "n", count: 250), count: 12)
      for number in 0..<6000 { mkdir("\(inner)/\(number)", 0o755) }
      let walk = FolderContents.walk(through: "\(folder)/data")
      #expect(walk.bounds.excess == .paths)
      #expect(walk.files.keys.reduce(0) { $0 + $1.utf8.count } <= FolderBounds.pathBytes)
      let changes = FileChanges(in: [URL(fileURLWithPath: "\(folder)/data")])
      #expect(
        changes.excess?.hasSuffix("give shorter names, or take out what no lesson reads") == true
      )
    }
  }

  /// A folder with `data` in it, which holds so many folders, each in the one before.
  private func withDeepFolder(
    _ depth: Int,
    _ name: String,
    _ body: (String) async throws -> Void
  ) async throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("unroll-deep-\(UUID().uuidString)").path
    defer { FolderRemoval.remove(folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.arguments = [
      "-c", "mkdir data; cd data; i=0; while [ $i -lt $1 ]; do mkdir $2; cd $2; i=$((i + 1)); done",
      "sh",
      "\(depth)", name,
    ]
    shell.currentDirectoryURL = URL(fileURLWithPath: folder)
    try shell.run()
    shell.waitUntilExit()
    try #require(shell.terminationStatus == 0)
    try await body(folder)
  }

  @Test func aPipeAmongTheDataDoesNotKeepALesson() async throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("unroll-pipe-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(
      atPath: "\(folder)/data",
      withIntermediateDirectories: true
    )
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(mkfifo("\(folder)/data/pipe", 0o600) == 0)
    try write("7", "\(folder)/data/n.txt")
    let results = try await RunningLessons.results(
      RunningLessons.markdown([
        "import Foundation\nprint(try String(contentsOfFile: \"data/n.txt\", encoding: .utf8))"
      ]),
      file: "\(folder)/01-pipe.md"
    )
    #expect(results.blocks[0].shown == "7")
  }

  @Test func onlyRegularFilesOfABoundedSizeAreRead() throws {
    try withFolder { folder in
      try write("text", "\(folder)/file")
      try FileManager.default.createSymbolicLink(
        atPath: "\(folder)/link",
        withDestinationPath: "\(folder)/file"
      )
      #expect(mkfifo("\(folder)/pipe", 0o600) == 0)
      #expect(RegularFile.contents("\(folder)/file", limit: 4) == Data("text".utf8))
      #expect(RegularFile.contents("\(folder)/file", limit: 3) == nil)
      #expect(RegularFile.contents("\(folder)/link", limit: 4) == nil)
      #expect(RegularFile.contents("\(folder)/link", limit: 4, followsLinks: true) != nil)
      #expect(RegularFile.contents("\(folder)/pipe", limit: 4) == nil)
      #expect(RegularFile.contents("\(folder)/data", limit: 4) == nil)
      #expect(RegularFile.contents("/dev/zero", limit: 4) == nil)
    }
  }
}
