extension FormulaReader {
  /// What stands between `\begin{…}` and `\end{…}`.
  mutating func environment(into nodes: inout [FormulaNode]) {
    let name = Self.plain(source())
    if UnicodeMathSymbols.environmentsWithArgument.contains(name) { _ = source() }
    guard let delimiters = UnicodeMathSymbols.matrices[name] else {
      nodes += self.nodes()
      endEnvironment()
      return
    }
    var rows: [[[FormulaNode]]] = [[[]]]
    while !rest.isEmpty, rest.first != "}", !isAtEndOfEnvironment {
      if rest.first == "&" {
        rest.removeFirst()
        rows[rows.count - 1].append([])
        continue
      }
      let (row, entry) = (rows.count - 1, rows[rows.count - 1].count - 1)
      let before = rest
      rows[row][entry] += self.entry()
      if rows[row][entry].last == .row {
        rows[row][entry].removeLast()
        rows.append([[]])
      } else if rest.startIndex == before.startIndex {
        break
      }
    }
    endEnvironment()
    rows = rows.map { $0.map(\.unwrapped) }
    while rows.last == [[]] { rows.removeLast() }
    nodes.append(
      .table(
        opening: delimiters.0,
        closing: delimiters.1,
        rows: rows,
        isCases: name.hasSuffix("cases")
      )
    )
  }

  /// Up to what ends an entry; the end of a row is taken, too.
  private mutating func entry() -> [FormulaNode] {
    deeper { reader in
      var nodes: [FormulaNode] = []
      while let character = reader.rest.first, character != "}", character != "&",
        !reader.isAtEndOfEnvironment, nodes.last != .row
      {
        reader.step(character, into: &nodes)
      }
      return nodes
    }
  }

  private mutating func endEnvironment() {
    guard isAtEndOfEnvironment else { return }
    rest = rest.dropFirst(4)
    _ = source()
  }
}
