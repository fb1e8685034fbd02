extension Chart {
  /// One or two sentences that tell what the chart shows, computed from the data.
  public var summary: String { "" }
  var kindOfFigure: String { "Chart" }

  /// The data of the chart; a long one is thinned, and its caption says so.
  public var table: Table { fatalError("not implemented yet: table") }
}
