/// Draws diagrams in characters.
struct TextDiagram {
  let chart: Chart
  let style: TextStyle

  init(_ chart: Chart, style: TextStyle) {
    self.chart = chart
    self.style = style
  }

  var lines: [TextLine] { fatalError("not implemented yet: diagrams") }
}
