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
  /// Within a pass a value counts before any gradient, and an earlier step before a later one;
  /// among gradients the later step is the earlier in time of computation.
  public var firstNonFinite: TraceFinding? {
    for pass in passes {
      if let finding = nonFinite(in: pass) { return finding }
    }
    return nil
  }

  private func nonFinite(in pass: TracePass) -> TraceFinding? {
    var best: TraceFinding?
    for series in pass.series {
      guard let step = series.steps.firstIndex(where: { !$0.hasFiniteValues }) else { continue }
      if best?.step.map({ step < $0 }) ?? true {
        best = TraceFinding(
          problem: .valueNotFinite,
          pass: pass.number,
          layer: series.layer,
          role: series.role,
          step: step
        )
      }
    }
    if let best { return best }
    if !pass.loss.isFinite {
      return TraceFinding(
        problem: .valueNotFinite,
        pass: pass.number,
        layer: "the loss",
        role: nil,
        step: nil
      )
    }
    for series in pass.series {
      guard let step = series.steps.lastIndex(where: { !$0.hasFiniteGradients }) else { continue }
      if best?.step.map({ step > $0 }) ?? true {
        best = TraceFinding(
          problem: .gradientNotFinite,
          pass: pass.number,
          layer: series.layer,
          role: series.role,
          step: step
        )
      }
    }
    if let best { return best }
    guard let parameter = pass.parameters.first(where: { !$0.gradientNorm.isFinite }) else {
      return nil
    }
    return TraceFinding(
      problem: .gradientNotFinite,
      pass: pass.number,
      layer: parameter.name,
      role: nil,
      step: nil
    )
  }

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
      step: step
    )
  }
}
