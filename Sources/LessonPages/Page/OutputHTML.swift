import LessonDocument
import Plots

/// One output of a block as HTML; nothing in it is taken for markup.
struct OutputHTML {
  var output: BlockOutput
  var block: LessonBlock
  /// Unique on the page.
  var id: String
  /// The number of what the block shows, if it has one.
  var entry: LessonNumbering.Entry?
  /// Whether references to the block lead here.
  var isTarget = false
  /// What the page itself says.
  var words: InterfaceWords

  var html: String {
    switch output.kind {
    case .text, .value: return text
    case .table: return output.table.map { table($0) } ?? text
    case .chart: return output.chart.map { figure($0) } ?? text
    }
  }

  private var text: String {
    var text = ShownText.shortened(output.text, words)
    while text.hasSuffix("\n") { text.removeLast() }
    guard !text.isEmpty else { return "" }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
      HTMLText.escaped(String($0))
    }
    return FoldedLines(lines).html(words) {
      "<pre class=\"output \(output.kind.rawValue)\" tabindex=\"0\"><samp>\($0)</samp></pre>"
    }
  }

  private func table(_ table: Table) -> String {
    var plain = table
    // A numbered caption takes the place of the table's own.
    if entry?.kind == .table, block.options.tableCaption == nil { plain.caption = "" }
    let frame = "<div class=\"table\" tabindex=\"0\">\(plain.html())</div>"
    guard let entry, entry.kind == .table else { return frame }
    let caption = HTMLText.escaped(
      BlockText.cleanedLine(block.options.tableCaption ?? table.caption)
    )
    return
      "<figure class=\"block-table\"\(anchor)>\(CaptionHTML.html(entry, caption, self.words))\(frame)</figure>"
  }

  private func figure(_ chart: Chart) -> String {
    let caption = block.options.figureCaption.map(HTMLText.escaped)
    let words =
      entry.flatMap { $0.kind == .figure ? CaptionHTML.html($0, caption ?? "", self.words) : nil }
      ?? caption.map { "<figcaption>\($0)</figcaption>" } ?? ""
    return "<figure class=\"chart\"\(anchor)>\(drawings(of: chart))\(words)</figure>"
      + "<details class=\"data\"><summary>\(word("figureData"))</summary>"
      + "<p class=\"summary\">\(HTMLText.escaped(chart.summary))</p>"
      + "<div class=\"table\" tabindex=\"0\">\(chart.table.html())</div></details>"
  }

  /// The drawing; of a figure over time also the one with all frames and a slider, which a script
  /// shows in place of the first.
  private func drawings(of whole: Chart) -> String {
    let chart = whole.drawn
    func stills(_ id: String, _ width: Double?) -> String? {
      width.map { chart.svg(id: id, width: $0, isHoverable: false) } ?? chart.svg(id: id)
    }
    func frames(_ id: String, _ width: Double?) -> String? {
      width.map { chart.scrubberSVG(id: id, width: $0, isHoverable: false) }
        ?? chart.scrubberSVG(id: id)
    }
    guard chart.frameLabels.count > 1 else { return drawings(of: chart, class: "", id, stills) }
    let labels = chart.frameLabels
    let first = HTMLText.escaped(BlockText.cleanedLine(labels[0]))
    return drawings(of: chart, class: " stills", id, stills)
      + "<div class=\"scrubber\">\(drawings(of: chart, class: "", id + "-all", frames))"
      + "<div class=\"scrub\"><button type=\"button\" class=\"play\" aria-label=\"\(word("figurePlay"))\">"
      + "</button><input type=\"range\" min=\"0\" max=\"\(labels.count - 1)\" value=\"0\" "
      + "aria-label=\"\(word("figureMoment"))\" aria-valuetext=\"\(first)\">"
      + "<output>\(first)</output></div></div>"
  }

  /// A drawing, and the same in narrow: the style sheet shows the one that the screen has room for.
  ///
  /// The narrow one tells no values when hovered, since it is for screens that are touched; that
  /// keeps pages light.
  private func drawings(
    of chart: Chart,
    class name: String,
    _ id: String,
    _ draw: (_ id: String, _ width: Double?) -> String?
  ) -> String {
    guard chart.fitsNarrowScreens, let narrow = draw(id + "-narrow", Chart.narrowWidth) else {
      return drawing(draw(id, nil) ?? "", class: "drawing" + name)
    }
    return drawing(draw(id, nil) ?? "", class: "drawing wide" + name)
      + drawing(narrow, class: "drawing narrow" + name)
  }

  private func drawing(_ svg: String, class name: String) -> String {
    var drawing = svg
    if let alternative = block.options.figureAlternative {
      let label = HTMLText.escaped(alternative)
      drawing = "<div role=\"img\" aria-label=\"\(label)\">\(svg)</div>"
    }
    let label = entry.map { ReferenceWords.name(of: $0, words) } ?? words["figure"]
    return "<div class=\"\(name)\" role=\"group\" aria-label=\"\(HTMLText.escaped(label))\" "
      + "tabindex=\"0\">\(drawing)</div>"
  }

  private func word(_ name: String) -> String { HTMLText.escaped(words[name]) }

  private var anchor: String {
    guard isTarget, let entry else { return " id=\"\(id)-figure\"" }
    return " id=\"\(HTMLText.escaped(entry.anchor))\""
  }
}

/// Long runs of lines: the first are seen, the rest opens.
struct FoldedLines {
  /// A run of at most so many lines is shown whole.
  static let limit = 32
  /// So many lines of a longer one are seen at first.
  static let shown = 20

  /// How many lines of so many are seen at first.
  static func seen(of count: Int) -> Int { count > limit ? shown : count }

  private let lines: [String]

  init(_ lines: [String]) { self.lines = lines }

  /// The lines seen at first, then the others in a disclosure that says how many there are.
  func html(_ words: InterfaceWords, _ frame: (String) -> String) -> String {
    guard lines.count > Self.limit else { return frame(lines.joined(separator: "\n")) }
    let more = words["moreLinesOther", "\(lines.count - Self.shown)"]
    return frame(lines.prefix(Self.shown).joined(separator: "\n"))
      + "<details class=\"more\"><summary>\(HTMLText.escaped(more))</summary>"
      + frame(lines.dropFirst(Self.shown).joined(separator: "\n")) + "</details>"
  }
}

/// A caption that begins with the number of what it stands under.
enum CaptionHTML {
  /// The caption; its words are HTML.
  static func html(
    _ entry: LessonNumbering.Entry,
    _ words: String,
    _ interface: InterfaceWords
  ) -> String {
    let name = HTMLText.escaped(ReferenceWords.name(of: entry, interface))
    let label = "<span class=\"label\">\(name)\(words.isEmpty ? "" : ".")</span>"
    return "<figcaption>\(label)\(words.isEmpty ? "" : " " + words)</figcaption>\n"
  }
}
