extension Chart {
  /// Draws the chart in characters; no line is wider than `width`.
  ///
  /// - Parameters:
  ///   - width: In columns of the terminal.
  ///   - colour: Whether escape sequences for colours may be used.
  ///   - plain: Whether only ASCII may be used.
  public func text(width: Int, colour: Bool, plain: Bool) -> String {
    fatalError("not implemented yet: text")
  }
}

extension Table {
  /// The table in aligned columns; no line is wider than `width`.
  public func text(width: Int) -> String {
    fatalError("not implemented yet: table text")
  }

  /// The table as an HTML `<table>`, everything escaped.
  public func html() -> String {
    fatalError("not implemented yet: table html")
  }
}
