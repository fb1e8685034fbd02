public import Plots

extension GradientTrace {
  /// The norms of the gradient against lag as training goes on: a figure over time.
  ///
  /// What to look at: a network that learns to remember lifts the far end of the line.
  ///
  /// - Parameters:
  ///   - roles: The parts drawn.
  ///   - layer: Only this layer; all if `nil`.
  ///   - frames: At most so many passes, the first and the last among them.
  public func lagFigure(
    _ roles: [StepMark.Role] = [.hiddenState, .cellState],
    layer: String? = nil,
    frames: Int = 20
  ) -> Chart {
    figure(frames: frames) { lagChart(roles, layer: layer, in: $0) }
  }

  /// The mean activation of every gate against time as training goes on: a figure over time.
  ///
  /// - Parameters:
  ///   - layer: Only this layer; all if `nil`.
  ///   - frames: At most so many passes, the first and the last among them.
  public func gateFigure(layer: String? = nil, frames: Int = 20) -> Chart {
    figure(frames: frames) { gateChart(layer: layer, in: $0) }
  }

  private func figure(frames limit: Int, draw: (TracePass) -> Chart) -> Chart {
    let count = min(passes.count, max(2, limit))
    let last = max(1, count - 1)
    let chosen = (0..<count).map { passes[$0 * (passes.count - 1) / last] }
    return figureOverTime(chosen.map { ("pass \($0.number)", draw($0)) })
  }
}
