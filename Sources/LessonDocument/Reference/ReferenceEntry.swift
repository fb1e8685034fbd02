/// One line of the reference: an option, a chart, a check, or something that a lesson's text may hold.
public struct ReferenceEntry: Equatable, Sendable {
  /// What it is called.
  public var name: String
  /// How it is written or called, or what it takes.
  public var forms: [String]
  /// What holds where it is left out; nil if that says nothing.
  public var initial: String?
  /// What it does, in a sentence.
  public var meaning: String
  /// An example that a reader may copy: Markdown of a lesson, or the code of a block; nil if its forms are that.
  public var example: String?
}

/// Entries that belong together.
public struct ReferenceSection: Equatable, Sendable {
  /// What they are.
  public var title: String
  /// What holds of all of them.
  public var text: String
  /// How an example is to be read.
  public var examples: Examples = .markdown
  /// The entries.
  public var entries: [ReferenceEntry]

  /// What the examples of a section are.
  public enum Examples: Sendable {
    /// Parts of a lesson's file.
    case markdown
    /// The code of a block.
    case code
    /// Lines of YAML.
    case yaml
  }
}

/// A part of the reference, which `unroll help` prints.
public enum ReferenceTopic: String, CaseIterable, Sendable {
  case options, charts, checks, format

  /// What the part is about.
  public var title: String {
    switch self {
    case .options: "Options of a block"
    case .charts: "Charts and diagrams"
    case .checks: "Checks"
    case .format: "The format of lessons"
    }
  }

  /// What it holds, made from the tables by which lessons are read.
  public var sections: [ReferenceSection] {
    switch self {
    case .options: OptionReference.sections
    case .charts:
      [
        ReferenceSection(
          title: "",
          text:
            "`show(…)` shows a chart where it stands, and so does a block whose last expression is one. "
            + "Numbers may be of any type; those that are not finite are gaps.",
          examples: .code,
          entries: ChartReference.entries
        )
      ]
    case .checks:
      [
        ReferenceSection(
          title: "",
          text:
            "All take a title first, and `lookAt: \"what to look at\"` and `points: 2` last. Checks without "
            + "points share those of the exercise equally; `check` works in any block.",
          examples: .code,
          entries: CheckReference.entries
        )
      ]
    case .format: FormatReference.sections
    }
  }
}
