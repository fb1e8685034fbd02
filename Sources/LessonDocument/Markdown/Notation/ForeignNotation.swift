/// What other tools write and lessons do not know: it would stand in a page as it is written, so its author is told
/// what to write here.
///
/// This table is what warnings say and what the reference lists.
public enum ForeignNotation: String, CaseIterable, Sendable {
  case box, shortcode, variable, liquid, citation, reference, tex, attributes, wikiLink, highlight
  case `subscript`, superscript, inlineNote, emoji, role, directive, separator, percentComment
  case target, admonition, contents, gridTable, ruledTable, edit, define, activeElement

  /// How it is written.
  public var example: String {
    switch self {
    case .box: "::: note"
    case .shortcode: "{{< video film.mp4 >}}"
    case .variable: "{{ name }}"
    case .liquid: "{% raw %}"
    case .citation: "[@hochreiter1997, p. 3]"
    case .reference: "@fig-loss"
    case .tex: "\\begin{equation}"
    case .attributes: "{.class #id}"
    case .wikiLink: "[[page]]"
    case .highlight: "==marked=="
    case .subscript: "H~2~O"
    case .superscript: "x^2^"
    case .inlineNote: "^[a note]"
    case .emoji: ":smile:"
    case .role: "{ref}`name`"
    case .directive: "```{note}"
    case .separator: "+++"
    case .percentComment: "%% comment %%"
    case .target: "(name)="
    case .admonition: "!!! note"
    case .contents: "[TOC]"
    case .gridTable: "+----+----+"
    case .ruledTable: "----  ----"
    case .edit: "{++added++}"
    case .define: "*[HTML]: words"
    case .activeElement: "<script>"
    }
  }

  /// What it is to the tools that know it.
  var meaning: String {
    switch self {
    case .box: "a box of Quarto, Pandoc and MyST"
    case .shortcode: "a shortcode of Quarto and Hugo"
    case .variable: "a variable of MyST, Jekyll and Hugo"
    case .liquid: "a tag of Jekyll"
    case .citation: "a citation of Pandoc, Quarto and MyST"
    case .reference: "a reference of Quarto"
    case .tex: "a command of LaTeX"
    case .attributes: "a list of attributes of Pandoc, Quarto and MyST"
    case .wikiLink: "a link of Obsidian and wikis"
    case .highlight: "marked text of Obsidian and MkDocs"
    case .subscript: "a subscript of Pandoc and Quarto"
    case .superscript: "a superscript of Pandoc and Quarto"
    case .inlineNote: "a footnote of Pandoc and Quarto"
    case .emoji: "an emoji of forges and MkDocs"
    case .role: "a role of MyST and reStructuredText"
    case .directive: "a directive of MyST or a cell of Quarto"
    case .separator: "a break between cells of MyST"
    case .percentComment: "a comment of Obsidian and MyST"
    case .target: "a label of MyST"
    case .admonition: "an admonition of MkDocs"
    case .contents: "a table of contents of other tools"
    case .gridTable: "a grid table of Pandoc and reStructuredText"
    case .ruledTable: "a table of Pandoc"
    case .edit: "a mark of CriticMarkup"
    case .define: "an abbreviation of MkDocs"
    case .activeElement: "an element that a page's policy shuts off"
    }
  }

  /// What to write here.
  public var instead: String {
    switch self {
    case .box: "write a callout, '> [!NOTE] title' and '> ' before its lines, or take the line out"
    case .shortcode: "write what it stands for"
    case .variable: "write the text itself, or a value of the lesson as '`{swift} name`'"
    case .liquid: "take it out"
    case .citation: "write a footnote, '[^name]' and a line '[^name]: …' below, or a link"
    case .reference:
      "write '[](#fig-name)', '[](#tbl-name)' or '[](#eq-name)', and the link '[](#heading)' for a section"
    case .tex: "write formulas between '$$', and text in Markdown"
    case .attributes:
      "take them out; headings have their anchors, a table its name in ': caption {#tbl-name}', a block "
        + "its own in '//| label:'"
    case .wikiLink: "write '[words](file.md)'"
    case .highlight: "write '**words**', or '<mark>words</mark>'"
    case .subscript: "write 'H<sub>2</sub>O', or a formula between '$'"
    case .superscript: "write 'x<sup>2</sup>', or a formula between '$'"
    case .inlineNote: "write '[^name]', and a line '[^name]: …' below"
    case .emoji: "write the sign itself"
    case .role: "write '[](#name)' for a reference, '$…$' for a formula, '`…`' for code"
    case .directive:
      "write a callout '> [!NOTE]', a formula between '$$', an image '![](file.svg)', or ```swift for "
        + "code that runs"
    case .separator: "write '***' for a line across the page, or take it out"
    case .percentComment: "write '<!-- … -->'"
    case .target: "take it out: headings have anchors of their own, and blocks '//| label:'"
    case .admonition: "write a callout, '> [!NOTE] title' and '> ' before its lines"
    case .contents: "take it out: each page lists its headings"
    case .gridTable, .ruledTable:
      "write a table with '|' between its cells and a line '|---|---|' below its head"
    case .edit: "write the text as it shall be; '~~gone~~' is struck through"
    case .define: "write '<abbr title=\"words\">HTML</abbr>' where it stands"
    case .activeElement:
      "show what it would by a block or an image, link to it, or write '<video controls src=\"film.mp4\">"
        + "</video>' for a film beside the lesson"
    }
  }

  /// A sentence on one that stands in a text.
  ///
  /// - Parameters:
  ///   - written: how it stands there.
  ///   - special: what to write in its place, if that is known better than for all of its kind.
  func warning(_ written: String, instead special: String? = nil) -> String {
    let shown = written.count > 40 ? written.prefix(39) + "…" : written[...]
    let escape =
      switch self {
      case .directive, .activeElement: ""
      default: "; with '\\' before it the signs themselves are meant"
      }
    let effect =
      switch self {
      case .activeElement: "does nothing here"
      case .directive: "is code that is only shown here"
      case .subscript: "is struck through here"
      default: "is plain text here"
      }
    return "'\(shown)' is \(meaning) and \(effect): \(special ?? instead)\(escape)"
  }

  /// What to write in place of a directive of MyST or a cell of Quarto, ```{name}; nil if that is not known.
  static func instead(ofDirective name: String) -> String? {
    switch name {
    case "note", "tip", "important", "warning", "caution":
      "write a callout, '> [!\(name.uppercased())] title' and '> ' before its lines"
    case "admonition", "seealso", "hint", "danger", "attention", "error", "dropdown", "epigraph":
      "write a callout, '> [!NOTE] title' and '> ' before its lines"
    case "math": "write the formula between '$$'"
    case "figure", "image": "write '![words](file.svg)'"
    case "code", "code-block": "write the language beside the fence, as in ```python"
    case "table", "list-table", "csv-table": ForeignNotation.ruledTable.instead
    case "include", "literalinclude": "write the text itself"
    case "toctree", "tableofcontents", "contents": ForeignNotation.contents.instead
    case "bibliography": "take it out, and write footnotes"
    case "python", "r", "julia", "code-cell", "bash", "javascript", "ojs":
      "write ```\(name == "code-cell" ? "python" : name), which is shown and not run, or ```swift for code that runs"
    default: nil
    }
  }
}
