extension Chart.Series {
  /// As many points as no drawing needs more of.
  static let drawnPoints = 4000

  /// The series in at most about `limit` points: of each stretch of neighbours the first, the
  /// lowest, the highest, the last and one gap remain, so no peak and no break is lost.
  func thinned(to limit: Int = drawnPoints) -> Chart.Series {
    guard y.count > limit else { return self }
    let stretches = max(1, limit / 5)
    var kept: [Int] = []
    for stretch in 0..<stretches {
      let range = (stretch * y.count / stretches)..<((stretch + 1) * y.count / stretches)
      kept += extremes(in: range)
    }
    return selecting(kept)
  }

  /// The series in at most one point for each cell of a grid of `cells` by `cells`, the outermost
  /// points included: for points that no line joins, whose order means nothing.
  func thinnedOnGrid(to limit: Int = drawnPoints, cells: Int = 120) -> Chart.Series {
    guard y.count > limit else { return self }
    let finite = y.indices.filter { x[$0].isFinite && y[$0].isFinite }
    guard let left = finite.min(by: { x[$0] < x[$1] }),
      let right = finite.max(by: { x[$0] < x[$1] }),
      let low = finite.min(by: { y[$0] < y[$1] }), let high = finite.max(by: { y[$0] < y[$1] })
    else { return selecting([]) }
    func cell(_ value: Double, _ lower: Double, _ upper: Double) -> Int {
      let share = (value / 2 - lower / 2) / (upper / 2 - lower / 2)
      return share.isFinite ? min(cells - 1, Int(share * Double(cells))) : 0
    }
    let outermost: Set<Int> = [left, right, low, high]
    var occupied: Set<Int> = []
    return selecting(
      finite.filter {
        let place = cell(x[$0], x[left], x[right]) * cells + cell(y[$0], y[low], y[high])
        return occupied.insert(place).inserted || outermost.contains($0)
      }
    )
  }

  /// The indices of `range` that must stay, in order.
  private func extremes(in range: Range<Int>) -> [Int] {
    guard let first = range.first, let last = range.last else { return [] }
    var kept: Set<Int> = [first, last]
    let finite = range.filter { y[$0].isFinite }
    if let low = finite.min(by: { y[$0] < y[$1] }) { kept.insert(low) }
    if let high = finite.max(by: { y[$0] < y[$1] }) { kept.insert(high) }
    if finite.count < range.count, let gap = range.first(where: { !y[$0].isFinite }) {
      kept.insert(gap)
    }
    return kept.sorted()
  }

  private func selecting(_ indices: [Int]) -> Chart.Series {
    var series = Chart.Series(name, x: indices.map { x[$0] }, y: indices.map { y[$0] })
    series.originalCount = originalCount
    return series
  }
}
