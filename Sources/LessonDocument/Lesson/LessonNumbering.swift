/// The numbers of a lesson's figures, tables and equations, and what refers to them.
///
/// A block with `fig-cap` or a label that begins with `fig-` is a figure, referred to as
/// `[](#fig-name)` whether or not its label has that beginning; a block with `tbl-cap`, or a label that
/// begins with `tbl-`, is a table. A table written with pipes has its label behind its caption, an equation in its TeX:
/// `\label{eq-name}`. The numbers depend on the text alone, so every form of a lesson has the same.
public struct LessonNumbering: Equatable, Sendable {
  /// What can have a number.
  public enum Kind: String, CaseIterable, Sendable {
    /// A chart of a block.
    case figure = "fig"
    /// A table of the text or of a block.
    case table = "tbl"
    /// A formula on display.
    case equation = "eq"
  }

  /// One numbered thing.
  public struct Entry: Equatable, Sendable {
    /// What it is.
    public var kind: Kind
    /// Its number among those of its kind, from 1.
    public var number: Int
    /// The id that references lead to.
    public var anchor: String
  }

  /// All that have a number, in the order of the text.
  public private(set) var entries: [Entry] = []
  /// Those that blocks make, by the block's index.
  private var byBlock: [Int: Entry] = [:]
  /// Those of the text, by their place.
  private var byLocation: [SourceLocation: Entry] = [:]
  private var byAnchor: [String: Entry] = [:]
  private var doubled: [(anchor: String, location: SourceLocation)] = []
  private var counts: [Kind: Int] = [:]
  private var headings: [String: SourceLocation] = [:]

  /// The numbers of a lesson.
  public init(_ lesson: Lesson) {
    self.init(elements: lesson.elements, blocks: lesson.blocks)
  }

  init(elements: [Element], blocks: [LessonBlock]) {
    for element in elements.flatMap(\.withDescendants) {
      switch element {
      case .block(let index) where blocks.indices.contains(index):
        add(blocks[index])
      case .table(let table):
        guard table.label != nil || !table.caption.isEmpty else { continue }
        byLocation[table.location] = add(.table, table.label, at: table.location)
      case .math(let tex, let location):
        guard let label = EquationLabel.label(in: tex) else { continue }
        byLocation[location] = add(.equation, label, at: location)
      case .heading(_, _, let anchor, let location): headings[anchor] = location
      default: continue
      }
    }
  }

  /// The number of what a block shows, or nil if it has none.
  public func entry(of block: LessonBlock) -> Entry? { byBlock[block.index] }

  /// The number of a table of the text, or nil if it has none.
  public func entry(of table: TextTable) -> Entry? { byLocation[table.location] }

  /// The number of a formula, by its place.
  public func equation(at location: SourceLocation) -> Entry? { byLocation[location] }

  /// What an anchor names.
  public func entry(at anchor: String) -> Entry? { byAnchor[anchor] }

  private mutating func add(_ block: LessonBlock) {
    let options = block.options
    guard case .example = block.role, options.include, options.output, options.evaluate
    else { return }
    let kind: Kind
    if options.figureCaption != nil || block.label.hasPrefix("fig-") {
      kind = .figure
    } else if options.tableCaption != nil || block.label.hasPrefix("tbl-") {
      kind = .table
    } else {
      return
    }
    let prefix = kind.rawValue + "-"
    let anchor = block.label.hasPrefix(prefix) ? block.label : prefix + block.label
    byBlock[block.index] = add(kind, anchor, at: block.fence)
  }

  private mutating func add(_ kind: Kind, _ anchor: String?, at location: SourceLocation) -> Entry {
    let number = counts[kind, default: 0] + 1
    counts[kind] = number
    let entry = Entry(
      kind: kind,
      number: number,
      anchor: anchor ?? "\(kind.rawValue).\(number)"
    )
    entries.append(entry)
    if byAnchor[entry.anchor] == nil {
      byAnchor[entry.anchor] = entry
    } else {
      doubled.append((entry.anchor, location))
    }
    return entry
  }

  /// Notes names that are taken twice, and references that lead nowhere.
  func check(_ elements: [Element], mistakes: inout MistakeList) {
    for (anchor, location) in doubled {
      mistakes.add("the name '\(anchor)' is taken already: choose another", at: location)
    }
    for entry in entries {
      guard let location = headings[entry.anchor] else { continue }
      mistakes.add(
        "a heading has the anchor '\(entry.anchor)', which is that of a \(entry.kind): "
          + "change the heading or the label",
        at: location
      )
    }
    for inline in elements.flatMap(\.inlines).flatMap(\.withDescendants) {
      guard case .link(let destination, _, _, let location) = inline, destination.hasPrefix("#")
      else { continue }
      let anchor = String(destination.dropFirst())
      guard let kind = Kind.allCases.first(where: { anchor.hasPrefix($0.rawValue + "-") }),
        byAnchor[anchor] == nil, headings[anchor] == nil
      else { continue }
      let known = entries.filter { $0.kind == kind }.map(\.anchor)
      mistakes.add(
        known.isEmpty
          ? "there is no \(kind) '\(anchor)': the lesson names none"
          : Suggestion.unknown("\(kind)", anchor, among: known, place: "of the lesson"),
        at: location
      )
    }
  }

  /// Whether two lessons number alike.
  public static func == (left: Self, right: Self) -> Bool { left.entries == right.entries }
}

/// The name that a formula gives itself, `\label{eq-name}`, which is no part of what is typeset.
public enum EquationLabel {
  private static var pattern: Regex<(Substring, Substring)> { /\\label\{(eq-[A-Za-z0-9_-]+)\}\s*/ }

  /// The name in a formula, or nil.
  public static func label(in tex: String) -> String? {
    tex.contains("\\label") ? tex.firstMatch(of: pattern).map { String($0.output.1) } : nil
  }

  /// How many names a formula gives itself.
  static func count(in tex: String) -> Int {
    tex.contains("\\label") ? tex.matches(of: pattern).count : 0
  }

  /// The formula without it.
  public static func removed(from tex: String) -> String {
    tex.contains("\\label") ? tex.replacing(pattern, with: "") : tex
  }
}
