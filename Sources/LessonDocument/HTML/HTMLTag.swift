/// A tag in the HTML that an author wrote, or what is wrong with one.
struct HTMLTag {
  /// What it does.
  enum Kind: Equatable {
    /// It opens an element; an empty one has no end.
    case opening(isEmpty: Bool)
    /// It closes an element.
    case closing
    /// Something begins here that does not end in this piece: what ends it.
    case endless(end: String)
  }

  var kind: Kind
  /// The element's name in small letters.
  var name: String
  /// The byte at which it begins.
  var offset: Int
  /// Whether it ends in `/>`, which means something inside of drawings and formulas only.
  var isSelfClosed = false
  /// The values that are addresses, each with the bytes that it takes, quotation marks included.
  var links: [(attribute: String, value: String, use: HTMLLink.Use, range: Range<Int>)] = []
  /// The bytes that values of attributes take, quotation marks included.
  var values: [Range<Int>] = []
  /// What `id` and, in a link, `name` are, and the bytes at which these values begin.
  var ids: [(name: String, offset: Int)] = []
}
