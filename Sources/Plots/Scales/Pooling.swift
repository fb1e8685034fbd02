/// A matrix with several entries in each cell, because there is no room for all.
struct PooledCells {
  var matrix: Chart.Cells
  /// How many rows and columns each cell stands for.
  var rowFactor: Int
  var columnFactor: Int
}

extension Chart.Cells {
  /// The matrix in at most so many rows and columns; of the entries that share a cell, the one
  /// farthest from `middle` is kept, so that no peak is lost.
  func pooled(rows rowLimit: Int, columns columnLimit: Int, around middle: Double) -> PooledCells {
    let rowFactor = max(1, (rows.count + max(1, rowLimit) - 1) / max(1, rowLimit))
    let columnFactor = max(1, (columnCount + max(1, columnLimit) - 1) / max(1, columnLimit))
    guard rowFactor > 1 || columnFactor > 1 else {
      return PooledCells(matrix: self, rowFactor: 1, columnFactor: 1)
    }
    let columns = columnCount
    var pooled = self
    pooled.showsValues = false
    pooled.rows = stride(from: 0, to: rows.count, by: rowFactor).map { top in
      stride(from: 0, to: columns, by: columnFactor).map { left in
        var kept = Double.nan
        for row in top..<min(top + rowFactor, rows.count) {
          for column in left..<min(left + columnFactor, columns) {
            let value = self[row, column]
            guard value.isFinite else { continue }
            let isFarther = (value - middle).magnitude > (kept - middle).magnitude
            if !kept.isFinite || isFarther { kept = value }
          }
        }
        return kept
      }
    }
    return PooledCells(matrix: pooled, rowFactor: rowFactor, columnFactor: columnFactor)
  }
}

extension ColourRange {
  /// What is least worth showing: zero on a diverging scale, the lowest value on a sequential one.
  var middle: Double { kind == .diverging ? lower / 2 + upper / 2 : lower }
}
