import Foundation
import LessonDocument
import SystemFiles
import Testing

@testable import LessonRunner

/// The cache stays within its bound, and the work folder too.
@Suite struct CacheBoundTests {
  @Test(
    "Sizes are read as people write them",
    arguments: [
      ("0", 0), ("512", 512), ("10k", 10240), ("500M", 524_288_000), ("2G", 2 << 30),
      ("1.5 GiB", 3 << 29), ("1TB", 1 << 40),
    ]
  )
  func sizes(text: String, bytes: Int) {
    #expect(ByteSize(text)?.bytes == bytes)
  }

  @Test(
    "What is no size is refused",
    arguments: ["", "G", "-1", "1 X", "1.G", "five", "9999999999T", "1e3", "0x10"]
  )
  func noSizes(text: String) {
    #expect(ByteSize(text) == nil)
  }

  @Test("A size is told to three digits")
  func toldSizes() {
    #expect(
      [
        0, 1, 1023, 1024, 1536, 101_000, 1010 << 10, (1 << 20) - 1, 40 << 20, 1 << 60,
      ].map { "\(ByteSize(bytes: $0))" } == [
        "0 bytes", "1 byte", "1023 bytes", "1 KiB", "1.5 KiB", "98.6 KiB", "1010 KiB", "1 MiB",
        "40 MiB", "1048576 TiB",
      ]
    )
  }

  @Test("The environment's bound counts, and one that cannot be read is an error")
  func setting() throws {
    #expect(try CacheFolder.limit([:]) == ByteSize(bytes: 1 << 30))
    #expect(try CacheFolder.limit(["UNROLL_CACHE_SIZE": "2M"]) == ByteSize(bytes: 2 << 20))
    #expect(throws: RunnerError.self) { try CacheFolder.limit(["UNROLL_CACHE_SIZE": "much"]) }
  }

  /// A cache with entries of 8 KiB, the first used longest ago.
  private static func cache(_ names: [String]) throws -> (CacheFolder, Folder) {
    let folder = try Folder()
    for (number, name) in names.enumerated() {
      let path = "\(folder.path)/\(name)"
      try folder.write(path)
      let time = Date(timeIntervalSinceNow: Double(number - 100) * 7200)
      try FileManager.default.setAttributes([.modificationDate: time], ofItemAtPath: path)
    }
    return (CacheFolder(path: folder.path), folder)
  }

  @Test("What was used longest ago goes first, an object with what was said of it")
  func order() throws {
    let names = [
      "objects/a.so", "results/b.json", "results/c.json", "objects/a.json", "sites/d.json",
    ]
    let (cache, folder) = try Self.cache(names)
    #expect(cache.trim(to: ByteSize(bytes: 40 << 10)).bytes == 40 << 10)
    #expect(folder.files == names.sorted())
    #expect(cache.trim(to: ByteSize(bytes: 33 << 10)).bytes == 32 << 10)
    #expect(folder.files == ["objects/a.json", "objects/a.so", "results/c.json", "sites/d.json"])
    KeptFile.use("\(folder.path)/results/c.json")
    #expect(cache.trim(to: ByteSize(bytes: 9 << 10)).bytes == 8 << 10)
    #expect(folder.files == ["results/c.json"])
    #expect(cache.trim(to: ByteSize(bytes: 0)).bytes == 0)
  }

  @Test("Modules that a process has in use stay")
  func modules() throws {
    let (cache, folder) = try Self.cache(["modules/k/x.pcm", "modules/l/y.pcm"])
    let lock = HeldLock.ask("\(folder.path)/modules/k", .shared)
    withExtendedLifetime(lock) { _ = cache.trim(to: ByteSize(bytes: 0)) }
    #expect(folder.files == ["modules/k/x.pcm"])
  }

  @Test("Whoever writes holds the cache to its bound, whatever is written")
  func keeper() throws {
    let folder = try Folder()
    let limit = ByteSize(bytes: 256 << 10)
    let keeper = CacheKeeper(cache: CacheFolder(path: folder.path), limit: limit)
    for number in 0..<200 {
      try folder.write("\(folder.path)/results/\(number).json")
      keeper.wrote(8 << 10)
      // A sixteenth may come before it is looked again.
      #expect(folder.files.count * (8 << 10) <= limit.bytes + limit.bytes / 16 + (8 << 10))
    }
    #expect(folder.files.count > 16)
  }

  @Test("A lesson that is edited again and again leaves no more behind than it needs")
  func workFolder() async throws {
    let environment = try await RunnerEnvironment.prepare(
      executable: Bundle.main.executablePath ?? CommandLine.arguments[0],
      sandbox: .auto
    )
    let live = LiveLesson(
      runner: LessonRunner(environment: environment, options: RunningLessons.compiled)
    )
    let mark = UUID().uuidString
    var counts: [Int] = []
    for round in 0..<4 {
      let blocks = ["let a = \(round)\na", "let b = a + 1\nb", "let mark = \"\(mark)\"\nb"]
      let lesson = try RunningLessons.lesson(RunningLessons.markdown(blocks))
      let results = try await live.run(lesson, isAwaited: round % 2 == 1)
      #expect(results.blocks.map(\.shown) == ["\(round)", "\(round + 1)", "\(round + 1)"])
      let files = FileManager.default.enumerator(atPath: environment.work.path)
      counts.append(files?.allObjects.count ?? 0)
    }
    await live.close()
    #expect(Set(counts).count == 1)
    #expect(counts[0] > 3)
  }
}

/// A folder that is gone with the last who holds it.
private final class Folder {
  let path = FileManager.default.temporaryDirectory.path + "/cache-bound-\(UUID().uuidString)"

  init() throws {
    // The cache removes nothing from folders that are not marked as its own.
    for part in ["modules", "objects", "results", "sites"] {
      _ = try #require(CacheFolder(path: path).folder(part))
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file of 8 KiB.
  func write(_ path: String) throws {
    let url = URL(fileURLWithPath: path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Data((0..<8192).map { _ in UInt8.random(in: 0...255) }).write(to: url)
  }

  /// The files in the folders of the cache.
  var files: [String] {
    (FileManager.default.enumerator(atPath: path)?.allObjects as? [String] ?? [])
      .filter { $0.contains("/") && $0.contains(".") && !$0.hasSuffix(".unroll") }.sorted()
  }
}
