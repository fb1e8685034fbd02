extension Diagram {
  /// One row for each node: what it says, what enters it, and its values.
  var table: Table {
    let names = Dictionary(nodes.map { ($0.id, $0.label) }, uniquingKeysWith: { first, _ in first })
    return Table(
      columns: ["node", "from", "detail", "values"],
      rows: nodes.map { node in
        let sources = edges.filter { $0.to == node.id }.compactMap { names[$0.from] }
        return [
          node.label, sources.joined(separator: ", "), node.detail,
          node.values.map { NumberFormat.short($0, digits: 3) }.joined(separator: " "),
        ]
      }
    )
  }
}
