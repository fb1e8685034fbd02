/// Why a lesson's record cannot be used.
public enum RecordError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file is not a record.
  case damaged(path: String, slug: String)
  /// The file holds a chart or table that cannot be drawn.
  case undrawable(path: String, slug: String, block: String, reason: String)
  /// The file or its folder cannot be read or written.
  case unusable(path: String, reason: String)

  /// A sentence with the fix.
  public var description: String {
    switch self {
    case .damaged(let path, let slug):
      """
      \(path) is no record of a lesson: bring it back from version control, or remove it and run \
      `unroll accept \(slug)` and `unroll sweep \(slug)`
      """
    case .undrawable(let path, let slug, let block, let reason):
      """
      \(path) holds something of block '\(block)' that cannot be drawn: \(reason); \
      bring it back from version control, or remove it and run `unroll accept \(slug)` and \
      `unroll sweep \(slug)`
      """
    case .unusable(let path, let reason): "\(path): \(reason)"
    }
  }
}
