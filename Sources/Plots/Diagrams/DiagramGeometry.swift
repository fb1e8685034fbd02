/// A node's rectangle, by its middle, in pixels.
struct DiagramBox {
  var x = 0.0
  var y = 0.0
  var width: Double
  var height: Double
  /// The height of words and strip together.
  var contentHeight: Double
  var stripWidth: Double

  init(_ node: Diagram.Node) {
    let words = max(
      estimatedWidth(node.label, fontSize: PlotLayout.fontSize),
      estimatedWidth(node.detail, fontSize: 11)
    )
    stripWidth = node.values.isEmpty ? 0 : min(60, max(36, Double(node.strip.count) * 9))
    contentHeight =
      16 + (node.detail.isEmpty ? 0 : 14) + (node.values.isEmpty ? 0 : node.stripHeight + 4)
    let inner = max(words, stripWidth)
    switch node.shape {
    case .plain:
      (width, height) = (inner + 8, contentHeight + 4)
    case .box:
      (width, height) = (max(34, inner + 12), contentHeight + 12)
    case .circle:
      let diameter = max(26, (inner * inner + contentHeight * contentHeight).squareRoot() + 4)
      (width, height) = (diameter, diameter)
    }
  }

  /// Where a line from the middle towards a point leaves the box, two pixels outside of it.
  func border(towards point: (x: Double, y: Double), isRound: Bool) -> (x: Double, y: Double) {
    let (dx, dy) = (point.x - x, point.y - y)
    let length = (dx * dx + dy * dy).squareRoot()
    guard length > 0 else { return (x, y) }
    let reach: Double
    if isRound {
      reach = width / 2 + 2
    } else {
      let across = dx == 0 ? Double.infinity : (width / 2 + 2) / dx.magnitude
      let up = dy == 0 ? Double.infinity : (height / 2 + 2) / dy.magnitude
      reach = min(across, up) * length
    }
    return (x + dx / length * reach, y + dy / length * reach)
  }
}

/// All places of a diagram in pixels.
struct DiagramGeometry {
  private(set) var boxes: [DiagramBox]
  private(set) var width = 0.0
  private(set) var height = 0.0
  private let diagram: Diagram
  private let links: [(from: Int, to: Int)]
  private var bends: [[(x: Double, y: Double)]] = []

  init(_ diagram: Diagram) {
    self.diagram = diagram
    links = diagram.links
    boxes = diagram.nodes.map(DiagramBox.init)
    let layout = LayeredLayout(diagram)
    // Boxes in one column may differ in width; the pitch is what the widest neighbours need.
    let widest = boxes.map(\.width).max() ?? 0
    let highest = boxes.map(\.height).max() ?? 0
    let isFixed = diagram.nodes.allSatisfy { $0.column != nil && $0.row != nil }
    let pitchAcross =
      (isFixed ? Self.neededPitch(boxes, layout.places) : widest) + (isFixed ? 18 : 40)
    let pitchDown = highest + 26
    let points = layout.places + layout.bends.flatMap { $0 }
    let left = points.map(\.column).min() ?? 0
    let top = points.map(\.row).min() ?? 0
    func place(_ point: (column: Double, row: Double)) -> (x: Double, y: Double) {
      (
        (point.column - left) * pitchAcross + widest / 2 + 4,
        (point.row - top) * pitchDown + highest / 2 + 4
      )
    }
    for (index, point) in layout.places.enumerated() {
      (boxes[index].x, boxes[index].y) = place(point)
    }
    bends = layout.bends.map { $0.map(place) }
    trim(bends: points.map(place))
  }

  /// Moves everything to the upper left corner and measures it.
  private mutating func trim(bends points: [(x: Double, y: Double)]) {
    let lefts = boxes.map { $0.x - $0.width / 2 } + points.map(\.x)
    let tops = boxes.map { $0.y - $0.height / 2 } + points.map(\.y)
    let (left, top) = ((lefts.min() ?? 0) - 3, (tops.min() ?? 0) - 3)
    for index in boxes.indices {
      boxes[index].x -= left
      boxes[index].y -= top
    }
    bends = bends.map { $0.map { ($0.x - left, $0.y - top) } }
    let rights = boxes.map { $0.x + $0.width / 2 } + points.map { $0.x - left }
    let bottoms = boxes.map { $0.y + $0.height / 2 } + points.map { $0.y - top }
    width = (rights.max() ?? 0) + 3
    height = (bottoms.max() ?? 0) + 3
  }

  /// The least pitch at which boxes of one row do not touch.
  private static func neededPitch(
    _ boxes: [DiagramBox],
    _ places: [(column: Double, row: Double)]
  ) -> Double {
    var pitch = 40.0
    for first in boxes.indices {
      for second in boxes.indices where first < second {
        guard (places[first].row - places[second].row).magnitude < 0.7 else { continue }
        let distance = (places[first].column - places[second].column).magnitude
        guard distance > 0 else { continue }
        pitch = max(pitch, (boxes[first].width + boxes[second].width) / 2 / distance)
      }
    }
    return pitch
  }

  /// The points of an edge, from border to border.
  func path(_ index: Int) -> [(x: Double, y: Double)] {
    let (from, to) = (boxes[links[index].from], boxes[links[index].to])
    guard links[index].from != links[index].to else { return loop(from) }
    let towards = bends[index].first ?? (to.x, to.y)
    let coming = bends[index].last ?? (from.x, from.y)
    func isRound(_ node: Int) -> Bool { diagram.nodes[node].shape == .circle }
    let start = from.border(towards: towards, isRound: isRound(links[index].from))
    let end = to.border(towards: coming, isRound: isRound(links[index].to))
    return [start] + bends[index] + [end]
  }

  /// An edge from a node to itself, above its right corner.
  private func loop(_ box: DiagramBox) -> [(x: Double, y: Double)] {
    let (right, top) = (box.x + box.width / 2, box.y - box.height / 2)
    return [
      (right - 12, top - 2), (right - 12, top - 12), (right + 10, top - 12), (right + 10, box.y),
      (right + 2, box.y),
    ]
  }
}

extension Diagram.Node {
  /// A single value is printed on its cell, which is higher for it.
  var stripHeight: Double { values.count == 1 ? 15 : 11 }

  /// At most 16 values to draw; of neighbours that share a cell the one farthest from zero is kept.
  var strip: [Double] {
    let most = 16
    guard values.count > most else { return values }
    return (0..<most).map { index in
      let part = values[(index * values.count / most)..<((index + 1) * values.count / most)]
      return part.filter(\.isFinite).max { $0.magnitude < $1.magnitude } ?? .nan
    }
  }
}
