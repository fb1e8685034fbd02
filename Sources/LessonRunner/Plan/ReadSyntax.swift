import LessonDocument
import Synchronization

/// What blocks were parsed to in this process: an unoptimised parser takes its time, and most blocks of a
/// lesson that is edited are what they were.
final class ReadSyntax: Sendable {
  /// The one for the process; what it holds depends on nothing but code.
  static let shared = ReadSyntax()

  /// More blocks than the lessons that one process has in hand.
  private static let limit = 2000

  private let known = Mutex<[String: BlockSyntax]>([:])

  /// What a block's code says.
  func syntax(of code: BlockCode) -> BlockSyntax {
    if let known = known.withLock({ $0[code.text] }) { return known }
    let syntax = BlockSyntaxReader.read(code)
    known.withLock {
      if $0.count >= Self.limit { $0 = [:] }
      $0[code.text] = syntax
    }
    return syntax
  }
}
