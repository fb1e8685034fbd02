extension TensorOf: CustomStringConvertible {
  /// The shape, then the numbers in aligned columns; long axes are shortened in the middle.
  public var description: String {
    if rank == 0 { return formatted(scalars[0]) }
    let header = "Tensor \(shape)"
    guard count > 0 else { return header }
    let columns = shape[rank - 1]
    let shownColumns = shownIndices(columns, limit: 12)
    let rows = count / columns
    let shownRows = shownIndices(rows, limit: 20)
    let cells = shownRows.map { row in
      shownColumns.map { column in
        row.flatMap { r in column.map { formatted(scalars[r * columns + $0]) } } ?? "…"
      }
    }
    let widths = shownColumns.indices.map { column in
      cells.map { $0[column].count }.max() ?? 0
    }
    var lines = [header]
    for (index, row) in cells.enumerated() {
      if let place = shownRows[index], rank > 2, place % shape[rank - 2] == 0 {
        lines.append("[\(leadingIndex(ofRow: place)), …]")
      }
      let padded = zip(row, widths).map { cell, width in
        String(repeating: " ", count: width - cell.count) + cell
      }
      lines.append("  " + padded.joined(separator: "  "))
    }
    return lines.joined(separator: "\n")
  }

  private func leadingIndex(ofRow row: Int) -> String {
    var rest = row / shape[rank - 2]
    var indices: [Int] = []
    for axis in stride(from: rank - 3, through: 0, by: -1) {
      indices.insert(rest % shape[axis], at: 0)
      rest /= shape[axis]
    }
    return indices.map(\.description).joined(separator: ", ")
  }
}

/// All indices, or the first and last with a gap (`nil`) between them.
private func shownIndices(_ count: Int, limit: Int) -> [Int?] {
  guard count > limit else { return Array(0..<count) }
  let half = limit / 2
  return Array(0..<half) + [nil] + Array((count - half)..<count)
}

/// A number with up to four decimals, or in scientific form where that would hide it.
func formatted<Scalar: TensorScalar>(_ scalar: Scalar) -> String {
  let x = Double(scalar)
  if x.isNaN { return "nan" }
  if x.isInfinite { return x < 0 ? "-inf" : "inf" }
  if x == 0 { return "0.0000" }
  if x.magnitude >= 1e6 || x.magnitude < 1e-3 { return scientific(x) }
  return fixed(x, decimals: 4)
}

private func scientific(_ x: Double) -> String {
  var exponent = 0
  var mantissa = x.magnitude
  while mantissa >= 10 {
    mantissa /= 10
    exponent += 1
  }
  while mantissa < 1 {
    mantissa *= 10
    exponent -= 1
  }
  if (mantissa * 1000).rounded() >= 10000 {
    mantissa /= 10
    exponent += 1
  }
  return (x < 0 ? "-" : "") + fixed(mantissa, decimals: 3) + "e\(exponent)"
}

/// A number of moderate size with a fixed count of decimals, rounded half to even.
func fixed(_ x: Double, decimals: Int) -> String {
  var scale = 1.0
  for _ in 0..<decimals { scale *= 10 }
  let scaled = UInt64((x.magnitude * scale).rounded(.toNearestOrEven))
  let digits = String(scaled)
  let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
  let whole = padded.dropLast(decimals)
  let sign = x < 0 && scaled > 0 ? "-" : ""
  return decimals == 0 ? sign + padded : "\(sign)\(whole).\(padded.suffix(decimals))"
}
