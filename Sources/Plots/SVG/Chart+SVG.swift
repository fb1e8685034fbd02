extension Chart {
  /// Draws the chart as a complete `<svg>` element.
  ///
  /// - Parameters:
  ///   - id: Unique on its page; every id inside begins with it.
  ///   - width: In pixels of the drawing, at least 200.
  public func svg(id: String, width: Double = 540) -> String {
    fatalError("not implemented yet: svg")
  }
}
