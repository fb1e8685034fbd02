extension Model {
  /// The parameters in a table: what `print(model)` shows.
  public var description: String { summary() }

  /// The name, shape and size of every parameter, and how many numbers are trained in all.
  ///
  /// - Parameter values: how many of each parameter's first numbers are shown.
  public func summary(values: Int = 0) -> String {
    let kind = String(describing: type(of: self)).replacing("Of<Float>", with: "")
    let rows = parameters.map { parameter in
      [parameter.name, "\(parameter.variable.shape)", "\(parameter.variable.count)"]
    }
    let widths = (0..<3).map { column in rows.map { $0[column].count }.max() ?? 0 }
    let lines = zip(rows, parameters).map { row, parameter in
      let cells = zip(row, widths).enumerated().map { column, cell in
        let space = String(repeating: " ", count: cell.1 - cell.0.count)
        return column == 2 ? space + cell.0 : cell.0 + space
      }
      return "  " + (cells + parameter.variable.value.firstValues(values)).joined(separator: "  ")
    }
    let total = "\(kind): \(parameterCount) \(parameterCount == 1 ? "parameter" : "parameters")"
    return ([total] + lines).joined(separator: "\n")
  }
}

extension TensorOf {
  /// The first numbers as one cell of a table; none if none are wanted.
  fileprivate func firstValues(_ count: Int) -> [String] {
    guard count > 0 else { return [] }
    let shown = scalars.prefix(count).map(formatted).joined(separator: " ")
    return [shown + (scalars.count > count ? " …" : "")]
  }
}
