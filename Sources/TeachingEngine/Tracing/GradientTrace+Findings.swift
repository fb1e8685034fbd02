extension GradientTrace {
  /// The last pass, `nil` before the first.
  public var lastPass: TracePass? { passes.last }

  /// ‖∂L/∂h_t‖ of the last pass by lag: first the last step, then the one before it, and on.
  public func normsByLag(
    _ role: StepMark.Role = .hiddenState,
    layer: String? = nil
  ) -> [Double] {
    (lastPass?.series(role, layer: layer)?.gradientNorms ?? []).reversed()
  }

  /// The layers that were seen, in the order of the last pass.
  public var layers: [String] {
    var result: [String] = []
    for series in lastPass?.series ?? [] where !result.contains(series.layer) {
      result.append(series.layer)
    }
    return result
  }

  /// Where NaN or infinity first appeared, over all passes; `nil` if it never did.
  ///
  /// Within a pass a value counts before any gradient. The first value is one that was computed
  /// from finite ones; the first gradient is what an operation made of a finite one. It names the
  /// layer, the state, gate or operation, and the time step, in models written by hand too.
  public var firstNonFinite: TraceFinding? { passes.lazy.compactMap(\.firstNonFinite).first }

  /// Going back in time, the first step of the last pass whose gradient is below `ratio` times
  /// the last step's; `nil` if none is.
  public func vanishing(
    below ratio: Double = 1e-3,
    role: StepMark.Role = .hiddenState,
    layer: String? = nil
  ) -> TraceFinding? {
    crossing(.vanished, role, layer) { $0 < ratio }
  }

  /// Going back in time, the first step of the last pass whose gradient is above `ratio` times
  /// the last step's; `nil` if none is.
  public func exploding(
    above ratio: Double = 1e3,
    role: StepMark.Role = .hiddenState,
    layer: String? = nil
  ) -> TraceFinding? {
    crossing(.exploded, role, layer) { $0 > ratio || $0.isNaN }
  }

  private func crossing(
    _ problem: TraceFinding.Problem,
    _ role: StepMark.Role,
    _ layer: String?,
    _ isCrossed: (Double) -> Bool
  ) -> TraceFinding? {
    guard let pass = lastPass, let series = pass.series(role, layer: layer),
      let last = series.gradientNorms.last,
      let step = series.gradientNorms.lastIndex(where: { isCrossed($0 / last) })
    else { return nil }
    return TraceFinding(
      problem: problem,
      pass: pass.number,
      layer: series.layer,
      role: role,
      operation: nil,
      step: step
    )
  }
}
