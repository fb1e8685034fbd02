/// Draws the diagrams of a chart.
struct SVGDiagram {
  let id: String
  let width: Double

  func draw(_ chart: Chart, into writer: inout SVGWriter) -> Double {
    fatalError("not implemented yet: diagrams")
  }
}
