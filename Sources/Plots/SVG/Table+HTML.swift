extension Table {
  /// The table as an HTML `<table class="plot-table">`, everything escaped.
  ///
  /// The head's cells have `scope="col"`; cells of columns that hold only numbers have the class
  /// `number`.
  public func html() -> String {
    let (columns, rows, caption) = (cleaned.columns, cleaned.rows, cleaned.caption)
    var writer = SVGWriter()
    let count = max(columns.count, rows.map(\.count).max() ?? 0)
    func cell(_ row: [String], _ column: Int) -> String {
      row.indices.contains(column) ? row[column] : ""
    }
    let isNumeric = (0..<count).map { column in
      !rows.isEmpty && rows.allSatisfy { Table.isNumber(cell($0, column)) }
    }
    writer.element("table", ["class": "plot-table"]) { writer in
      if !caption.isEmpty { writer.element("caption", words: caption) }
      writer.newLine()
      writer.element("thead", [:]) {
        $0.element("tr", [:]) {
          for column in 0..<count {
            $0.element(
              "th",
              ["scope": "col", "class": isNumeric[column] ? "number" : ""],
              words: cell(columns, column)
            )
          }
        }
      }
      writer.newLine()
      writer.element("tbody", [:]) {
        for row in rows {
          $0.element("tr", [:]) {
            for column in 0..<count {
              $0.element(
                "td",
                ["class": isNumeric[column] ? "number" : ""],
                words: cell(row, column)
              )
            }
          }
          $0.newLine()
        }
      }
    }
    return writer.text
  }
}
