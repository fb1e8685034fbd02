extension Diagram {
  /// One row for each node: what it says, what enters it, and its values.
  var table: Table {
    let names = distinctLabels
    let links = joined
    return Table(
      columns: ["node", "from", "detail", "values"],
      rows: nodes.enumerated().map { index, node in
        let sources = links.filter { $0.to == index }.map { names[$0.from] }
        return [
          names[index], sources.joined(separator: ", "), node.detail,
          node.values.map { NumberFormat.short($0, digits: 3) }.joined(separator: " "),
        ]
      }
    )
  }

  /// The labels of the nodes; where several are equal they are numbered, since words, unlike a
  /// drawing, cannot show which of them is meant.
  var distinctLabels: [String] {
    var counts: [String: Int] = [:]
    for node in nodes { counts[node.label, default: 0] += 1 }
    var seen: [String: Int] = [:]
    return nodes.map { node in
      guard counts[node.label, default: 0] > 1 else { return node.label }
      seen[node.label, default: 0] += 1
      return "\(node.label) \(seen[node.label, default: 0])"
    }
  }
}
