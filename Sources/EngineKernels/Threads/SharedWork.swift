/// Work that can be done in two shares at once, neither reading what the other writes.
public protocol SharedWork: AnyObject {
  /// Does one share.
  ///
  /// - Parameter share: 0 or 1; with `shares` = 1 all of the work is share 0.
  func run(share: Int, of shares: Int)
}

extension SharedWork {
  /// Does all of the work, on two threads if asked to.
  @inlinable
  public func run(threads: Int) {
    if threads >= 2 { WorkerThread.shared.run(self) } else { run(share: 0, of: 1) }
  }
}

/// The part of `count` rows that belongs to a share: cut at a multiple of `grain`.
@inlinable
public func rows(ofShare share: Int, of shares: Int, count: Int, grain: Int = 1) -> Range<Int> {
  guard shares == 2 else { return 0..<count }
  let middle = min(count, (count / 2 + grain - 1) / grain * grain)
  return share == 0 ? 0..<middle : middle..<count
}
