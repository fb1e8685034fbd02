public import Foundation

/// Watches files and folders, and tells what has changed when it has come to rest.
///
/// It looks every tenth of a second at times, sizes and inodes, which works on every system and
/// file system, and sees a save by rename as what it is: the same path with other contents. A program that
/// sets a file's old time again after a change is seen, too.
/// A change is told once the files stay the same for a moment, so that no half-saved file is read:
///
/// - Many saves in a row are one change, told after the last, or after a second if they go on.
/// - A file that vanishes or is emptied gets a third of a second to return.
///
/// Hidden files and those that editors make for themselves are not watched.
public struct FileChanges: Sendable {
  /// What has changed since the change before.
  public struct Change: Equatable, Sendable {
    /// Files that are new or have other contents, by the paths under which they are watched.
    public var written: Set<String>
    /// Files that are there no more.
    public var removed: Set<String>

    /// A change of these files.
    public init(written: Set<String> = [], removed: Set<String> = []) {
      (self.written, self.removed) = (written, removed)
    }

    /// All paths that have changed.
    public var paths: Set<String> { written.union(removed) }
  }

  private let roots: [String]
  private let ignored: Set<String>
  private let pause: Pause

  /// Lets a time pass; false if the task was cancelled meanwhile.
  package typealias Pause = @Sendable (Duration) async -> Bool

  /// - Parameters:
  ///   - roots: Files, and folders with all that is in them; what is not there yet is waited for.
  ///   - ignored: Files and folders below the roots that are not watched, such as a site.
  public init(in roots: [URL], ignoring ignored: [URL] = []) {
    self.init(in: roots, ignoring: ignored) { (try? await Task.sleep(for: $0)) != nil }
  }

  /// The same with a time of one's own; it is told in pauses, and no clock is read.
  package init(in roots: [URL], ignoring ignored: [URL], pause: @escaping Pause) {
    self.roots = roots.map(\.path)
    self.ignored = Set(ignored.map(\.path))
    self.pause = pause
  }

  /// Why not all that the folders hold is watched, in a sentence; nil if it is.
  public var excess: String? { FileSnapshot(roots: roots, ignored: ignored).excess }

  /// The changes from now on; what changes while one is dealt with comes together as the next.
  ///
  /// The sequence ends when the task that reads it is cancelled.
  public func changes() -> AsyncStream<Change> {
    let watch = FileWatch(pause) { FileSnapshot(roots: roots, ignored: ignored) }
    return AsyncStream { await watch.next() }
  }
}

/// Compares what is there with what was told last.
private actor FileWatch {
  private static let interval = Duration.milliseconds(100)
  /// How long files must stay the same.
  private static let rest = Duration.milliseconds(40)
  /// How long a file may be away or empty while it is saved.
  private static let absence = Duration.milliseconds(300)
  /// How long a change may be held back while files go on changing.
  private static let patience = Duration.seconds(1)

  private let pause: FileChanges.Pause
  private let look: @Sendable () -> FileSnapshot
  private var told: FileSnapshot
  /// What the files held when they were told.
  private var contents: FileContents

  init(_ pause: @escaping FileChanges.Pause, _ look: @escaping @Sendable () -> FileSnapshot) {
    (self.pause, self.look) = (pause, look)
    // Taken at once, so that no change is lost before the first is asked for.
    told = look()
    contents = FileContents(of: told)
  }

  /// The next change, or nil when the task is cancelled.
  func next() async -> FileChanges.Change? {
    while true {
      let seen = look()
      if seen != told {
        guard let rested = await rested(seen) else { return nil }
        var change = rested.change(since: told)
        // A name that was given and taken back, or a mode that was set, has changed no content.
        let untouched = change.written.filter { path in
          rested.differsInTouchAlone(path, from: told) && contents.holdsSame(path)
        }
        change.written.subtract(untouched)
        contents.update(change)
        told = rested
        // A file that went and came back as it was is no change.
        if !change.paths.isEmpty { return change }
      }
      guard await pause(Self.interval) else { return nil }
    }
  }

  private func rested(_ first: FileSnapshot) async -> FileSnapshot? {
    var seen = first
    var (passed, quiet) = (Duration.zero, Duration.zero)
    while true {
      guard await pause(Self.rest) else { return nil }
      passed += Self.rest
      let now = look()
      if now == seen { quiet += Self.rest } else { (seen, quiet) = (now, .zero) }
      let isWhole = !seen.lacksFiles(of: told) || quiet >= Self.absence
      if quiet >= Self.rest, isWhole { return seen }
      if passed >= Self.patience { return seen }
    }
  }
}
