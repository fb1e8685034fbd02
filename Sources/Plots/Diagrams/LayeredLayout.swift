/// Places for the nodes of a diagram and bends for its edges, in columns and rows.
///
/// - Source: Sugiyama, Tagawa & Toda (1981), "Methods for Visual Understanding of Hierarchical
///   System Structures": layers by longest path, order within a layer by the mean of neighbours.
struct LayeredLayout {
  /// Column and row of each node.
  private(set) var places: [(column: Double, row: Double)] = []
  /// Where each edge bends between its two nodes.
  private(set) var bends: [[(column: Double, row: Double)]] = []

  /// A node, or a place that an edge passes on its way through a layer.
  private var layerOf: [Int] = []
  private var neighbours: [[Int]] = []

  init(_ diagram: Diagram) {
    let edges = diagram.links
    bends = Array(repeating: [], count: edges.count)
    if diagram.nodes.allSatisfy({ $0.column != nil && $0.row != nil }) {
      places = diagram.nodes.map { ($0.column ?? 0, $0.row ?? 0) }
      return
    }
    layerOf = Self.layers(count: diagram.nodes.count, edges)
    neighbours = Array(repeating: [], count: diagram.nodes.count)
    let passages = edges.map { addPassages($0) }
    let order = orderedLayers()
    let position = relaxed(order)
    func place(_ member: Int) -> (column: Double, row: Double) {
      let (layer, across) = (Double(layerOf[member]), position[member])
      return diagram.direction == .rightward ? (layer, across) : (across, layer)
    }
    places = diagram.nodes.enumerated().map { index, node in
      let computed = place(index)
      return (node.column ?? computed.column, node.row ?? computed.row)
    }
    bends = passages.map { $0.map(place) }
  }

  /// The longest way from a node that nothing enters; edges that close a circle do not count.
  private static func layers(count: Int, _ edges: [(from: Int, to: Int)]) -> [Int] {
    var leaving = [[Int]](repeating: [], count: count)
    for edge in edges where edge.from != edge.to { leaving[edge.from].append(edge.to) }
    var state = [Int](repeating: 0, count: count)
    var finished: [Int] = []
    var forward = [[Int]](repeating: [], count: count)
    // Depth first without recursion, since a tape may be thousands of operations long.
    for root in 0..<count where state[root] == 0 {
      var stack = [(node: root, next: 0)]
      state[root] = 1
      while let top = stack.last {
        if top.next == leaving[top.node].count {
          state[top.node] = 2
          finished.append(top.node)
          stack.removeLast()
          continue
        }
        stack[stack.count - 1].next += 1
        let child = leaving[top.node][top.next]
        if state[child] != 1 { forward[top.node].append(child) }
        if state[child] == 0 {
          state[child] = 1
          stack.append((child, 0))
        }
      }
    }
    var layer = [Int](repeating: 0, count: count)
    for node in finished.reversed() {
      for child in forward[node] { layer[child] = max(layer[child], layer[node] + 1) }
    }
    return layer
  }

  /// Nodes and passages, at most: more than anybody can follow.
  private static let mostMembers = 50_000

  /// Adds a passage in each layer that an edge crosses, and joins neighbours.
  private mutating func addPassages(_ edge: (from: Int, to: Int)) -> [Int] {
    let (first, last) = (layerOf[edge.from], layerOf[edge.to])
    let isForward = first <= last
    let crossed = isForward ? (first + 1)..<max(first + 1, last) : 0..<0
    // Where too many edges cross too many layers, those that are left are straight.
    let between = layerOf.count + crossed.count <= Self.mostMembers ? crossed : 0..<0
    var passages: [Int] = []
    var previous = edge.from
    for layer in between {
      let passage = layerOf.count
      layerOf.append(layer)
      neighbours.append([])
      join(previous, passage)
      passages.append(passage)
      previous = passage
    }
    if edge.from != edge.to { join(previous, edge.to) }
    return passages
  }

  private mutating func join(_ a: Int, _ b: Int) {
    neighbours[a].append(b)
    neighbours[b].append(a)
  }

  /// Places within the layers that keep edges straight: each member moves towards the mean of its
  /// neighbours, as far as those beside it, at least 1 apart, allow.
  private func relaxed(_ order: [[Int]]) -> [Double] {
    var position = [Double](repeating: 0, count: layerOf.count)
    for layer in order {
      for (index, member) in layer.enumerated() {
        position[member] = Double(index) - Double(layer.count - 1) / 2
      }
    }
    for sweep in 0..<8 {
      for layer in sweep.isMultiple(of: 2) ? order : order.reversed() {
        let wanted = layer.map { member in
          neighbours[member].isEmpty
            ? position[member]
            : neighbours[member].reduce(0) { $0 + position[$1] }
              / Double(neighbours[member].count)
        }
        var placed = wanted
        for index in placed.indices.dropFirst() {
          placed[index] = max(placed[index], placed[index - 1] + 1)
        }
        let shift = zip(wanted, placed).reduce(0) { $0 + $1.0 - $1.1 } / Double(layer.count)
        for (index, member) in layer.enumerated() { position[member] = placed[index] + shift }
      }
    }
    let least = position.min() ?? 0
    return position.map { $0 - least }
  }

  /// The members of each layer, ordered so that few edges cross.
  private func orderedLayers() -> [[Int]] {
    var order = [[Int]](repeating: [], count: (layerOf.max() ?? -1) + 1)
    for (member, layer) in layerOf.enumerated() { order[layer].append(member) }
    var position = [Double](repeating: 0, count: layerOf.count)
    func settle(_ layer: Int) {
      for (index, member) in order[layer].enumerated() {
        position[member] = Double(index) - Double(order[layer].count) / 2
      }
    }
    for layer in order.indices { settle(layer) }
    for sweep in 0..<8 {
      let isDownward = sweep.isMultiple(of: 2)
      for layer in isDownward ? Array(order.indices) : order.indices.reversed() {
        let before = isDownward ? layer - 1 : layer + 1
        func mean(_ member: Int) -> Double {
          let places = neighbours[member].filter { layerOf[$0] == before }.map { position[$0] }
          return places.isEmpty
            ? position[member] : places.reduce(0, +) / Double(places.count)
        }
        let means = order[layer].map { ($0, mean($0)) }
        // Sorting is made stable by the old position, so that the layout does not waver.
        order[layer] = means.enumerated().sorted {
          ($0.element.1, $0.offset) < ($1.element.1, $1.offset)
        }.map(\.element.0)
        settle(layer)
      }
    }
    return order
  }
}

extension Diagram {
  /// The edges whose two nodes exist, as indices into ``nodes``.
  var links: [(from: Int, to: Int)] {
    joined.map { ($0.from, $0.to) }
  }

  /// The edges whose two nodes exist, with those nodes' indices.
  var joined: [(from: Int, to: Int, edge: Edge)] {
    let indices = Dictionary(
      nodes.enumerated().map { ($1.id, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    return edges.compactMap { edge in
      guard let from = indices[edge.from], let to = indices[edge.to] else { return nil }
      return (from, to, edge)
    }
  }
}
