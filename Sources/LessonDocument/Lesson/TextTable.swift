/// A table of the lesson's text, written with pipes.
///
///     | Cell | Gates |
///     |:-----|------:|
///     | LSTM |     3 |
///
///     : How many gates a cell has {#tbl-gates}
///
/// CommonMark has no tables; this is the form that forges read, with Quarto's line for the caption.
public struct TextTable: Codable, Equatable, Sendable {
  /// Where the words of a column stand.
  public enum Alignment: String, Codable, Sendable {
    /// At the left, as in `:--`.
    case left
    /// In the middle, as in `:-:`.
    case centre
    /// At the right, as in `--:`.
    case right
  }

  /// The alignment of each column; nil leaves it to the reader's program.
  public var alignments: [Alignment?]
  /// The head, one cell a column.
  public var header: [[Inline]]
  /// The rows, one cell a column each.
  public var rows: [[[Inline]]]
  /// What stands below it after a colon.
  public var caption: [Inline]
  /// Its name for references, which begins with `tbl-`.
  public var label: String?
  /// Where it begins.
  public var location: SourceLocation

  /// Makes a table.
  public init(
    alignments: [Alignment?],
    header: [[Inline]],
    rows: [[[Inline]]],
    caption: [Inline] = [],
    label: String? = nil,
    location: SourceLocation
  ) {
    self.alignments = alignments
    self.header = header
    self.rows = rows
    self.caption = caption
    self.label = label
    self.location = location
  }

  /// Everything written in it, cell by cell, then the caption.
  public var content: [Inline] {
    (header + rows.flatMap { $0 }).flatMap { $0 } + caption
  }
}

/// A note at the foot of a lesson: `[^name]` in the text, `[^name]: …` somewhere in the file.
public struct Footnote: Codable, Equatable, Sendable {
  /// The name between the brackets.
  public var name: String
  /// What it says.
  public var content: [Element]
  /// Where it is written.
  public var location: SourceLocation

  /// Makes a footnote.
  public init(name: String, content: [Element], location: SourceLocation) {
    self.name = name
    self.content = content
    self.location = location
  }
}
