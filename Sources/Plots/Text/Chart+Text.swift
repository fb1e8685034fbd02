extension Chart {
  /// Draws the chart in characters; no line is wider than `width`.
  ///
  /// A chart with frames shows its first, middle and last frame. Series that no colour tells apart
  /// bear letters of the legend.
  ///
  /// - Parameters:
  ///   - width: In columns of the terminal.
  ///   - colour: Whether escape sequences for colours may be used.
  ///   - plain: Whether only ASCII may be used.
  public func text(width: Int, colour: Bool, plain: Bool) -> String {
    let style = TextStyle(width: min(10_000, max(1, width)), usesColour: colour, isPlain: plain)
    return wellFormed.textLines(style).map(style.written).joined(separator: "\n")
  }

  /// The lines of the chart, its panels and frames one below the other.
  func textLines(_ style: TextStyle) -> [TextLine] {
    if !panels.isEmpty {
      var lines = title.isEmpty ? [] : [TextLine(title)]
      for panel in panels {
        if !lines.isEmpty { lines.append(TextLine()) }
        lines += panel.textLines(style)
      }
      return lines
    }
    if !frames.isEmpty { return stills.textLines(style) }
    if isDiagram { return TextDiagram(self, style: style).lines }
    if let cells = firstCells { return TextHeatmap(self, cells: cells, style: style).lines }
    return TextPlot(self, style: style).lines
  }
}
